"""A forecast is as unsure as what it rests on, and says so."""

from __future__ import annotations

import numpy as np
import pytest
from forecasting import SHOP, simulate

EXACTLY = (
    SHOP
    + """\
funnel site {
  stage visitor { already: 5,000 moving }
  stage buyer
  visitor -> buyer  12 of 400  after 1 day
}
"""
)


def test_a_measured_rate_is_drawn_once_per_world() -> None:
    """The rate's posterior is Beta(12.5, 388.5); of 5,000 visitors it spreads the buyers by 45.0, chance alone by 12.5."""
    buyers = simulate(EXACTLY, worlds=5120).at("closing.entered", stage="site.buyer")
    a, b, n = 12.5, 388.5, 5000
    mean = n * a / (a + b)
    spread = np.sqrt(n * a * b * (a + b + n) / ((a + b) ** 2 * (a + b + 1)))
    assert 45.0 == pytest.approx(spread, abs=0.05)
    assert mean == pytest.approx(buyers.mean(), abs=0.6)
    assert spread == pytest.approx(buyers.std(), rel=0.04)


def test_people_at_the_edge_of_the_horizon_are_in_progress() -> None:
    late = EXACTLY.replace("after 1 day", "after 70 days")
    forecast = simulate(late, worlds=50)
    assert (0 == forecast.at("closing.entered", stage="site.buyer")).all()
    assert (5000 == forecast.at("closing.in_progress", stage="site.visitor")).all()


def test_what_no_world_can_say_is_not_a_number() -> None:
    """Without a buyer a customer costs nothing that could be said: no infinite price, no zero."""
    forecast = simulate(EXACTLY.replace("12 of 400", "0%"), worlds=50)
    assert np.isnan(forecast["closing.cac"].values).all()
