"""Offers and channels: who bought, what a buyer costs and brings, and what channels bring for their money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from funneldsl.cli.figures import percent
from funneldsl.cli.forecast_known import Known, known, told
from funneldsl.cli.plain import plain
from funneldsl.cli.quantiles import TITLES, quantiles
from funneldsl.cli.table import Group, table
from funneldsl.model.plan import Plan
from funneldsl.results import Forecast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LONGEST = 24
LTV = "`ltv`, margin per buyer: net sales less fees, commissions and unit costs to the end, undiscounted"
_EDGES = {
    "channel.carried_in": "people came for money that was spent before the start",
    "channel.carried_out": "people will come after the end for money that was spent by then",
    "channel.audience_left": "people of its audience have not come by the end",
}
"""What does not begin or end with the plan: the series, and what is said of its people."""

_PRICES = ("average", "marginal")
PAYBACK = "paid back: when the margin of all its people covers what the channel has cost, for good"
CAC = "`cac`, ads and commissions per first payment: {}"


def offers(plan: Plan, forecast: Forecast, sign: str) -> list[str]:
    """Each offer: how many bought it, and what one of them brings."""
    if not {"closing.sold", "closing.ltv"} <= set(forecast.series):
        return []
    names = forecast.axes["offer"].labels
    if not names or not forecast["closing.sold"].values.any():
        return []
    sold = tuple(quantiles(forecast.at("closing.sold", offer=n)).figures() for n in names)
    brings = [known(forecast.at("closing.ltv", offer=n)) for n in names]
    groups = [Group("first payments", (TITLES, *sold))]
    groups.append(
        Group(_titled("margin per buyer", sign), (TITLES, *(b.figures() for b in brings)))
    )
    lines = table(["", *(_label(plan, n) for n in names)], groups)
    for name, b in zip(names, brings, strict=True):
        if without := b.without("no buyers"):
            lines.append(f"{_label(plan, name)}: {without}, which are left out of the margin")
    lines += _cost_of_a_buyer(forecast, sign)
    lines += _by_funnel(plan, forecast, sign)
    return [*lines, LTV]


def _cost_of_a_buyer(forecast: Forecast, sign: str) -> Iterator[str]:
    """Of all offers together; nothing where nothing is spent to find buyers."""
    if "closing.cac" not in forecast.series:
        return
    cost = forecast["closing.cac"].values
    if not cost[cost == cost].any():
        return
    found = known(cost)
    without = found.without("no buyers")
    yield CAC.format(told(found.figures(sign))) + (f"; {without}" if without else "")


def _by_funnel(plan: Plan, forecast: Forecast, sign: str) -> Iterator[str]:
    """What buyers of each funnel cost and bring, where several sell."""
    names = forecast.axes["funnel"].labels if "funnel.ltv" in forecast.series else ()
    for name in names if len(names) > 1 else ():
        cost, brings = (known(forecast.at(f"funnel.{w}", funnel=name)) for w in ("cac", "ltv"))
        if brings.quantiles is not None:
            without = f"; {w}" if (w := brings.without("no buyers")) else ""
            spent = f"`cac` {told(cost.figures(sign))}, " if _spent(cost) else ""
            yield f"{_label(plan, name)}: {spent}`ltv` {told(brings.figures(sign))}{without}"


def _spent(cost: Known) -> bool:
    return cost.quantiles is not None and any(cost.quantiles.values)


def channels(plan: Plan, forecast: Forecast, sign: str) -> list[str]:
    """Each channel: whom it brings, at what price, and what became of the money."""
    if "channel.brought" not in forecast.series:
        return []
    names = [n for n in forecast.axes["channel"].labels if _does(forecast, n)]
    if not names:
        return []
    brought = (quantiles(forecast.at("channel.brought", channel=n)).figures() for n in names)
    groups = [Group("people brought", (TITLES, *brought))]
    groups += _prices(forecast, names, sign)
    groups += _beside(forecast, names, "turned away", "channel.turned_away")
    groups += _beside(forecast, names, "outside", f"{forecast.facts.simulator}.outside")
    groups += _per_buyer(forecast, names, sign)
    lines = table(["", *(_label(plan, n) for n in names)], groups)
    lines += _as_written(plan, forecast, names, sign)
    lines += _over_the_edges(plan, forecast, names)
    if any(g.title.startswith("buyer") for g in groups):
        lines.append(
            "a buyer's cost: ads and commissions of the channel per first payment of its people"
        )
    if any(g.title.startswith("paid back") for g in groups):
        lines.append(PAYBACK)
    return lines


def _prices(forecast: Forecast, names: list[str], sign: str) -> Iterator[Group]:
    """On average, and of one more, at the spend that is written."""
    series = [f"channel.price_{what}" for what in _PRICES]
    if not set(series) <= set(forecast.series):
        return
    rows = [[forecast.at(s, channel=n) for s in series] for n in names]
    if any(column.any() for row in rows for column in row):
        cells = (tuple(_cents(c) for c in row) for row in rows)
        yield Group(_titled("a person costs", sign), (("mean", "one more"), *cells))


def _cents(worlds: NDArray[np.float64]) -> str:
    """The middle, to the cent: people are cheap."""
    middle = quantiles(worlds).middle
    return f"{middle:,.2f}" if middle else "–"


def _as_written(plan: Plan, forecast: Forecast, names: list[str], sign: str) -> Iterator[str]:
    """Prices before a scenario changed the spend, where they were others."""
    if "channel.written_average" not in forecast.series:
        return
    for name in names:
        before, now = (
            [_cents(forecast.at(f"channel.{which}_{what}", channel=name)) for what in _PRICES]
            for which in ("written", "price")
        )
        if before != now and "–" not in before:
            mean, more = (f"{sign}{price}" for price in before)
            yield f"{_label(plan, name)}: a person costs {mean} at the spend as written, one more {more}"


def _over_the_edges(plan: Plan, forecast: Forecast, names: list[str]) -> Iterator[str]:
    """People who come for money of before, who come after the end, and who are left of an audience."""
    for series, said in _EDGES.items():
        if series not in forecast.series:
            continue
        for name in names:
            found = known(forecast.at(series, channel=name))
            if found.quantiles is not None and any(found.quantiles.values):
                yield f"{_label(plan, name)}: {told(found.figures())} {said}"


def _beside(forecast: Forecast, names: list[str], title: str, series: str) -> Iterator[Group]:
    if series not in forecast.series or not forecast[series].values.any():
        return
    found = [quantiles(forecast.at(series, channel=n)).figures() for n in names]
    yield Group(title, (TITLES[1:], *(f[1:] for f in found)))


def _per_buyer(forecast: Forecast, names: list[str], sign: str) -> Iterator[Group]:
    """Where the plan tells the people of channels apart."""
    if not {"channel.cac", "channel.payback"} <= set(forecast.series):
        return
    costs = [known(forecast.at("channel.cac", channel=n)) for n in names]
    if any(c.quantiles is not None for c in costs):
        yield Group(
            _titled("buyer's cost", sign), (("P50", "without"), *(_middle(c) for c in costs))
        )
    back = [known(forecast.at("channel.payback", channel=n)) for n in names]
    if any(b.quantiles is not None for b in back):
        cells = ((_months(b), "–" if b.quantiles is None else percent(b.unknown)) for b in back)
        yield Group("paid back, months", (("P50", "never"), *cells))


def _middle(cost: Known) -> tuple[str, str]:
    """The middle, and the share of worlds without a buyer; dashes for people whom the plan does not tell apart."""
    return ("–", "–") if cost.quantiles is None else (cost.figures()[1], percent(cost.unknown))


def _months(days: Known) -> str:
    if days.quantiles is None:
        return "–"
    return f"{days.quantiles.middle / 365.25 * 12:.1f}"


def _does(forecast: Forecast, name: str) -> bool:
    return bool(forecast.at("channel.brought", channel=name).any())


def _titled(title: str, sign: str) -> str:
    return f"{title}, {sign.strip()}" if sign else title


def _label(plan: Plan, name: str) -> str:
    label = plain(plan[name].label if name in plan else name)
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"
