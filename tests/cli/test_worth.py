"""`funneldsl worth`: what knowing more would be worth, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_ways_and_numbers_are_told(run: Run) -> None:
    told = run("worth", "sound.funnel", "--worlds", "256", "--or-nothing").stdout

    assert told.startswith("Ways to go, by profit\n")
    assert "the plan as written" in told
    assert "Twice the ads" in told
    assert "nothing" in told


def test_json_holds_ways_numbers_and_tests(run: Run) -> None:
    told = json.loads(
        run("worth", "sound.funnel", "--worlds", "256", "--of", "living", "--json").stdout
    )

    assert "funneldsl/worth/1" == told["schema"]
    assert {"worlds": 256, "seed": 1} == told["settings"]
    assert {"name", "mean", "error", "best"} == set(told["ways"][0])
    assert {"name", "basis", "worth", "error", "changes"} == set(told["numbers"][0])
    assert [] == told["tests"]


def test_an_unknown_scenario_suggests_one(run: Run) -> None:
    told = run("worth", "sound.funnel", "--scenarios", "blod", code=2)

    assert "did you mean 'bold'" in told.stderr


def test_one_way_is_told_what_to_compare_it_with(run: Run, plans: Path) -> None:
    alone = (plans / "sound.funnel").read_text("utf-8").partition("scenario bold")[0]
    (plans / "alone.funnel").write_text(alone, "utf-8")
    told = run("worth", "alone.funnel", "--worlds", "64", code=2)

    assert "`--or-nothing`" in told.stderr


def test_a_way_that_is_always_the_best_is_told_without_more(run: Run, plans: Path) -> None:
    """A dearer hat that as many buy: knowing anything first brings nothing, and a test of a share neither."""
    text = (
        "language 1\n"
        "business knits { currency: USD; start: 2027-01-04; horizon: 60 days; cash: $600 }\n"
        "channel posts { brings: club.reader; people: 40 per day }\n"
        "funnel club { stage reader; stage buyer { sells: hat }; reader -> buyer 5% to 15% }\n"
        "offer hat { price: $20 }\n"
        "scenario dear { hat.price: $25 }\n"
    )
    (plans / "hats.funnel").write_text(text, "utf-8")
    asked = ("--worlds", "64", "--test", "club.reader -> club.buyer", "100")
    told = run("worth", "hats.funnel", *asked).stdout

    assert "Choose dear: it is the best in every one of 64 worlds" in told
    assert "nothing to be seen" in told
