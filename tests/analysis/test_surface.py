import numpy as np
import pytest

from funneldsl.analysis.surface import surface

RNG = np.random.default_rng(11)
PLACES = RNG.random((600, 2))
INPUT = RNG.normal(0, 1, (600, 1))
RESULT = 40 * PLACES[:, 0] - 30 * PLACES[:, 0] ** 2 + 5 * PLACES[:, 0] * PLACES[:, 1]


def test_a_curved_surface_is_found():
    found = surface(PLACES, INPUT, RESULT)
    there, here = np.array([0.6, 0.2]), np.array([0.1, 0.9])
    exact = (24 - 10.8 + 0.6) - (4 - 0.3 + 0.45)
    assert exact == pytest.approx(found.more(there, here)[0], abs=1e-6)


def test_what_an_uncertain_number_does_is_taken_off():
    noisy = RESULT + 100 * INPUT[:, 0]
    there, here = np.array([0.6, 0.2]), np.array([0.1, 0.9])
    known = surface(PLACES, INPUT, noisy).more(there, here)[1]
    unknown = surface(PLACES, np.empty((600, 0)), noisy).more(there, here)[1]
    assert known < unknown / 3


def test_the_error_is_that_of_other_worlds():
    there, here, off = np.array([0.9, 0.5]), np.array([0.4, 0.5]), []
    exact = (36 - 24.3 + 2.25) - (16 - 4.8 + 1)
    for seed in range(60):
        noise = np.random.default_rng(seed).normal(0, 20, 600)
        more, error = surface(PLACES, INPUT, RESULT + noise).more(there, here)
        off.append((more - exact) / error)
    assert abs(np.mean(off)) < 0.6
    assert 0.7 < np.std(off) < 1.4


def test_too_few_worlds_tell_no_surface():
    assert surface(PLACES[:30], INPUT[:30], RESULT[:30]) is None
