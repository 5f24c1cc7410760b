import numpy as np
import pytest

from funneldsl.analysis.shares import ranks, variance_shares

CV = np.array([0.1, 0.2, 0.3, 0.05])


def funnel(worlds, seed=1):
    """A product of rates with these coefficients of variation."""
    rng = np.random.default_rng(seed)
    log = np.sqrt(np.log1p(CV**2))
    rates = np.exp(rng.normal(size=(worlds, 4)) * log - log**2 / 2)
    return rates, rates.prod(axis=1)


def test_a_funnel_of_rates_has_its_exact_indices():
    """S_i = cv_i² / (prod(1 + cv²) - 1); totals with the products of others."""
    whole = np.prod(1 + CV**2) - 1
    first = CV**2 / whole
    total = CV**2 * np.prod(1 + CV**2) / (1 + CV**2) / whole
    found = variance_shares(*funnel(8192))
    assert first == pytest.approx(found.first, abs=0.02)
    assert total == pytest.approx(found.total, abs=0.02)
    assert 1.0 == pytest.approx(found.explained, abs=0.02)


def test_estimates_lie_within_their_errors():
    found = [variance_shares(*funnel(1000, seed)) for seed in range(40)]
    spread = np.std([f.total for f in found], axis=0)
    assert spread == pytest.approx(np.mean([f.error for f in found], axis=0), rel=0.6)


def test_what_does_not_matter_gets_nothing_on_average():
    rng = np.random.default_rng(1)
    shares = [
        variance_shares(rng.random((300, 8)), rng.normal(size=300)).total.sum() for _ in range(60)
    ]
    assert 0.0 == pytest.approx(np.mean(shares), abs=4 * np.std(shares) / 60**0.5)


def test_two_that_matter_together_only_have_a_total_and_no_first():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(4000, 3))
    found = variance_shares(x, x[:, 0] * x[:, 1])
    assert [0.0, 0.0, 0.0] == pytest.approx(found.first.tolist(), abs=0.03)
    assert [1.0, 1.0, 0.0] == pytest.approx(found.total.tolist(), abs=0.03)


def test_inputs_that_are_drawn_together_count_as_one():
    rng = np.random.default_rng(1)
    shared = rng.normal(size=4000)
    x = np.stack([shared + rng.normal(size=4000), shared + rng.normal(size=4000)], axis=1)
    found = variance_shares(x, x.sum(axis=1), groups=[[0, 1]])
    assert [1.0] == pytest.approx(found.first, abs=0.02)


def test_a_result_that_is_certain_rests_on_nothing():
    found = variance_shares(np.random.default_rng(1).random((300, 2)), np.full(300, 7.0))
    assert [0.0, 0.0] == found.total.tolist()


def test_too_few_worlds_tell_nothing():
    rng = np.random.default_rng(1)
    found = variance_shares(rng.random((12, 9)), rng.random(12))
    assert [0.0] * 9 == found.total.tolist()


def test_ranks_lie_inside_of_0_and_1():
    assert [0.5 / 3, 2.5 / 3, 1.5 / 3] == pytest.approx(
        ranks(np.array([[1.0], [9.0], [2.0]]))[:, 0]
    )
