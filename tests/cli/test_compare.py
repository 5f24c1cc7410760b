"""`funneldsl compare`: scenarios side by side, and why they differ."""

from __future__ import annotations

import json
from pathlib import Path

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


ORDERS = """\
language 1
business knits { currency: USD; start: 2027-01-04; horizon: 60 days; cash: $600; costs: $100 per month }
strategy { purpose: "Teach"; exit keep; goal paid { reach: cash >= $500; by: 2027-02-28 } }
person mara { hours: 20 hours per week }
funnel club {
  stage reader { already: 80 }
  stage buyer { sells: hat }
  reader -> buyer 0%
}
offer hat { price: $20 }
project make { builds: hat; task film { takes: 10 days; by: mara; cost: $150 } }
scenario hurried "Half the film" { make.film.takes: 5 days }
scenario ready "It is there" { make.builds: none }
"""
"""Ten working days from a Monday end on a Friday: the hat is there on Saturday 2027-01-16, hurried on 2027-01-09."""


def test_the_way_is_told_and_not_only_the_end(run: Run, plans: Path) -> None:
    (plans / "orders.funnel").write_text(ORDERS, "utf-8")
    told = run("compare", "orders.funnel", "--worlds", "4", "--no-why").stdout
    rows = {line[:30].strip(): line[30:].split() for line in told.splitlines()}

    assert ["$150", "$150", "$0", "±", "$0", "$150", "$0", "±", "$0"] == rows["lowest cash"]
    assert "80" == rows["people with nothing to buy"][0]
    assert ["2027-01-04", "2027-01-04", "–"] == rows["from"]
    assert ["2027-01-15", "2027-01-08", "-7", "days", "–"] == rows["until"]
    assert ["4.7", "2.3", "-2.3", "±", "0.0", "4.7", "+0.0", "±", "0.0"] == rows[
        "mara: hours per week"
    ]
    assert ["2027-01-16", "2027-01-09", "-7", "days", "2027-01-16"] == rows["make"]


def test_json_tells_the_way_with_dates(run: Run, plans: Path) -> None:
    (plans / "orders.funnel").write_text(ORDERS, "utf-8")
    told = json.loads(run("compare", "orders.funnel", "--worlds", "4", "--no-why", "--json").stdout)
    rows = {r["of"]: [w["mean"] for w in r["ways"]] for r in told["rows"]}
    days = {d["of"]: d["ways"] for d in told["days"]}

    assert [80 * 12.0, 80 * 5.0, 0.0] == rows["waiting.days"]
    assert ["2027-01-15", "2027-01-08", None] == [w["p95"] for w in days["waiting.last"]]
    assert [1.0, 1.0, 0.0] == [w["ever"] for w in days["waiting.last"]]
    assert -7.0 == days["make"][1]["later"]


def test_why_the_low_point_differs_can_be_asked(run: Run, plans: Path) -> None:
    (plans / "orders.funnel").write_text(
        ORDERS + "scenario cheap { make.film.cost: $50 }\n", "utf-8"
    )
    asked = ("--scenarios", "base,cheap", "--worlds", "4", "--why", "cash.low")

    assert (
        "Why lowest cash differs by +$100 ± $0 in B"
        in run("compare", "orders.funnel", *asked).stdout
    )


def test_ways_that_do_not_fit_beside_each_other_stand_below(run: Run, plans: Path) -> None:
    many = "".join(f"scenario s{n} {{ make.film.cost: ${n}0 }}\n" for n in range(1, 6))
    (plans / "orders.funnel").write_text(ORDERS + many, "utf-8")
    told = run("compare", "orders.funnel", "--worlds", "4", "--no-why").stdout
    table = told.partition("\n\n")[2]

    assert 2 <= table.count("  lowest cash")
    assert [] == [line for line in table.splitlines() if len(line) > 100]
    assert list("ABCDEFGH") == [w for w in table.split() if len(w) == 1 and w.isupper()]


def test_all_goals_together_stand_below_them(run: Run, plans: Path) -> None:
    text = (plans / "sound.funnel").read_text("utf-8")
    two = text.replace("exit keep", "exit keep\n  limit solvent { keep: cash >= $0 }")
    (plans / "two.funnel").write_text(two, "utf-8")
    told = run("compare", "two.funnel", "--worlds", "64", "--no-why").stdout

    assert "all of them" in told


CHEAP = """\
language 1
business knits { currency: USD; start: 2027-01-04; horizon: 60 days; cash: $600 }
channel posts { brings: club.reader; people: 40 per day }
funnel club {
  stage reader
  stage buyer { sells: hat }
  reader -> buyer 10%
}
offer hat { price: $20 }
scenario dear { hat.price: $25 }
scenario titled "The same again" { hat.price: $20 }
"""


def test_what_each_way_is_best_in_is_told_first(run: Run, plans: Path) -> None:
    (plans / "cheap.funnel").write_text(CHEAP, "utf-8")
    told = run("compare", "cheap.funnel", "--worlds", "64", "--scenarios", "base,dear").stdout

    assert "Best in B: revenue, profit, cash, lowest cash" in told
    assert told.index("Best in B") < told.index("  revenue ")


def test_ways_that_are_alike_are_not_called_best(run: Run, plans: Path) -> None:
    (plans / "cheap.funnel").write_text(CHEAP, "utf-8")
    told = run("compare", "cheap.funnel", "--worlds", "64", "--scenarios", "base,titled").stdout

    assert "Best in A" not in told
    assert "Best in several ways that cannot be told apart: revenue, profit, cash" in told
