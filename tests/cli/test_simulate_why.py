"""`funneldsl simulate --why`: what was true where goals were reached."""

from __future__ import annotations

import json

from tests.cli.conftest import Run


def test_a_table_tells_both_sides(run: Run) -> None:
    told = run("simulate", "sound.funnel", "--worlds", "500", "--why").stdout
    assert "\nWhere goals were reached\nliving (" in told
    assert "made it" in told
    assert "shop.visitor -> shop.buyer" in told


def test_without_asking_there_is_none(run: Run) -> None:
    assert "Where goals" not in run("simulate", "sound.funnel", "--worlds", "50").stdout


def test_json_holds_the_numbers(run: Run) -> None:
    told = json.loads(run("simulate", "sound.funnel", "--worlds", "500", "--why", "--json").stdout)
    (living,) = told["why"]
    assert "living" == living["goal"]
    assert {"name", "made", "missed", "distance", "error"} == set(living["numbers"][0])


def test_a_goal_without_a_difference_says_so(run: Run) -> None:
    told = run("simulate", "sound.funnel", "--worlds", "5", "--why").stdout
    assert "nothing differs enough to be told" in told
