"""What is best to do: how to share a budget, which price, which project first, toward a goal or an account.

One forecast in each of whose worlds something else is chosen tells where good choices lie. The best of them, and what
lies around it, are then compared choice by choice in the same worlds, as long as a difference can be told; what is found
is run again in worlds that nobody has looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs
import numpy as np
from attrs import frozen

from funneldsl.analysis.choices import Choice, starts, steps
from funneldsl.analysis.levers import Lever
from funneldsl.analysis.racing import race, verdict
from funneldsl.analysis.searching import Range, Search, Tested, days_of
from funneldsl.analysis.study import Study
from funneldsl.analysis.surveying import Survey, places_of, survey
from funneldsl.errors import FunnelError
from funneldsl.model.projects import Project
from funneldsl.model.values import Amount, Fixed

SMALLEST = 0.03
"""The smallest part of a budget, or of a range, that is still moved,"""
LARGEST = 0.25
"""and the largest one,"""
SURVEYED = 0.125
"""and where a survey has shown the way."""
FOLLOWED = 2
"""So many starts are followed where nothing was surveyed."""
APART = 0.25
"""Starts are so far from each other, at least."""
ALL_SPENT = 0.01
"""A smaller part of a budget counts as nothing left."""
MORE = 0.1
"""What so much of the budget more would bring is told."""


@frozen
class Point:
    """Values of the levers, in their order and units, and what comes of them."""

    values: tuple[float, ...]
    mean: float
    error: float
    kept: bool
    """Whether every limit is kept as often as in the plan as it is, as far as these worlds can tell."""
    order: tuple[str, ...] = ()
    """Projects, the first one first, where their order is a choice."""


@frozen
class Optimum:
    """The best choice that was found.

    `seen` is its result in the worlds in which it was chosen, which flatters it; `fresh` that in worlds which nobody
    had looked at: the one to believe, and `gain` is how much more that is than today's choice brings there. `more` is
    what a tenth of the budget more would bring on each lever that shares it.
    """

    of: str
    unit: str
    budget: Amount | None
    levers: tuple[Lever, ...]
    """Those that share the budget, then those with a range of their own."""
    bounds: tuple[Range | None, ...]
    """The range of each lever; None for those that share the budget."""
    now: Point
    seen: Point
    fresh: Point
    now_fresh: Point
    gain: float
    gain_error: float
    """Standard error of the gain; it is small, for the worlds are the same."""
    left: float
    """What is not spent, in the unit of the budget."""
    more: tuple[tuple[float, float], ...]
    """With standard errors; empty where not all of the budget is spent: then more of it would change nothing."""
    peaks: tuple[Point, ...]
    """Where the starts led, the best first."""
    runs: int
    """Forecasts that were made."""
    allowed: bool = True
    """Whether today's choice is within the budget and the ranges, so that it can be kept."""

    @property
    def chosen(self) -> dict[Lever, float]:
        """The best values by number."""
        return dict(zip(self.levers, self.seen.values, strict=True))

    @property
    def ranges(self) -> dict[Lever, Range]:
        """Of the numbers that have one."""
        pairs = zip(self.levers, self.bounds, strict=True)
        return {lever: bound for lever, bound in pairs if bound is not None}


def optimise(
    study: Study,
    of: str,
    levers: Sequence[Lever],
    budget: Amount | None = None,
    *,
    bounds: Mapping[Lever, Range] = Fixed(),
    projects: bool = False,
    smallest: float = SMALLEST,
    progress: Callable[[float], None] | None = None,
) -> Optimum:
    """Make the mean of `of` (a chance, for goals) as large as possible.

    `levers` share the budget; those of `bounds` may have any value in their range; with `projects` their order is a
    choice too. What is not spent is a choice. What breaks a limit of the plan more often than the plan does now does
    not count. Raises FunnelError for levers that are no money per time, and where there is nothing to choose;
    UnknownNameError for `of`.
    """
    names = tuple(p.name for p in study.plan.of(Project)) if projects else ()
    if projects and len(names) < 2:
        raise FunnelError("the plan has less than two projects, so there is no order to choose")
    for lever in levers:
        days_of(attrs.evolve(lever.amount, name=lever.path))
    if levers and budget is None:
        raise FunnelError(
            f"{levers[0].path} has no range of its own, so say what may be spent in all: a budget"
        )
    search = Search(study, of, tuple(levers), budget, dict(bounds), names, progress)
    known = survey(study, of, search.levers, search.values, search.today)
    if known is not None:
        search.ran()
    peaks = _peaks(search, known, smallest)
    now = search.tested(search.now_values, names, search.few)
    allowed = search.allows(now.values)
    better = not allowed or verdict(peaks[0].trial, now.trial) > 0
    best = search.as_good(peaks[0] if better else now)
    again, now_again = (search.tested(t.values, t.order, study.fresh()) for t in (best, now))
    gain = again.trial.values - now_again.trial.values
    left = search.left(best.values)
    spent = bool(levers) and left <= ALL_SPENT * search.daily * days_of(budget or levers[0].amount)
    return Optimum(
        of,
        now.outcome.unit,
        budget,
        search.levers,
        (*(None for _ in levers), *bounds.values()),
        _point(now),
        _point(best),
        attrs.evolve(_point(again), kept=best.trial.kept),
        attrs.evolve(_point(now_again), kept=now.trial.kept),
        float(gain.mean()),
        float(gain.std() / len(gain) ** 0.5),
        left,
        search.more(best, MORE) if spent else (),
        tuple(_point(p) for p in peaks),
        search.runs,
        allowed,
    )


def _point(one: Tested) -> Point:
    found = one.outcome
    return Point(one.values, found.mean, found.error, one.trial.kept, one.order)


def _peaks(search: Search, known: Survey | None, smallest: float) -> list[Tested]:
    """Where the best starts lead, the best one first."""

    def around(choice: Choice, size: float) -> list[Choice]:
        found = [c for c in steps(choice, size) if c is not None and c != choice]
        return known.promising(found, choice) if known is not None else found

    largest = SURVEYED if known is not None else LARGEST
    found: dict[tuple[object, ...], Tested] = {}
    for start in _followed(search, known):
        at = race(start, search.trial, around, largest=largest, smallest=smallest)
        tested = search.tested(search.values(at), search.order(at), search.few)
        found[tested.values, tested.order] = tested
    return sorted(found.values(), key=lambda t: t.trial.rank, reverse=True)


def _followed(search: Search, known: Survey | None) -> list[Choice]:
    """The starts that are followed, the best first: of all, or of those that a survey shows."""
    today, *others = starts(search.today)
    if known is not None:
        others = [*_shown(known, others), *(c for c in others if c.order != today.order)]
    every = dict.fromkeys((today, *others))
    ranked = sorted(every, key=lambda c: search.trial(c).rank, reverse=True)
    return ranked[: 1 if known is not None else FOLLOWED]


def _shown(known: Survey, others: Sequence[Choice]) -> Iterator[Choice]:
    """What a survey shows: the best choice, another one apart from it that may be as good, the one with most profit."""
    ranked = known.ranked(others)
    best = ranked[0]
    yield best
    apart = (c for c in ranked if np.abs(places_of(c) - places_of(best)).max() >= APART)
    other = next(apart, best)
    if not known.hopeless(other, best):
        yield other
    yield known.most_profitable(others)
