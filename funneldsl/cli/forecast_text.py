"""A forecast on a page of text: goals, people, months, and what it all rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from funneldsl.cli import (
    forecast_buyers,
    forecast_cash,
    forecast_goals,
    forecast_months,
    forecast_people,
    forecast_projects,
    forecast_reasons,
    forecast_recurring,
    forecast_waiting,
)
from funneldsl.cli.figures import bar, percent
from funneldsl.cli.forecast_known import known
from funneldsl.cli.plain import plain
from funneldsl.cli.style import Style
from funneldsl.model.business import Business
from funneldsl.model.plan import Plan
from funneldsl.model.strategy import Sell
from funneldsl.model.wording import DOLLARS, SIGNS
from funneldsl.results import Forecast
from funneldsl.version import VERSION

if TYPE_CHECKING:
    from funneldsl.analysis.telling import Reasons

LONGEST_BY_MONTH = 36
"""Horizons of more months are shown by quarter, unless all months are asked for."""

LEGEND = "P5, P50, P95: in 5, 50 and 95 of 100 worlds the number is lower."


def as_text(
    plan: Plan,
    forecast: Forecast,
    style: Style,
    *,
    monthly: bool = False,
    why: Sequence[Reasons] = (),
) -> str:
    """The page, 80 to 100 columns wide."""
    sign = sign_of(forecast.facts.currency)
    months = forecast.axes["month"].labels if "month" in forecast.axes else ()
    quarters = len(months) > LONGEST_BY_MONTH and not monthly
    sections = (
        ("", list(_head(plan, forecast))),
        ("Goals and limits", forecast_goals.goals(plan, forecast, style, sign)),
        ("Where goals were reached", forecast_reasons.reasons(plan, why)),
        ("Checks", forecast_goals.checks(plan, forecast, style)),
        ("People", forecast_people.stages(plan, forecast)),
        ("Waiting", forecast_waiting.waiting(plan, forecast)),
        (
            "Quarter by quarter" if quarters else "Month by month",
            forecast_months.months(plan, forecast, sign, quarters=quarters),
        ),
        ("Cash", forecast_cash.cash(forecast, sign)),
        ("Recurring revenue", forecast_recurring.recurring(forecast, sign)),
        ("Offers", forecast_buyers.offers(plan, forecast, sign)),
        ("Channels", forecast_buyers.channels(plan, forecast, sign)),
        ("Projects", forecast_people.projects(plan, forecast)),
        ("Tasks", forecast_projects.tasks(plan, forecast)),
        ("What projects cost", forecast_projects.costs(plan, forecast, sign)),
        ("The sale", list(_sale(plan, forecast, sign))),
        ("What it rests on", list(_grounds(forecast))),
    )
    lines = (line for title, body in sections if body for line in (*_title(title, style), *body))
    return "\n".join(lines) + "\n" + _foot(forecast)


def sign_of(currency: str) -> str:
    """What stands in front of money."""
    if currency in DOLLARS:
        return "$"
    return SIGNS.get(currency, f"{currency} " if currency else "")


def _title(title: str, style: Style) -> list[str]:
    return ["", style(title, bold=True)] if title else []


def _head(plan: Plan, forecast: Forecast) -> Iterator[str]:
    business = plan.one(Business)
    facts, days = forecast.facts, forecast.axes["day"].labels if "day" in forecast.axes else ()
    yield plain(business.label) if business else "A plan"
    worlds = f"{facts.worlds:,} worlds" if facts.worlds > 1 else "1 world"
    written = plan.all.get(facts.scenario)
    told = written.label if written is not None else facts.scenario
    scenario = f", scenario {plain(told)}" if told else ""
    span = f"{days[0]} to {days[-1]}, " if days and "-" in days[0] else ""
    yield f"{span}{worlds}, seed {facts.seed}{scenario}"


def _sale(plan: Plan, forecast: Forecast, sign: str) -> Iterator[str]:
    sell = plan.one(Sell)
    if sell is None or "exit.value" not in forecast.series:
        return
    worth = known(forecast["exit.value"].values)
    if worth.quantiles is None:
        yield f"not offered: a buyer asks for twelve full months of {sell.multiple.of}, which the plan does not have"
        return
    low, middle, high = worth.figures(sign)
    fee = " after the broker's fee" if sell.fee is not None else ""
    yield f"by {sell.by.isoformat()} brings {middle} (P5 {low}, P95 {high}){fee}"


def _grounds(forecast: Forecast) -> Iterator[str]:
    """How much of the uncertainty comes from guesses, and what is taken for granted."""
    if "guess.share" in forecast.series:
        for account, share in forecast.rows("guess.share"):
            if account in ("revenue", "profit", "cash") and _uncertain(forecast, account, share):
                yield f"{bar(share)} {percent(share):>4} of the uncertainty of {account} comes from guesses"
    for assumption in forecast.facts.assumptions:
        yield f"· {plain(assumption)}"


def _uncertain(forecast: Forecast, account: str, share: float) -> bool:
    """Whether worlds differ in it at all: without that, no share of the difference means anything."""
    if share != share or "money.month" not in forecast.series:
        return share == share
    return bool(forecast.at("money.month", account=account).std(axis=0).any())


def _foot(forecast: Forecast) -> str:
    facts = forecast.facts
    made = f"funneldsl {VERSION}, {facts.simulator} {facts.version}, plan {facts.plan[:12]}"
    return f"\n{LEGEND}\n{plain(made)}\n"
