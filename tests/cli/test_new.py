"""`funneldsl new`: a plan to start from, never in the place of another file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from funneldsl.templates import TEMPLATES
from funneldsl.templates.filling import first_monday
from tests.cli.conftest import Run


def test_without_a_name_the_templates_are_listed(run: Run) -> None:
    listed = run("new").stdout
    assert list(TEMPLATES) == [line.split()[0] for line in listed.splitlines()[: len(TEMPLATES)]]


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_written_passes_check(run: Run, plans: Path, name: str) -> None:
    done = run("new", name)
    assert ("", True) == (done.stdout, f"funneldsl check {name}.funnel" in done.stderr)
    assert "checks passed" in run("check", "--fail-on", "note", f"{name}.funnel").stdout
    start = first_monday(date.today())
    assert f"start: {start}" in (plans / f"{name}.funnel").read_text("utf-8")


def test_a_plan_is_made_somebodys_own(run: Run, plans: Path) -> None:
    run(
        "new",
        "shop",
        "x.funnel",
        "--name",
        "Evening  Candles",
        "--currency",
        "eur",
        "--start",
        "2027-05-03",
    )
    text = (plans / "x.funnel").read_text("utf-8")
    assert 'business evening_candles "Evening Candles" {' in text
    assert ("currency: EUR" in text, "$" in text, "start: 2027-05-03" in text) == (
        True,
        False,
        True,
    )
    assert "checks passed" in run("check", "--fail-on", "note", "x.funnel").stdout


def test_a_name_that_the_template_has_already_is_no_trouble(run: Run) -> None:
    text = run("new", "course", "-", "--name", "Ads").stdout
    assert 'business ads_business "Ads" {' in text
    assert "" == run("check", "--fail-on", "note", "-", input=text).stderr


def test_a_dash_prints_the_plan(run: Run, plans: Path) -> None:
    assert run("new", "agency", "-").stdout.startswith("language 1\n")
    assert not (plans / "agency.funnel").exists()


def test_amounts_of_another_size_are_spoken_of(run: Run) -> None:
    assert "look through them for JPY" in run("new", "shop", "--currency", "JPY").stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("shopp",), "did you mean 'shop'?"),
        (("shop", "sound.funnel"), "sound.funnel is there already"),
        (("shop", "plan.txt"), "ends in `.funnel`"),
        (("shop", "nowhere/plan.funnel"), "cannot write"),
        (("mine.funnel",), "name the template first"),
        (("shop", "--currency", "euro"), "three letters"),
        (("shop", "--start", "May"), "--start"),
    ],
)
def test_what_makes_no_sense_is_refused(
    run: Run, plans: Path, arguments: tuple[str, ...], says: str
) -> None:
    before = sorted(plans.iterdir()), (plans / "sound.funnel").read_text("utf-8")
    assert says in run("new", *arguments, code=2).stderr
    assert before == (sorted(plans.iterdir()), (plans / "sound.funnel").read_text("utf-8"))
