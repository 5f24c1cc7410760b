"""People who bring people: a loop that feeds itself grows without end (SEMANTICS 20)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import exp, expm1, log

from attrs import frozen

from funneldsl.checks.clock import Clock, days_of
from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.graph import components
from funneldsl.checks.means import mean
from funneldsl.checks.shares import SLACK, by_source, lines_for
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.offers import Offer
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Flow, Stage
from funneldsl.model.systems import Channel

ROUNDS = 400
"""Steps after which what is still on its way through a loop of flows no longer counts."""

PERIOD = 60
"""Rounds over which growth is averaged: a loop through two, three, four, five … channels swings in time with it."""

GROWS = Rule(
    "F406",
    "channel.referrals-grow-without-end",
    Severity.ERROR,
    "Referrals that bring at least as many people as they started from.",
    "If each person who comes by referral brings one more or better, on average, the loop feeds itself and the "
    "number of people explodes; no real business keeps that up. Usually the number was meant per hundred, or "
    "counts only the few who refer at all. Lower `people`, or say how people leave the stage.",
    wrong=SHOP
    + """\
channel ads { brings: buyer; people: 4 per day }
channel friends { brings: buyer; referred_by: buyer; people: 1.2 each }
funnel site {
  stage buyer
}
""",
    right=SHOP
    + """\
channel ads { brings: buyer; people: 4 per day }
channel friends { brings: buyer; referred_by: buyer; people: 0.2 each }
funnel site {
  stage buyer
}
""",
)


def look(plan: Plan) -> Iterator[Finding]:
    """One finding for each group of referrals that feed each other."""
    channels = [c for c in plan.of(Channel) if c.referred_by and c.people is not None]
    if channels:
        yield from _Loops(plan, channels).findings()


@frozen
class _Visit:
    """How long people stay in a stage and where they go, in expectation."""

    days: float
    onward: Mapping[str, float]


class _Loops:
    def __init__(self, plan: Plan, channels: list[Channel]) -> None:
        self.plan, self.channels = plan, channels
        self.flows = by_source(plan)
        clock = Clock.of(plan)
        self.horizon = float(clock.days) if clock is not None else 365.25

    def findings(self) -> Iterator[Finding]:
        edges = {name: {f.target.name for f in flows} for name, flows in self.flows.items()}
        for c in self.channels:
            for ref in c.referred_by:
                edges.setdefault(ref.name, set()).add(c.brings.name)
        for group in components(edges):
            inside = set(group)
            own = [c for c in self.channels if self._closes(c, inside)]
            if own and (gain := self._gain(own, inside)) >= 1 - SLACK:
                yield _grows(own, gain)

    @staticmethod
    def _closes(c: Channel, inside: set[str]) -> bool:
        return c.brings.name in inside and any(ref.name in inside for ref in c.referred_by)

    def _gain(self, channels: list[Channel], inside: set[str]) -> float:
        """How many people the referrals bring for each person they brought: the largest growth of their table."""
        table = [self._row(c, channels, inside) for c in channels]
        counts, growths = [1.0] * len(channels), list[float]()
        for _ in range(2 * PERIOD):
            counts = [
                sum(n * row[j] for n, row in zip(counts, table, strict=True))
                for j in range(len(table))
            ]
            if (growth := max(counts)) == 0:
                return 0.0
            growths.append(growth)
            counts = [n / growth for n in counts]
        return exp(sum(log(g) for g in growths[PERIOD:]) / PERIOD)

    def _row(self, c: Channel, channels: list[Channel], inside: set[str]) -> list[float]:
        """How many people each channel brings for one person whom `c` brought."""
        visits = self._visits(c, inside)
        return [
            sum(
                n * self._brought(other, stay)
                for stage, (n, stay) in visits.items()
                if any(ref.name == stage for ref in other.referred_by)
            )
            for other in channels
        ]

    def _visits(self, c: Channel, inside: set[str]) -> dict[str, tuple[float, float]]:
        """By stage: how often a person whom `c` brought enters it, and the days of each stay."""
        known: dict[str, _Visit] = {}
        visits: dict[str, float] = {}
        moving = {c.brings.name: 1.0}
        for _ in range(ROUNDS):
            after: dict[str, float] = {}
            for name, n in moving.items():
                visits[name] = visits.get(name, 0.0) + n
                visit = known.setdefault(name, self._visit(name, c))
                for target, share in visit.onward.items():
                    if target in inside:
                        after[target] = after.get(target, 0.0) + n * share
            moving = after
            if sum(moving.values()) < 1e-6:
                break
        return {name: (n, known[name].days) for name, n in visits.items()}

    def _visit(self, name: str, c: Channel) -> _Visit:
        flows = lines_for(self.flows.get(name, []), c.name)
        shares = [1.0 if f.share is None else (mean(f.share.law) or 0.0) for f in flows]
        scale = 1 / max(sum(shares), 1.0)
        onward: dict[str, float] = {}
        days, rest = 0.0, 1 - sum(shares) * scale
        for f, share in zip(flows, shares, strict=True):
            onward[f.target.name] = onward.get(f.target.name, 0.0) + share * scale
            days += share * scale * _delay(f)
        return _Visit(days + rest * self._rest(name), onward)

    def _rest(self, name: str) -> float:
        """Days that people stay who take no flow, at most to the end of the plan."""
        stage = self.plan.all.get(name)
        if not isinstance(stage, Stage):
            return self.horizon
        if stage.leaves is not None and stage.leaves.after is not None:
            return (mean(stage.leaves.after.law) or 0.0) * days_of(stage.leaves.after)
        rate = self._hazard(stage)
        return -expm1(-rate * self.horizon) / rate if rate > 0 else self.horizon

    def _hazard(self, stage: Stage) -> float:
        """Share of those at rest who go on a day: they leave, or end the subscription the stage sells."""
        rate = 0.0
        if stage.leaves is not None and stage.leaves.share is not None:
            per = stage.leaves.share.unit.per
            rate += (mean(stage.leaves.share.law) or 0.0) / (per.days if per else 30.0)
        for sale in stage.sells:
            offer = self.plan.all.get(sale.offer.name)
            if isinstance(offer, Offer) and offer.churn and offer.churn[0].unit.per:
                rate += (mean(offer.churn[0].law) or 0.0) / offer.churn[0].unit.per.days
        return rate

    @staticmethod
    def _brought(c: Channel, stay: float) -> float:
        """People whom one visit to the referring stage brings."""
        if c.people is None or not c.people.unit.each:
            return 0.0
        rate = mean(c.people.law) or 0.0
        return rate * stay / c.people.unit.per.days if c.people.unit.per else rate


def _delay(f: Flow) -> float:
    if f.after is None:
        return 0.0
    measure = f.after.unit.measure
    return (mean(f.after.law) or 0.0) * (getattr(measure, "days", 1.0))


def _grows(channels: list[Channel], gain: float) -> Finding:
    first = channels[0]
    rate = (mean(first.people.law) or 0.0) if first.people is not None else 0.0
    below = rate / gain
    per = first.people.unit.per if first.people is not None else None
    said = f"{below:.2g} each" + (f" per {per.value}" if per else "")
    who = f"each person whom {first.name} brings to {first.brings}"
    return GROWS.at(
        first.place("people"),
        f"{who} brings {gain:.2g} more, so their number grows without end",
        help=f"write `people` below {said}, or say how people leave: a loop of referrals must bring "
        "less than one person for each it started from",
        related=[Related("part of the same loop", c.place("people")) for c in channels[1:]],
    )


REFERRALS = Family((GROWS,), (look,), of_absence=(GROWS,))
