"""Money in the bank: its lowest point, the chance of running out, and what is owed at the end."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.cli.figures import chance
from funneldsl.cli.forecast_known import dates, first_day, told
from funneldsl.cli.quantiles import quantiles
from funneldsl.results import Forecast, chance_of


def cash(forecast: Forecast, sign: str) -> list[str]:
    """Nothing of a plan without money."""
    return [*_low_point(forecast, sign), *_owed(forecast, sign)]


def _low_point(forecast: Forecast, sign: str) -> Iterator[str]:
    if "cash.low" not in forecast.series or not _moves(forecast):
        return
    low = forecast["cash.low"].values
    line = f"at its lowest {told(quantiles(low).figures(sign))}"
    labels = forecast.axes["day"].labels if "day" in forecast.axes else ()
    if "cash.low_day" in forecast.series and (first := first_day(labels)):
        line += f", on {told(dates(quantiles(forecast['cash.low_day'].values), first))}"
    yield line
    short = chance_of("cash", int((low < 0).sum()), len(low))
    if 0 < short.chance < 1:
        yield f"below zero on some day in {chance(short.chance, short.error)} of worlds"
    else:
        yield "below zero on some day in " + ("every world" if short.chance else "no world")


def _moves(forecast: Forecast) -> bool:
    """Whether any money comes or goes."""
    if "money.month" not in forecast.series:
        return False
    accounts = [a for a in ("revenue", "profit") if a in forecast.axes["account"].labels]
    return any(forecast.at("money.month", account=a).any() for a in accounts)


def _owed(forecast: Forecast, sign: str) -> Iterator[str]:
    """What is certain to be paid or to arrive after the end."""
    owed = []
    for what, series in (("refunds", "closing.refunds_due"), ("sales tax", "closing.tax_due")):
        if (money := _in_all(forecast, series, sign)) is not None:
            owed.append(f"{what} of {money}")
    if owed:
        yield f"still to be paid after the end: {' and '.join(owed)}"
    if (money := _in_all(forecast, "closing.payouts_due", sign)) is not None:
        yield f"still to arrive after the end: payouts of {money} for what was sold by then"


def _in_all(forecast: Forecast, series: str, sign: str) -> str | None:
    """A sum over all offers; None where there is none."""
    if series not in forecast.series:
        return None
    values = forecast[series].values
    by_world = values.reshape(len(values), -1).sum(axis=1)
    return told(quantiles(by_world).figures(sign)) if by_world.any() else None
