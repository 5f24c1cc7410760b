"""Costs that come whatever happens, and the sale of the business."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from funneldsl.compile.clock import cycle
from funneldsl.compile.draft import Draft
from funneldsl.compile.parameters import YEARS
from funneldsl.model.kinds import Declaration
from funneldsl.model.records import Cost
from funneldsl.model.strategy import Sell
from funneldsl.model.systems import Campaign, Channel, Funnel, System
from funneldsl.model.values import Amount, Portion
from funneldsl.network import CostRow, DayRange, SaleOfBusiness


def costs(draft: Draft) -> Iterator[CostRow]:
    """Costs of the business, of systems, and of what brings people."""
    yield from _listed(draft, draft.business, "")
    for d in draft.plan.all.values():
        if isinstance(d, System | Funnel):
            yield from _listed(draft, d, d.name)
            yield from _running(draft, d, "outsourced", d.name)
        elif isinstance(d, Channel | Campaign):
            yield from _running(draft, d, "cost", d.parent)


def sale_of_business(draft: Draft) -> SaleOfBusiness | None:
    """`exit sell`, if the strategy has one."""
    sell = draft.plan.one(Sell)
    if sell is None:
        return None
    return SaleOfBusiness(
        draft.clock.day(sell.by),
        draft.parameters.of(sell, "multiple", sell.multiple.years, YEARS),
        sell.multiple.of,
        draft.parameters.of(sell, "fee", sell.fee),
    )


def _listed(draft: Draft, d: Declaration, system: str) -> Iterator[CostRow]:
    """The list of costs as it is written first, then what it becomes."""
    for stretch in draft.stretches(d, "costs"):
        costs: tuple[Cost, ...] = stretch.value
        for cost in costs:
            row = CostRow(f"{d.name}.costs", system, since=stretch.since, until=stretch.until)
            if isinstance(cost.amount, Portion):
                share = draft.parameters.of(d, "costs", cost.amount.share, later=stretch.told)
                yield evolve(row, share=share, of=cost.amount.of)
            else:
                amount = draft.parameters.of(d, "costs", cost.amount, later=stretch.told)
                yield evolve(row, amount=amount, cycle=cycle(cost.amount.unit.per))


def _running(draft: Draft, d: Declaration, word: str, system: str) -> Iterator[CostRow]:
    """Money per period for something that runs, from when it opens; money that is not for each person, once then."""
    days = first = draft.clock.between(None, None)
    if isinstance(d, Channel | Campaign):
        days = draft.clock.between(d.from_, d.until)
        first = _first_open(days, draft.clock.windows(d.open))
    for stretch in draft.stretches(d, word):
        amount: Amount | None = stretch.value
        if amount is None or amount.unit.each or amount.unit.noun is not None:
            continue
        once = amount.unit.per is None
        yield CostRow(
            f"{d.name}.{word}",
            system,
            draft.parameters.of(d, word, amount, later=stretch.told),
            cycle(amount.unit.per),
            gates=draft.opening(d.name),
            days=first if once else days,
            since=stretch.since,
            until=stretch.until,
        )


def _first_open(days: DayRange, windows: tuple[DayRange, ...]) -> DayRange:
    """From the first window on."""
    if not windows:
        return days
    return DayRange(max(days.first, windows[0].first), days.last)
