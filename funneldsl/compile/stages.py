"""Stages and flows as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from funneldsl.compile.clock import cycle
from funneldsl.compile.draft import Draft, delay
from funneldsl.compile.parameters import DAILY, DAYS
from funneldsl.model.people import Customer
from funneldsl.model.records import Leaves
from funneldsl.model.stages import Flow, Stage
from funneldsl.model.values import Amount, Period, Ref, Spread
from funneldsl.network import NONE, Delay, First, FlowRow, Id, SaleRow, StageRow, Terms


def stages(draft: Draft) -> Iterator[StageRow]:
    """Stages in the order of the plan."""
    for s in draft.plan.of(Stage):
        number = draft.parameters.of
        leaves, already = s.leaves, s.already
        rate = _period_of(leaves)
        yield StageRow(
            s.name,
            s.label,
            s.parent,
            leaves=draft.over_time(s, "leaves", lambda leaves: leaves.share),
            leaves_days=rate.days if rate is not None else 0.0,
            leaves_after=number(s, "leaves", leaves.after, DAYS) if leaves is not None else NONE,
            capacity=draft.over_time(s, "capacity", _itself),
            already=number(s, "already", already.people) if already is not None else NONE,
            already_moving=already is not None and already.people.unit.measure == "moving",
            since=delay(already.since) if already is not None else None,
            waits=s.patience == "forever",
            patience=delay(s.patience) if isinstance(s.patience, Spread) else None,
            earns=_once(draft, s, "earns", s.earns),
            earns_present=_daily(draft, s, "earns", s.earns),
            cost=_once(draft, s, "cost", s.cost),
            cost_present=_daily(draft, s, "cost", s.cost),
            gates=stage_gates(draft, s),
            windows=draft.clock.windows(s.open),
            takes=_service(draft, s),
            by=draft.all(s.by),
            leaves_terms=_later_periods(draft, s),
            first=tuple(_going_first(draft, ref) for ref in s.first),
        )


def _going_first(draft: Draft, ref: Ref[Any]) -> First:
    thing = draft.plan[ref]
    if isinstance(thing, Stage):
        return First(stage=draft.id(ref))
    if isinstance(thing, Customer):
        return First(customer=draft.id(ref))
    return First(channel=draft.id(ref))


def _later_periods(draft: Draft, s: Stage) -> tuple[Terms, ...]:
    """The period of each later rate of leaving; nothing if all are as long as that of the first."""
    found, last = [], _period_of(s.leaves)
    for change in s.changes.get("leaves", ()):
        last = _period_of(change.value) or last
        found.append(Terms(draft.moment(change.when), cycle(last)))
    return tuple(found) if any(t.cycle != cycle(_period_of(s.leaves)) for t in found) else ()


def _period_of(leaves: Leaves | None) -> Period | None:
    return leaves.share.unit.per if leaves is not None and leaves.share is not None else None


def _service(draft: Draft, s: Stage) -> Delay | None:
    """How long a place is held, in days of the clock; days and weeks of work count the hours of the first of `by`."""
    takes = delay(s.takes)
    if takes is None or not s.by or not isinstance(s.takes, Spread):
        return takes
    works, measure = draft.plan[s.by[0]].works, s.takes.unit.measure
    if measure in (Period.MINUTE, Period.HOUR):
        return takes
    days = 1.0 if measure is Period.DAY else len(works.days) * takes.scale / 7
    return Delay(takes.law, days * (works.closes - works.opens) / 1440)


def stage_gates(draft: Draft, s: Stage) -> tuple[Id, ...]:
    """A stage opens with itself, its funnel, what it sells and what it needs."""
    offers = tuple(sale.offer for sale in s.sells)
    gates = (*draft.opening(s.name), *draft.needed(offers), *draft.needed(s.needs))
    return tuple(dict.fromkeys(gates))


def flows(draft: Draft) -> Iterator[FlowRow]:
    """Flows in the order of the plan."""
    for f in draft.plan.of(Flow):
        yield FlowRow(
            f.name,
            draft.id(f.source),
            draft.id(f.target),
            share=draft.over_time(f, "share", _itself),
            delay=delay(f.after),
            within=draft.parameters.of(f, "within", f.within, DAYS),
            gates=draft.needed(f.needs),
            for_customers=tuple(draft.id(r) for r in f.for_ if _is_customer(draft, r)),
            for_channels=tuple(draft.id(r) for r in f.for_ if not _is_customer(draft, r)),
        )


def _is_customer(draft: Draft, ref: Ref[Any]) -> bool:
    return isinstance(draft.plan[ref], Customer)


def sales(draft: Draft) -> Iterator[SaleRow]:
    """What stages sell, stage by stage."""
    for s in draft.plan.of(Stage):
        for sale in s.sells:
            share = draft.parameters.of(s, "sells", sale.at)
            yield SaleRow(draft.ids[s.name], draft.id(sale.offer), share)


def _itself(amount: Amount) -> Amount:
    return amount


def _once(draft: Draft, s: Stage, word: str, amount: Amount | None) -> Id:
    once = amount is not None and amount.unit.per is None
    return draft.parameters.of(s, word, amount) if once else NONE


def _daily(draft: Draft, s: Stage, word: str, amount: Amount | None) -> Id:
    rate = amount is not None and amount.unit.per is not None
    return draft.parameters.of(s, word, amount, DAILY) if rate else NONE
