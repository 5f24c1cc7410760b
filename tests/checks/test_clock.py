"""The days that a plan covers, by the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from funneldsl.checks.clock import Clock, months_later

from .reading import codes, read


def clock(start: str, horizon: str) -> Clock:
    found = Clock.of(read(f"business b {{ currency: USD; start: {start}; horizon: {horizon} }}\n"))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("start", "horizon", "last"),
    [
        ("2027-01-04", "12 months", date(2028, 1, 3)),
        ("2027-01-01", "1 years", date(2027, 12, 31)),
        ("2027-08-31", "6 months", date(2028, 2, 28)),
        ("2027-01-04", "2 weeks", date(2027, 1, 17)),
        ("2027-01-04", "1 days", date(2027, 1, 4)),
    ],
)
def test_the_last_day_is_the_day_before_the_horizon_ends(
    start: str, horizon: str, last: date
) -> None:
    assert last == clock(start, horizon).last


def test_a_horizon_that_includes_a_day_ends_behind_it() -> None:
    found = clock("2027-01-04", "12 months")

    for day in (date(2028, 6, 3), date(2028, 6, 4), date(2028, 6, 5)):
        months = found.months_until(day)
        assert clock("2027-01-04", f"{months} months").last >= day
        assert clock("2027-01-04", f"{months - 1} months").last < day


def test_a_month_that_began_before_the_plan_is_not_full() -> None:
    assert date(2027, 2, 28) == clock("2027-01-04", "12 months").full_month(1)
    assert date(2027, 1, 31) == clock("2027-01-01", "12 months").full_month(1)
    assert date(2027, 12, 31) == clock("2027-01-04", "12 months").full_month(11)


def test_the_month_has_as_many_days_as_it_has() -> None:
    assert date(2028, 2, 29) == months_later(date(2027, 11, 30), 3)


@pytest.mark.parametrize(
    "lines",
    [
        "channel a { brings: f.a; people: 1 per day; open: 2027-01-04 for 99999999 days }",
        "channel a { brings: f.a; people: 1 per day; from: 9999-12-31 }",
        "channel a { brings: f.a; people: 1 per day }\\nproject p { builds: a; task t { takes: 99999999 years } }",
        "channel a { brings: f.a; people: 1 per day }\\nstrategy { goal g { reach: profit >= $1 per month over 999999999 months; by: 2027-12-31 } }",
    ],
)
def test_the_end_of_the_calendar_is_no_accident(lines: str) -> None:
    text = "business b { currency: USD; start: 2027-01-04; horizon: 12 months }\nfunnel f { stage a }\n"

    assert isinstance(codes(f"{text}{lines}\n".replace("\\n", "\n")), list)
