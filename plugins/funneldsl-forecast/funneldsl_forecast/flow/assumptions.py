"""What is said with every forecast of this simulator, and the series that only it has."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl_forecast.channels import opened
from funneldsl_forecast.forecasts import Own

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables

NONE = tables.NONE

OWN = {
    "flow.outside": Own(
        ("world", "channel"),
        "people",
        "people who wait outside of a closed or full stage at the end",
    ),
    "flow.missed_window": Own(
        ("world", "project"), "share", "1 where it is done only after a window that waits for it"
    ),
}


def assumptions(network: Network) -> tuple[str, ...]:
    """Sentences for the reader of a result."""
    return tuple(_sentences(network))


def _sentences(network: Network) -> Iterator[str]:
    unpaid = [p.title for p in network.persons if p.cost_hour == NONE and p.cost_month == NONE]
    if unpaid:
        yield f"before the pay of {_listed(unpaid)}, whose work is not charged"
    elsewhere = {e.scenario for e in network.expectations} - {network.scenario}
    if elsewhere:
        named = _listed([s if s else "the plan as written" for s in sorted(elsewhere)])
        yield f"checks of {named} are not judged here: `funneldsl test` judges all"
    if network.cash == NONE:
        yield "the business starts with no money in the bank, for no `cash` is written"
    if any(o.refunds != NONE and o.refund_days == NONE for o in network.offers):
        yield "refunds without `within` come on the day after payment"
    if any(t.person != NONE for t in network.tasks):
        yield "what one person's tasks take is correlated: normal scores by 0.5"
    yield from _of_money_that_lingers(network)
    for row in network.costs:
        if row.of == "profit":
            yield "costs that are a share of profit are taken of the profit before them"
            break


def _of_money_that_lingers(network: Network) -> Iterator[str]:
    """What is taken for granted of the time before the start."""
    silent = [c for c in network.channels if c.lingers != NONE and c.spent_before == NONE]
    before = [c.title or c.name for c in silent if opened(c) < 0 and not c.gates]
    anew = [c.title or c.name for c in silent if opened(c) == 0 and not c.gates]
    if before:
        yield f"{_listed(before)} spent before the start, while open, what is written for the start"
    if anew:
        yield f"nothing was spent on {_listed(anew)} before the start: `already` would say what was"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
