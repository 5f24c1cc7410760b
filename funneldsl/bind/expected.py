"""What a property takes, in words."""

from __future__ import annotations

from typing import Any

from funneldsl.bind import units
from funneldsl.bind.phrases import a, listed, typed
from funneldsl.model.kinds import head
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
    PortionShape,
    ReferenceShape,
    RouteShape,
    Shape,
    SpreadShape,
    TableShape,
    TextShape,
    WordShape,
    WorkHoursShape,
)

_PLAIN: dict[type, str] = {
    TextShape: "text in quotes",
    FlagShape: "`yes` or `no`",
    DayShape: "a date such as `2028-06-30`",
    CurrencyShape: "the code of a currency such as `USD`",
    LabelShape: "a name",
    RouteShape: "a flow such as `visitor -> buyer`",
    NumberShape: "the path of a number such as `starter.price`",
    SpreadShape: "a duration such as `3 to 21 days`",
    TableShape: "a table in braces",
}


def expected(shape: Shape[Any]) -> str:
    """A phrase such as `money, as in $49` for what may be written."""
    plain = _PLAIN.get(type(shape))
    if plain is not None:
        return plain
    match shape:
        case WordShape(words):
            return typed(words)
        case AmountShape(forms):
            return listed(f"{units.named(f)} such as `{units.example(f)}`" for f in forms)
        case ChargeShape():
            return "a share, money or both such as `2.9% + $0.30`"
        case PortionShape(metrics):
            return f"a share such as `10% of {metrics[0]}`"
        case MultipleShape(metrics):
            return f"a multiple such as `3 years of {metrics[0]}`"
        case ReferenceShape(kinds):
            return f"the name of {listed([a(k) for k in kinds])}" if kinds else "a name"
        case FormulaShape(scope):
            return "a comparison of " + scope
        case Either(options):
            return listed(expected(o) for o in options)
        case Many(of):
            return expected(of)
        case Clauses(record) if (top := head(record)) is not None:
            return expected(top.shape)
    return "a value"


_EXAMPLES: dict[type, str] = {
    TextShape: '"…"',
    FlagShape: "yes",
    DayShape: "2028-06-30",
    CurrencyShape: "USD",
    LabelShape: "NAME",
    RouteShape: "visitor -> buyer",
    NumberShape: "starter.price",
    SpreadShape: "3 to 21 days",
    TableShape: "{ … }",
    ChargeShape: "2.9% + $0.30",
    WorkHoursShape: '"Mon-Fri 9:00-17:00"',
}


def example(shape: Shape[Any]) -> str:
    """A value in this shape, as something to type."""
    plain = _EXAMPLES.get(type(shape))
    if plain is not None:
        return plain
    match shape:
        case WordShape(words):
            return words[0]
        case AmountShape(forms):
            return units.example(forms[0])
        case PortionShape(metrics):
            return f"10% of {metrics[0]}"
        case MultipleShape(metrics):
            return f"3 years of {metrics[0]}"
        case ReferenceShape(kinds):
            return kinds[0].upper() if kinds else "NAME"
        case FormulaShape(scope):
            return "cash >= $0" if scope == "metrics" else 'event == "signup"'
        case Either(options):
            return example(options[0])
        case Many(of):
            return example(of)
        case Clauses(record) if (top := head(record)) is not None:
            return example(top.shape)
    return "…"
