"""`funneldsl sensitivity`: bars for people, a document for programs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_each_goal_and_the_profit_have_a_table(run: Run) -> None:
    told = run("sensitivity", "sound.funnel", "--worlds", "256").stdout

    assert "living: chance" in told
    assert "profit: mean" in told
    assert "○" in told
    assert "256 worlds, seed 1" in told


def test_one_may_ask_about_one_thing_only(run: Run) -> None:
    told = run("sensitivity", "sound.funnel", "--worlds", "256", "--of", "revenue").stdout

    assert told.startswith("revenue: mean $")
    assert "profit" not in told


def test_json_holds_every_input(run: Run) -> None:
    told = json.loads(run("sensitivity", "sound.funnel", "--worlds", "256", "--json").stdout)
    profit = told["results"][-1]

    assert "funneldsl/sensitivity/1" == told["schema"]
    assert 256 == told["facts"]["worlds"]
    assert "profit" == profit["of"]
    assert {"name", "inputs", "basis", "p10", "p90", "at_p10", "at_p90", "swing_error"} | {
        "first",
        "total",
        "total_error",
        "parts",
    } == set(profit["influences"][0])


def test_an_unknown_result_suggests_one(run: Run) -> None:
    told = run("sensitivity", "sound.funnel", "--worlds", "20", "--of", "profits", code=2)

    assert "no outcome is named 'profits'; did you mean 'profit'?" in told.stderr


def test_shares_by_sobol_tell_how_many_worlds_they_took(run: Run) -> None:
    told = run("sensitivity", "sound.funnel", "--worlds", "64", "--of", "profit", "--sobol", "9")

    assert "64 worlds, seed 1; shares by Sobol's method from 80 other worlds" in told.stdout


HEAT = "correlation heat { of: [ads.price, shop.visitor -> shop.buyer]; rank: 60% }\n"


def test_what_the_share_of_correlated_numbers_means_is_told(run: Run, plans: Path) -> None:
    (plans / "heat.funnel").write_text((plans / "sound.funnel").read_text("utf-8") + HEAT, "utf-8")
    told = run("sensitivity", "heat.funnel", "--worlds", "256", "--of", "profit").stdout

    assert "numbers of heat" in told
    assert "nothing tells their shares apart" in told
    assert 2 == told.count("○─") + told.count("●─")


def test_the_largest_guess_is_what_to_find_out_first(run: Run, plans: Path) -> None:
    text = (
        "language 1\n"
        "business knits { currency: USD; start: 2027-01-04; horizon: 60 days; cash: $600 }\n"
        "channel posts { brings: club.reader; people: 20 to 60 per day }\n"
        "funnel club { stage reader; stage buyer { sells: hat }; reader -> buyer 300 of 3,000 }\n"
        "offer hat { price: $20 }\n"
    )
    (plans / "guess.funnel").write_text(text, "utf-8")
    (plans / "known.funnel").write_text(text.replace("20 to 60", "40"), "utf-8")
    asked = ("--worlds", "256", "--of", "profit")

    told = run("sensitivity", "guess.funnel", *asked).stdout
    assert "find out first: posts.people, a guess that 9" in told
    assert "find out first" not in run("sensitivity", "known.funnel", *asked).stdout
