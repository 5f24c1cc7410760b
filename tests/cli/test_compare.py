"""`funneldsl compare`: scenarios side by side, and why they differ."""

from __future__ import annotations

import json

from tests.cli.conftest import Run


def test_scenarios_stand_side_by_side(run: Run) -> None:
    told = run("compare", "sound.funnel", "--worlds", "256").stdout

    assert told.startswith("A  the plan as written\nB  Twice the ads (bold)\n")
    assert "profit" in told
    assert "± is one standard error; 256 worlds, seed 1" in told


def test_why_is_told_edit_by_edit(run: Run) -> None:
    told = run("compare", "sound.funnel", "--worlds", "256", "--why", "profit").stdout

    assert "Why profit differs by " in told
    assert "ads.spend" in told


def test_json_holds_differences_and_reasons(run: Run) -> None:
    asked = ("--scenarios", "base,bold", "--worlds", "128", "--json")
    told = json.loads(run("compare", "sound.funnel", *asked).stdout)

    assert "funneldsl/comparison/1" == told["schema"]
    assert ["the plan as written", "bold"] == told["ways"]
    assert {"mean", "error", "more", "more_error"} == set(told["rows"][0]["ways"][0])
    assert 0.0 == told["rows"][0]["ways"][0]["more"]
    assert {"edit", "more", "error"} == set(told["why"][0]["edits"][0])


def test_an_unknown_scenario_suggests_one(run: Run) -> None:
    told = run("compare", "sound.funnel", "--scenarios", "blod", code=2)

    assert "did you mean 'bold'" in told.stderr
