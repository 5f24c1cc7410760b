"""Checks and goals that were judged: verdicts as values, with what each part came to."""

from __future__ import annotations

from enum import Enum
from math import ceil, log10

from attrs import frozen

from funneldsl.model.expectations import Sort
from funneldsl.model.values import Period
from funneldsl.results import Verdict
from funneldsl.source import Span


class Moment(Enum):
    """Which of its days a number is told of: the one that decides the comparison that it stands in."""

    LOWEST = "at its lowest"
    HIGHEST = "at its highest"
    DECISIVE = "on the day that decides"


@frozen
class PartResult:
    """What a part of an expression came to, over the worlds. `column` counts from 0; None where it is not known."""

    text: str
    column: int | None
    sort: Sort
    share: float | None = None
    """Of the worlds in which it held; None for a number."""
    p5: float | None = None
    p50: float | None = None
    p95: float | None = None
    """Of a number; None if it never had a value."""
    undefined: float = 0.0
    """Share of the worlds in which a number has no value in the time that counts; the others tell the percentiles."""
    money: bool = False
    hours: bool = False
    months: bool = False
    per: Period | None = None
    moment: Moment = Moment.DECISIVE
    day: str | None = None
    """The middle of the days that decide, an ISO date."""
    inside: tuple[PartResult, ...] = ()
    """Of a goal or limit that is named: what its own parts came to."""


@frozen
class ConditionResult:
    """One chance that is asked for: whether it is met. `chance` is that of what stands inside `chance(…)`."""

    name: str
    chance: float
    error: float
    required: float
    at_least: bool
    verdict: Verdict
    parts: tuple[PartResult, ...] = ()
    column: int | None = None

    def worlds_needed(self, worlds: int) -> int | None:
        """How many worlds would probably decide it, rounded up to two digits; None where it is not undecided."""
        apart = abs(self.chance - self.required)
        if self.verdict is not Verdict.UNDECIDED or apart == 0:
            return None
        needed = worlds * (2 * self.error / apart) ** 2 * 1.2
        step = int(10 ** max(0, int(log10(needed)) - 1))
        return ceil(needed / step) * step


@frozen
class CheckResult:
    """A check, or a goal with a required chance, judged in the plan or in one scenario."""

    name: str
    kind: str
    title: str
    scenario: str
    expression: str
    span: Span
    worlds: int
    conditions: tuple[ConditionResult, ...]

    @property
    def verdict(self) -> Verdict:
        """FAIL if a condition fails, else UNDECIDED if one is, or if none could be judged, else PASS."""
        found = {c.verdict for c in self.conditions}
        rest = Verdict.PASS if self.conditions else Verdict.UNDECIDED
        return next((v for v in (Verdict.FAIL, Verdict.UNDECIDED) if v in found), rest)
