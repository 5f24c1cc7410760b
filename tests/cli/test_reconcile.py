"""`funneldsl reconcile`: several simulators in the same worlds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "examples").glob("*.funnel"))

SHOP = """\
language 1
business shop "Shop" { currency: USD; start: 2027-01-01; horizon: 90 days; cash: $1,000 }
channel walk { brings: f.visitor; people: 8 per day }
funnel f {
  stage visitor
  stage guest { sells: stay MORE }
  stage friend
  visitor -> guest   40%  after 1 to 4 days
  guest   -> friend  50%  after 9 to 12 days
}
offer stay { price: $25 }
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "plan.funnel"


def told(run: Run, plan: Path, more: str, *asked: str) -> str:
    plan.write_text(SHOP.replace("MORE", more), "utf-8")
    return run("reconcile", "plan.funnel", "--worlds", "256", *asked).stdout


FLOW_FIRST = ("--simulators", "expected,flow")


def test_simulators_agree_where_nobody_waits(run: Run, plan: Path) -> None:
    text = told(run, plan, "", *FLOW_FIRST)

    assert "all 10 metrics agree" in text
    assert "= is no more than chance explains; 256 worlds, seed 1" in text


def test_places_that_bind_are_named_as_the_cause(run: Run, plan: Path) -> None:
    text = " ".join(told(run, plan, "; capacity: 12", *FLOW_FIRST).split())

    assert "places bind: f.guest is full on" in text
    assert "expected* cannot run limited places" in text


def test_places_that_never_bind_change_nothing(run: Run, plan: Path) -> None:
    text = told(run, plan, "; capacity: 5,000", *FLOW_FIRST)

    assert "all 10 metrics agree" in text
    assert "the places of f.guest never bind" in text


def test_who_cannot_run_the_plan_says_why(run: Run, plan: Path) -> None:
    text = told(run, plan, "; takes: 30 minutes; capacity: 3", "--simulators", "flow,schedule")

    assert "flow was not run: the flow simulator cannot yet run `takes` of f.guest" in text


def test_who_tells_less_is_compared_in_what_it_tells(run: Run, plan: Path) -> None:
    plan.write_text(
        SHOP.replace("MORE", "")
        + "project build { builds: stay\n  task bench { takes: 3 to 9 days; by: ann } }\n"
        + "person ann { hours: 20 hours per week }\n",
        "utf-8",
    )
    asked = ("--worlds", "64", "--simulators", "flow,schedule", "--json")
    document = json.loads(run("reconcile", "plan.funnel", *asked).stdout)
    launch = next(r for r in document["rows"] if "launch" == r["of"])

    assert ["flow", "schedule"] == [m["simulator"] for m in launch["means"]]
    assert launch["agrees"]
    assert 0.0 == launch["means"][1]["more"]
    assert [1] == [len(r["means"]) for r in document["rows"] if "revenue" == r["of"]]


def test_json_tells_the_errors_and_the_cause(run: Run, plan: Path) -> None:
    document = json.loads(told(run, plan, "; capacity: 12", *FLOW_FIRST, "--json"))
    lost = next(r for r in document["rows"] if ("entered", "f.guest") == (r["of"], r["name"]))

    assert "funneldsl/reconciliation/1" == document["schema"]
    assert ["flow", "expected"] == document["simulators"]
    assert ["expected"] == document["without_places"]
    assert not lost["agrees"]
    assert lost["means"][1]["more"] > 4 * lost["means"][1]["error"] > 0
    assert lost["cause"].startswith("places bind: f.guest")


def test_rounding_of_small_amounts_is_named_as_the_cause(run: Run, plan: Path) -> None:
    plan.write_text(
        """\
language 1
business shop "Shop" { currency: USD; start: 2027-01-01; horizon: 90 days }
funnel f { stage friend { already: 2; leaves: 1% per month } }
campaign note { to: f.friend; every: 1 days; earns: $0.001 per send }
""",
        "utf-8",
    )
    text = run("reconcile", "plan.funnel", "--worlds", "512", "--json").stdout
    rows = {r["of"]: r for r in json.loads(text)["rows"]}

    assert not rows["profit"]["agrees"]
    assert "the total of a day is rounded to cents, of one amount" == rows["profit"]["cause"]


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_in_every_example_all_differences_have_a_cause(run: Run, path: Path) -> None:
    text = run("reconcile", str(path), "--worlds", "256", "--json").stdout
    rows = json.loads(text)["rows"]

    assert [] == [r for r in rows if not r["agrees"] and "cannot explain" in r["cause"]]


def test_one_simulator_alone_is_no_comparison(run: Run, plan: Path) -> None:
    plan.write_text(SHOP.replace("MORE", ""), "utf-8")
    text = run("reconcile", "plan.funnel", "--simulators", "flow", code=2).stderr

    assert "name at least two simulators" in text


def test_an_unknown_simulator_suggests_one(run: Run, plan: Path) -> None:
    plan.write_text(SHOP.replace("MORE", ""), "utf-8")
    text = run("reconcile", "plan.funnel", "--simulators", "flow,expceted", code=2).stderr

    assert "did you mean 'expected'" in text
