"""`funneldsl exit`: ways to end, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import SOUND, Run

LONG = SOUND.replace("horizon: 6 months", "horizon: 24 months")
SELL = "exit sell { by: 2028-12-29; multiple: 2 to 3 years of profit; fee: 10% }"


def test_all_ways_are_told(run: Run, plans: Path) -> None:
    (plans / "sold.funnel").write_text(LONG.replace("exit keep", SELL))
    told = run("exit", "sold.funnel", "--worlds", "100").stdout
    assert told.startswith("Evening Candles: ways to end\nworth on 2027-01-04, at 15% a year\n")
    for said in ("sell on 2028-12-29", "keep", "Both are worth the same if", "2 to 3 years"):
        assert said in told


def test_without_a_sale_the_way_to_write_one_is_told(run: Run, plans: Path) -> None:
    (plans / "kept.funnel").write_text(LONG)
    told = run("exit", "kept.funnel", "--worlds", "50", "--discount", "30%", "--years", "2").stdout
    assert "at 30% a year" in told
    assert "`exit sell { by: …; multiple: … }`" in told
    assert "the sale brings" not in told


def test_a_plan_that_keeps_may_ask_what_a_buyer_would_bring(run: Run, plans: Path) -> None:
    (plans / "kept.funnel").write_text(LONG)
    told = run("exit", "kept.funnel", "--worlds", "50", "--multiple", "2.5").stdout
    for said in (
        "the best month",
        "Keeping is worth more than selling in the best month",
        "the sale brings",
    ):
        assert said in told


def test_what_is_no_share_is_refused(run: Run) -> None:
    assert (
        "--discount 'much' is no share"
        in run("exit", "sound.funnel", "--discount", "much", code=2).stderr
    )


def test_a_short_plan_is_answered_in_a_sentence(run: Run) -> None:
    assert "write `horizon: 13 months` or more" in run("exit", "sound.funnel", code=2).stderr


def test_json_holds_all_of_it(run: Run, plans: Path) -> None:
    (plans / "sold.funnel").write_text(LONG.replace("exit keep", SELL))
    told = json.loads(run("exit", "sold.funnel", "--worlds", "50", "--json").stdout)
    assert "funneldsl/exits/1" == told["schema"]
    assert {"discount": 0.15, "years": 5.0, "multiple": None} == told["terms"]
    assert "2028-12-29" == told["sell"]["day"]
    assert 12 == len(told["months"])
