"""The most that can come of a plan: people whom the channels can bring, and what they can pay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import sqrt

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

MONTH = 365.25 / 12


class Reach:
    """Upper bounds by simple arithmetic: every range at its high end, nobody late, nothing closed or full.

    Each bound is about the 95th percentile or above it, so what lies beyond can hardly happen. None where the arithmetic
    has no end: people who bring people, and flows that run in a circle.
    """

    def __init__(self, plan: Plan, days: clock.Clock) -> None:
        self.plan, self.days = plan, days
        business = plan.one(Business)
        self.currency = business.currency if business is not None else ""
        self.into: dict[str, list[tuple[str, float]]] = {}
        self.brought: dict[str, list[Channel]] = {}
        self._known: dict[date, dict[str, float | None]] = {}
        for source, target, share in _moves(plan):
            self.into.setdefault(target, []).append((source, share))
        for channel in plan.of(Channel):
            self.brought.setdefault(channel.brings.name, []).append(channel)

    def entered(self, stage: str, until: date) -> float | None:
        """People who can have entered a stage by a day."""
        found = self._entered(until, stage)
        return None if found is None else found + 3 * sqrt(found) + 3

    def revenue(self, until: date) -> float | None:
        """Money that all sales can have brought by a day, refunds and costs left aside."""
        selling = [s for s in self.plan.of(Stage) if s.sells]
        if not selling or any(s.earns is not None for s in self.plan.of(Stage)):
            return None
        total = 0.0
        for stage in selling:
            people = self.entered(stage.name, until)
            paid = [self._paid(s.offer.name, until) for s in stage.sells]
            if people is None or None in paid:
                return None
            total += (people + (_already(stage) or 0.0)) * sum(p or 0.0 for p in paid)
        return None if any(c.earns is not None for c in self.plan.of(Campaign)) else total

    def _paid(self, name: str, until: date) -> float | None:
        """What a buyer can have paid for an offer by then."""
        offer = self.plan.all.get(name)
        if not isinstance(offer, Offer) or "price" in offer.changes:
            return None
        total = 0.0
        for payment in offer.price:
            most = percentiles.high(payment.amount)
            if most is None or payment.amount.unit.measure != self.currency:
                return None
            per = payment.amount.unit.per
            times = ((until - self.days.first).days / per.days + 1) if per is not None else 1.0
            total += most * times
        return total

    def _entered(self, until: date, goal: str) -> float | None:
        """Sums over all ways that lead to a stage, from the stages without any before it onward."""
        people = self._known.setdefault(until, {})
        order = self._upstream(goal, people)
        for name in order or ():
            people[name] = self._come(name, people, until)
        return people[goal] if order is not None else None

    def _come(self, name: str, people: dict[str, float | None], until: date) -> float | None:
        """Those whom channels bring to a stage, and those who come from the stages before it."""
        total = 0.0
        for channel in self.brought.get(name, ()):
            arrived = self._arrivals(channel, until)
            if arrived is None:
                return None
            total += arrived
        for source, share in self.into.get(name, ()):
            stage, before = self.plan.all.get(source), people[source]
            already = _already(stage) if isinstance(stage, Stage) else None
            if already is None or before is None:
                return None
            total += (before + already) * share
        return total

    def _upstream(self, goal: str, known: dict[str, float | None]) -> list[str] | None:
        """All stages not known yet from which people come to it, sources first; None if they go in a circle."""
        order: list[str] = []
        state: dict[str, bool] = {}
        waiting = [(goal, False)]
        while waiting:
            name, done = waiting.pop()
            if done:
                state[name] = True
                order.append(name)
            elif name in known:
                continue
            elif name in state:
                if not state[name]:
                    return None
            else:
                state[name] = False
                waiting.append((name, True))
                for source, _ in self.into.get(name, ()):
                    if state.get(source) is False:
                        return None
                    if source not in state:
                        waiting.append((source, False))
        return order

    def _arrivals(self, channel: Channel, until: date) -> float | None:
        """People whom a channel can have brought by then."""
        if channel.referred_by or {"people", "spend", "price"} & channel.changes.keys():
            return None
        rate = self._rate(channel)
        growth = percentiles.high(channel.grows) if channel.grows is not None else 0.0
        if rate is None or growth is None:
            return None
        first = max(self.days.first, channel.from_ or self.days.first)
        last = min(until, channel.until or until)
        open_days = max((last - first).days + 1, 0)
        if channel.open:
            open_days = min(open_days, sum(_length(w) for w in channel.open))
        per = channel.grows.unit.per if channel.grows is not None else None
        period = per.days if per is not None else MONTH
        grown = max((1 + growth) ** (open_days / period), 1.0)
        return float(rate * open_days * grown * _season(channel))

    def _rate(self, channel: Channel) -> float | None:
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


def _moves(plan: Plan) -> Iterator[tuple[str, str, float]]:
    """The largest share of the people of one stage that can go to another; a campaign may move all of them."""
    for flow in plan.of(Flow):
        share = percentiles.high(flow.share) if flow.share is not None else 1.0
        changed = "share" in flow.changes or share is None
        yield flow.source.name, flow.target.name, 1.0 if changed else min(share or 0.0, 1.0)
    for campaign in plan.of(Campaign):
        target = campaign.moves
        yield from ((to.name, target.name, 1.0) for to in campaign.to if target is not None)
