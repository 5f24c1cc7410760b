"""`funneldsl assumptions`: the page, JSON, CSV, and plans that no simulator can run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from funneldsl import Severity, read
from funneldsl.cli.assumptions_csv import safe
from tests.cli.conftest import SOUND, Run
from tests.cli.hostile import HOSTILE, OBEYED

FEW = ("--worlds", "200")


def test_page_says_what_decides(run: Run) -> None:
    told = run("assumptions", "sound.funnel", *FEW).stdout

    assert told.startswith("Evening Candles: 10 numbers\nweighed in 200 worlds, seed 1\n")
    assert "of what decides `profit` rests on guesses: the largest are shop.visitor" in told
    assert "What decides less than 1%: stated" in told


def test_without_a_forecast_numbers_are_only_listed(run: Run) -> None:
    told = run("assumptions", "sound.funnel", "--no-forecast").stdout

    assert "Numbers of the plan: guesses" in told
    assert "What decides" not in told


def test_ages_are_counted_from_the_day_that_is_given(run: Run, plans: Path) -> None:
    told = SOUND.replace("price: $39", 'price: $39 source "invoices" on 2027-01-31')
    (plans / "aged.funnel").write_text(told, "utf-8")

    assert "source: invoices, 29 days old" in (
        run("assumptions", "aged.funnel", "--no-forecast", "--today", "2027-03-01").stdout
    )
    assert "in 1 day" in (
        run("assumptions", "aged.funnel", "--no-forecast", "--today", "2027-01-30").stdout
    )


def test_json_holds_weights(run: Run) -> None:
    told = json.loads(
        run("assumptions", "sound.funnel", *FEW, "--json", "--today", "2027-03-01").stdout
    )
    share = next(a for a in told["assumptions"] if a["path"].endswith(".share"))

    assert ("funneldsl/assumptions/1", "2027-03-01") == (told["schema"], told["today"])
    assert {"worlds": 200, "seed": 1} == told["settings"]
    assert "guess" == share["ground"]
    assert share["weights"]["profit"]["share"] > 0.2
    assert "profit" in {o["name"] for o in told["outcomes"]}


def test_scenario_is_listed_and_weighed(run: Run) -> None:
    told = run("assumptions", "sound.funnel", *FEW, "--scenario", "bold").stdout

    assert "$50 per day" in told
    assert "scenario bold" in told


def test_csv_holds_no_formula(run: Run, plans: Path) -> None:
    told = SOUND.replace("price: $39", 'price: $39 because "=1+1" source "@x"')
    (plans / "told.funnel").write_text(told, "utf-8")
    text = run("assumptions", "told.funnel", "--csv", "--no-forecast").stdout
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    price = next(r for r in rows if r["path"] == "candle.price")

    assert ("'=1+1", "'@x") == (price["because"], price["source"])
    assert all(not cell.startswith(("=", "+", "-", "@")) for r in rows for cell in r.values())


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", " =1", "\ufeff=1", "＝1"])
def test_whatever_could_be_a_formula_is_a_text(cell: str) -> None:
    assert f"'{cell}" == safe(cell)


def test_plan_that_cannot_be_run_is_listed(run: Run) -> None:
    told = run("assumptions", "sound.funnel", "--simulator", "flwo")

    assert "not weighed by a forecast: no simulator is named 'flwo'" in told.stderr
    assert "candle.price" in told.stdout


def test_hostile_texts_stay_texts(run: Run, plans: Path) -> None:
    for text in HOSTILE:
        said = text.replace('"', "").encode("utf-8", "replace").decode()
        said = said.translate(dict.fromkeys(map(ord, "\r\n\x85\u2028\u2029\x00")))
        new = SOUND.replace("price: $39", f'price: $39 because "{said}"')
        if any(f.severity is Severity.ERROR for f in read(new).findings):
            continue
        (plans / "new.funnel").write_text(new, "utf-8")
        told = run("assumptions", "new.funnel", "--no-forecast").stdout
        assert not OBEYED & set(told)
