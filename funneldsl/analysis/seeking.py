"""Which value of one number makes a result come out as wanted."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from itertools import pairwise
from math import ceil, floor

from attrs import define, field, frozen

from funneldsl.analysis.levers import Lever
from funneldsl.analysis.outcomes import Outcome, outcome
from funneldsl.analysis.rounding import place_of, rounded, rounded_between
from funneldsl.analysis.study import Study
from funneldsl.errors import FunnelError

FURTHEST = 64.0
"""How many times larger or smaller than now a value may become, where no range is given."""
LOST_WITHIN = 8.0
"""And how many times, to find where it is lost."""
FIRST = 1.5
"""The first step, in times the value of today."""
CLOSE = 0.01
"""Relative width at which the search ends,"""
TOLD_APART = 1.0
"""or where the results at both ends differ by no more than so many standard errors."""
LOOKS = 5
"""So many values of a range are looked at, from end to end."""

Range = tuple[float, float]


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
    doubt: float = 0.0
    """Standard error of the value: by so much another set of worlds would move it. 0 if that cannot be told."""
    until: float | None = None
    """Of Answer.THERE: the nearest value at which the result still comes out, just before it is lost. None if it is
    lost at no value that was tried."""

    @property
    def turns(self) -> Tried | None:
        """A value beyond the one that was found at which it is not enough any more: more is not always better."""
        if self.answer is not Answer.FOUND:
            return None
        up = self.value > self.now.value
        beyond = [t for t in self.tried if (t.value > self.value) == up and t.value != self.value]
        return next((t for t in beyond if t.mean < self.target - 2 * t.error), None)


def seek(
    study: Study,
    of: str,
    target: float,
    lever: Lever,
    progress: Callable[[float], None] | None = None,
    *,
    between: Range | None = None,
) -> Sought:
    """The value of a number at which the mean of `of` (a chance, for goals) reaches `target`.

    All values are run in the same worlds. The search goes from the value of today (the middle of a range) in the
    direction that helps, by doubling, and then closes the gap; one value beyond is tried as well. With `between` it
    looks at values all over that range instead, and closes the gap that is nearest to today. A number that is
    uncertain becomes exact. Raises FunnelError for a number that is 0 now where no range is given, UnknownNameError.
    """
    search = _Search(study, of, target, lever, between, progress)
    if lever.now == 0 and between is None:
        raise FunnelError(
            f"{lever.path} is 0 now, so there is nothing to start from; say between which values to look"
        )
    now = search.at(lever.now)
    if now.mean >= target:
        until = search.nearest(lever.now, reached=False)
        return search.ended(Answer.THERE, now, now, until and search.between(until[1], until[0]))
    found = search.nearest(lever.now, reached=True)
    if found is None:
        best = max(search.tried.values(), key=lambda t: t.mean)
        return search.ended(Answer.BEYOND, now, best)
    there = search.plainly(search.between(*found))
    search.beyond(there.value)
    return search.ended(Answer.FOUND, now, there)


@define
class _Search:
    study: Study
    of: str
    target: float
    lever: Lever
    range: Range | None
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

    def _enough(self, tried: Tried) -> bool:
        return tried.mean >= self.target

    def nearest(self, start: float, *, reached: bool) -> tuple[float, float] | None:
        """Two neighbours among the values tried: at the second one it is first reached (or lost), seen from the start.

        None if that happens at no value that was tried.
        """
        if self.range is not None:
            ends = self._looks(start, reached, self.range)
        else:
            ends = self._both_ways(start, reached)
        return min(ends, key=lambda pair: abs(pair[1] - start), default=None)

    def _both_ways(self, start: float, reached: bool) -> list[tuple[float, float]]:
        """Upwards, then downwards, unless the first step up plainly helped already."""
        up = self._reach(start, True, reached)
        first = self.at(self._further(start, FIRST, True))
        here = self.at(start)
        change = first.mean - here.mean if reached else here.mean - first.mean
        if up is not None and change > 2 * (first.error + here.error):
            return [up]
        down = self._reach(start, False, reached, abs(up[1] - start) if up else None)
        return [end for end in (up, down) if end is not None]

    def _looks(self, start: float, reached: bool, where: Range) -> list[tuple[float, float]]:
        low, high = where
        looks = {low + (high - low) * n / (LOOKS - 1) for n in range(LOOKS)} | {start}
        known = {self.lever.possible(rounded(v)) if v != start else v for v in looks}
        ordered = [self.at(v) for v in sorted(known)]
        found = []
        for a, b in pairwise(ordered):
            if self._enough(a) is not self._enough(b):
                found.append(
                    (a.value, b.value) if self._enough(b) is reached else (b.value, a.value)
                )
        return [pair for pair in found if (pair[0] - start) * (pair[1] - pair[0]) >= 0] or found

    def _reach(
        self, start: float, up: bool, reached: bool, within: float | None = None
    ) -> tuple[float, float] | None:
        """From the start by ever larger steps; given up where it only gets worse.

        `within` is how far off the other direction found something: then only what is nearer and helps at once is of
        interest.
        """
        last, best = start, self.at(start)
        step = FIRST
        while (value := self._further(start, step, up)) != last:
            if within is not None and abs(value - start) >= within:
                return None
            found = self.at(value)
            if self._enough(found) is reached:
                return last, value
            worse = best.mean - found.mean if reached else found.mean - best.mean
            if worse > 2 * (found.error + best.error) or (within is not None and worse >= 0):
                return None
            if step >= (FURTHEST if reached else LOST_WITHIN):
                return None
            best = (max if reached else min)(best, found, key=lambda t: t.mean)
            last, step = value, step**2 if step < 2 else step * 2
        return None

    def _further(self, start: float, step: float, up: bool) -> float:
        value = rounded(start * step if up else start / step)
        if self.lever.is_whole:  # from one place on, every step must lead somewhere
            return max(1.0, float(ceil(value) if up else floor(value)))
        return min(value, 1.0) if self.lever.is_share else value

    def between(self, near: float, far: float) -> Tried:
        """The value nearest to `near` that is enough, as exactly as these worlds can tell, of few digits."""
        halves = False
        while abs(far - near) > CLOSE * abs(far) and not self._alike(near, far):
            value = self._inside(near, far, halves)
            if value in (near, far):
                break
            width = abs(far - near)
            if self._enough(self.at(value)):
                far = value
            else:
                near = value
            # A line that hardly helps is bent: then halves are surer.
            halves = abs(far - near) > width / 2
        return self.at(far)

    def _alike(self, near: float, far: float) -> bool:
        a, b = self.at(near), self.at(far)
        return abs(a.mean - b.mean) < TOLD_APART * max(a.error, b.error)

    def _inside(self, near: float, far: float, halves: bool) -> float:
        """Where a line through both ends says, but well inside; or in the middle."""
        a, b = self.at(near), self.at(far)
        part = (self.target - a.mean) / (b.mean - a.mean) if b.mean != a.mean else 0.5
        part = 0.5 if halves or self.target in (a.mean, b.mean) else part
        inside = rounded_between(near, far, near + min(max(part, 0.2), 0.8) * (far - near))
        return self.lever.possible(inside)

    def plainly(self, there: Tried) -> Tried:
        """No more digits than these worlds can tell, and still enough: the next such value, seen from today's."""
        if not (doubt := self.doubt(there.value)):
            return there
        step = place_of(doubt)
        away = ceil if there.value > self.lever.now else floor
        value = self.lever.possible(rounded(away(round(there.value / step, 6)) * step, 6))
        if not value or self._outside(value) or not self._enough(self.at(value)):
            return there
        return self.at(value)

    def _outside(self, value: float) -> bool:
        low, high = self.range or (0.0, 1.0 if self.lever.is_share else float("inf"))
        return not low <= value <= high

    def beyond(self, value: float) -> None:
        """Try a value as far behind the one that was found as that is from today's."""
        further = self.lever.possible(rounded(2 * value - self.lever.now))
        if further and not self._outside(further):
            self.at(further)

    def doubt(self, value: float) -> float:
        """The standard error of the result by how steep it is around the value."""
        others = sorted(self.tried.values(), key=lambda t: abs(t.value - value))
        here = self.at(value)
        for other in others:
            if other.value != value and abs(other.mean - here.mean) > 2 * here.error:
                slope = (other.mean - here.mean) / (other.value - value)
                return here.error / abs(slope)
        return 0.0

    def ended(self, answer: Answer, now: Tried, there: Tried, until: Tried | None = None) -> Sought:
        fresh = self._run(self.study.fresh(), there.value)
        return Sought(
            self.of,
            self.unit,
            self.target,
            self.lever,
            answer,
            now,
            there.value,
            there,
            Tried(there.value, fresh.mean, fresh.error),
            tuple(sorted(self.tried.values(), key=lambda t: t.value)),
            self.doubt(there.value) if answer is Answer.FOUND else 0.0,
            until.value if until is not None else None,
        )
