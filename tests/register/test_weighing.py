"""How much of what decides an outcome goes with each number, by laws whose shares are known in closed form."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import funneldsl as fd
from funneldsl.model.values import Lognormal
from funneldsl.quantiles import quantile
from funneldsl.register.assumption import Ground
from funneldsl.register.variance import first_shares


def drawn(cvs: list[float], worlds: int, seed: int = 1) -> np.ndarray:
    """Independent lognormal numbers of mean 1, by (world, number)."""
    u = np.random.default_rng(seed).uniform(size=(worlds, len(cvs)))
    columns = [quantile(Lognormal(1.0, cv), u[:, i]) for i, cv in enumerate(cvs)]
    return np.stack(columns, axis=1)


def alone(count: int) -> list[list[int]]:
    return [[i] for i in range(count)]


def exact(cvs: list[float]) -> list[float]:
    """Of a product of independent numbers: S = cv²/(∏(1 + cv²) - 1)."""
    whole = float(np.prod([1 + cv**2 for cv in cvs])) - 1
    return [cv**2 / whole for cv in cvs]


def test_product_of_a_funnel_has_the_shares_of_the_formula() -> None:
    cvs = [0.1, 0.2, 0.3, 0.05]
    values = drawn(cvs, 4000)
    found = first_shares(values, values.prod(axis=1)[:, None], alone(4))[:, 0]

    assert [0.06765975856, 0.2706390342, 0.608937827, 0.01691493964] == pytest.approx(exact(cvs))
    assert exact(cvs) == pytest.approx(found.tolist(), abs=0.03)


@given(st.lists(st.floats(0.02, 0.5), min_size=1, max_size=6), st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_products_have_the_shares_of_the_formula(cvs: list[float], seed: int) -> None:
    values = drawn(cvs, 3000, seed)
    found = first_shares(values, values.prod(axis=1)[:, None], alone(len(cvs)))[:, 0]

    assert exact(cvs) == pytest.approx(found.tolist(), abs=0.1)


def test_what_does_not_matter_has_no_share_on_average() -> None:
    values = drawn([0.3] * 30, 1000)
    found = first_shares(values, values[:, :1], alone(30))[:, 0]

    assert 1.0 == pytest.approx(found[0], abs=0.01)
    assert 0.0 == pytest.approx(found[1:].mean(), abs=0.001)


def test_numbers_drawn_together_have_one_share() -> None:
    values = drawn([0.2, 0.2, 0.2], 3000)
    found = first_shares(values, values.sum(axis=1)[:, None], [[0, 1], [2]])[:, 0]

    assert [2 / 3, 1 / 3] == pytest.approx(found.tolist(), abs=0.05)


def test_too_few_worlds_tell_nothing() -> None:
    values = drawn([0.2] * 9, 20)

    assert not first_shares(values, values[:, :1], alone(9)).any()


PLAN = """\
language 1
business shop "Shop" { currency: USD; start: 2027-01-04; horizon: 3 months; cash: $600 }
strategy { goal rich { reach: cash >= $5,000 }; goal never { reach: cash >= $9,000,000 } }
channel ads { brings: site.visitor; people: 90 to 110 per day source "the contract" }
funnel site {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer  1% to 4%
}
offer candle { price: $39 }
"""


def test_register_is_in_order_of_importance() -> None:
    plan = fd.read(PLAN).plan
    register = fd.assumptions(plan, forecast=fd.simulate(plan, worlds=600))
    first, second = register.assumptions[:2]
    profit = next(o for o in register.outcomes if o.outcome == "profit")

    assert ("site.visitor -> site.buyer.share", "ads.people") == (first.path, second.path)
    assert ("never",) == register.settled
    assert {"rich", "profit"} == set(first.weights)
    assert (first.path,) == profit.largest
    assert first.weights["profit"].share == profit.guesses
    assert 0.8 < profit.guesses < 1.0
    assert 0.0 < profit.grounds[Ground.SOURCED] < 0.1


def test_forecast_of_another_plan_weighs_nothing() -> None:
    plan = fd.read(PLAN).plan
    other = fd.read(PLAN.replace("$39", "$49")).plan

    with pytest.raises(fd.FunnelError, match="not of this plan"):
        fd.assumptions(other, forecast=fd.simulate(plan, worlds=10))
