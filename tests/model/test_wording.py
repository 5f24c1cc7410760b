"""Values said as a writer would have written them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funneldsl.model.literal_wording import say_number, say_text, say_work_hours, say_yearly
from funneldsl.model.values import (
    Amount,
    Beta,
    Between,
    Charge,
    Combined,
    Counted,
    Dimension,
    Erlang,
    Exactly,
    Family,
    Law,
    Mixture,
    Normal,
    Period,
    Range,
    Spread,
    Unit,
    Was,
    WorkHours,
    Yearly,
)
from funneldsl.model.wording import Wording, say_amount, say_charge, say_spread

SHARE = Unit(Dimension.SHARE)
DAYS = Unit(Dimension.TIME, Period.DAY)
USD = Unit(Dimension.MONEY, "USD")


@pytest.mark.parametrize(
    ("said", "law", "unit"),
    [
        ("30%", Exactly(0.3), SHARE),
        ("2.9%", Exactly(0.029), SHARE),
        ("2% to 4%", Range(0.02, 0.04, Family.BETA), SHARE),
        ("4% to 7% per month", Range(0.04, 0.07, Family.BETA), Unit(Dimension.SHARE, per=Period.MONTH)),
        ("412 of 1,530", Counted(412, 1530), SHARE),
        ("3 points", Exactly(0.03), Unit(Dimension.POINTS)),
        ("1 day", Exactly(1.0), DAYS),
        ("0 to 1 days", Range(0.0, 1.0, Family.EXPONENTIAL), DAYS),
        ("between 3 and 5 days", Between(3.0, 5.0), DAYS),
        ("$79", Exactly(79.0), USD),
        ("$0.70 to $1.30 each", Range(0.7, 1.3, Family.LOGNORMAL), Unit(Dimension.MONEY, "USD", each=True)),
        ("$0.03 per open", Exactly(0.03), Unit(Dimension.MONEY, "USD", each=True, noun="opens")),
        ("$19 per month", Exactly(19.0), Unit(Dimension.MONEY, "USD", Period.MONTH)),
        ("49 CHF to 59 CHF", Range(49.0, 59.0, Family.LOGNORMAL), Unit(Dimension.MONEY, "CHF")),
        ("5 hours each per month", Exactly(5.0), Unit(Dimension.TIME, Period.HOUR, Period.MONTH, True)),
        ("normal($50, $5)", Normal(50.0, 5.0), USD),
        ("beta(3, 40)", Beta(3.0, 40.0), SHARE),
        ("mix($40 to $50, $90)", Mixture((Range(40.0, 50.0, Family.LOGNORMAL), Exactly(90.0))), USD),
        ("8,200 moving", Exactly(8200.0), Unit(Dimension.COUNT, "moving")),
    ],
)  # fmt: skip
def test_an_amount_is_said_as_it_is_written(said: str, law: Law, unit: Unit) -> None:
    assert said == say_amount(Amount(law, unit))


def test_arithmetic_keeps_its_order() -> None:
    was = Amount(Was(), Unit(Dimension.SAME))
    half = Amount(Range(0.7, 0.95, Family.BETA), SHARE)
    more = Amount(Combined(("+",), (was, Amount(Exactly(5.0), USD))), USD)

    assert "was * 70% to 95%" == say_amount(Amount(Combined(("*",), (was, half)), USD))
    assert "(was + $5) * 70% to 95%" == say_amount(Amount(Combined(("*",), (more, half)), USD))


def test_a_spread_is_said_as_it_is_written() -> None:
    assert "3 to 21 days" == say_spread(Spread(Range(3.0, 21.0, Family.LOGNORMAL), DAYS))
    assert "erlang(2, 3 days)" == say_spread(Spread(Erlang(2, 3.0), DAYS))


def test_a_charge_is_a_share_and_money() -> None:
    both = Charge(Amount(Exactly(0.029), SHARE), Amount(Exactly(0.3), USD))

    assert "2.9% + $0.30" == say_charge(both)
    assert "2.9%" == say_charge(Charge(both.share, None))


@pytest.mark.parametrize(
    ("currency", "code", "said"),
    [
        ("USD", "USD", "$49"),
        ("EUR", "USD", "$49"),
        ("AUD", "AUD", "$49"),
        ("AUD", "USD", "49 USD"),
        ("USD", "AUD", "49 AUD"),
        ("USD", "EUR", "€49"),
        ("USD", "JPY", "¥49"),
        ("CNY", "CNY", "¥49"),
        ("CNY", "JPY", "49 JPY"),
        ("USD", "CHF", "49 CHF"),
    ],
)
def test_a_sign_is_used_only_where_it_means_that_currency(
    currency: str, code: str, said: str
) -> None:
    amount = Amount(Exactly(49.0), Unit(Dimension.MONEY, code))

    assert said == Wording(currency).amount(amount)


@given(st.floats(0, 1e15))
def test_a_number_reads_back_as_itself(value: float) -> None:
    assert value == float(say_number(value).replace(",", ""))


@given(st.floats(0, 1))
def test_a_share_reads_back_as_itself(value: float) -> None:
    said = say_number(value, hundredfold=True).replace(",", "")

    assert value == float(f"{said}e-2")


def test_money_has_cents_or_none() -> None:
    assert ["5", "0.30", "0.305", "1,200.50"] == [
        say_number(x, cents=True) for x in (5.0, 0.3, 0.305, 1200.5)
    ]


def test_text_stays_on_one_line() -> None:
    assert '"say \\"hi\\"\\n\\\\o/"' == say_text('say "hi"\n\\o/')


def test_days_of_the_week_are_joined_to_runs() -> None:
    assert "Mon-Wed, Fri 9:00-17:30" == say_work_hours(WorkHours((0, 1, 2, 4), 540, 1050))


def test_days_of_the_year_have_a_length() -> None:
    assert "Nov 24 for 6 days" == say_yearly(Yearly(11, 24, 6))
    assert "Dec 24" == say_yearly(Yearly(12, 24, 1))
