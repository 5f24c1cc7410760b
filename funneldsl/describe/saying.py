"""What may be written for a shape, in a marketer's words and as an example."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from funneldsl.model.kinds import Declaration, Prop, head, props
from funneldsl.model.shapes import (
    AmountShape,
    ChargeShape,
    Clauses,
    CurrencyShape,
    DayShape,
    Either,
    FlagShape,
    FormulaShape,
    LabelShape,
    Many,
    MultipleShape,
    NumberShape,
    PatchesShape,
    PortionShape,
    ReferenceShape,
    RouteShape,
    SeasonKeyShape,
    Shape,
    SpreadShape,
    TableShape,
    TextShape,
    WordShape,
    WorkHoursShape,
)
from funneldsl.model.values import Dimension, Form

_FORMS = {
    (Dimension.MONEY, False, False): ("money", "$79"),
    (Dimension.MONEY, True, False): ("money per period", "$19 per month"),
    (Dimension.MONEY, False, True): ("money per person", "$6 each"),
    (Dimension.MONEY, True, True): ("money per person and period", "$6 each per month"),
    (Dimension.SHARE, False, False): ("a share", "30%"),
    (Dimension.SHARE, True, False): ("a share per period", "4% per month"),
    (Dimension.POINTS, False, False): ("a difference of shares", "3 points"),
    (Dimension.COUNT, False, False): ("a number", "300"),
    (Dimension.COUNT, True, False): ("a number per period", "40 per day"),
    (Dimension.COUNT, False, True): ("a number per person", "2 each"),
    (Dimension.COUNT, True, True): ("a number per person and period", "0.2 each per month"),
    (Dimension.TIME, False, False): ("a duration", "30 days"),
    (Dimension.TIME, True, False): ("hours per period", "5 hours per week"),
    (Dimension.TIME, False, True): ("hours per person", "2 hours each"),
    (Dimension.TIME, True, True): ("hours per person and period", "2 hours each per month"),
}
_ARTICLES = {"offer": "an offer", "import": "an import", "exit": "an exit", "events": "events"}


def a(kind: str) -> str:
    """A kind with its article."""
    return _ARTICLES.get(kind, f"a {kind}")


def say(shape: Shape[Any], named: Callable[[str], str] = a) -> str:
    """What may be written, for people who write plans: ``a share (`30%`)``. `named` tells a kind, as a link perhaps."""
    match shape:
        case WordShape(words):
            return any_of(f"`{w}`" for w in words)
        case AmountShape(forms):
            return any_of(f"{_form(f)[0]} (`{_form(f)[1]}`)" for f in forms)
        case ReferenceShape(kinds):
            return f"the name of {any_of(map(named, kinds)) if kinds else 'anything in the plan'}"
        case Many(of):
            return f"{say(of, named)}; or a list of these"
        case Clauses(record):
            return _with_clauses(record, named)
        case TableShape(key, value):
            before, behind = say(key, named), say(value, named)
            return f"a table in braces; before each colon {before}; behind it {behind}"
        case Either(options):
            return "; or ".join(say(o, named) for o in options)
    return f"{_called(shape)} (`{example(shape)}`)"


def _called(shape: Shape[Any]) -> str:
    match shape:
        case FormulaShape(scope, condition):
            return f"{'a condition' if condition else 'a number'} made of {scope}"
        case PortionShape(metrics):
            return f"a share of {any_of(metrics)}"
        case MultipleShape(metrics):
            return f"years of {any_of(metrics)}"
    return _SIMPLE[type(shape)][0]


def _with_clauses(record: type, named: Callable[[str], str]) -> str:
    first = head(record)
    clauses = [f"`{p.word}` {_several(p.shape, named)}" for p in clauses_of(record)]
    if first is None:
        return " and ".join(clauses)
    if not clauses or not first.required:
        return " or ".join([say(first.shape, named), *clauses])
    return f"{say(first.shape, named)}, if wanted with {' and '.join(clauses)}"


def _several(shape: Shape[Any], named: Callable[[str], str]) -> str:
    """As `say`; a list stands behind the word of the clause, and not for the whole value."""
    return (
        f"{say(shape.of, named)} or several in brackets"
        if isinstance(shape, Many)
        else say(shape, named)
    )


def example(shape: Shape[Any]) -> str:
    """The shortest text that fits."""
    match shape:
        case AmountShape(forms):
            return _form(forms[0])[1]
        case WordShape(words):
            return words[0]
        case ReferenceShape(kinds):
            return f"{kinds[0]}_name" if kinds else "name"
        case FormulaShape("columns"):
            return 'country in ["US", "CA"]'
        case FormulaShape(_, condition):
            return "profit >= $6,000 per month" if condition else "revenue per month"
        case PortionShape(metrics):
            return f"10% of {metrics[0]}"
        case MultipleShape(metrics):
            return f"2.2 to 3.4 years of {metrics[0]}"
        case Many(of):
            return example(of)
        case Clauses(record):
            first = head(record)
            return example(first.shape) if first is not None else ""
        case TableShape(key, value):
            return f"{{ {example(key)}: {example(value)} }}"
        case Either(options):
            return example(options[0])
    return _SIMPLE[type(shape)][1]


_SIMPLE: dict[type[Shape[Any]], tuple[str, str]] = {
    TextShape: ("text in quotes", '"One song, this season"'),
    FlagShape: ("`yes` or `no`", "yes"),
    DayShape: ("a date", "2028-06-30"),
    CurrencyShape: ("a currency by its code of three letters", "USD"),
    LabelShape: ("a name that you choose", "user_id"),
    SpreadShape: ("how long people take", "3 to 21 days"),
    RouteShape: ("a flow between two stages", "visitor -> subscriber"),
    NumberShape: ("the path of a number", "starter.price"),
    ChargeShape: ("a share of the price, money, or both", "2.9% + $0.30"),
    SeasonKeyShape: ("a month, a weekday, or days of every year in quotes", "Jan"),
    WorkHoursShape: ("working hours in quotes", '"Mon-Fri 9:00-17:00"'),
    PatchesShape: ("lines of a path and what it becomes", "offer_name.price: was * 120%"),
}
"""What it is called, and an example."""


def _form(form: Form) -> tuple[str, str]:
    return _FORMS[form.dimension, form.rate, form.each]


def sample(p: Prop) -> str:
    """A value of a property as somebody would write it."""
    return p.example or example(p.shape)


def line(cls: type[Declaration], p: Prop, value: str = "") -> str:
    """How a property stands in its block, with its example or another value: `price: $79`."""
    value = value or sample(p)
    if p.rest:
        return value.strip("{ }") if not p.example else value
    if cls.kind != "flow":
        return f"{p.word}: {value}"
    ends = "visitor -> subscriber"
    match p.word:
        case "source" | "target":
            return ends
        case "share":
            return f"{ends}  {value}"
    return f"{ends}  2% to 4%  {p.word} {value}"


def clauses_of(record: type) -> tuple[Prop, ...]:
    """The worded parts that may stand behind the value itself."""
    return tuple(p for p in props(record).values() if not p.head)


def records(shape: Shape[Any]) -> Iterator[type]:
    """The values with clauses that a shape allows."""
    match shape:
        case Clauses(record):
            yield record
        case Many(of):
            yield from records(of)
        case Either(options):
            for option in options:
                yield from records(option)


def any_of(words: Iterable[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    listed = list(words)
    return " or ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
