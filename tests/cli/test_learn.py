"""`funneldsl learn`: results of trials become a change of the plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import SOUND, Run

TRIED = SOUND.replace(
    "  exit keep\n",
    "  exit keep  # for now\n  mode: emergent\n"
    '  trial fair { what: "A stall"; until: 2027-03-31; success: entered(shop.buyer) >= 12; result: 14 of 80 }\n',
)


@pytest.fixture
def tried(plans: Path) -> Path:
    path = plans / "tried.funnel"
    path.write_text(TRIED, "utf-8")
    return path


def test_the_change_is_shown_and_not_made(run: Run, tried: Path) -> None:
    done = run("learn", "tried.funnel")

    assert "fair  ✓ succeeded\n" in done.stdout
    assert "-  visitor -> buyer  2% to 5%  after 0 to 6 days\n" in done.stdout
    assert "+  visitor -> buyer  14 of 80  after 0 to 6 days  because" in done.stdout
    assert "write `mode: planned`" in done.stdout
    assert "nothing is written yet" in done.stderr
    assert TRIED == tried.read_text("utf-8")


def test_write_makes_it_and_keeps_the_rest(run: Run, tried: Path) -> None:
    run("learn", "tried.funnel", "--write")
    text = tried.read_text("utf-8")

    assert "visitor -> buyer  14 of 80  after 0 to 6 days" in text
    assert "goal more_fair { reach: entered(shop.buyer) >= " in text
    assert "exit keep  # for now\n" in text
    run("check", "tried.funnel")


def test_learning_twice_changes_nothing(run: Run, tried: Path) -> None:
    run("learn", "tried.funnel", "--write")
    text = tried.read_text("utf-8")
    done = run("learn", "tried.funnel", "--write")

    assert text == tried.read_text("utf-8")
    assert "nothing changes" in done.stderr


def test_a_plan_without_trials_is_shown_one(run: Run) -> None:
    told = run("learn", "sound.funnel").stdout

    assert "There is no trial to learn from." in told
    assert "  trial workshop {\n" in told


def test_json_holds_outcomes_and_the_change(run: Run, tried: Path) -> None:
    document = json.loads(run("learn", "tried.funnel", "--json").stdout)

    assert "success" == document["trials"][0]["outcome"]
    assert "14 of 80" == document["trials"][0]["rates"][0]["value"]
    assert document["diff"].startswith("--- tried.funnel\n")
    assert document["written"] is False


def test_a_plan_with_mistakes_teaches_nothing(run: Run) -> None:
    assert "cannot learn from the plan" in run("learn", "wrong.funnel", code=1).stderr


def test_standard_input_can_be_read_and_not_written(run: Run) -> None:
    assert "fair  ✓" in run("learn", "-", input=TRIED).stdout
    assert "name a file" in run("learn", "-", "--write", input=TRIED, code=2).stderr


def test_each_file_of_a_project_gets_its_part(run: Run, plans: Path) -> None:
    strategy, rest = TRIED.partition("strategy {")[2].split("\n}\n", 1)
    first = TRIED.partition("strategy {")[0].replace("1\n", '1\nimport "why.funnel"\n', 1)
    (plans / "why.funnel").write_text("strategy {" + strategy + "\n}\n", "utf-8")
    (plans / "all.funnel").write_text(first + rest, "utf-8")

    run("learn", "all.funnel", "--write")

    assert "goal more_fair {" in (plans / "why.funnel").read_text("utf-8")
    assert "visitor -> buyer  14 of 80" in (plans / "all.funnel").read_text("utf-8")
