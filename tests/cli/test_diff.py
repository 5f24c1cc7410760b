"""`funneldsl diff`: what it says, its exit codes, and what is typed wrongly."""

from __future__ import annotations

import json
from pathlib import Path

from funneldsl import Severity, read
from tests.cli.conftest import SOUND, Run
from tests.cli.hostile import HOSTILE, OBEYED


def test_changed_value_is_shown_before_and_after(run: Run, plans: Path) -> None:
    (plans / "new.funnel").write_text(SOUND.replace("price: $39", "price: $45"), "utf-8")

    assert "~ offer candle\n    price: $39 → $45\n\nthings: 1 changed\n" == (
        run("diff", "sound.funnel", "new.funnel", code=1).stdout
    )


def test_plans_that_mean_the_same_end_with_0(run: Run, plans: Path) -> None:
    (plans / "new.funnel").write_text("# another text\n" + SOUND.replace("$39", "39 USD"), "utf-8")
    told = run("diff", "sound.funnel", "new.funnel")

    assert "sound.funnel and new.funnel mean the same\n" == told.stdout


def test_scenario_is_compared_with_the_plan(run: Run) -> None:
    told = run("diff", "sound.funnel", "--scenario", "bold", code=1).stdout

    assert "spend: $25 per day → $50 per day" in told
    assert told == run("diff", "sound.funnel", "--scenarios", "base,bold", code=1).stdout
    assert "$50 per day → $25 per day" in (
        run("diff", "sound.funnel", "--scenarios", "bold, base", code=1).stdout
    )


def test_other_grounds_are_told_apart(run: Run, plans: Path) -> None:
    (plans / "new.funnel").write_text(
        SOUND.replace("price: $39", 'price: $39 because "tried"'), "utf-8"
    )
    told = run("diff", "sound.funnel", "new.funnel", code=1).stdout

    assert told.startswith(
        'Same values, told otherwise\n~ offer candle\n    price: none → because "tried"\n'
    )


def test_json_holds_each_difference(run: Run) -> None:
    told = json.loads(run("diff", "sound.funnel", "--scenario", "bold", "--json", code=1).stdout)

    assert ("funneldsl/diff/1", "base", "bold") == (told["schema"], told["before"], told["after"])
    assert [
        {
            "did": "changed",
            "kind": "channel",
            "path": "ads",
            "word": "spend",
            "before": "$25 per day",
            "after": "$50 per day",
        }
    ] == told["differences"]


def test_what_is_typed_wrongly_is_told(run: Run) -> None:
    assert "name a second FILE" in run("diff", "sound.funnel", code=2).stderr
    assert "did you mean 'bold'" in run("diff", "sound.funnel", "--scenario", "blod", code=2).stderr
    assert (
        "one FILE"
        in run("diff", "sound.funnel", "sound.funnel", "--scenarios", "base,bold", code=2).stderr
    )


def test_plan_with_errors_is_not_compared(run: Run) -> None:
    told = run("diff", "sound.funnel", "wrong.funnel", code=1)

    assert "" == told.stdout
    assert "byuer" in told.stderr


def test_hostile_texts_stay_texts(run: Run, plans: Path) -> None:
    for text in HOSTILE:
        title = text.replace('"', "").replace("\r", "").encode("utf-8", "replace").decode()
        new = SOUND.replace("reads at night", title)
        (plans / "new.funnel").write_bytes(new.encode("utf-8"))
        if any(f.severity is Severity.ERROR for f in read(new).findings):
            continue
        said = run("diff", "sound.funnel", "new.funnel", code=1).stdout
        assert not OBEYED & set(said)
