import numpy as np
import pytest

from funneldsl.analysis.information import (
    hits_of,
    knowing,
    knowing_all,
    of_signal,
    of_states,
    of_test,
)

CHANCES = np.array([0.5, 0.5])
PAYOFFS = np.array([[100.0, -50.0], [0.0, 0.0]])
SIGNAL = np.array([[0.8, 0.2], [0.2, 0.8]])


def test_two_states_have_their_published_values():
    assert 25.0 == pytest.approx((PAYOFFS @ CHANCES).max(), abs=1e-9)
    assert 25.0 == pytest.approx(of_states(CHANCES, PAYOFFS), abs=1e-9)
    assert 10.0 == pytest.approx(of_signal(CHANCES, PAYOFFS, SIGNAL), abs=1e-9)


def test_draws_of_two_states_come_to_the_same():
    state = np.arange(4000) % 2
    payoffs = PAYOFFS[:, state].T
    assert 25.0 == pytest.approx(knowing_all(payoffs).value, abs=1e-9)
    assert 25.0 == pytest.approx(knowing(state.astype(float), payoffs).value, abs=1e-9)
    signal = np.random.default_rng(1).random(4000) < np.where(state == 0, 0.8, 0.2)
    found = knowing(signal.astype(float), payoffs)
    assert 10.0 == pytest.approx(found.value, abs=4 * found.error)


def test_a_normal_difference_has_its_closed_form():
    """E[max(0, d)] for d normal with mean 0 and sd s is s / sqrt(2 pi)."""
    rng = np.random.default_rng(1)
    known, unknown = rng.normal(size=(2, 20_000))
    payoffs = np.stack([known + unknown, np.zeros(20_000)], axis=1)
    exact = 1 / (2 * np.pi) ** 0.5
    found = knowing(known, payoffs)
    assert exact == pytest.approx(found.value, abs=4 * found.error)
    assert 2**0.5 * exact == pytest.approx(knowing_all(payoffs).value, abs=0.02)


def test_what_has_no_bearing_is_worth_nothing():
    rng = np.random.default_rng(1)
    payoffs = np.stack([rng.normal(0.1, 1, 4000), np.zeros(4000)], axis=1)
    found = knowing(rng.random(4000), payoffs)
    assert found.value <= 2 * found.error


def test_a_larger_test_is_worth_more_and_never_more_than_certainty():
    rng = np.random.default_rng(1)
    share = rng.beta(4, 96, 8000)
    payoffs = np.stack([1000 * (share - 0.04), np.zeros(8000)], axis=1)
    small, large = (knowing(hits_of(share, n, 1), payoffs) for n in (50, 5000))
    certain = knowing(share, payoffs)
    assert small.value + 2 * small.error < large.value < certain.value + 2 * certain.error
    assert knowing_all(payoffs).value == pytest.approx(certain.value, rel=0.02)


def test_a_choice_that_is_always_the_same_is_never_changed():
    rng = np.random.default_rng(1)
    payoffs = np.stack([rng.random(500) + 2, rng.random(500)], axis=1)
    assert (0.0, 0.0) == (knowing_all(payoffs).value, knowing_all(payoffs).changes)


@pytest.mark.parametrize(("mean", "people"), [(0.0, 100), (0.5, 20), (-0.8, 400), (2.0, 50)])
def test_a_test_of_a_normal_difference_has_its_closed_form(mean, people):
    """sd' L(|mu| / sd') with sd' = sd0 sqrt(sd0² / (sd0² + s² / n)), for sd0 = 1 and s = 5."""
    rng = np.random.default_rng(people)
    true = rng.normal(mean, 1.0, 40_000)
    seen = true + rng.normal(0.0, 5.0 / people**0.5, len(true))
    found = knowing(seen, np.stack([true, np.zeros(len(true))], axis=1))
    assert of_test(mean, 1.0, 5.0, people) == pytest.approx(found.value, abs=4 * found.error)


def test_a_test_without_end_tells_all():
    assert of_test(0.0, 3.0, 5.0, 10**12) == pytest.approx(3.0 / (2 * np.pi) ** 0.5)
    assert 0.0 == of_test(1.0, 3.0, 5.0, 0)
    assert 0.0 == of_test(1.0, 0.0, 5.0, 100)
