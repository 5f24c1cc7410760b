"""What each metric measures, and when two sides of a comparison are alike."""

from __future__ import annotations

from attrs import evolve, frozen

from funneldsl.bind import units
from funneldsl.model.formulas import Arithmetic, Formula, Literal, Metric
from funneldsl.model.values import Amount, Dimension, Period


@frozen(eq=False, repr=False)
class Measure:
    """What a metric counts; `rate` if it runs over time; `kinds` of things it is asked of."""

    dimension: Dimension
    rate: bool = False
    kinds: tuple[str, ...] = ()
    required: bool = False
    example: str = ""


_SOLD = ("offer", "stage", "funnel", "system", "campaign")
_BOUGHT = ("offer", "stage", "funnel", "system", "channel", "campaign")

MEASURES = {
    "count": Measure(Dimension.COUNT, False, ("stage",), True, "count(welcome.buyer)"),
    "entered": Measure(Dimension.COUNT, False, ("stage",), True, "entered(welcome.buyer)"),
    "new": Measure(Dimension.COUNT, True, ("stage",), True, "new(welcome.buyer)"),
    "revenue": Measure(Dimension.MONEY, True, _SOLD),
    "profit": Measure(Dimension.MONEY, True),
    "spend": Measure(Dimension.MONEY, True),
    "cash": Measure(Dimension.MONEY),
    "mrr": Measure(Dimension.MONEY),
    "value": Measure(Dimension.MONEY),
    "hours": Measure(Dimension.TIME, True, ("person",), True, "hours(owner)"),
    "cac": Measure(Dimension.MONEY, False, _BOUGHT),
    "ltv": Measure(Dimension.MONEY, False, ("offer", "stage"), True, "ltv(membership)"),
    "payback": Measure(Dimension.TIME, False, ("channel",), True, "payback(search_ads)"),
}
"""The closed vocabulary: how each metric may be asked."""

AVERAGED = frozenset({*(word for word, m in MEASURES.items() if m.rate), "cac"})
"""Metrics that `over 3 months` can be said of."""


@frozen
class Side:
    """One side of a comparison. `open` if a metric in it still lacks its period; `ratio` for a quotient of likes."""

    formula: Formula
    dimension: Dimension
    per: Period | None = None
    open: bool = False
    ratio: bool = False


def literal_side(amount: Amount) -> Side:
    """A number as typed; `each` says nothing here."""
    if amount.unit.each:
        unit = amount.unit
        bare = units.unit(unit.dimension, unit.measure, unit.per)
        amount = evolve(amount, unit=bare)
    return Side(Literal(amount), amount.unit.dimension, amount.unit.per)


def in_period(side: Side, per: Period) -> Side:
    """The same with its open period filled in."""
    return evolve(side, formula=_filled(side.formula, per), per=per, open=False)


def _filled(formula: Formula, per: Period) -> Formula:
    match formula:
        case Metric(word=word, per=None) if MEASURES[word].rate:
            return evolve(formula, per=per)
        case Arithmetic(operators, parts):
            product = operators[0] in "*/"
            made = (p if product and isinstance(p, Literal) else _filled(p, per) for p in parts)
            return Arithmetic(operators, tuple(made))
        case Literal(Amount() as amount) if amount.unit.per is None:
            return Literal(evolve(amount, unit=units.per(amount.unit, per)))
    return formula


def without_period(side: Side) -> Side:
    """A literal of a month's money as plain money: what `mrr` is."""
    literal = side.formula
    if isinstance(literal, Literal) and isinstance(literal.value, Amount):
        unit = units.unit(literal.value.unit.dimension, literal.value.unit.measure)
        return evolve(side, formula=Literal(evolve(literal.value, unit=unit)), per=None)
    return side


def is_mrr(side: Side) -> bool:
    """Whether a side is the monthly recurring revenue, which has its period in its name."""
    return isinstance(side.formula, Metric) and side.formula.word == "mrr"


def in_same_period(left: Side, right: Side) -> tuple[Side, Side] | None:
    """Both sides with the period that one of them has; None if it fits neither or is missing."""
    if is_mrr(left) and right.per is Period.MONTH:
        return left, without_period(right)
    if is_mrr(right) and left.per is Period.MONTH:
        return without_period(left), right
    if left.open and right.per is not None:
        left = in_period(left, right.per)
    elif right.open and left.per is not None:
        right = in_period(right, left.per)
    if left.open or right.open:
        return None
    if left.per is not None and right.per is None and _is_number(right):
        right = in_period(right, left.per)
    elif right.per is not None and left.per is None and _is_number(left):
        left = in_period(left, right.per)
    return (left, right) if (left.per is None) == (right.per is None) else None


def _is_number(side: Side) -> bool:
    return isinstance(side.formula, Literal)


def alike(left: Side, right: Side) -> bool:
    """Whether both sides measure the same sort of thing; a quotient is a number as well as a share."""
    if left.dimension is right.dimension:
        return True
    pair = {left.dimension, right.dimension}
    return (left.ratio or right.ratio) and pair == {Dimension.SHARE, Dimension.COUNT}


def added(sides: list[Side], operators: tuple[str, ...]) -> Side | None:
    """A sum of likes, in the period that one of them has; None for unlike things."""
    per = next((s.per for s in sides if s.per is not None), None)
    filled = [in_period(s, per) if s.open and per is not None else s for s in sides]
    first = filled[0]
    for side in filled:
        if (
            not alike(first, side)
            or side.open is not first.open
            or (side.per is None) != (per is None)
        ):
            return None
    return evolve(first, formula=Arithmetic(operators, tuple(s.formula for s in filled)))


def multiplied(sides: list[Side], operators: tuple[str, ...]) -> Side | None:
    """A product with plain numbers, or a quotient; None for what has no meaning."""
    total: Side | None = sides[0]
    for operator, side in zip(operators, sides[1:], strict=True):
        if total is None:
            return None
        total = _multiplied(operator, total, side)
    if total is None:
        return None
    return evolve(total, formula=Arithmetic(operators, tuple(s.formula for s in sides)))


def _multiplied(operator: str, left: Side, right: Side) -> Side | None:
    if _is_bare(right):
        return evolve(left, ratio=left.ratio or operator == "/")
    if operator == "*":
        return right if _is_bare(left) else None
    if left.per is not right.per or left.open or right.open:
        return None
    if left.dimension is right.dimension:
        return evolve(left, dimension=Dimension.SHARE, per=None, ratio=True)
    return evolve(left, per=None) if right.dimension is Dimension.COUNT else None


def _is_bare(side: Side) -> bool:
    return (
        side.dimension in (Dimension.COUNT, Dimension.SHARE) and side.per is None and not side.open
    )
