"""`funneldsl seek`: the value that it would take."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

PRICE = ("--by", "candle.price")


def test_the_value_that_is_needed_is_told(run: Run) -> None:
    asked = ("--goal", "living", "--chance", "80%", "--worlds", "256", *PRICE)
    told = run("seek", "sound.funnel", *asked).stdout

    assert told.startswith("living: 80% takes candle.price at $")
    assert "in fresh worlds, it comes to" in told
    assert "◀ enough" in told


def test_json_holds_all_that_was_tried(run: Run) -> None:
    asked = ("--of", "profit", "--reach", "20000", "--worlds", "128", "--json", *PRICE)
    told = json.loads(run("seek", "sound.funnel", *asked).stdout)

    assert "funneldsl/seek/1" == told["schema"]
    assert "found" == told["answer"]
    assert told["there"]["mean"] >= 20000 > told["now"]["mean"]
    assert {"value", "mean", "error"} == set(told["fresh"])


def test_what_is_beyond_reach_ends_with_code_1(run: Run) -> None:
    asked = ("--of", "profit", "--reach", "1e12", "--worlds", "64", "--by", "candle.cost")
    told = run("seek", "sound.funnel", *asked, code=1).stdout

    assert "is beyond the reach of candle.cost" in told


def test_no_chance_at_all_is_nothing_to_seek(run: Run) -> None:
    told = run("seek", "sound.funnel", "--goal", "living", "--chance", "0%", *PRICE, code=2)

    assert "--chance '0%' is reached by anything" in told.stderr


def test_half_a_path_is_what_a_shell_leaves_of_an_arrow(run: Run) -> None:
    by = ("--by", "front.visitor-")
    told = run("seek", "sound.funnel", "--goal", "living", "--chance", "80%", *by, code=2)

    assert "'front.visitor-' is half a path: put it in quotes" in told.stderr


def test_a_chance_must_be_a_share(run: Run) -> None:
    told = run("seek", "sound.funnel", "--goal", "living", "--chance", "often", *PRICE, code=2)

    assert "--chance 'often' is no share; write it as in `80%`" in told.stderr


def test_one_must_say_what_is_wanted(run: Run) -> None:
    told = run("seek", "sound.funnel", *PRICE, code=2)

    assert "ask for `--goal NAME --chance 80%`" in told.stderr


def test_how_far_a_number_may_fall_is_told_where_it_is_enough(run: Run) -> None:
    asked = (
        "--of",
        "profit",
        "--reach",
        "500",
        "--worlds",
        "128",
        "--by",
        "shop.visitor->shop.buyer",
    )
    told = run("seek", "sound.funnel", *asked).stdout

    assert "is reached already" in told
    assert "for sure: in the plan it is 2% to 5%, which is a risk of its own" in told
    assert "it stays so down to " in told
    assert "◀ still enough" in told


def test_a_number_that_is_0_needs_a_range(run: Run, plans: Path) -> None:
    text = (plans / "sound.funnel").read_text("utf-8").replace("cost: $11", "cost: $0")
    (plans / "free.funnel").write_text(text, "utf-8")
    asked = ("--of", "profit", "--reach", "1", "--worlds", "64", "--by", "candle.cost")

    assert "between which values" in run("seek", "free.funnel", *asked, code=2).stderr
    assert "candle.cost" in run("seek", "free.funnel", *asked, "--between", "$1 to $9").stdout


def test_a_range_in_other_units_is_refused(run: Run) -> None:
    asked = ("--of", "profit", "--reach", "500", "--worlds", "64", "--by", "ads.spend")
    told = run("seek", "sound.funnel", *asked, "--between", "$5 to $9 per month", code=2)

    assert "which is $25 per day now; write `A to B` like that" in told.stderr


def test_the_value_is_given_as_a_scenario(run: Run) -> None:
    asked = ("--of", "profit", "--reach", "20000", "--worlds", "128", *PRICE)
    told = run("seek", "sound.funnel", *asked).stdout

    assert "scenario found { candle.price: $" in told
