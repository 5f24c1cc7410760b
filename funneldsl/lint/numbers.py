"""The numbers of a plan as they are written: in which declaration, behind which word, on what grounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from funneldsl.frozen import frozen
from funneldsl.model.kinds import Declaration, props
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Flow
from funneldsl.model.values import Amount, Counted, Range, Told
from funneldsl.source import Span

_NOTHING = Told()


@frozen
class Number:
    """An amount behind a property, first of all or inside of a record or list."""

    declaration: Declaration
    word: str
    amount: Amount
    told: Told
    """On what grounds it stands, and where."""

    @property
    def place(self) -> Span:
        """What to underline."""
        return self.declaration.place(self.word)

    @property
    def named(self) -> str:
        """`subscriber -> student`, `ads.price`: as a person would call it."""
        d = self.declaration
        if isinstance(d, Flow):
            return d.label if self.word == "share" else f"{self.word} of {d.label}"
        return f"{d.name.rpartition('.')[2]}.{self.word}"

    @property
    def grounded(self) -> bool:
        """Whether anything is said about where it comes from."""
        return self.told.because is not None or self.told.source is not None


def numbers(plan: Plan) -> Iterator[Number]:
    """Every number of every declaration, in the order of the files."""
    for d in plan.written.values():
        yield from numbers_of(d)


def numbers_of(d: Declaration) -> Iterator[Number]:
    """The numbers of one declaration; what scenarios patch is left out."""
    for word, p in props(type(d)).items():
        value = getattr(d, p.field)
        if value is None or isinstance(value, str):
            continue
        told = d.told.get(word, _NOTHING)
        yield from (Number(d, word, a, told) for a in _amounts(value))


def _amounts(value: Any) -> Iterator[Amount]:
    if isinstance(value, Amount):
        yield value
    elif isinstance(value, tuple):
        for x in value:
            yield from _amounts(x)
    elif isinstance(value, Mapping):
        for x in value.values():
            yield from _amounts(x)
    elif _is_record(type(value)):
        for a in attrs.fields(type(value)):
            yield from _amounts(getattr(value, a.name))


def _is_record(cls: type) -> bool:
    """Records and charges hold amounts; formulas ask, they do not state."""
    return (
        attrs.has(cls)
        and cls.__module__.startswith("funneldsl.model.")
        and cls.__module__
        not in (
            "funneldsl.model.formulas",
            "funneldsl.model.scenarios",
        )
    )


def is_uncertain(amount: Amount) -> bool:
    """Whether it is a guess with a width, neither exact nor counted."""
    from funneldsl.checks.quantiles import exactly

    return not isinstance(amount.law, Counted) and exactly(amount) is None


def ends(amount: Amount) -> tuple[float, float] | None:
    """Low and high of a range, where both are above nothing."""
    law = amount.law
    return (law.low, law.high) if isinstance(law, Range) and 0 < law.low < law.high else None


def written(span: Span) -> str:
    """The first words of a value: without its clauses, and short."""
    text = span.text.partition("\n")[0]
    for clause in ("  ", " because ", " source ", " after ", " within ", " by ", " on "):
        text = text.partition(clause)[0]
    return text.strip()[:40]


def root_of(d: Declaration, plan: Plan) -> Declaration:
    """The declaration at the top that it stands in."""
    while d.parent and d.parent in plan.written:
        d = plan.written[d.parent]
    return d


def called(d: Declaration) -> str:
    """`funnel welcome`, or `strategy` whose name is its kind."""
    return d.kind if d.name == d.kind else f"{d.kind} {d.name}"
