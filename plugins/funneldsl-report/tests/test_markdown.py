"""Markdown: a page that says what the plan says, and where every text of the plan is only text."""

from __future__ import annotations

import re

import numpy as np
import pytest
from funneldsl_report.escaping import table, text
from funneldsl_report.markdown import Markdown
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

import funneldsl as fd
from funneldsl.plugin import Axis, Facts, Forecast, Plan, Series, Subject

SHOP = """\
language 1
business shop "Evening Candles" { mission: "Light"; currency: USD; start: 2027-01-04; horizon: 2 months }
strategy {
  purpose: "Earn a living wage"
  goal living { reach: profit >= $1,500 per month; by: 2027-12-31; chance: 70% }
}
channel ads { brings: f.visitor; spend: $25 per day; price: $0.30 to $0.60 each  because "last year" source "invoices" on 2026-12-01 }
funnel f {
  stage visitor
  stage buyer "Bought a candle" { sells: candle }
  visitor -> buyer  412 of 1,530  after 0 to 6 days
}
offer candle { price: $39; cost: $11; refunds: 3% to 6% within 30 days }
project build { builds: candle; task pour { takes: 3 to 5 days } }
scenario dear { candle.price: was * 110% to 120% }
"""
READER = MarkdownIt("gfm-like", {"html": True, "linkify": False})
HOSTILE = st.text(
    st.sampled_from(list("\\`*_{}[]<>()#+-.!|~&$@:^= \n\t19aw/")) | st.characters(), max_size=30
) | st.sampled_from(
    [
        "[click](javascript:alert(1))",
        "<script>alert(1)</script>",
        "![x](http://x/y.png)",
        "a | b",
        "---",
        "===",
        "1. one",
        "- [ ] task",
        "> quote",
        "    code",
        "```\ncode",
        "&lt;b&gt;",
        "**bold** _it_ ~~gone~~",
        "$x$",
    ]
)


def page(plan: Plan, forecast: Forecast | None = None) -> str:
    made = Markdown().export(Subject(plan, forecast))
    assert isinstance(made, bytes)
    return made.decode()


def shop() -> Plan:
    plan, findings = fd.read(SHOP)
    assert [] == [f.message for f in findings if f.severity is fd.Severity.ERROR]
    return plan


def inline(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


def seen(said: str) -> str:
    """What a reader sees of a text: blanks joined, what is unseen replaced."""
    return "".join(t.content for t in inline(READER.parse(f"x {text(said)} x")))[2:-2]


@given(HOSTILE)
def test_a_text_is_shown_as_it_was_written(said: str) -> None:
    assert re.sub(r"\\([!-/:-@[-`{-~])", r"\1", text(said)) == seen(said)


@pytest.mark.parametrize("put", ["{}", "# {}", "- {}", "- **x**: {}", "**{}**"])
@given(said=HOSTILE.filter(lambda s: bool(text(s))))
def test_a_text_stays_text_wherever_it_stands(put: str, said: str) -> None:
    plain = [t.type for t in READER.parse(put.format("word"))]
    tokens = READER.parse(put.format(text(said)))

    assert plain == [t.type for t in tokens]
    assert {t.type for t in inline(tokens)} <= {
        "text",
        "strong_open",
        "strong_close",
        "text_special",
    }


@given(HOSTILE)
def test_a_text_does_not_break_a_table(said: str) -> None:
    tokens = READER.parse(table(["a", "b"], [[text(said), "end"], ["x", "y"]]))

    assert 6 == len([t for t in tokens if t.type in ("th_open", "td_open")])
    assert {"text", "text_special"} >= {t.type for t in inline(tokens)}


def test_the_page_says_what_the_plan_says() -> None:
    said = page(shop())

    assert said.startswith(
        "# Evening Candles\n\nLight\n\n## What it aims at\n\nEarn a living wage\n\n"
    )
    assert "- **living**: profit >= $1,500 per month, by 2027-12-31, with a chance of 70%" in said
    assert "| ads | $25 per day, $0.30 to $0.60 each | visitor |" in said
    assert "| visitor | Bought a candle | 412 of 1,530 | 0 to 6 days |" in said
    assert "| candle | $39 | $11 | 3% to 6% |  |" in said
    assert "| pour | 3 to 5 days |  |  |" in said


def test_every_uncertain_number_says_on_what_it_rests() -> None:
    said = page(shop())

    assert "| ads: price | $0.30 to $0.60 each | last year; invoices (2026-12-01) |" in said
    assert "| f.visitor -> f.buyer: share | 412 of 1,530 | measured |" in said
    assert "| build.pour: takes | 3 to 5 days | a guess |" in said
    assert "dear" not in said


def test_a_forecast_adds_chances_money_and_what_it_assumes() -> None:
    axes = {
        "world": Axis("world", ("0", "1")),
        "goal": Axis("goal", ("living",)),
        "month": Axis("month", ("2027-01",)),
        "account": Axis("account", ("revenue", "cash")),
    }
    reached = Series("goal.reached", "", ("world", "goal"), np.array([[1.0], [0.0]]))
    money = np.array([[[1000.0, 5.0]], [[2000.0, 7.0]]])
    series = {
        "goal.reached": reached,
        "money.month": Series("money.month", "USD", ("world", "month", "account"), money),
    }
    facts = Facts("flow", "1.0", 3, 2, "digest", currency="USD", assumptions=("No taxes.",))
    said = page(shop(), Forecast(facts, axes, series, {"living": 0.7}))

    assert "| living | 50.0% ± 35.4% | 70% | undecided |" in said
    assert "| 2027-01 | 1,500 (1,050 to 1,950) | 6 (5 to 7) |" in said
    assert "- No taxes.\n- 2 worlds of simulator flow, seed 3" in said


def test_an_empty_plan_is_a_page_too() -> None:
    assert "# A plan\n" == page(fd.read("").plan)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert page(shop()) == page(shop())


def test_forecast_tells_of_dates_cash_recurring_revenue_and_buyers() -> None:
    plan, _ = fd.read(
        SHOP.replace("2 months", "14 months")
        .replace("$1,500", "$400")
        .replace("price: $39;", "price: $39 per month; churn: 20% per month;")
    )
    told = page(plan, fd.simulate(plan, worlds=60))

    assert "## When that is\n\n| goal | first reached, P5 | P50 | P95 |" in told
    assert re.search(r"\| living \| 2027-\d\d-\d\d \| 2027-\d\d-\d\d \|", told)
    assert re.search(r"- at its lowest -?[\d,]+ USD \(.* to .*\), on 2027-", told)
    assert re.search(r"- below zero on some day in [\d.]+% ± [\d.]+% of the worlds", told)
    assert "| year | at the start | new | churned | refunded | at the end |" in told
    rows = [r for r in told.split("\n") if re.match(r"\| 202[78] \| ", r)]
    numbers = [
        [int(n.replace(",", "")) for n in r.split(" | ")[1:-1]]
        + [int(r.split(" | ")[-1].strip(" |").replace(",", ""))]
        for r in rows
    ]
    assert [row[-1] for row in numbers] == [sum(row[:-1]) for row in numbers]
    assert numbers[0][-1] == numbers[1][0]
    assert re.search(r"\| candle \| [\d,]+ \(.* to .*\) \| [\d,]+ \(.* to .*\) \| 0% \|", told)
    assert re.search(r"Ads and commissions per first payment: \d+ USD \(\d+ to \d+\)\.", told)
