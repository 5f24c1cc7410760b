"""Plans to start from: clean, formatted, and with a forecast that makes sense."""

from __future__ import annotations

import re
from datetime import date

import pytest

import funneldsl as fd
from funneldsl.model.evidence import Check
from funneldsl.model.strategy import Goal, Limit
from funneldsl.templates import TEMPLATES, template
from funneldsl.templates.filling import filled, first_monday

EXTENSIONS = fd.discover()
NAMES = tuple(TEMPLATES)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_no_finding_whatever_is_plugged_in(name: str) -> None:
    assert "F312" in {rule.code for rule in EXTENSIONS.rules}  # the strategy plugin is there
    assert () == fd.read(template(name), extensions=EXTENSIONS).findings


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_as_the_formatter_would_write_it(name: str) -> None:
    assert template(name) == fd.format(template(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_says_what_to_change_first(name: str) -> None:
    text = template(name)
    assert 8 <= text.count("# <- change me") <= 30
    assert text.index("change me") < text.index("business my_business")


@pytest.mark.parametrize("name", NAMES)
def test_a_template_shows_what_a_plan_can_hold(name: str) -> None:
    kinds = {d.kind for d in fd.read(template(name), extensions=EXTENSIONS).plan.written.values()}
    assert kinds >= {
        *("business", "strategy", "exit", "goal", "limit", "person", "customer", "department"),
        *("system", "funnel", "channel", "stage", "flow", "offer", "project", "task", "risk"),
        *("scenario", "check"),
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_template_can_be_forecast(name: str) -> None:
    plan = fd.read(template(name), extensions=EXTENSIONS).plan
    forecast = fd.simulate(plan, worlds=20, extensions=EXTENSIONS)
    cash = forecast.axes["account"].labels.index("cash")
    months = forecast["money.month"].values[:, :, cash]
    assert months.max() > 10_000
    assert months.min() > -10_000


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_forecast_of_a_template_makes_sense(name: str) -> None:
    plan = fd.read(template(name), extensions=EXTENSIONS).plan
    forecast = fd.simulate(plan, worlds=200, extensions=EXTENSIONS)
    chances = {g.name: forecast.goal(g.name).chance for g in plan.of(Goal)}
    assert {} == {n: c for n, c in chances.items() if not 0.02 <= c <= 0.98}
    assert all(forecast.goal(x.name).chance >= 0.5 for x in plan.of(Limit))
    verdicts = fd.test(plan, worlds=200, extensions=EXTENSIONS)
    assert len(plan.of(Check)) == len(verdicts)
    assert [] == [v.name for v in verdicts if v.verdict.value == "fail"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("currency", ["USD", "EUR", "CHF", "CAD"])
def test_a_template_can_be_anybodys(name: str, currency: str) -> None:
    start = date(2029, 5, 17)
    text = filled(template(name), start=start, name="moon", title='The "Moon"', currency=currency)
    plan, findings = fd.read(fd.format(text), extensions=EXTENSIONS)
    assert () == findings
    business = plan["moon"]
    assert ('The "Moon"', start, currency) == (
        business.title,
        business.start,  # type: ignore[attr-defined]
        business.currency,  # type: ignore[attr-defined]
    )
    assert ("$" in text) is (currency in ("USD", "CAD"))


@pytest.mark.parametrize("name", NAMES)
def test_every_date_keeps_its_distance_to_the_first_day(name: str) -> None:
    dates = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
    later = filled(template(name), start=date(2029, 2, 5))
    pairs = zip(dates.findall(template(name)), dates.findall(later), strict=True)
    months = {12 * (int(b[:4]) - int(a[:4])) + int(b[5:7]) - int(a[5:7]) for a, b in pairs}
    assert {25} == months


def test_the_end_of_a_month_stays_the_end_of_a_month() -> None:
    text = "  start: 2027-01-04\n  by: 2027-06-30; until: 2027-12-29\n"
    assert "  start: 2027-03-01\n  by: 2027-08-31; until: 2028-02-29\n" == filled(
        text, start=date(2027, 3, 1)
    )


@pytest.mark.parametrize(
    ("today", "monday"),
    [
        (date(2026, 11, 22), date(2026, 12, 7)),
        (date(2026, 12, 31), date(2027, 1, 4)),
        (date(2027, 1, 31), date(2027, 2, 1)),
    ],
)
def test_a_plan_begins_on_the_first_monday_of_next_month(today: date, monday: date) -> None:
    assert monday == first_monday(today)
