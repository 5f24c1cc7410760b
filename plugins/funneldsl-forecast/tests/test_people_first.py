"""`first`: who goes before others where people wait, against closed formulas and laws that hold whatever the order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from attrs import evolve
from forecasting import SHOP, bytes_of
from forecasting import network_of as compiled
from funneldsl_forecast.people import simulator
from funneldsl_forecast.people.simulator import People
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle.agreement import disagreements
from oracle.any_desk import desks
from oracle.any_network import networks
from oracle.metrics import Seen
from oracle.served import simulate as served
from test_against_oracle import differences
from test_people import _asked as per_asker
from test_people import run, simulate
from test_people_lines import CASES as PUBLISHED
from wide import networks_tried

from funneldsl.model.values import Exactly
from funneldsl.network import NONE, Delay, First
from funneldsl.plugin import BLOCK, Run, Worlds
from funneldsl.worlds import draw

COBHAM = PUBLISHED["q_mm1_prio"]
RATES, WAITS = COBHAM["inputs"]["lambda"], COBHAM["expected"]["Wq"]
PER_DAY = 48
"""Services of half an hour: one unit of the published case."""

DESK = (
    SHOP.replace("2027-01-01", "2027-01-04")
    + f"""\
person anna {{ hours: 168 hours per week; works: "Mon-Sun 0:00-24:00" PERSON }}
channel hots {{ brings: f.hot; people: {PER_DAY * RATES[0]} per day }}
channel colds {{ brings: f.cold; people: {PER_DAY * RATES[1]} per day }}
funnel f {{
  stage hot
  stage cold
"""
)
TWO_SOURCES = (
    DESK
    + """\
  stage call { takes: TAKES; PLACES; patience: forever; FIRST }
  hot -> call  100%
  cold -> call  100%
}
"""
)
TWO_STAGES = (
    DESK
    + """\
  stage call { takes: TAKES; by: anna; patience: forever }
  stage visit { takes: TAKES; by: anna; patience: forever }
  hot -> call  100%
  cold -> visit  100%
}
"""
)


def two_sources(
    first="first: hot", places="by: anna", takes="exponential(30 minutes)", worlds=64, seed=1
):
    text = TWO_SOURCES.replace("PERSON", "").replace("TAKES", takes)
    return simulate(text.replace("PLACES", places).replace("FIRST", first), worlds, seed)


def two_stages(first="first: f.call", takes="exponential(30 minutes)", worlds=64):
    return simulate(TWO_STAGES.replace("PERSON", f"; {first}").replace("TAKES", takes), worlds)


def waits_by_source(forecast, day=12):
    """Units of half an hour: whoever waits is in the stage where he comes from (Little's law)."""
    return [
        forecast.at("stage.in_stage", statistic="mean", stage=s)[day:].mean() / rate
        for s, rate in zip(("f.hot", "f.cold"), RATES, strict=True)
    ]


# --- closed formulas ------------------------------------------------------------------------------------


@pytest.mark.parametrize("places", ["by: anna", "capacity: 1"])
def test_those_whom_a_stage_serves_first_wait_as_cobham_says(places):
    waits = waits_by_source(two_sources(places=places))
    assert WAITS == pytest.approx(waits, rel=0.1)


def test_stages_that_a_person_serves_first_wait_as_cobham_says():
    forecast = two_stages()
    waits = [2 * per_asker(forecast, "waited", s, 12) for s in ("f.call", "f.visit")]
    assert WAITS == pytest.approx(waits, rel=0.1)


# --- laws that hold whatever the order --------------------------------------------------------------------


def test_work_that_waits_is_the_same_whoever_goes_first():
    # Kleinrock's conservation law: the mean wait, weighted by load, is that of the formula of Pollaczek and
    # Khinchine for all together, as long as nobody is interrupted and nobody gives up.
    loads, takes = np.array([0.3, 0.5]), np.array([0.5, 1.5])
    text = TWO_STAGES.replace(
        f"{PER_DAY * RATES[0]} per day", f"{24 * loads[0] / takes[0]} per day"
    )
    text = text.replace(f"{PER_DAY * RATES[1]} per day", f"{24 * loads[1] / takes[1]} per day")
    text = text.replace("call { takes: TAKES", "call { takes: 30 minutes")
    text = text.replace("visit { takes: TAKES", "visit { takes: 90 minutes")
    residual = (loads * takes).sum() / 2
    expected = loads.sum() * residual / (1 - loads.sum())
    for first in ("f.call", "f.visit"):
        forecast = simulate(text.replace("PERSON", f"; first: {first}"), 64)
        waits = [24 * per_asker(forecast, "waited", s, 15) / 24 for s in ("f.call", "f.visit")]
        assert expected == pytest.approx((loads * waits).sum(), rel=0.06)


def test_the_order_of_the_list_counts():
    # Cobham's formula with the classes the other way round.
    waits = waits_by_source(two_sources("first: [cold, hot]", worlds=32))
    assert [0.8 / (0.5 * 0.2), 0.8 / 0.5] == pytest.approx(waits, rel=0.2)


def test_whoever_a_channel_brought_goes_first_wherever_he_comes_from():
    by_stage, by_channel = (
        waits_by_source(two_sources(f, worlds=24)) for f in ("first: hot", "first: hots")
    )
    assert by_stage == pytest.approx(by_channel, rel=0.2)


def test_it_is_told_how_long_those_wait_who_go_first_and_how_long_the_others():
    forecast = two_sources(worlds=16)
    named, others, all_ = (
        forecast.at(f"people.wait_{what}", stage="f.call") for what in ("first", "others", "mean")
    )
    assert (named < others).all()
    assert 0.3 / 0.8 == pytest.approx(((others - all_) / (others - named)).mean(), rel=0.05)
    assert np.isnan(forecast.at("people.wait_first", stage="f.hot")).all()


OFFICE = (
    SHOP.replace("60 days", "12 days")
    + """\
person anna { hours: 40 hours per week; works: "Mon-Fri 9:00-17:00"; first: [site.setup, site.chat] }
person ben { hours: 20 hours per week; works: "Mon-Thu 12:00-17:00"; closed: 2027-01-05 for 3 days }
channel calls { brings: site.caller; people: 9 per day }
channel walk { brings: site.chat; people: 2 per day }
funnel site {
  stage caller { leaves: 30% per month }
  stage chat { takes: 20 to 40 minutes; by: [anna, ben]; patience: 1 to 6 hours; sells: club; first: walk }
  stage setup { takes: 1 hours; by: anna; patience: forever; already: 5 }
  stage paper
  stage desk { takes: 5 to 50 minutes; capacity: 1 then 2 from 2027-01-08; patience: 2 days; first: setup }
  stage last { takes: 10 minutes; by: ben; patience: 3 days }
  caller -> chat  70%
  caller -> desk  30%
  chat -> setup   40%
  setup -> desk   60%
  setup -> paper  30%
  paper -> last
  desk -> chat    20%  after 1 to 9 days
}
campaign letter { to: site.setup; every: 5 days; moves: site.chat; converts: 10% }
offer club { price: $9 per month; churn: 20% per month; refunds: 5% within 5 days }
"""
)


def test_any_split_of_the_worlds_gives_the_same_bytes(monkeypatch):
    network = compiled(OFFICE)
    worlds = draw(network, BLOCK + 20, 1)
    together = bytes_of(People().simulate(network, worlds, Run(seed=1)))
    monkeypatch.setattr(simulator, "CELLS", 1)
    with ThreadPoolExecutor(2) as executor:
        apart = People().simulate(network, worlds, Run(seed=1, executor=executor))
    assert together == bytes_of(apart)


@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(networks())
def test_people_are_conserved_when_some_go_first(network):
    # The guard refuses a forecast in which people appear or vanish.
    named = (*(First(channel=c) for c in range(len(network.channels))), First(stage=0))
    delay = Delay(Exactly(0.3))
    stages = tuple(evolve(s, takes=delay, first=named) for s in network.stages)
    forecast = run(evolve(network, stages=stages), worlds=16)
    assert (forecast["stage.in_stage"].values >= 0).all()


# --- from one stage to the next -----------------------------------------------------------------------------

TWO_STEPS = (
    SHOP.replace("2027-01-01", "2027-01-04")
    + """\
person anna { hours: 168 hours per week; works: "Mon-Sun 0:00-24:00"; first: f.visit }
channel calls { brings: f.call; people: 6 per day }
funnel f {
  stage call { takes: 30 minutes; by: anna; patience: forever }
  BETWEEN
  stage visit { takes: 20 minutes; by: anna; patience: forever }
  call -> NEXT
}
"""
)


def test_whoever_comes_out_of_a_call_is_served_at_once_where_visits_go_first():
    text = TWO_STEPS.replace("BETWEEN", "").replace("NEXT", "visit")
    forecast = simulate(text, 16)
    assert 0 == forecast.at("people.waited", statistic="mean", stage="f.visit").sum()
    assert 6 * 60 == pytest.approx(forecast.at("closing.entered", stage="f.visit").mean(), rel=0.1)


def test_whoever_comes_by_way_of_another_stage_comes_a_day_later():
    # Turns of the day have been given by then.
    text = TWO_STEPS.replace("BETWEEN", "stage paper").replace("NEXT", "paper\n  paper -> visit")
    forecast = simulate(text, 16)
    called, visited = (
        forecast.at("stage.entered", statistic="mean", stage=f"f.{s}") for s in ("call", "visit")
    )
    assert visited[0] == 0
    assert (visited[1:] <= called[:-1] + 1e-9).all()
    assert 0.8 * called[-8] < visited[-1]


# --- the program that moves one person after the other ------------------------------------------------------


def has_places(network):
    targets = {f.target for f in network.flows}
    return any(row.capacity != NONE and s in targets for s, row in enumerate(network.stages))


@st.composite
def with_first(draw_from):
    """Small networks in which some go first wherever places are limited."""
    network = draw_from(networks().filter(has_places))
    stages = []
    for number, row in enumerate(network.stages):
        sources = {f.source for f in network.flows if f.target == number}
        named = [First(stage=s) for s in sorted(sources)]
        named += [First(channel=c) for c in range(len(network.channels))]
        if row.capacity != NONE and named:
            first = draw_from(st.lists(st.sampled_from(named), min_size=1, max_size=3, unique=True))
            row = evolve(row, first=tuple(first))
        stages.append(row)
    return evolve(network, stages=tuple(stages))


@settings(
    max_examples=6,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(with_first())
def test_flow_agrees_with_the_oracle_on_any_small_network_where_some_go_first(network):
    assert [] == differences(network, 60, 1024)


def _per_world(forecast, name, axis, labels):
    return np.stack([forecast.at(name, **{axis: label}) for label in labels], axis=1)


def desk_differences(network, oracle_worlds, engine_worlds):
    values = draw(network, 1, 5).values
    worlds = [
        served(network, values[0], np.random.default_rng([9, w])) for w in range(oracle_worlds)
    ]
    many = Worlds(13, 0, np.repeat(values, engine_worlds, axis=0))
    forecast = People().simulate(network, many, Run(seed=13))
    stages = [s.name for s in network.stages]
    sample, seen = {}, {}
    for number, stage in enumerate(stages):
        of = {what: np.array([getattr(w, what)[number] for w in worlds]) for what in WHAT}
        desk = network.stages[number].takes is not None
        for what in ("moved", "lost"):
            sample[f"{what} {stage}"] = of[what]
            seen[f"{what} {stage}"] = forecast.at(f"closing.{what}", stage=stage)
        if desk:
            sample[f"begun {stage}"] = of["begun"]
            seen[f"begun {stage}"] = forecast.at("closing.entered", stage=stage)
            for what, name, unit in (("waited", "wait_mean", 24), ("gone", "share_gone", 1)):
                shares = unit * of[what] / np.maximum(of["asked"], 1)
                sample[f"hours {what} of {stage}"] = shares
                found = np.nan_to_num(forecast.at(f"people.{name}", stage=stage))
                seen[f"hours {what} of {stage}"] = found
        else:
            sample[f"present {stage}"] = of["present"]
            means = forecast.at("stage.in_stage", statistic="mean", stage=stage)
            seen[f"present {stage}"] = float(means.sum())
    for number, person in enumerate(network.persons):
        sample[f"hours of {person.name}"] = np.array([24 * w.worked[number] for w in worlds])
        hours = forecast.at("hours.week", statistic="mean", person=person.name)
        seen[f"hours of {person.name}"] = float(hours.sum())
    told = {
        name: Seen(engine_worlds, value)
        if isinstance(value, float)
        else Seen(engine_worlds, float(value.mean()), value)
        for name, value in seen.items()
    }
    return disagreements(sample, told)


WHAT = ("asked", "begun", "gone", "waited", "moved", "lost", "present")


def any_desks(examples):
    return settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@any_desks(5)
@given(desks())
def test_people_agrees_with_a_program_that_serves_one_after_the_other(network):
    assert [] == desk_differences(network, 40, 128)


@pytest.mark.slow
@any_desks(networks_tried(40))
@given(desks())
def test_people_agrees_with_it_on_many_networks(network):
    # What happens in one world of a thousand looks like a difference in 80: where there is one, many more are asked.
    assert [] == (desk_differences(network, 60, 256) and desk_differences(network, 800, 2048))
