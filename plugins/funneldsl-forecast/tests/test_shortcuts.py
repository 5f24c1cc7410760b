"""Shortcuts of `flow` for speed change nothing that anybody can see, or nothing but the luck."""

from __future__ import annotations

import numpy as np
import pytest
from forecasting import bytes_of, simulate
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.flow import enrolment, people
from funneldsl_forecast.flow.members import Members

from funneldsl.plugin import Forecast

CLUB = """
language 1
business club "Club" { currency: USD; start: 2027-01-04; horizon: 12 months }
channel posts { brings: way.reader; people: 4 to 8 per day }
funnel way {
  stage reader { leaves: 10% to 20% per month }
  stage member { sells: club_card; capacity: 60 }
  reader -> member  10% to 30%  after 2 to 20 days
}
offer club_card { price: $19 per month; churn: 10% to 20% per month }
"""


def test_buyers_who_cannot_go_yet_may_be_entered_together(monkeypatch: pytest.MonkeyPatch) -> None:
    together = bytes_of(simulate(CLUB, worlds=300))
    monkeypatch.setattr(Members, "stays", lambda self, stage, sale: 1)
    assert together == bytes_of(simulate(CLUB, worlds=300))


def test_many_buyers_are_entered_sooner_and_nobody_sees_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    together = bytes_of(simulate(CLUB, worlds=300))
    monkeypatch.setattr(enrolment, "MANY", 100)
    assert together == bytes_of(simulate(CLUB, worlds=300))


QUIET_CLUB = CLUB.replace("4 to 8 per day", "10 to 20 per month")


def test_who_leaves_one_by_one_leaves_like_a_crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one = _left(simulate(QUIET_CLUB, worlds=2000))
    monkeypatch.setattr(people, "ONE_BY_ONE", 0.0)
    crowd = _left(simulate(QUIET_CLUB, worlds=2000))
    error = np.hypot(one_by_one.std(axis=0), crowd.std(axis=0)) / np.sqrt(2000)
    assert (one_by_one != crowd).any()
    assert (np.abs(one_by_one.mean(axis=0) - crowd.mean(axis=0)) < 4 * error + 1e-9).all()


def _left(made: Forecast) -> Floats:
    """Readers who have left by the end of each month, by (world, month)."""
    return np.asarray(made.series["left.month"].values[:, :, 0].cumsum(axis=1))
