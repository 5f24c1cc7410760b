"""What a check expects, taken apart: its conditions, and the parts of which a condition, a goal or a limit is made.

The simulator that judges and the page that explains a verdict both take the parts from here, so that they speak of
the same ones, by the same names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import Enum

from funneldsl.frozen import frozen
from funneldsl.model.formula_wording import say_formula
from funneldsl.model.formulas import (
    Arithmetic,
    Chance,
    Comparison,
    Every,
    Formula,
    Inside,
    Literal,
    Metric,
    Named,
    Not,
    Some,
)
from funneldsl.model.values import Amount, Exactly


@frozen
class Condition:
    """`chance(of) >= share`; or `<=`, if not `at_least`. What is expected without a chance must hold in every world."""

    name: str
    """Of the check; with a number behind it for its second condition and on."""
    of: Formula
    at_least: bool
    share: float
    place: Formula
    """The chance as it stands in the check, or all that is expected where there is none."""


class Sort(Enum):
    """What a part is in each world."""

    TRUTH = "held"
    NUMBER = "number"


@frozen
class Part:
    """A part of a formula that has a value in each world. `name` is unique among all parts of a plan."""

    name: str
    formula: Formula
    sort: Sort
    within: Formula
    """The comparison that it stands in, or is; a name stands for itself."""


def conditions(name: str, formula: Formula) -> Iterator[Condition]:
    """The chances that a check asks for, which must all be so; nothing of what is not `judged`."""
    asked = [a for part in _all_of(formula) for a in _asked(part) or ()]
    for number, (of, at_least, share, place) in enumerate(asked, 1):
        own = name if number == 1 else f"{name} {number}"
        yield Condition(own, of, at_least, share, place)


def judged(formula: Formula) -> bool:
    """Whether each chance in it is compared with a number, and these are joined by `and`, so that it can be judged."""
    return all(_asked(part) is not None for part in _all_of(formula))


_Asked = tuple[Formula, bool, float, Formula]


def _asked(formula: Formula) -> list[_Asked] | None:
    """(of, at least, share, place) of the chances of one part; None if it is none that can be judged."""
    match formula:
        case Comparison(operator, Chance(of) as chance, right) if (
            share := _share(right)
        ) is not None:
            found: list[_Asked] = [(of, operator in _AT_LEAST, share, chance)]
        case Comparison(operator, left, Chance(of) as chance) if (
            share := _share(left)
        ) is not None:
            found = [(of, operator in _AT_MOST, share, chance)]
        case Not(Comparison(operator, left, right)) if operator in _OPPOSITE:
            return (
                _asked(Comparison(_OPPOSITE[operator], left, right))
                if _chances(formula)
                else _plain(formula)
            )
        case Inside(Chance(of) as chance, low, high, False):
            least, most = _share(low), _share(high)
            if least is None or most is None:
                return None
            found = [(of, True, least, chance), (of, False, most, chance)]
        case _:
            return _plain(formula)
    return found if not _chances(of) else None


_AT_LEAST = (">", ">=", "==")
_AT_MOST = ("<", "<=", "==")
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def _plain(formula: Formula) -> list[_Asked] | None:
    """What must hold in every world: for a part without any chance."""
    return None if _chances(formula) else [(formula, True, 1.0, formula)]


def _chances(formula: Formula) -> bool:
    """Whether it speaks of a chance anywhere."""
    match formula:
        case Chance():
            return True
        case Comparison(_, left, right):
            return _chances(left) or _chances(right)
        case Inside(item, low, high):
            return any(_chances(f) for f in (item, low, high))
        case Every(parts) | Some(parts) | Arithmetic(_, parts):
            return any(_chances(f) for f in parts)
        case Not(part):
            return _chances(part)
    return False


def parts(owner: str, formula: Formula) -> tuple[Part, ...]:
    """The parts of what `owner` (a condition, a goal, a limit) asks for, in the order in which they are written.

    Amounts that are only written, and the whole itself, are no parts.
    """
    seen = Counter[str]()
    found = []
    for within, one, sort in _walk(formula, whole=True):
        name = f"{owner}: {say_formula(one)}"
        seen[name] += 1
        name = f"{name} ({seen[name]})" if seen[name] > 1 else name
        found.append(Part(name, one, sort, within))
    return tuple(found)


STATES = frozenset({"count", "cash", "mrr", "value", "cac", "ltv", "payback"})
"""Metrics that are there at each day's close; the others are amounts of a period."""

SO_FAR = frozenset({"cac", "ltv", "payback"})
"""States that sum up the plan so far: a limit or a chance asks for them at its end, when all is known."""


def in_states(formula: Formula) -> bool:
    """Whether it speaks of states only."""
    return all(m.word in STATES for m in metrics_in(formula))


def at_the_end(formula: Formula) -> bool:
    """Whether a limit or a condition is decided on the last day of the plan."""
    return any(m.word in SO_FAR and m.over is None for m in metrics_in(formula))


def always(formula: Formula) -> bool:
    """Whether a condition must hold on every day: what speaks of states, and upper bounds (SEMANTICS 34)."""
    upper = isinstance(formula, Comparison) and formula.operator in ("<", "<=", "!=")
    return upper or in_states(formula)


def metrics_in(formula: Formula) -> Iterator[Metric]:
    """All metrics of which a formula speaks."""
    match formula:
        case Metric():
            yield formula
        case Comparison(_, left, right):
            yield from metrics_in(left)
            yield from metrics_in(right)
        case Inside(item, low, high):
            for part in (item, low, high):
                yield from metrics_in(part)
        case Every(parts) | Some(parts) | Arithmetic(_, parts):
            for part in parts:
                yield from metrics_in(part)
        case Not(part):
            yield from metrics_in(part)


def _walk(formula: Formula, *, whole: bool) -> Iterator[tuple[Formula, Formula, Sort]]:
    """(comparison, part in it, sort)."""
    match formula:
        case Every(inner) | Some(inner):
            for part in inner:
                yield from _walk(part, whole=False)
        case Not(part):
            yield from _walk(part, whole=False)
        case Named():
            yield formula, formula, Sort.TRUTH
        case Comparison(_, left, right):
            yield from _compared(formula, (left, right), whole)
        case Inside(item, low, high):
            yield from _compared(formula, (item, low, high), whole)


def _compared(
    formula: Formula, sides: tuple[Formula, ...], whole: bool
) -> Iterator[tuple[Formula, Formula, Sort]]:
    for side in sides:
        yield from ((formula, n, Sort.NUMBER) for n in _numbers(side))
    if not whole:
        yield formula, formula, Sort.TRUTH


def _numbers(formula: Formula) -> Iterator[Formula]:
    """Metrics, and arithmetic over metrics."""
    match formula:
        case Metric():
            yield formula
        case Arithmetic(_, inner):
            found = [n for part in inner for n in _numbers(part)]
            yield from found
            if found:
                yield formula


def _all_of(formula: Formula) -> tuple[Formula, ...]:
    return formula.parts if isinstance(formula, Every) else (formula,)


def _share(formula: Formula) -> float | None:
    """The number that a chance is compared with; None for anything else."""
    match formula:
        case Literal(Amount(law=Exactly(value))):
            return value
    return None
