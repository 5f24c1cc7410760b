"""Numbers that some worlds lack are told of the others, with how many lack them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

FEW = """\
language 1
business d "D" { currency: USD; start: 2027-01-04; horizon: 8 months; cash: $1,000 }
strategy {
  purpose: "Teach"
  exit keep
  goal cheap { reach: cac(course) <= $50; by: 2027-06-30 }
}
channel ads { brings: f.visitor; spend: $1 per day; price: $0.90 to $1.40 each }
funnel f {
  stage visitor
  stage buyer { sells: course }
  visitor -> buyer  0.1% to 1%  after 1 days
}
offer course { price: $80; cost: $4 to $6 }
check "buyers are cheap" { expect: chance(cac(course) <= $60) >= 80% }
check "ads pay soon" { expect: chance(payback(ads) <= 3 months) >= 80% }
scenario more { ads.spend: $2 per day }
"""


def few(plans: Path) -> str:
    (plans / "few.funnel").write_text(FEW, encoding="utf-8")
    return "few.funnel"


def test_a_forecast_tells_under_each_goal_and_check_which_number_some_worlds_lack(
    run: Run, plans: Path
) -> None:
    told = run("simulate", few(plans), "--worlds", "256").stdout

    assert "cac(course) has no value in 54% of worlds: there it does not hold" in told
    assert "payback(ads) has no value in 97% of worlds: there it does not hold" in told
    assert "short on the best day where it has a value" in told
    assert "no buyers in 46% of worlds" in told


def test_checks_tell_it_behind_the_three_numbers(run: Run, plans: Path) -> None:
    told = run("test", few(plans), "--worlds", "256", code=1).stdout

    assert "at its highest, around 2027-09-03; no value in 46% of the worlds" in told
    assert " months at its highest" in told


def test_json_of_checks_holds_the_share_of_such_worlds(run: Run, plans: Path) -> None:
    told = json.loads(run("test", few(plans), "--worlds", "256", "--format", "json", code=1).stdout)
    (part,) = told["files"][0]["checks"][0]["conditions"][0]["parts"]

    assert 0.4 < part["undefined"] < 0.5
    assert 50 < part["p5"] < part["p95"] < 260


def test_a_comparison_tells_it_of_each_way(run: Run, plans: Path) -> None:
    told = run("compare", few(plans), "--worlds", "256").stdout
    document = json.loads(run("compare", few(plans), "--worlds", "256", "--json").stdout)

    assert "cheap: cac(course) has no value in A 54%, B 34% of worlds; there it does not" in told
    (lacking,) = document["undefined"]
    assert ("cheap", "cac(course)") == (lacking["of"], lacking["number"])
    assert lacking["shares"][0] > lacking["shares"][1] > 0
