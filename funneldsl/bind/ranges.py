"""`a to b` and `between a and b`: what they stand for, and which of them cannot be."""

from __future__ import annotations

from funneldsl.bind import units
from funneldsl.bind import value_rules as rules
from funneldsl.bind.literals import Term, Want, hundredth, literal
from funneldsl.bind.reading import Reading, Refused
from funneldsl.model import fit
from funneldsl.model.values import Between, Dimension, Family, Law, Period, Range, Unit
from funneldsl.syntax import nodes

Ends = nodes.Range | nodes.Between


def range_(node: nodes.Range, at: Reading, want: Want) -> tuple[Law, Unit] | None:
    """`a to b`: the law that has these 5th and 95th percentiles."""
    ends = _ends(node, at, want)
    if ends is None:
        return None
    low, high, unit = ends
    if low < 0 and not want.signed:
        return _refuse_negative(node, at)
    family = _family(low, high, unit, want)
    if family is Family.BETA and not fit.feasible(low, high):
        return _refuse_impossible(node, low, high, at)
    return Range(low, high, family), unit


def between(node: nodes.Between, at: Reading, want: Want) -> tuple[Law, Unit] | None:
    """`between a and b`: hard limits."""
    ends = _ends(node, at, want)
    if ends is None:
        return None
    low, high, unit = ends
    if low < 0 and not want.signed:
        return _refuse_negative(node, at)
    if high > 1 and _is_part(unit, want):
        return _refuse_impossible(node, low, high, at)
    return Between(low, high), unit


def _is_part(unit: Unit, want: Want) -> bool:
    """Whether this is a share of a whole, which cannot be above 100%."""
    return unit.dimension is Dimension.SHARE and not want.signed and not want.factor


def _family(low: float, high: float, unit: Unit, want: Want) -> Family:
    """By the unit and the ends (SEMANTICS 36). A share that may be negative or above all is no Beta."""
    if unit.dimension is Dimension.SHARE:
        if want.signed:
            return Family.NORMAL
        if not want.factor or (high <= 1 and fit.feasible(low, high)):
            return Family.BETA
    if low > 0:
        return Family.LOGNORMAL
    return Family.EXPONENTIAL if low == 0 else Family.NORMAL


def _ends(node: Ends, at: Reading, want: Want) -> tuple[float, float, Unit] | None:
    """Both ends in one unit, the lower one first."""
    high, low = literal(node.high, at, want), literal(node.low, at, want)
    if low is None or high is None:
        return None
    if low[1] is not high[1]:
        same = _covered(node, low, high)
        if same is None:
            return _refuse_mixed(node, low[1], high[1], at)
        low = same
    if low[0] >= high[0]:
        return _refuse_backwards(node, low[0] == high[0], at)
    return low[0], high[0], high[1]


def _covered(node: Ends, low: Term, high: Term) -> Term | None:
    """A bare lower end in the unit that stands behind the upper one: `3 to 21 days`."""
    if low[1] is units.COUNT and isinstance(_unsigned(node.high), nodes.Quantity):
        return hundredth(low[0]) if high[1] is units.POINTS else low[0], high[1]
    return None


def _unsigned(node: nodes.Expression) -> nodes.Expression:
    return node.operand if isinstance(node, nodes.Unary) else node


# --- ranges that cannot be --------------------------------------------------------------------------------


def _said(node: Ends, low: str, high: str) -> str:
    """The range with other ends."""
    return f"{low} to {high}" if isinstance(node, nodes.Range) else f"between {low} and {high}"


def _refuse_negative(node: Ends, at: Reading) -> Refused:
    low, high = at.typed(node.low), at.typed(node.high)
    zero = "".join(c for c in low if c in "$€£¥") + "0" + "%" * low.endswith("%")
    high = "".join(c for c in high if c not in "-−–") if high[:1] in "-−–" else high
    instead = _said(node, zero, high)
    message = f"{at.path} cannot be below zero, but `{at.typed(node)}` begins at {low}"
    return at.refuse(rules.NEGATIVE, node, message, help=f"write `{instead}`", put=instead)


def _refuse_impossible(node: Ends, low: float, high: float, at: Reading) -> Refused:
    first = at.typed(node.low)
    if high > 1:
        instead = _said(node, first, "100%") if low < 1 else "100%"
        message = f"{at.path}: no share is above 100%, but `{at.typed(node)}` goes up to {at.typed(node.high)}"
    else:
        instead = f"between {first} and {at.typed(node.high)}"
        message = f"{at.path}: `{at.typed(node)}` is so wide that it has no middle"
    return at.refuse(rules.IMPOSSIBLE, node, message, help=f"write `{instead}`", put=instead)


def _refuse_backwards(node: Ends, same: bool, at: Reading) -> Refused:
    low, high = at.typed(node.low), at.typed(node.high)
    if same:
        message = f"{at.path}: both ends of `{at.typed(node)}` are the same"
        return at.refuse(rules.BACKWARDS, node, message, help=f"write `{high}`", put=high)
    first, last = _unsigned(node.low), _unsigned(node.high)
    if isinstance(last, nodes.Quantity) and not isinstance(first, nodes.Quantity):
        behind = at.piece.text[last.number.end : last.end]
        low, high = low + behind, at.piece.text[node.high.start : last.number.end]
    instead = _said(node, high, low)
    message = f"{at.path}: the range `{at.typed(node)}` runs backwards"
    return at.refuse(rules.BACKWARDS, node, message, help=f"write `{instead}`", put=instead)


def _refuse_mixed(node: Ends, low: Unit, high: Unit, at: Reading) -> Refused:
    first, last = at.typed(node.low), at.typed(node.high)
    rule, instead = rules.MIXED, None
    if low is units.COUNT and high is units.SHARE:
        rule, instead = rules.SIGN_ONCE, _said(node, first + "%", last)
    elif high is units.COUNT and low is units.SHARE:
        rule, instead = rules.SIGN_ONCE, _said(node, first, last + "%")
    elif high is units.COUNT and low.dimension is Dimension.MONEY and first[0] in "$€£¥":
        rule, instead = rules.SIGN_ONCE, _said(node, first, first[0] + last)
    elif low is units.COUNT and high.dimension is Dimension.MONEY and last[0] in "$€£¥":
        rule, instead = rules.SIGN_ONCE, _said(node, last[0] + first, last)
    elif isinstance(node.low, nodes.Quantity):
        instead = _in_one_unit(node, low, high, at)
    if rule is rules.SIGN_ONCE:
        message = f"{at.path}: only one end of `{at.typed(node)}` has its sign"
    else:
        message = f"{at.path}: the ends of `{at.typed(node)}` are in different units"
    help = f"write `{instead}`" if instead else "write both ends in the same unit"
    return at.refuse(rule, node, message, help=help, put=instead, safe=rule is rules.SIGN_ONCE)


def _in_one_unit(node: Ends, low: Unit, high: Unit, at: Reading) -> str | None:
    """`1 day to 3 weeks` as `1 to 21 days`, if that comes out even."""
    if not (isinstance(node.low, nodes.Quantity) and isinstance(node.low.number, nodes.Number)):
        return None
    number = at.typed(node.low.number)
    if high is units.COUNT:
        return _said(node, number, f"{at.typed(node.high)} {node.low.unit.text}")
    if isinstance(low.measure, Period) and isinstance(high.measure, Period):
        value = literal(node.high, at, Want())
        count = value[0] * high.measure.days / low.measure.days if value is not None else 0.5
        if abs(count - round(count)) < 1e-9 and count >= 1:
            return _said(node, number, f"{round(count):,} {low.measure.value}s")
    return None
