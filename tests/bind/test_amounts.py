"""Amounts: numbers with units, and what we know about them."""

from __future__ import annotations

import pytest

from funneldsl.model.values import (
    Amount,
    Beta,
    Between,
    Combined,
    Counted,
    Dimension,
    Erlang,
    Exactly,
    Exponential,
    Family,
    Lognormal,
    Mixture,
    Normal,
    Period,
    Range,
    Spread,
    Triangular,
    Unit,
    Weibull,
)

from .reading import SHOP, mended, plan, said, value

USD = Unit(Dimension.MONEY, "USD")
SHARE = Unit(Dimension.SHARE)


def offer(more: str) -> str:
    return SHOP + f"offer extra {{ price: $1; {more} }}\n"


@pytest.mark.parametrize(
    ("kind", "word", "written", "expected"),
    [
        ("channel", "people", "30 to 60 per day", Unit(Dimension.COUNT, None, Period.DAY)),
        ("channel", "people", "1k per week", Unit(Dimension.COUNT, None, Period.WEEK)),
        (
            "channel",
            "people",
            "0.1 each per month",
            Unit(Dimension.COUNT, None, Period.MONTH, True),
        ),
        ("channel", "people", "0.1 each", Unit(Dimension.COUNT, None, None, True)),
        ("channel", "cost", "$0.01 per visitor", Unit(Dimension.MONEY, "USD", None, True)),
        ("channel", "cost", "$5 per 1,000 visitors", Unit(Dimension.MONEY, "USD", None, True)),
        ("channel", "cost", "$0.01 per person", Unit(Dimension.MONEY, "USD", None, True)),
        ("system", "outsourced", "500 USD per month", Unit(Dimension.MONEY, "USD", Period.MONTH)),
        ("person", "costs", "$20 per hour", Unit(Dimension.MONEY, "USD", Period.HOUR)),
        (
            "campaign",
            "earns",
            "$30 per 1,000 opens",
            Unit(Dimension.MONEY, "USD", None, True, "opens"),
        ),
        ("campaign", "earns", "$0.03 per open", Unit(Dimension.MONEY, "USD", None, True, "opens")),
        ("campaign", "every", "1 week", Unit(Dimension.TIME, Period.WEEK)),
        ("campaign", "every", "36 hours", Unit(Dimension.TIME, Period.HOUR)),
        ("experiment", "detect", "3 points", Unit(Dimension.POINTS)),
        ("experiment", "detect", "1 point", Unit(Dimension.POINTS)),
    ],
)
def test_units_are_kept_as_written(kind: str, word: str, written: str, expected: Unit) -> None:
    written_value = value(kind, word, written)
    assert isinstance(written_value, Amount)
    assert expected == written_value.unit


@pytest.mark.parametrize(
    ("kind", "word", "written", "law"),
    [
        ("campaign", "converts", "3%", Exactly(0.03)),
        ("experiment", "detect", "2.9 points", Exactly(0.029)),
        ("channel", "commission", "2% to 4%", Range(0.02, 0.04, Family.BETA)),
        ("channel", "commission", "0% to 4%", Range(0, 0.04, Family.BETA)),
        ("channel", "commission", "60% to 100%", Range(0.6, 1, Family.BETA)),
        ("channel", "commission", "0% to 100%", Range(0, 1, Family.BETA)),
        ("channel", "commission", "between 1% and 99%", Between(0.01, 0.99)),
        ("channel", "commission", "412 of 1,530", Counted(412, 1530)),
        ("channel", "commission", "0 of 12", Counted(0, 12)),
        ("channel", "commission", "beta(3, 40)", Beta(3, 40)),
        ("channel", "commission", "2 * 30%", Exactly(0.6)),
        ("channel", "varies", "150%", Exactly(1.5)),
        ("channel", "varies", "120% to 160%", Range(1.2, 1.6, Family.LOGNORMAL)),
        ("channel", "grows", "2% to 5% per month", Range(0.02, 0.05, Family.NORMAL)),
        ("channel", "grows", "-2% to 5% per month", Range(-0.02, 0.05, Family.NORMAL)),
        ("channel", "grows", "-2% per month", Exactly(-0.02)),
        ("channel", "people", "30 to 60 per day", Range(30, 60, Family.LOGNORMAL)),
        ("channel", "people", "0 to 60 per day", Range(0, 60, Family.EXPONENTIAL)),
        ("channel", "cost", "$30 per 1,000 visitors", Exactly(0.03)),
        ("channel", "cost", "$30 to $50 per 1,000 visitors", Range(0.03, 0.05, Family.LOGNORMAL)),
        ("campaign", "cost", "normal($50, $5)", Normal(50, 5)),
        ("campaign", "cost", "lognormal($50, $5)", Lognormal(50, 5)),
        ("campaign", "cost", "triangular($40, $50, $70)", Triangular(40, 50, 70)),
        (
            "campaign",
            "cost",
            "mix($4, $5 to $6)",
            Mixture((Exactly(4), Range(5, 6, Family.LOGNORMAL))),
        ),
        ("campaign", "cost", "3 * ($20 + $5) / 2", Exactly(37.5)),
        ("campaign", "cost", "49 to 60 USD", Range(49, 60, Family.LOGNORMAL)),
        ("system", "outsourced", "$100 per 2 weeks", Exactly(50)),
    ],
)
def test_laws_mean_what_the_language_says(kind: str, word: str, written: str, law: object) -> None:
    if word == "converts":
        written += "; moves: welcome.buyer"
    assert law == value(kind, word, written).law


@pytest.mark.parametrize(
    ("written", "law", "unit"),
    [
        ("3 days", Exactly(3), Period.DAY),
        ("3 to 21 days", Range(3, 21, Family.LOGNORMAL), Period.DAY),
        ("0 to 1 days", Range(0, 1, Family.EXPONENTIAL), Period.DAY),
        ("between 1 and 3 hours", Between(1, 3), Period.HOUR),
        ("exponential(3 days)", Exponential(3), Period.DAY),
        ("erlang(2, 3 days)", Erlang(2, 3), Period.DAY),
        ("weibull(1.5, 3 weeks)", Weibull(1.5, 3), Period.WEEK),
    ],
)
def test_spreads_say_how_people_differ(written: str, law: object, unit: Period) -> None:
    stage = plan(SHOP + f"funnel f {{ stage desk {{ takes: {written} }} }}\n")["f.desk"]
    spread = stage.takes  # type: ignore[attr-defined]
    assert Spread(law, Unit(Dimension.TIME, unit), "f.desk.takes") == spread  # type: ignore[arg-type]


def test_an_amount_is_named_by_the_path_where_it_is_written() -> None:
    assert "extra.pays_after" == value("offer", "pays_after", "14 days").name


def test_amounts_in_one_value_have_names_of_their_own() -> None:
    churn = value("offer", "churn", "[9%, 6%, 2% to 3%] per month")
    assert ["extra.churn", "extra.churn#2", "extra.churn#3"] == [a.name for a in churn]


def test_operands_have_names_of_their_own() -> None:
    cost = value("campaign", "cost", "2 * ($20 to $30)")
    assert isinstance(cost.law, Combined)
    names = [cost.name, *(o.name for o in cost.law.operands)]
    assert ["news.cost", "news.cost#2", "news.cost#3"] == names


def test_the_amount_of_a_clause_is_named_by_the_clause() -> None:
    refunds = value("offer", "refunds", "3% to 6% within 30 days")
    assert "extra.refunds" == refunds.share.name
    assert "extra.refunds.within" == refunds.within.name


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("refunds: 2 to 4%", ("F257", "2 to 4%", "write `2% to 4%`")),
        ("refunds: 2% to 4", ("F257", "2% to 4", "write `2% to 4%`")),
        ("cost: $2 to 4", ("F257", "$2 to 4", "write `$2 to $4`")),
        ("cost: 2 to $4", ("F257", "2 to $4", "write `$2 to $4`")),
        ("refunds: 10% to 3%", ("F255", "10% to 3%", "write `3% to 10%`")),
        ("pays_after: 10 to 3 days", ("F255", "10 to 3 days", "write `3 to 10 days`")),
        ("pays_after: 3 to 3 days", ("F255", "3 to 3 days", "write `3 days`")),
        ("refunds: 20% to 130%", ("F258", "20% to 130%", "write `20% to 100%`")),
        ("refunds: 1% to 99%", ("F258", "1% to 99%", "write `between 1% and 99%`")),
        (
            "refunds: between 20% and 130%",
            ("F258", "between 20% and 130%", "write `between 20% and 100%`"),
        ),
        ("cost: -$5 to $10", ("F259", "-$5 to $10", "write `$0 to $10`")),
        ("refunds: -2% to 4%", ("F259", "-2% to 4%", "write `0% to 4%`")),
        ("cost: -$5", ("F259", "-$5", "write `$5`")),
        ("pays_after: 1 day to 3 weeks", ("F256", "1 day to 3 weeks", "write `1 to 21 days`")),
        ("pays_after: 3 days to 5", ("F256", "3 days to 5", "write `3 to 5 days`")),
        ("cost: $5 to $6 per visitor per visitr", ("F254", "visitr", "write `per visitor`")),
        ("pays_after: 14", ("F253", "14", "write `14 days`")),
        ("pays_after: 3 to 14", ("F253", "3 to 14", "write `3 to 14 days`")),
        ("churn: 5%", ("F253", "5%", "write `5% per month`")),
        ("refunds: 3", ("F253", "3", "write `3%`")),
        ("refunds: 0.2", ("F253", "0.2", "write `20%` or `0.2%`")),
        ("refunds: 130%", ("F260", "130%", "write a share up to `100%`")),
        ("cost: 40% margin", ("F270", "40% margin", "write `60%`")),
        ("pays_after: 3 dayz", ("F252", "3 dayz", "write `3 days`")),
        ("pays_after: 30 min", ("F252", "30 min", "write `30 minutes`")),
        ("cost: 30 usd", ("F252", "30 usd", "write `30 USD`")),
        (
            "commission: 12 of 8",
            ("F261", "12 of 8", "write two whole numbers, the smaller one first: `412 of 1,530`"),
        ),
        (
            "cost: exponential($5)",
            ("F262", "exponential($5)", "write a range, as in `2% to 4%` or `$70 to $90`"),
        ),
        ("cost: beta(3)", ("F263", "beta(3)", "write `beta(a, b)`, as in `beta(3, 40)`")),
        (
            "cost: erlng(2, 3 days)",
            ("F262", "erlng", "laws are `normal`, `lognormal`, `beta`, `triangular` or `mix`"),
        ),
        (
            "cost: $5 + 3 days",
            ("F253", "3 days", "write it as in `3%`, `$49`, `$49 each` or `$49 each per month`"),
        ),
        ("cost: was", ("F267", "was", "write the number itself")),
        ('cost: "$5"', ("F250", '"$5"', "write `$5`")),
        ("cost: [$5]", ("F275", "[$5]", "write one value, such as `3%`")),
    ],
)
def test_what_cannot_be_is_answered_with_what_to_type(
    line: str, expected: tuple[str, str, str]
) -> None:
    assert expected == said(offer(line))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("refunds: 2 to 4%", "refunds: 2% to 4%"),
        ("pays_after: 10 to 3 days", "pays_after: 3 to 10 days"),
        ("refunds: 1% to 99%", "refunds: between 1% and 99%"),
        ("pays_after: 14", "pays_after: 14 days"),
        ("churn: 5%", "churn: 5% per month"),
        ("cost: 40% margin", "cost: 60%"),
        ("cost: $$97", "cost: $97"),
        ("cost: 20€", "cost: €20"),
    ],
)
def test_fixes_mend_the_text(wrong: str, right: str) -> None:
    assert offer(right) == mended(offer(wrong))


@pytest.mark.parametrize(
    "law",
    ["normal(3 days, 1 days)", "lognormal(3 days, 1 days)", "beta(1, 2)", "mix(1 days, 2 days)"],
)
def test_uncertainty_is_no_spread(law: str) -> None:
    text = SHOP + f"funnel f {{ stage desk {{ takes: {law} }} }}\n"
    assert "F262" == said(text)[0]


def test_people_are_counted_without_a_word() -> None:
    text = SHOP + "channel ads { brings: visitor; people: 40 visitors per day }\n"
    assert text.replace("40 visitors", "40") == mended(text)


@pytest.mark.parametrize("hours", ["30 per week", "30"])
def test_hours_are_of_hours(hours: str) -> None:
    text = SHOP + f"person dan {{ hours: {hours} }}\n"
    assert "write `30 hours per week`" == said(text)[2]


def test_a_price_for_a_thousand_is_said_in_words() -> None:
    text = SHOP + "campaign news { to: visitor; every: 7 days; earns: $30 CPM }\n"
    assert text.replace("$30 CPM", "$30 per 1,000 opens") == mended(text)
