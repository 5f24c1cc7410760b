"""`funneldsl worth`: what knowing more would be worth, for people and for programs."""

from __future__ import annotations

import json

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
