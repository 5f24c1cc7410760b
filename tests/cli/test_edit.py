"""`funneldsl edit`: a plan is changed in its own text, or nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import SOUND, Run


def text(plans: Path) -> str:
    return (plans / "sound.funnel").read_bytes().decode()


def test_a_value_is_written_into_the_file(run: Run, plans: Path) -> None:
    done = run("edit", "sound.funnel", "set", "candle.price", "$45")
    assert SOUND.replace("price: $39", "price: $45") == text(plans)
    assert ("", "sound.funnel: 1 line changed\n") == (done.stdout, done.stderr)


@pytest.mark.parametrize("option", ["--diff", "--dry-run"])
def test_a_dry_run_shows_the_lines_and_writes_nothing(run: Run, plans: Path, option: str) -> None:
    done = run("edit", "sound.funnel", "set", "candle.cost", "$12", option)
    lines = [line for line in done.stdout.splitlines() if line[:1] in "+-"]
    assert ["--- sound.funnel", "+++ sound.funnel"] == lines[:2]
    assert ["$11", "$12"] == [line.partition("cost: ")[2][:3] for line in lines[2:]]
    assert SOUND == text(plans)


def test_grounds_are_written_behind_the_value(run: Run, plans: Path) -> None:
    given = ("--because", 'a "test"', "--source", "shop", "--on", "2027-01-09")
    run("edit", "sound.funnel", "set", "candle.cost", "$12", *given)
    assert r'cost: $12 because "a \"test\"" source "shop" on 2027-01-09; fee' in text(plans)


def test_a_thing_is_renamed_everywhere(run: Run, plans: Path) -> None:
    run("edit", "sound.funnel", "rename", "shop.visitor", "guest")
    expected = SOUND.replace("visitor", "guest").replace("per guest", "per visitor")
    assert expected == text(plans)


def test_blocks_are_added_and_removed(run: Run, plans: Path) -> None:
    run("edit", "sound.funnel", "add", "stage fan { already: 9 }", "--after", "shop.buyer")
    assert "sells: candle }\n  stage fan { already: 9 }\n" in text(plans)
    run("edit", "sound.funnel", "add", "-", "--inside", "shop", input="buyer -> fan 5%\n")
    run("edit", "sound.funnel", "remove", "fan", "--with-uses")
    assert SOUND == text(plans)


def test_a_mistake_is_refused_with_its_place_and_nothing_is_written(run: Run, plans: Path) -> None:
    done = run("edit", "sound.funnel", "set", "candle.price", "39 apples", code=1)
    assert "sound.funnel:16:26: error F252" in done.stderr
    assert "cannot set candle.price: 1 error" in done.stderr
    assert SOUND == text(plans)


def test_a_thing_that_is_used_is_not_removed(run: Run, plans: Path) -> None:
    done = run("edit", "sound.funnel", "remove", "living", code=1)
    assert "F061" in done.stderr
    assert "shop names it here" in done.stderr
    assert SOUND == text(plans)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("set", "candel.price", "$5"), "did you mean 'candle'"),
        (("set", "candle.price", "$5; cost: $6"), "more than one value"),
        (("rename", "candle", "2nd"), "cannot be a name"),
        (("set", "candle.price"), "Missing argument"),
        (("move", "candle"), "No such command"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(
    run: Run, plans: Path, arguments: tuple[str, ...], says: str
) -> None:
    assert says in run("edit", "sound.funnel", *arguments, code=2).stderr
    assert SOUND == text(plans)


def test_a_file_that_is_not_there_is_said(run: Run) -> None:
    assert "gone.funnel" in run("edit", "gone.funnel", "remove", "x", code=3).stderr


def test_new_remarks_of_the_checks_are_shown(run: Run, plans: Path) -> None:
    done = run("edit", "sound.funnel", "remove", "buyer.sells")
    assert "F460" in done.stderr
    assert "not there before" in done.stderr


def test_nothing_to_change_is_said(run: Run, plans: Path) -> None:
    before = (plans / "sound.funnel").stat().st_mtime_ns
    done = run("edit", "sound.funnel", "set", "candle.price", "$39")
    assert "it is so already" in done.stderr
    assert before == (plans / "sound.funnel").stat().st_mtime_ns


def test_standard_input_comes_out_changed(run: Run) -> None:
    done = run("edit", "-", "set", "candle.price", "$45", input=SOUND)
    assert SOUND.replace("price: $39", "price: $45") == done.stdout


def test_the_result_is_there_for_programs(run: Run, plans: Path) -> None:
    done = run("edit", "sound.funnel", "remove", "buyer.sells", "--json")
    told = json.loads(done.stdout)
    assert ("funneldsl/edit/1", ["sound.funnel"], True) == (
        told["schema"],
        told["changed"],
        told["written"],
    )
    assert text(plans) == told["texts"]["sound.funnel"]
    assert "F460" in [d["code"] for d in told["diagnostics"]]
    dry = json.loads(
        run("edit", "sound.funnel", "remove", "ads.spend", "--json", "--diff", code=1).stdout
        or "{}"
    )
    assert {} == dry


def test_line_ends_of_windows_stay(run: Run, plans: Path) -> None:
    (plans / "sound.funnel").write_bytes(SOUND.replace("\n", "\r\n").encode())
    run("edit", "sound.funnel", "add", "stage fan { already: 9 }", "--after", "shop.buyer")
    expected = SOUND.replace("sells: candle }\n", "sells: candle }\n  stage fan { already: 9 }\n")
    assert expected.replace("\n", "\r\n") == text(plans)


def test_every_file_of_the_project_or_none_is_written(run: Run, plans: Path) -> None:
    first, second = SOUND.split("offer candle")
    (plans / "sound.funnel").write_text(
        'import "rest.funnel"\n' + first.replace("language 1\n", "")
    )
    (plans / "rest.funnel").write_text("offer candle" + second)
    done = run("edit", "sound.funnel", "rename", "candle", "wax")
    assert {"sound.funnel: 1 line changed", "rest.funnel: 1 line changed"} == set(
        done.stderr.splitlines()
    )
    assert (plans / "rest.funnel").read_text().startswith("offer wax {")
