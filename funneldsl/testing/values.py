"""Values of any shape, as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from funneldsl.model.kinds import props
from funneldsl.model.literal_wording import say_text
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
    SeasonKeyShape,
    Shape,
    SpreadShape,
    TableShape,
    TextShape,
    WordShape,
    WorkHoursShape,
    amount,
    share,
)
from funneldsl.testing.amounts import amounts, spreads

Text = SearchStrategy[str]

_SAYINGS = (
    "",
    "One song, this season",
    'She said "no"',
    "back\\slash",
    "{ not: a block }",
    "# no comment",
    "two\nlines",
    "-> 30% $5 [a] (b); c:",
    "größer 名前 🎸",
    "“curly”",
    "\ttab",
)
SAID: Text = st.sampled_from(_SAYINGS) | st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=5
)
"""What a person may put between quotes."""

DAYS: Text = st.dates(date(2020, 1, 1), date(2039, 12, 31)).map(date.isoformat)

_COLUMNS = (
    'country in ["US", "CA"]',
    "age between 18 and 60",
    'event == "signup" and not paid == yes',
    '(a == 1 or b != "x") and c > 2.5',
    "since >= 2027-01-01",
)
_PLAIN: Mapping[type[Shape[Any]], Text] = {
    TextShape: SAID.map(say_text),
    FlagShape: st.sampled_from(["yes", "no"]),
    DayShape: DAYS,
    CurrencyShape: st.sampled_from(["USD", "EUR", "CHF"]),
    LabelShape: st.sampled_from(["user_id", "ts", '"my column"', "event.name", "to"]),
    SpreadShape: spreads(),
    SeasonKeyShape: st.sampled_from(["Jan", "Dec", "Mon", '"Nov 24 for 6 days"', '"Feb 29"']),
    WorkHoursShape: st.sampled_from(['"Mon-Fri 9:00-17:00"', '"Mon, Wed-Thu, Sun 0:00-24:00"']),
}


@frozen
class Pool:
    """Full names of the things that values may refer to, by kind."""

    names: Mapping[str, Sequence[str]]

    def of(self, *kinds: str) -> list[str]:
        """Names of things of these kinds; of all, if none is given."""
        return [n for kind in kinds or self.names for n in self.names.get(kind, ())]


def values(shape: Shape[Any], pool: Pool) -> Text | None:
    """Texts for a shape; None if there is nothing that it could refer to."""
    return _of(shape, pool) if _refers(shape) else _always(shape)


@cache
def _always(shape: Shape[Any]) -> Text | None:
    """For shapes that speak of no other thing; made once, because strategies are slow to make."""
    return _of(shape, Pool({}))


@cache
def _refers(shape: Shape[Any]) -> bool:
    match shape:
        case ReferenceShape() | RouteShape() | NumberShape() | FormulaShape():
            return True
        case Many(of):
            return _refers(of)
        case Clauses(record):
            return any(_refers(p.shape) for p in props(record).values())
        case TableShape(key, value):
            return _refers(key) or _refers(value)
        case Either(options):
            return any(map(_refers, options))
    return False


def _of(shape: Shape[Any], pool: Pool) -> Text | None:
    if type(shape) in _PLAIN:
        return _PLAIN[type(shape)]
    match shape:
        case WordShape(words):
            return st.sampled_from(words)
        case AmountShape():
            return amounts(shape)
        case ReferenceShape(kinds):
            found = pool.of(*kinds)
            return st.sampled_from(found) if found else None
        case RouteShape():
            flows = pool.of("flow")
            return st.sampled_from(flows) if flows else None
        case NumberShape():
            offers = [f"{offer}.price" for offer in pool.of("offer")]
            return st.sampled_from(offers) if offers else None
        case FormulaShape():
            return _formulas(shape, pool)
    return _made_of_others(shape, pool)


def _made_of_others(shape: Shape[Any], pool: Pool) -> Text | None:
    match shape:
        case ChargeShape(forms):
            money = amounts(amount(*forms))
            return st.one_of(
                amounts(share), money, st.builds("{} + {}".format, amounts(share), money)
            )
        case PortionShape(metrics):
            return st.builds(
                "{} of {}".format, st.sampled_from(["10%", "5% to 12%"]), st.sampled_from(metrics)
            )
        case MultipleShape(metrics):
            return st.sampled_from([f"2.2 to 3.4 years of {m}" for m in metrics])
        case Many(of):
            one = values(of, pool)
            return st.one_of(one, _list(one)) if one is not None else None
        case Clauses(record):
            return _record(record, pool)
        case TableShape(key, value):
            return _table(values(key, pool), values(value, pool))
        case Either(options):
            possible = [s for o in options if (s := values(o, pool)) is not None]
            return st.one_of(*possible) if possible else None
    raise TypeError(shape)


def _list(one: Text) -> Text:
    return st.lists(one, min_size=1, max_size=3).map(lambda items: f"[{', '.join(items)}]")


def _table(keys: Text | None, found: Text | None) -> Text | None:
    if keys is None or found is None:
        return None
    entries = st.dictionaries(keys, found, min_size=1, max_size=3)
    return entries.map(lambda d: f"{{ {', '.join(f'{k}: {v}' for k, v in d.items())} }}")


def _record(record: type, pool: Pool) -> Text | None:
    """The value itself, and some of its clauses."""
    heads: Text = st.just("")
    clauses = []
    for word, p in props(record).items():
        found = values(p.shape, pool)
        if p.head and found is None:
            return None
        if p.head and found is not None:
            heads = found
        elif found is not None:
            clauses.append(st.just("") | found.map(f" {word} {{}}".format))
    return st.tuples(heads, *clauses).map("".join).map(str.strip)


def _formulas(shape: FormulaShape, pool: Pool) -> Text:
    if shape.scope == "columns":
        return st.sampled_from(_COLUMNS)
    if not shape.condition:
        return st.just("revenue")
    made = [
        "profit >= $6k per month over 3 months",
        "chance(cash >= $0) >= 90%",
        "mrr > $500 or not cash < $1",
    ]
    made += [f"count({stage}) >= 11,000" for stage in pool.of("stage")]
    made += [f"hours({person}) <= 25 hours per week" for person in pool.of("person")]
    made += [
        f"(revenue({offer}) over 2 months) - spend >= $1 per month" for offer in pool.of("offer")
    ]
    return st.sampled_from(made)
