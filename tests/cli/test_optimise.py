"""`funneldsl optimise`: the best split of a budget."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PLAN = """\
business shop { currency: USD; start: 2027-01-04; horizon: 20 days; cash: $20,000 }
system attract {
  channel search { brings: front.visitor; spend: $50 per day; price: $1 per visitor; doubles: $200 per day }
  channel social { brings: front.visitor; spend: $50 per day; price: $3 per visitor }
}
funnel front {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer 10%
}
offer candle { price: $45; cost: $5 }
"""
OVER = ("--over", "attract.search.spend, attract.social.spend", "--worlds", "64")


@pytest.fixture
def shop(plans: Path) -> str:
    (plans / "two.funnel").write_text(PLAN)
    return "two.funnel"


def test_the_split_and_what_it_brings_are_told(run: Run, shop: str) -> None:
    told = run("optimise", shop, "--of", "profit", "--budget", "$100 per day", *OVER).stdout

    assert told.startswith("Profit with $100 per day\n")
    assert "attract.search.spend" in told
    assert "in fresh worlds: $" in told


def test_json_holds_both_results(run: Run, shop: str) -> None:
    asked = ("--of", "profit", "--budget", "$3,000 per month", "--json")
    told = json.loads(run("optimise", shop, *asked, *OVER).stdout)

    assert "funneldsl/optimum/1" == told["schema"]
    assert "$3,000 per month" == told["budget"]
    assert told["best"]["mean"] > told["now"]["mean"]
    assert told["best"]["values"] == told["best_fresh"]["values"]


def test_a_budget_needs_a_period(run: Run, shop: str) -> None:
    told = run("optimise", shop, "--of", "profit", "--budget", "$100", *OVER, code=1)

    assert "budget" in told.stderr


def test_one_must_say_what_is_to_be_best(run: Run, shop: str) -> None:
    told = run("optimise", shop, "--budget", "$100 per day", *OVER, code=2)

    assert "say what is to be best: `--goal NAME`, or `--of profit`" in told.stderr


def test_a_price_with_a_range_and_a_budget_are_chosen_together(run: Run, shop: str) -> None:
    asked = ("--over", "attract.search.spend, candle.price $1,029 to $1,059", "--worlds", "64")
    told = run("optimise", shop, "--of", "profit", "--budget", "$100 per day", *asked).stdout

    assert "candle.price" in told
    assert "$1,059" in told
    assert "candle.price stands at the highest value that was allowed" in told
    assert "fewer buy candle at a higher price" in told


def test_a_budget_below_what_is_spent_now_says_what_it_costs(run: Run, shop: str) -> None:
    told = run("optimise", shop, "--of", "profit", "--budget", "$20 per day", *OVER).stdout

    assert "the loss there: -$" in told
    assert "today's choice is beyond the budget, so this is the best of what is allowed" in told
    assert "as a scenario to put into the plan:" in told


def test_one_world_tells_nothing_apart(run: Run, shop: str) -> None:
    asked = ("--of", "profit", "--over", "candle.price $40 to $59", "--worlds", "1")
    told = run("optimise", shop, *asked, code=2)

    assert "1 is not in the range x>=2" in told.stderr


def test_json_holds_the_cautions_of_the_text(run: Run, shop: str) -> None:
    asked = ("--of", "profit", "--over", "candle.price $40 to $59", "--worlds", "64")
    told = run("optimise", shop, *asked).stdout
    cautions = json.loads(run("optimise", shop, *asked, "--json").stdout)["cautions"]

    assert 2 == len(cautions)
    assert all(one in " ".join(told.split()) for one in cautions)


def test_a_price_without_a_range_is_told_how_to_have_one(run: Run, shop: str) -> None:
    told = run("optimise", shop, "--of", "profit", "--over", "candle.price", code=2)

    assert "give it a range of its own: `candle.price A to B`" in told.stderr


def test_what_stands_twice_is_refused(run: Run, shop: str) -> None:
    over = ("--over", "attract.search.spend, attract.search.spend $5 to $90")
    told = run("optimise", shop, "--of", "profit", *over, code=2)

    assert "attract.search.spend stands in --over twice" in told.stderr


def test_an_unknown_goal_is_answered_with_what_there_is(run: Run, shop: str) -> None:
    asked = ("--over", "candle.cost $5 to $6", "--worlds", "64")
    told = run("optimise", shop, "--goal", "moon", *asked, code=2)

    assert "no outcome is named 'moon'" in told.stderr


PROJECTS = """\
person me { hours: 20 hours per week }
project first { builds: candle; task form { takes: 2 days; by: me } }
project second { builds: attract.social; task post { takes: 2 days; by: me; after: first } }
"""


def test_where_nothing_helps_nothing_is_proposed(run: Run, plans: Path) -> None:
    """The second project waits for the first in either order."""
    (plans / "built.funnel").write_text(PLAN + PROJECTS)
    asked = ("--of", "profit", "--over", "projects", "--worlds", "64")
    told = run("optimise", "built.funnel", *asked).stdout

    assert "as it is now is as good" in told
    assert "to put into the plan" not in told
