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


LAZY = """\
from funneldsl.plugin import hook


class Lazy:
    name, needs, runs = "lazy", (), frozenset()

    def simulate(self, network, worlds, run):
        raise AssertionError


@hook
def funneldsl_simulators():
    return [Lazy()]
"""


def test_who_cannot_run_the_plan_says_why(run: Run, plan: Path) -> None:
    plugin = plan.with_name("lazy.py")
    plugin.write_text(LAZY, "utf-8")
    asked = ("--plugin", str(plugin), "--simulators", "flow,lazy")
    text = told(run, plan, "", *asked)

    assert "lazy was not run: the lazy simulator cannot yet run" in text
    assert "only flow can run this plan, so there is nothing to compare it with" in text
    assert "agree" not in text


def causes(run: Run, plan: Path, text: str, *simulators: str) -> dict[str, str]:
    """By metric that differs: why."""
    plan.write_text(text, "utf-8")
    asked = ("--simulators", ",".join(simulators), "--worlds", "256", "--json")
    rows = json.loads(run("reconcile", "plan.funnel", *asked).stdout)["rows"]
    return {f"{r['of']} {r['name']}".strip(): r["cause"] for r in rows if not r["agrees"]}


def test_who_is_still_served_on_the_last_day_is_named_as_the_cause(run: Run, plan: Path) -> None:
    """Nobody waits, for there is room for all: the only difference is who has not moved on when the plan ends."""
    text = SHOP.replace("MORE", "; takes: 5 to 20 days")
    found = causes(run, plan, text, "people", "flow", "expected")

    assert "in stage f.guest" in found
    assert "entered f.guest" not in found
    edge = "the edge of the plan: on its last day some people are still being served, and have not moved on: f.guest"
    assert {edge} == set(found.values())


def test_lines_in_front_of_persons_are_named_as_the_cause(run: Run, plan: Path) -> None:
    text = SHOP.replace("MORE", "; takes: 1 to 3 hours; by: ann; patience: forever")
    text += (
        'person ann { hours: 10 hours per week; works: "Mon-Fri 9:00-17:00"; costs: $9 per hour }\n'
    )
    found = causes(run, plan, text, "people", "flow")

    line = "people wait for their turn and are served for some time: f.guest"
    assert line == found["entered f.guest"]
    assert f"{line} (by persons who are paid by the hour)" == found["profit"]


def test_places_and_service_are_told_apart(run: Run, plan: Path) -> None:
    text = SHOP.replace("MORE", "; capacity: 12").replace(
        "stage friend", "stage friend { takes: 40 days }\n  stage mate\n  friend -> mate"
    )
    found = causes(run, plan, text, "people", "expected")

    assert found["entered f.guest"].startswith("places bind: f.guest is full on")
    assert "on its last day some people are still being served" in found["entered f.mate"]
    assert "places bind" in found["entered f.mate"]


def test_a_sale_that_brings_nothing_is_named_as_the_cause(run: Run, plan: Path) -> None:
    text = SHOP.replace("MORE", "").replace("90 days", "13 months")
    text = text.replace("cash: $1,000", "costs: $2,455 per month")
    text += "strategy { exit sell { by: 2028-01-15; multiple: 2 years of profit } }\n"
    found = causes(run, plan, text, "expected", "flow")

    assert ["value"] == list(found)
    assert found["value"].startswith("a sale never brings less than nothing")


EDGES = """\
language 1
business shop "Shop" { currency: USD; start: 2027-01-11; horizon: 100 days; cash: $1,000; sales_tax: 10%; prices: with_tax }
channel walk { brings: f.visitor; spend: $9 per day; price: $3 per person; lingers: 20 days }
funnel f {
  stage visitor { leaves: after 60 days }
  stage guest { sells: stay }
  stage friend { open: [2027-04-15 for 30 days]; patience: 10 to 40 days }
  stage mate { sells: later }
  visitor -> guest   40%  after 20 to 90 days
  guest   -> friend  50%  after 40 to 120 days
  visitor -> mate    10%  after 0 to 3 days
}
offer stay { price: [$25, $25 after 45 days, $25 after 90 days]; refunds: 20% within 60 days; pays_after: 30 days }
offer later { price: $30 per month; churn: 5% per month }
project build { builds: later; task bench { takes: 60 to 120 days; by: ann; cost: $400 } }
person ann { hours: 20 hours per week; costs: $10 per hour }
strategy { goal sure { reach: revenue >= $1,000 per month; by: 2027-04-20 } }
"""


def test_what_comes_after_the_last_day_makes_no_difference(run: Run, plan: Path) -> None:
    """Moves, instalments, refunds, payouts, taxes, launches, openings and patience that end behind the plan."""
    assert {} == causes(run, plan, EDGES, "expected", "flow", "people", "schedule")


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
