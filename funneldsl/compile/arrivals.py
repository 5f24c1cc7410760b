"""Channels and campaigns as rows: what brings people and what is sent to them."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.compile.draft import Draft
from funneldsl.compile.parameters import DAILY, DAYS, PLAIN
from funneldsl.model.systems import Campaign, Channel
from funneldsl.model.values import WEEKDAYS, Amount, Period
from funneldsl.network import NONE, CampaignRow, ChannelRow, Id, MixRow, SeasonRow


def channels(draft: Draft) -> Iterator[ChannelRow]:
    """Channels in the order of the plan."""
    for c in draft.plan.of(Channel):
        number = draft.parameters.of
        rate = c.grows.unit.per if c.grows is not None else None
        spend = draft.over_time(c, "spend", _itself, DAILY)
        brought = draft.over_time(c, "people", lambda a: None if a.unit.each else a, DAILY)
        yield ChannelRow(
            c.name,
            c.label,
            c.parent,
            draft.id(c.brings),
            people=brought,
            written_people=_written(draft, c, "people", brought),
            spend=spend,
            written_spend=_written(draft, c, "spend", spend),
            price=draft.over_time(c, "price", _itself),
            doubles=number(c, "doubles", c.doubles, DAILY),
            grows=number(c, "grows", c.grows),
            grows_days=rate.days if rate is not None else 0.0,
            season=tuple(
                SeasonRow(key, draft.parameters.of(c, f"season.{key}", factor))
                for key, factor in c.season.items()
            ),
            varies=number(c, "varies", c.varies),
            cost=draft.over_time(c, "cost", lambda a: a if _is_each(a) else None),
            days=draft.clock.between(c.from_, c.until),
            gates=draft.opening(c.name),
            windows=draft.clock.windows(c.open),
            referred_by=draft.all(c.referred_by),
            each=draft.over_time(
                c, "people", lambda a: a if a.unit.each and a.unit.per is None else None
            ),
            each_present=draft.over_time(
                c, "people", lambda a: a if a.unit.each and a.unit.per is not None else None, DAILY
            ),
            customers=tuple(
                MixRow(draft.id(ref), number(c, "customers", share))
                for ref, share in c.customers.items()
            ),
            commission=number(c, "commission", c.commission),
            lingers=number(c, "lingers", c.lingers, DAYS),
            spent_before=number(c, "already", c.already, DAILY),
            audience=number(c, "audience", c.audience),
        )


def campaigns(draft: Draft) -> Iterator[CampaignRow]:
    """Campaigns in the order of the plan."""
    for c in draft.plan.of(Campaign):
        opened = c.earns is not None and c.earns.unit.noun in ("opens", "open")
        yield CampaignRow(
            c.name,
            c.label,
            c.parent,
            draft.all(c.to),
            target=draft.id(c.moves) if c.moves is not None else NONE,
            converts=draft.over_time(c, "converts", _itself),
            every=_every(draft, c),
            weekdays=_weekdays(c.every),
            dates=tuple(sorted(draft.clock.day(d) for d in c.dates)),
            after=tuple(_days(draft, c, a) for a in c.after),
            opens=draft.parameters.of(c, "opens", c.opens),
            earns_send=NONE if opened else _each(draft, c, "earns", c.earns),
            earns_open=_each(draft, c, "earns", c.earns) if opened else NONE,
            cost_send=_each(draft, c, "cost", c.cost),
            earns_once=_once(draft, c, "earns", c.earns),
            days=draft.clock.between(c.from_, c.until),
            gates=draft.opening(c.name),
            windows=draft.clock.windows(c.open),
        )


def _written(draft: Draft, c: Channel, word: str, now: Id) -> Id:
    """The amount as it was before a scenario: prices were written for it, and chance is drawn for it first."""
    before = draft.plan.before
    if now == NONE or before is None or c.name not in before:
        return now
    written = before[c.name]
    amount = getattr(written, word) if isinstance(written, Channel) else None
    return draft.over_time(written, word, _itself, DAILY) if amount is not None else now


def _itself(amount: Amount) -> Amount:
    return amount


def _each(draft: Draft, d: Campaign, word: str, amount: Amount | None) -> Id:
    """Money for each person, or for each of what the noun says; NONE for other forms."""
    each = amount is not None and _is_each(amount)
    return draft.parameters.of(d, word, amount, PLAIN) if each else NONE


def _once(draft: Draft, d: Campaign, word: str, amount: Amount | None) -> Id:
    """Money that is neither for each person nor per period; NONE for other forms."""
    once = amount is not None and amount.unit.per is None and not _is_each(amount)
    return draft.parameters.of(d, word, amount, PLAIN) if once else NONE


def _is_each(amount: Amount) -> bool:
    return amount.unit.per is None and (amount.unit.each or amount.unit.noun is not None)


def _every(draft: Draft, c: Campaign) -> int:
    if not isinstance(c.every, Amount):
        return 0
    return max(1, round(_days(draft, c, c.every, "every")))


def _days(draft: Draft, c: Campaign, amount: Amount, word: str = "after") -> float:
    measure = amount.unit.measure
    days = measure.days if isinstance(measure, Period) else 1.0
    return draft.exact(c, word, amount) * days


def _weekdays(every: Amount | str | None) -> tuple[int, ...]:
    if not isinstance(every, str):
        return ()
    return tuple(range(5)) if every == "weekday" else (WEEKDAYS.index(every),)
