"""Buyers are entered with the days on which they bought, however many are entered together."""

from __future__ import annotations

import numpy as np
from funneldsl_forecast.flow.enrolment import Enrolment


def test_days_on_which_nobody_could_buy_are_kept() -> None:
    enrolment = Enrolment(28)
    for day, many in ((3, 1), (4, 2), (9, 5)):
        enrolment.add(day, np.array([[many, 0]]))
    first, buyers = enrolment.take()
    assert (3, [1, 2, 0, 0, 0, 0, 5]) == (first, buyers[:, 0].tolist())


def test_they_are_due_before_the_first_of_them_may_go() -> None:
    enrolment = Enrolment(28)
    enrolment.add(3, np.array([[1]]))
    assert (False, True) == (enrolment.due(30), enrolment.due(31))
    enrolment.take()
    assert not enrolment.due(99)
