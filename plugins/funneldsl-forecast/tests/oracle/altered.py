"""Networks that differ from another one in what somebody wants to compare: more money, another business beside it."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from funneldsl.model.values import Exactly
from funneldsl.network import (
    NONE,
    CampaignRow,
    ChannelRow,
    Cycle,
    Derived,
    Network,
    OfferRow,
    Parameter,
    PaymentRow,
    PersonRow,
    SaleRow,
    StageRow,
    Timed,
)


def as_written(network: Network) -> Network:
    """Without what a scenario changes of money and people."""
    rows = []
    for row in network.channels:
        spend = row.spend if row.written_spend == NONE else row.written_spend
        people = row.people if row.written_people == NONE else row.written_people
        rows.append(evolve(row, spend=spend, people=people))
    return evolve(network, channels=tuple(rows))


def with_more(network: Network, factor: float) -> Network:
    """A scenario in which every channel has so many times as much money, or people a day."""
    rows = []
    for row in network.channels:
        words: dict[str, Any] = {}
        for now, written in (("spend", "written_spend"), ("people", "written_people")):
            if (number := getattr(row, now)) == NONE:
                continue
            network, more = _times(network, number, factor)
            words |= {now: more}
            if getattr(row, written) == NONE:
                words |= {written: number}
        rows.append(evolve(row, **words))
    return evolve(network, channels=tuple(rows))


def _times(network: Network, number: int, factor: float) -> tuple[Network, int]:
    """A number of the plan, so many times as much."""
    if number == NONE:
        return network, NONE
    law = network.parameters[number].law
    if not isinstance(law, Timed):
        network, by = _with(network, "factor", Exactly(factor))
        return _with(network, "product", Derived(("*",), (number, by)))
    network, first = _times(network, law.first, factor)
    steps = []
    for step in law.steps:
        network, value = _times(network, step.value, factor)
        steps.append(evolve(step, value=value))
    return _with(network, "changing", Timed(first, tuple(steps)))


def _with(network: Network, name: str, law: Any) -> tuple[Network, int]:
    count = len(network.parameters)
    row = Parameter(f"{name} {count}", law)
    return evolve(network, parameters=(*network.parameters, row)), count


def with_another_business(network: Network) -> Network:
    """Stages, channels, letters and an offer that touch nothing of the plan, written before everything else."""
    network, rate = _with(network, "caller.people", Exactly(3.0))
    network, share = _with(network, "reminder.converts", Exactly(0.2))
    network, price = _with(network, "call.price", Exactly(5.0))
    network, hours = _with(network, "zoe.hours", Exactly(20.0))
    stages = tuple(StageRow(f"other.{name}", name, "other") for name in ("caller", "member"))
    return evolve(
        network,
        stages=stages + network.stages,
        flows=tuple(
            evolve(f, source=f.source + 2, target=f.target + 2, **_for(f)) for f in network.flows
        ),
        channels=(
            ChannelRow("radio", "", "other", 0, people=rate),
            *(_later(c, "stage", "referred_by") for c in network.channels),
        ),
        campaigns=(
            CampaignRow("reminder", "", "other", (0,), target=1, converts=share, every=3),
            *(_later(c, "target", "sources") for c in network.campaigns),
        ),
        offers=(OfferRow("call", "", (PaymentRow(price, Cycle(days=7)),)), *network.offers),
        sales=(
            SaleRow(1, 0),
            *(evolve(s, stage=s.stage + 2, offer=s.offer + 1) for s in network.sales),
        ),
        persons=(PersonRow("zoe", "", hours, (0, 1, 2)), *network.persons),
        tasks=tuple(evolve(t, person=_next(t.person, 1)) for t in network.tasks),
        efforts=tuple(
            evolve(e, stage=_next(e.stage, 2), persons=tuple(p + 1 for p in e.persons))
            for e in network.efforts
        ),
    )


def _for(flow: Any) -> dict[str, Any]:
    return {"for_channels": tuple(c + 1 for c in flow.for_channels)}


def _later(row: Any, one: str, many: str) -> Any:
    words = {one: _next(getattr(row, one), 2), many: tuple(s + 2 for s in getattr(row, many))}
    return evolve(row, **words)


def _next(number: int, by: int) -> int:
    return number if number == NONE else number + by
