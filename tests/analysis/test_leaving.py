"""Ways to end: a business with the same profit in every month, whose worth is known in closed form."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.analysis.discounting import annuity, converted
from funneldsl.analysis.leaving import Leaving, Terms, leaving
from funneldsl.errors import FunnelError

EVEN = """\
business club "Club" {{ currency: USD; start: 2027-01-01; horizon: {horizon} }}
strategy {{ {exit} }}
person owner {{ hours: 20 hours per week }}
funnel site {{ effort: {hours} hours per week by owner; stage member {{ sells: dues; already: 100 }} }}
offer dues {{ price: $10 per month }}
"""
SELL = "exit sell { by: 2027-12-31; multiple: 3 years of profit; fee: 10% }"
EXTENSIONS = fd.discover()


def ends(exit: str = SELL, horizon: str = "24 months", hours: int = 3, **terms: float) -> Leaving:
    text = EVEN.format(exit=exit, horizon=horizon, hours=hours)
    reading = pipeline.read(fd.Source("plan.funnel", text), EXTENSIONS)
    study = pipeline.study(pipeline.sound(reading), EXTENSIONS, worlds=20)
    network = study.network()
    worlds = study.draw(network)
    return leaving(study.plan, network, worlds, study.simulate(network, worlds), Terms(**terms))


def worth_of_months(rate: float, until: date, start: date = date(2027, 1, 1)) -> float:
    """$1,000 at the end of each month, in money of the first day."""
    firsts = [date(y, m, 1) for y in range(2027, 2030) for m in range(1, 13)]
    ends = [d for d in firsts[1:] if d <= until]
    return float(sum(1000 * (1 + rate) ** (-(d - start).days / 365) for d in ends))


def test_keeping_is_worth_the_months_of_the_plan_and_an_annuity_after_it() -> None:
    found = ends(discount=0.2, years=4.0)
    later = annuity(converted(0.2, 1 / 12), 48) * 1000 * 1.2 ** (-731 / 365)
    assert found.after == pytest.approx(np.full(20, later))
    assert found.keep == pytest.approx(np.full(20, worth_of_months(0.2, date(2029, 1, 1)) + later))


def test_a_kept_business_that_ends_with_the_plan_is_worth_its_profit() -> None:
    assert ends(discount=0.15, years=0.0).keep == pytest.approx(
        np.full(20, worth_of_months(0.15, date(2029, 1, 1)))
    )


def test_a_sale_brings_the_multiple_less_the_fee_and_the_profit_until_then() -> None:
    sale = ends(discount=0.15).planned
    assert sale is not None
    proceeds = 3 * 12_000 * 0.9
    assert date(2027, 12, 31) == sale.day
    assert sale.proceeds == pytest.approx(np.full(20, proceeds))
    assert sale.today == pytest.approx(
        np.full(20, worth_of_months(0.15, date(2028, 1, 1)) + proceeds / 1.15)
    )


def test_the_even_multiple_at_the_end_of_the_plan_is_an_annuity() -> None:
    even = ends(discount=0.15).sales[-1].even
    assert annuity(converted(0.15, 1 / 12), 60) * 1000 / (12_000 * 0.9) == pytest.approx(even)


def test_at_the_even_multiple_selling_and_keeping_are_alike() -> None:
    planned = ends(discount=0.15).planned
    assert planned is not None
    dear = SELL.replace("3 years", f"{planned.even:.9f} years")
    alike = ends(exit=dear, discount=0.15)
    assert alike.planned is not None
    assert alike.keep == pytest.approx(alike.planned.today, rel=1e-6)


def test_sales_are_offered_after_twelve_full_months() -> None:
    days = [s.day for s in ends(horizon="15 months").sales]
    assert [date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31)] == days


def test_the_best_month_weighs_profit_against_waiting() -> None:
    patient, hasty = ends(discount=0.05), ends(discount=0.6)
    assert patient.best is not None
    assert hasty.best is not None
    assert (date(2028, 12, 31), date(2027, 12, 31)) == (patient.best.day, hasty.best.day)


def test_keeping_earns_the_rate_at_which_both_are_alike() -> None:
    (rate,) = ends(discount=0.15).earns
    found = ends(discount=rate)
    assert found.planned is not None
    assert found.keep == pytest.approx(found.planned.today, rel=0.002)


def test_without_a_sale_only_the_even_multiple_is_told() -> None:
    found = ends(exit="exit keep", discount=0.15)
    assert (None, None, None) == (found.planned, found.best, found.better_kept)
    assert {None} == {s.proceeds for s in found.sales}
    assert annuity(converted(0.15, 1 / 12), 60) / 12 == pytest.approx(found.sales[-1].even)


def test_a_multiple_that_is_only_asked_about_brings_its_years_of_profit() -> None:
    found = ends(exit="exit keep", discount=0.15, multiple=2.5)
    assert found.sales[0].proceeds == pytest.approx(np.full(20, 30_000.0))
    assert found.planned is None
    assert found.sold is found.best


def test_hours_that_remain_are_those_of_people_who_are_not_paid() -> None:
    away = ends(exit="exit step_away { by: 2028-06-30; hours: 5 hours per week }").away
    assert away is not None
    assert (5.0, 3.0) == pytest.approx((away.allowed, away.hours))
    assert away.kept is not None
    assert 1.0 == away.kept.chance


def test_who_steps_away_as_the_plan_ends_is_told_what_is_left_to_do_then() -> None:
    away = ends(exit="exit step_away { by: 2028-12-30; hours: 5 hours per week }").away
    assert away is not None
    assert 3 == pytest.approx(away.hours)


def test_a_plan_of_less_than_a_year_is_answered_with_what_to_write() -> None:
    with pytest.raises(FunnelError, match="`horizon: 12 months` or more"):
        ends(horizon="11 months")
