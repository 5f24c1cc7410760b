"""What is to be reached and expected, and what is drawn together."""

from __future__ import annotations

from attrs import frozen

from funneldsl.model.formulas import Expression
from funneldsl.network.money import RateRow
from funneldsl.network.positions import NONE, Id


@frozen
class GoalRow:
    """A goal (`limit` False: reached on the first day it holds, up to `by`), or a limit (must hold always)."""

    name: str
    title: str
    expression: Expression
    by: int = NONE
    required: Id = NONE
    limit: bool = False
    since: int = 0
    """The first day on which a limit holds."""
    rates: tuple[RateRow, ...] = ()
    """Of the currencies in which the expression counts, besides the plan's own."""


@frozen
class ExpectationRow:
    """A `check` block, judged in the plan or in one scenario."""

    name: str
    title: str
    expression: Expression
    scenario: str = ""
    rates: tuple[RateRow, ...] = ()
    """As those of a goal."""


@frozen
class CorrelationRow:
    """Parameters that are drawn together: the correlations of their normal scores, row by row.

    The first keeps the draw that it has by itself; each other leans on those before it.
    """

    name: str
    """The correlations that say so: `heat`, `heat and season`."""
    parameters: tuple[Id, ...]
    scores: tuple[tuple[float, ...], ...]
