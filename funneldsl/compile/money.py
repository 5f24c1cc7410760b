"""Costs that come whatever happens, and the sale of the business."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from funneldsl.compile.clock import cycle
from funneldsl.compile.draft import Draft
from funneldsl.compile.parameters import YEARS
from funneldsl.model.kinds import Declaration
from funneldsl.model.records import Cost
from funneldsl.model.strategy import Sell
from funneldsl.model.systems import Campaign, Channel, Funnel, System
from funneldsl.model.values import Amount, Portion
from funneldsl.network import CostRow, SaleOfBusiness


def costs(draft: Draft) -> Iterator[CostRow]:
    """Costs of the business, of systems, and of what brings people."""
    yield from _listed(draft, draft.business, draft.business.costs, "")
    for d in draft.plan.all.values():
        if isinstance(d, System | Funnel):
            yield from _listed(draft, d, d.costs, d.name)
            yield from _running(draft, d, "outsourced", d.outsourced, d.name)
        elif isinstance(d, Channel | Campaign):
            yield from _running(draft, d, "cost", d.cost, d.parent)


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


def _listed(
    draft: Draft, d: Declaration, written: Iterable[Cost], system: str
) -> Iterator[CostRow]:
    for cost in written:
        if isinstance(cost.amount, Portion):
            share = draft.parameters.of(d, "costs", cost.amount.share)
            yield CostRow(f"{d.name}.costs", system, share=share, of=cost.amount.of)
        else:
            amount = draft.parameters.of(d, "costs", cost.amount)
            yield CostRow(f"{d.name}.costs", system, amount, cycle(cost.amount.unit.per))


def _running(
    draft: Draft, d: Declaration, word: str, amount: Amount | None, system: str
) -> Iterator[CostRow]:
    """Money per period for something that runs, from when it opens."""
    if amount is None or amount.unit.per is None:
        return
    days = draft.clock.between(None, None)
    if isinstance(d, Channel | Campaign):
        days = draft.clock.between(d.from_, d.until)
    yield CostRow(
        f"{d.name}.{word}",
        system,
        draft.parameters.of(d, word, amount),
        cycle(amount.unit.per),
        gates=draft.opening(d.name),
        days=days,
    )
