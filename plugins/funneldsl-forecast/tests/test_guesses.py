"""How much of a result rests on guesses."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from funneldsl_forecast.guesses import guess_share

from funneldsl.model.values import Exactly, Family, Law, Range
from funneldsl.network import Basis, Derived, Network, Parameter
from funneldsl.worlds import draw

WORLDS = 1000


def network_of(*parts: tuple[Law | Derived, Basis]) -> Network:
    rows = tuple(Parameter(f"p{n}", law, basis=basis) for n, (law, basis) in enumerate(parts))
    return Network(date(2027, 1, 1), 10, "USD", parameters=rows)


GUESSED = (Range(-1.0, 1.0, Family.NORMAL), Basis.GUESS)
MEASURED = (Range(-2.0, 2.0, Family.NORMAL), Basis.MEASURED)


def share(network: Network, result) -> float:
    values = draw(network, WORLDS, 1).values
    return float(guess_share(network, values, result(values)[:, None])[0])


def test_what_follows_from_guesses_rests_on_them():
    assert 1.0 == pytest.approx(
        share(network_of(GUESSED, MEASURED), lambda v: 3 * v[:, 0]), abs=1e-3
    )


def test_what_follows_from_measurements_does_not():
    assert 0.0 == pytest.approx(share(network_of(GUESSED, MEASURED), lambda v: v[:, 1]), abs=0.01)


def test_a_sum_rests_on_them_by_its_variance():
    # Deviations 1 and 2: a fifth of the variance is guessed.
    found = share(network_of(GUESSED, MEASURED), lambda v: v[:, 0] + v[:, 1])
    assert 0.2 == pytest.approx(found, abs=0.03)


def test_chance_inside_the_worlds_is_no_guess():
    noise = np.random.default_rng(1).normal(0, 1 / 1.6448536, WORLDS)
    found = share(network_of(GUESSED), lambda v: v[:, 0] + noise)
    assert 0.5 == pytest.approx(found, abs=0.05)


def test_what_does_not_vary_rests_on_nothing():
    assert 0.0 == share(network_of(GUESSED), lambda v: np.full(len(v), 7.0))
    assert 0.0 == share(network_of((Exactly(3.0), Basis.GUESS)), lambda v: v[:, 0])


def test_arithmetic_is_counted_with_its_parts():
    network = network_of(GUESSED, MEASURED, (Derived(("+",), (0, 1)), Basis.GUESS))
    assert 0.2 == pytest.approx(share(network, lambda v: v[:, 2]), abs=0.03)
