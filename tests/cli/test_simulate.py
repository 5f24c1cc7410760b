"""`funneldsl simulate`: the page, the JSON, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import SOUND, Run


def test_page_is_printed(run: Run) -> None:
    told = run("simulate", "sound.funnel", "--worlds", "50")

    assert told.stdout.startswith("Evening Candles\n2027-01-04 to 2027-07-03, 50 worlds, seed 1\n")
    assert "living" in told.stdout
    assert "Month by month" in told.stdout
    assert "" == told.stderr


def test_same_seed_gives_the_same_bytes(run: Run) -> None:
    once = run("simulate", "sound.funnel", "--worlds", "40", "--seed", "7", "--json").stdout

    assert once == run("simulate", "sound.funnel", "--worlds", "40", "--seed", "7", "--json").stdout
    assert once != run("simulate", "sound.funnel", "--worlds", "40", "--seed", "8", "--json").stdout


def test_json_holds_what_is_published(run: Run) -> None:
    told = json.loads(run("simulate", "sound.funnel", "--worlds", "40", "--json").stdout)
    (goal,) = told["goals"]
    stages = {s["name"]: s for s in told["stages"]}
    (offer,) = told["offers"]
    profit = next(a for a in told["money"] if a["name"] == "profit")

    assert "funneldsl/forecast/1" == told["schema"]
    assert {"simulator": "flow", "worlds": 40, "seed": 1} == told["settings"]
    assert {"funneldsl", "flow"} == set(told["versions"])
    assert {"name", "chance", "error", "required", "verdict", "undefined", "first"} == set(goal)
    assert ("living", 0.6) == (goal["name"], goal["required"])
    assert {"mean", "p5", "p50", "p95"} == set(stages["shop.buyer"]["closing"]["entered"])
    assert len(told["axes"]["day"]) == len(stages["shop.buyer"]["daily"]["in_stage"]["p50"])
    assert {"mean", "p5", "p50", "p95"} == set(offer["closing"]["sold"])
    assert len(told["axes"]["month"]) == len(profit["monthly"]["money"]["p95"])


def test_scenario_is_told(run: Run) -> None:
    told = run("simulate", "sound.funnel", "--worlds", "20", "--scenario", "bold")

    assert "scenario Twice the ads" in told.stdout


def test_unknown_scenario_suggests_one(run: Run) -> None:
    told = run("simulate", "sound.funnel", "--scenario", "blod", code=2)

    assert "no scenario is named 'blod'; did you mean 'bold'?" in told.stderr


def test_unknown_simulator_suggests_one(run: Run) -> None:
    told = run("simulate", "sound.funnel", "--simulator", "flwo", code=2)

    assert "did you mean 'flow'?" in told.stderr


def test_missing_simulator_says_how_to_get_it(run: Run) -> None:
    told = run("simulate", "sound.funnel", "--no-plugins", code=2)

    assert "pip install 'funneldsl[forecast]'" in told.stderr


def test_plan_with_mistakes_is_not_simulated(run: Run) -> None:
    told = run("simulate", "wrong.funnel", code=1)

    assert "" == told.stdout
    assert "error" in told.stderr


def test_unreadable_file_is_told(run: Run) -> None:
    assert "does not exist" in run("simulate", "nowhere.funnel", code=3).stderr


def test_too_many_worlds_are_refused(run: Run) -> None:
    told = run("simulate", "sound.funnel", "--worlds", "2000000", code=5)

    assert "worlds: 2,000,000 is more than the limit of 1,000,000" in told.stderr


def test_worlds_times_days_are_limited(run: Run, plans: Path) -> None:
    (plans / "long.funnel").write_text(SOUND.replace("6 months", "20 years"))
    told = run("simulate", "long.funnel", "--worlds", "1000000", code=5)

    assert "worlds times days" in told.stderr


def test_no_worlds_are_a_wrong_call(run: Run) -> None:
    run("simulate", "sound.funnel", "--worlds", "0", code=2)


def test_page_is_written_into_a_file_without_colour(run: Run, plans: Path) -> None:
    told = run("simulate", "sound.funnel", "--worlds", "20", "-o", "page.txt")

    assert "" == told.stdout
    assert "Evening Candles" in (plans / "page.txt").read_text("utf-8")
    assert "\x1b" not in (plans / "page.txt").read_text("utf-8")


def test_warnings_are_counted_and_left_to_check(run: Run, plans: Path) -> None:
    warned = SOUND.replace("stage visitor\n", "stage visitor\n  stage lonely\n")
    (plans / "warned.funnel").write_text(warned)
    told = run("simulate", "warned.funnel", "--worlds", "20")

    assert "warned.funnel: 1 warning; `funneldsl check` shows" in told.stderr


def test_business_without_a_single_stage_has_a_forecast_of_its_money(run: Run, plans: Path) -> None:
    bare = "business x { currency: USD; start: 2027-01-01; horizon: 3 months; cash: $5 }\n"
    (plans / "bare.funnel").write_text(bare)

    assert "cash, $" in run("simulate", "bare.funnel", "--worlds", "4").stdout
