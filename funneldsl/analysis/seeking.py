"""Which value of one number makes a result come out as wanted."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from attrs import define, field, frozen

from funneldsl.analysis.levers import Lever
from funneldsl.analysis.outcomes import Outcome, outcome
from funneldsl.analysis.study import Study
from funneldsl.errors import FunnelError
from funneldsl.model.values import Amount, Exactly

FURTHEST = 64.0
"""How many times larger or smaller than now a value may become."""
CLOSE = 0.01
"""Relative width at which the search ends."""


class Answer(Enum):
    """How a search ended."""

    FOUND = "found"
    THERE = "already there"
    BEYOND = "beyond reach"


@frozen
class Tried:
    """One value, and the result with its standard error."""

    value: float
    mean: float
    error: float


@frozen
class Sought:
    """The value that is needed, and how sure that is.

    `value` is the nearest one to that of today at which the result comes out; of Answer.BEYOND the best of those that
    were tried. `again` is the result of it in fresh worlds, which the search has not seen.
    """

    of: str
    unit: str
    target: float
    lever: Lever
    answer: Answer
    now: Tried
    value: float
    there: Tried
    again: Tried
    tried: tuple[Tried, ...]
    """All values that were run, the smallest first."""


def seek(
    study: Study,
    of: str,
    target: float,
    lever: Lever,
    progress: Callable[[float], None] | None = None,
) -> Sought:
    """The value of a number at which the mean of `of` (a chance, for goals) reaches `target`.

    All values are run in the same worlds. The search goes from the value of today (the middle of a range) in the
    direction that helps, by doubling and then by halving the gap; it does not see what lies behind a better stretch. A
    number that is uncertain becomes exact. Raises FunnelError for a number that is 0 now, UnknownNameError.
    """
    start = median(lever.amount)
    if start == 0:
        raise FunnelError(f"{lever.path} is 0 now, so there is nothing to start from")
    search = _Search(study, of, target, lever, progress)
    now = search.at(start)
    if now.mean >= target:
        return search.ended(Answer.THERE, now, now)
    ends = [search.reach(start, up) for up in (True, False)]
    found = [end for end in ends if end is not None]
    if not found:
        best = max(search.tried.values(), key=lambda t: t.mean)
        return search.ended(Answer.BEYOND, now, best)
    near, far = min(found, key=lambda pair: abs(pair[1] / start - 1))
    return search.ended(Answer.FOUND, now, search.between(near, far))


def median(amount: Amount) -> float:
    """The median of a number; the number itself where it is exact."""
    import numpy as np

    from funneldsl.quantiles import quantile

    if isinstance(amount.law, Exactly):
        return amount.law.value
    return float(quantile(amount.law, np.array([0.5]))[0])


@define
class _Search:
    study: Study
    of: str
    target: float
    lever: Lever
    progress: Callable[[float], None] | None
    unit: str = ""
    tried: dict[float, Tried] = field(factory=dict)

    def at(self, value: float) -> Tried:
        """The result with that value, run once."""
        if value not in self.tried:
            found = self._run(self.study, value)
            self.unit = found.unit
            self.tried[value] = Tried(value, found.mean, found.error)
            if self.progress is not None:
                self.progress(len(self.tried) / (len(self.tried) + 6))
        return self.tried[value]

    def _run(self, study: Study, value: float) -> Outcome:
        return outcome(study.where({self.lever: value}).forecast(), self.of)

    def reach(self, start: float, up: bool) -> tuple[float, float] | None:
        """The last value that is not enough and the first that is; None if none is, or if it only gets worse."""
        last, best = start, self.at(start)
        step = 1.5
        while (value := self._further(start, step, up)) != last:
            found = self.at(value)
            if found.mean >= self.target:
                return last, value
            if found.mean < best.mean - 2 * (found.error + best.error):
                return None
            best = max(best, found, key=lambda t: t.mean)
            if step >= FURTHEST:
                return None
            last, step = value, step**2 if step < 2 else step * 2
        return None

    def _further(self, start: float, step: float, up: bool) -> float:
        value = start * step if up else start / step
        return min(value, 1.0) if self.lever.is_share else value

    def between(self, near: float, far: float) -> Tried:
        """The value nearest to `near` that is enough, to a hundredth."""
        while abs(far - near) > CLOSE * abs(far):
            value = (near + far) / 2
            if self.at(value).mean >= self.target:
                far = value
            else:
                near = value
        return self.at(far)

    def ended(self, answer: Answer, now: Tried, there: Tried) -> Sought:
        fresh = self._run(self.study.fresh(), there.value)
        again = Tried(there.value, fresh.mean, fresh.error)
        ordered = tuple(sorted(self.tried.values(), key=lambda t: t.value))
        return Sought(
            self.of,
            self.unit,
            self.target,
            self.lever,
            answer,
            now,
            there.value,
            there,
            again,
            ordered,
        )
