"""The most that can come of a plan: people whom the channels can bring, and what they can pay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import log1p, sqrt

from funneldsl.plugin import (
    Business,
    Campaign,
    Channel,
    Flow,
    Offer,
    Plan,
    Stage,
    Window,
    clock,
    percentiles,
    values,
)
from funneldsl_strategy.rounds import reached

MONTH = 365.25 / 12

BEYOND = 100.0
"""Growth by more than the exponential of this has no end for anybody."""


class Reach:
    """Upper bounds by simple arithmetic: every range at its high end, nobody late, nothing closed or full.

    Each bound is about the 95th percentile or above it, so what lies beyond can hardly happen. People who bring people and
    flows that run in a circle are followed to the end. None where they have none, for each round brings more than the last.
    """

    def __init__(self, plan: Plan, days: clock.Clock) -> None:
        self.plan, self.days = plan, days
        business = plan.one(Business)
        self.currency = business.currency if business is not None else ""

    def entered(self, stage: str, until: date) -> float | None:
        """People who can have entered a stage by a day."""
        found = self.plan.kept(_people, self.days, until)[stage]
        return None if found is None else found + 3 * sqrt(found) + 3

    def revenue(self, until: date) -> float | None:
        """Money that all sales can have brought by a day, refunds and costs left aside."""
        if self.plan.kept(_earns):
            return None
        return self._buyers(self.plan.kept(_paid, self.days, until, self.currency), until)

    def recurring(self, until: date) -> float | None:
        """Money per month that all subscribers pay who can be there on a day."""
        return self._buyers(self.plan.kept(_monthly, self.currency), until)

    def _buyers(self, each: Mapping[str, float | None], until: date) -> float | None:
        """What everybody brings who can have come to where offers are sold; `each` by offer."""
        there, total = self.plan.kept(_there), 0.0
        for stage, offers in self.plan.kept(sold):
            brings = [each.get(offer) for offer in offers]
            if None in brings:
                return None
            a_person = sum(b or 0.0 for b in brings)
            people = self.entered(stage, until) if a_person else 0.0
            if people is None:
                return None
            total += (people + (there[stage] or 0.0)) * a_person
        return total


# --- what is asked of the plan ----------------------------------------------------------------------------


def _earns(plan: Plan) -> bool:
    """Whether nothing is sold, or money comes in that nobody pays for an offer."""
    if not plan.kept(sold):
        return True
    earning: tuple[Stage | Campaign, ...] = (*plan.of(Stage), *plan.of(Campaign))
    return any(d.earns is not None for d in earning)


def sold(plan: Plan) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Stages that sell, with their offers."""
    return tuple((s.name, tuple(x.offer.name for x in s.sells)) for s in plan.of(Stage) if s.sells)


def _there(plan: Plan) -> dict[str, float | None]:
    """By stage: those who are there before the first day."""
    return {s.name: _already(s) for s in plan.of(Stage)}


def _paid(plan: Plan, days: clock.Clock, until: date, currency: str) -> dict[str, float | None]:
    """By offer: what a buyer can have paid by then."""
    return {o.name: _price(o, (until - days.first).days, currency) for o in plan.of(Offer)}


def _price(offer: Offer, days: int, currency: str) -> float | None:
    if "price" in offer.changes:
        return None
    total = 0.0
    for payment in offer.price:
        most = percentiles.high(payment.amount)
        if most is None or payment.amount.unit.measure != currency:
            return None
        per = payment.amount.unit.per
        total += most * (days / per.days + 1 if per is not None else 1.0)
    return total


def _monthly(plan: Plan, currency: str) -> dict[str, float | None]:
    """By offer: what a subscriber pays per month; nothing for what is paid once."""
    return {o.name: _price_per_month(o, currency) for o in plan.of(Offer)}


def _price_per_month(offer: Offer, currency: str) -> float | None:
    if "price" in offer.changes:
        return None
    total = 0.0
    for payment in offer.price:
        per, most = payment.amount.unit.per, percentiles.high(payment.amount)
        if per is None:
            continue
        if most is None or payment.amount.unit.measure != currency:
            return None
        total += most * MONTH / per.days
    return total


def _brought(plan: Plan, days: clock.Clock, until: date) -> dict[str, float | None]:
    """By stage: people whom channels can have brought by then."""
    found: dict[str, float | None] = {}
    for channel in plan.of(Channel):
        name = channel.brings.name
        arrived, before = _arrivals(channel, days, until), found.get(name, 0.0)
        found[name] = None if arrived is None or before is None else before + arrived
    return found


def _people(plan: Plan, days: clock.Clock, until: date) -> dict[str, float | None]:
    """By stage: sums over all ways that lead to it."""
    ways = plan.kept(_moves) + plan.kept(_referred, days, until)
    return reached(plan.kept(_there), plan.kept(_brought, days, until), ways)


def _referred(
    plan: Plan, days: clock.Clock, until: date
) -> tuple[tuple[str, str, float | None], ...]:
    """From whose stage to which, and how many people each of them can have brought by then."""
    found: list[tuple[str, str, float | None]] = []
    for channel in plan.of(Channel):
        each = None
        if channel.people is not None and "people" not in channel.changes:
            unit, each = channel.people.unit, percentiles.high(channel.people)
            if each is not None and unit.per is not None:
                each *= ((until - days.first).days + 1) / unit.per.days
        found += ((ref.name, channel.brings.name, each) for ref in channel.referred_by)
    return tuple(found)


def _arrivals(channel: Channel, days: clock.Clock, until: date) -> float | None:
    """People whom a channel can have brought by then: of an audience each comes once."""
    found = _met(channel, days, until)
    most = percentiles.high(channel.audience) if channel.audience is not None else None
    return found if most is None else most if found is None else min(found, most)


def _met(channel: Channel, days: clock.Clock, until: date) -> float | None:
    """People whom it can have brought by then if there is no end of them."""
    if channel.referred_by:
        return 0.0  # they come with those who bring them
    if {"people", "spend", "price"} & channel.changes.keys():
        return None
    rate = _rate(channel)
    growth = percentiles.high(channel.grows) if channel.grows is not None else 0.0
    if rate is None or growth is None:
        return None
    first = max(days.first, channel.from_ or days.first)
    last = min(until, channel.until or until)
    open_days = max((last - first).days + 1, 0)
    if channel.open:
        open_days = min(open_days, sum(_length(w) for w in channel.open))
    per = channel.grows.unit.per if channel.grows is not None else None
    period = per.days if per is not None else MONTH
    before = _before(channel, days)
    if before is None:
        return None
    if growth > -1 and open_days / period * log1p(growth) > BEYOND:
        return None
    grown = max((1 + growth) ** (open_days / period), 1.0)
    return float(rate * open_days * grown * _season(channel) + before)


def _before(channel: Channel, days: clock.Clock) -> float | None:
    """People who still come for what was spent before the start: so much per day, for as long as it lingers."""
    if channel.lingers is None or channel.price is None:
        return 0.0
    # Money that works over more days than it is spent on meets the low end of the curve.
    if channel.doubles is not None or (channel.already is None and _was_open(channel, days)):
        return None
    if channel.already is None:
        return 0.0
    spent, lasts = percentiles.high(channel.already), percentiles.high(channel.lingers)
    price, per = percentiles.low(channel.price), channel.already.unit.per
    if spent is None or lasts is None or not price or per is None:
        return None
    if channel.already.unit.measure != channel.price.unit.measure:
        return None
    return spent / per.days * lasts * clock.days_of(channel.lingers) / price


def _was_open(channel: Channel, days: clock.Clock) -> bool:
    """Whether it was open before the start, and spent then what it spends at the start."""
    firsts = [channel.from_] if channel.from_ is not None else [w.starts for w in channel.open]
    return any(first < days.first for first in firsts)


def _rate(channel: Channel) -> float | None:
    """People per day, without growth and season."""
    if channel.people is not None:
        unit, most = channel.people.unit, percentiles.high(channel.people)
        return most / unit.per.days if most is not None and unit.per is not None else None
    if channel.spend is None or channel.price is None:
        return None
    spent, price = percentiles.high(channel.spend), percentiles.low(channel.price)
    per = channel.spend.unit.per
    if spent is None or not price or per is None:
        return None
    if channel.spend.unit.measure != channel.price.unit.measure:
        return None
    return spent / per.days / price


def _already(stage: Stage) -> float | None:
    if stage.already is None:
        return 0.0
    return percentiles.high(stage.already.people)


def _length(window: Window) -> int:
    return (clock.window_end(window) - window.starts).days + 1


def _season(channel: Channel) -> float:
    """The largest factor that any day can have, those of months and weekdays that share the rest included."""
    named = {values.MONTHS: 12, values.WEEKDAYS: 7}
    factor = 1.0
    for names, count in named.items():
        written = [percentiles.high(v) or 1.0 for k, v in channel.season.items() if k in names]
        if written:
            rest = (count - sum(written)) / max(count - len(written), 1)
            factor *= max(*written, rest, 1.0) if len(written) < count else max(written)
    for key, value in channel.season.items():
        if isinstance(key, values.Yearly):
            factor *= max(percentiles.high(value) or 1.0, 1.0)
    return factor


def _moves(plan: Plan) -> tuple[tuple[str, str, float | None], ...]:
    """The largest share of the people of one stage that can go to another; a campaign may move all of them."""
    found: list[tuple[str, str, float | None]] = []
    for flow in plan.of(Flow):
        share = percentiles.high(flow.share) if flow.share is not None else 1.0
        changed = "share" in flow.changes or share is None
        share = 1.0 if changed else min(share or 0.0, 1.0)
        found.append((flow.source.name, flow.target.name, share))
    for campaign in plan.of(Campaign):
        target = campaign.moves
        found += ((to.name, target.name, 1.0) for to in campaign.to if target is not None)
    return tuple(found)
