"""Persons who serve, one world after the other and all worlds in step: the same numbers, to the byte."""

from __future__ import annotations

import numpy as np
import pytest
from forecasting import SHOP, bytes_of
from forecasting import network_of as compiled
from funneldsl_forecast.people import crew, servers
from funneldsl_forecast.people.crew import Agenda, Crew, Room
from funneldsl_forecast.people.diary import Clock, Diary
from funneldsl_forecast.people.hours import Hours
from funneldsl_forecast.people.limits import steps_of
from funneldsl_forecast.people.simulator import People
from funneldsl_forecast.people.team import Rooms, Team
from hypothesis import given, settings
from hypothesis import strategies as st

from funneldsl.plugin import Run
from funneldsl.worlds import draw

DAYS, KNOWN = 6, 40
"""Days on which people ask, and days of which working hours are known."""


def hours(opens: float, closes: float, works: list[bool]) -> Hours:
    """Of somebody who works on these days, over and over."""
    on = [d for d in range(KNOWN) if works[d % len(works)]]
    begins = np.append(np.array(on) + opens, np.inf)
    day = np.arange(KNOWN)
    return Hours(
        opens,
        closes,
        on,
        np.isin(np.arange(DAYS), on),
        begins[np.searchsorted(on, day, side="left")].tolist(),
        begins[np.searchsorted(on, day, side="right")].tolist(),
    )


PERSONS = st.builds(
    hours,
    st.sampled_from([0.0, 0.25, 0.4]),
    st.sampled_from([0.5, 0.65, 1.0]),
    st.lists(st.booleans(), min_size=1, max_size=7).filter(any),
)


@settings(max_examples=120, derandomize=True, deadline=None, database=None)
@given(
    st.lists(PERSONS, max_size=3),
    st.integers(1, 9),
    st.integers(0, 10**6),
    st.sampled_from([0.0, 0.02, 0.3, 2.0]),
    st.one_of(st.none(), st.lists(st.integers(0, 4), min_size=1, max_size=DAYS)),
    st.integers(1, 2),
)
def test_in_step_and_world_by_world_give_the_same_bytes(
    persons, worlds, seed, long, places, stages
):
    if not persons and places is None:
        places = [1]
    rng = np.random.default_rng(seed)
    limits = None if places is None else np.repeat(np.array([places]).T, worlds, axis=1)
    fills = stages > 1 or limits is not None
    agendas = [[Agenda(h) for _ in range(worlds)] for h in persons]
    diaries = [Diary(Clock.of(h), worlds, fills) for h in persons]
    alone, together = [], []
    for _ in range(stages):
        rooms = [None if limits is None else Room(steps_of(limits[:, w])) for w in range(worlds)]
        alone.append([Crew([a[w] for a in agendas], rooms[w]) for w in range(worlds)])
        together.append(Team(worlds, diaries, None if limits is None else Rooms.of(limits)))
    for day in range(DAYS):
        for crews, team in zip(alone, together, strict=True):
            world = np.sort(rng.integers(0, worlds, rng.integers(0, 5 * worlds)))
            asks = day + rng.random(len(world))
            asks = asks[np.lexsort((asks, world))]
            takes = rng.exponential(long, len(world)) if long else np.zeros(len(world))
            until = asks + rng.exponential(2.0, len(world))
            free = servers.Staff(crews, None, ()).room(day)
            assert free.tolist() == np.broadcast_to(team.room(day), worlds).tolist()
            one = crew.serve(crews, world, asks, takes, until)
            other = team.serve(world, asks, takes, until)
            assert [a.tolist() for a in one] == [a.tolist() for a in other]


OFFICE = (
    SHOP.replace("60 days", "30 days")
    + """\
person anna { hours: 40 hours per week; works: "Mon-Fri 9:00-17:00"; costs: $12 per hour }
person ben { hours: 20 hours per week; works: "Mon-Thu 12:00-17:00"; closed: 2027-01-18 for 3 days }
channel calls { brings: site.chat; people: 9 to 12 per day }
funnel site {
  stage chat { takes: 20 to 40 minutes; by: [anna, ben]; patience: 1 to 6 hours; PLACES }
  stage setup { takes: 1 hours; by: anna; patience: forever }
  chat -> setup  40%
}
"""
)


@pytest.mark.parametrize(
    "places", ["capacity: 2", "capacity: 1", "capacity: 0 then 2 from 2027-01-09"]
)
def test_few_worlds_and_many_are_computed_to_the_same_bytes(places, monkeypatch):
    network = compiled(OFFICE.replace("PLACES", places))
    worlds, found = draw(network, 20, 1), []
    for together in (1, 10**9):
        monkeypatch.setattr(servers, "TOGETHER", together)
        found.append(bytes_of(People().simulate(network, worlds, Run(seed=1))))
    assert found[0] == found[1]
