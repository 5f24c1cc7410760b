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
