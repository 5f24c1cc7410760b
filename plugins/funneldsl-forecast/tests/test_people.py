"""The simulator `people` in the language: queues with known answers, persons with working hours, agreement with `flow`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from attrs import evolve
from cases_reader import CASES, network_of
from forecasting import SHOP, bytes_of
from forecasting import network_of as compiled
from funneldsl_forecast.flow.simulator import Flow
from funneldsl_forecast.people import simulator
from funneldsl_forecast.people.own import SHARED
from funneldsl_forecast.people.simulator import People
from hypothesis import HealthCheck, given, settings
from oracle.agreement import disagreements
from oracle.any_network import networks
from oracle.any_wide import wide_networks
from oracle.metrics import forecast_metrics, oracle_samples
from oracle.oracle import simulate as by_hand
from test_against_oracle import PLANS, largest
from test_against_oracle import network_of as of_file
from test_people_lines import CASES as PUBLISHED
from wide import networks_tried

from funneldsl.guard import forecast_of
from funneldsl.model.values import Exactly
from funneldsl.network import NONE, Delay
from funneldsl.plugin import BLOCK, Run, Worlds
from funneldsl.worlds import draw

QUEUES = [
    case
    for case in CASES
    if "people" in case["questions"][0]["simulators"] and "queue" in case["id"]
]
OTHERS = [case for case in CASES if case not in QUEUES]


def run(network, worlds=128, seed=1):
    return forecast_of(People(), "forecast", network, draw(network, worlds, seed), Run(seed=seed))


def simulate(text, worlds=48, seed=1):
    return run(compiled(text), worlds, seed)


# --- closed formulas through the language ---------------------------------------------------------------


def _asked(forecast, what, stage, first):
    """Per person who asked for a place from a day on."""
    summed = [
        forecast.at(f"people.{name}", statistic="mean", stage=stage)[first:].sum()
        for name in (what, "asked")
    ]
    return summed[0] / summed[1]


def _busy(forecast, network, stage, first):
    number = forecast.axes["stage"].position(stage)
    places = draw(network, 1, 1).values[0, network.stages[number].capacity]
    return forecast.at("people.busy", statistic="mean", stage=stage)[first:].mean() / places


@pytest.mark.parametrize("case", QUEUES, ids=lambda case: case["id"])
def test_queues_come_out_as_their_formulas_say(case):
    network, worlds = network_of(case["plan"], ""), case["worlds"]
    forecast = run(network, worlds, 7)
    for question in case["questions"]:
        first, of = question["warmup_days"], question["of"]
        desk = "f.desk" if of == "f.lead" else of
        found = {
            "wait_mean": lambda d=desk, n=first: _asked(forecast, "waited", d, n),
            "share_waiting": lambda d=desk, n=first: _asked(forecast, "waiting", d, n),
            "share_lost": lambda d=desk, n=first: _asked(forecast, "gone", d, n),
            "share_gone": lambda d=desk, n=first: _asked(forecast, "gone", d, n),
            "utilisation": lambda d=desk, n=first: _busy(forecast, network, d, n),
            "in_stage_mean": lambda s=of, n=first: forecast.at(
                "stage.in_stage", statistic="mean", stage=s
            )[n:].mean(),
        }[question["metric"]]()
        tolerance = question["tolerance"]
        allowed = {"rel": tolerance.get("rel"), "abs": tolerance.get("abs", 0.0)}
        assert question["expected"] == pytest.approx(found, **allowed), question["metric"]


# --- agreement with `flow` ---------------------------------------------------------------------------------


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case["id"])
def test_where_nothing_takes_time_people_and_flow_say_the_same_to_the_byte(case):
    network = network_of(case["plan"], "")
    worlds = draw(network, 64, 3)
    one, other = (s.simulate(network, worlds, Run(seed=3)) for s in (Flow(), People()))
    own = bytes_of(other)
    assert [] == [n for n, b in bytes_of(one).items() if own[SHARED.get(n, n)] != b]


def served(network, takes=0.0):
    """The same plan, served one by one wherever places are not counted until people leave."""
    delay = Delay(Exactly(takes))
    stages = (evolve(s, takes=delay) if s.capacity == NONE else s for s in network.stages)
    return evolve(network, stages=tuple(stages))


def _differences(network, oracle_worlds, engine_worlds):
    kinds = draw(network, 6, 5).values
    outcomes = [
        by_hand(network, kinds[w % 6], np.random.default_rng([7, w])) for w in range(oracle_worlds)
    ]
    worlds = Worlds(11, 0, kinds[np.arange(engine_worlds) % 6])
    forecast = People().simulate(served(network), worlds, Run(seed=11))
    return disagreements(
        oracle_samples(network, outcomes),
        forecast_metrics(network, forecast),
        largest(network, kinds),
    )


FEW = {
    "whole_shop",
    "subscription",
    "letters_to_members",
    "outside",
    "patience",
    "circle",
    "still_waiting",
}


@pytest.mark.parametrize("path", [p for p in PLANS if p.stem in FEW], ids=lambda p: p.stem)
def test_service_that_takes_no_time_agrees_with_the_oracle(path):
    assert [] == _differences(of_file(path), 100, 768)


@pytest.mark.slow
@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_service_that_takes_no_time_agrees_with_the_oracle_on_all_plans(path):
    assert [] == _differences(of_file(path), 150, 2048)


@pytest.mark.slow
@settings(
    max_examples=networks_tried(25),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(networks())
def test_service_that_takes_no_time_agrees_with_the_oracle_on_any_small_network(network):
    # What happens in one world of a thousand looks like a difference in 80: where there is one, many more are asked.
    assert [] == (_differences(network, 80, 1024) and _differences(network, 2500, 8192))


@pytest.mark.slow
@settings(
    max_examples=networks_tried(25),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(wide_networks())
def test_service_that_takes_no_time_agrees_with_the_oracle_on_rare_words(network):
    assert [] == (_differences(network, 80, 1024) and _differences(network, 2500, 8192))


@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(networks())
def test_people_are_conserved_when_they_are_served(network):
    # The guard refuses a forecast in which people appear or vanish.
    delay = Delay(Exactly(0.3))
    stages = tuple(evolve(s, takes=delay) for s in network.stages)
    forecast = run(evolve(network, stages=stages), worlds=16)
    assert (forecast["stage.in_stage"].values >= 0).all()


# --- the same bytes ----------------------------------------------------------------------------------------

OFFICE = (
    SHOP.replace("60 days", "40 days")
    + """\
person anna { hours: 40 hours per week; works: "Mon-Fri 9:00-17:00"; costs: $12 per hour }
person ben { hours: 20 hours per week; works: "Mon-Thu 12:00-17:00"; closed: 2027-01-18 for 3 days }
channel calls { brings: site.caller; people: 9 per day }
channel walk { brings: site.chat; people: 2 per day }
funnel site {
  stage caller { leaves: 30% per month }
  stage chat { takes: 20 to 40 minutes; by: [anna, ben]; patience: 1 to 6 hours; sells: club }
  stage setup { takes: 1 hours; by: anna; patience: forever; already: 5 }
  stage desk { takes: 5 to 50 minutes; capacity: 1 then 2 from 2027-01-20; patience: 2 days }
  caller -> chat  70%
  chat -> setup   40%
  setup -> desk   60%
  desk -> chat    20%  after 1 to 9 days
}
campaign letter { to: site.setup; every: 5 days; moves: site.chat; converts: 10% }
offer club { price: $9 per month; churn: 20% per month; refunds: 5% within 5 days }
"""
)


@pytest.mark.parametrize("cells", [1, 10**6])
def test_blocks_computed_apart_or_together_give_the_same_bytes(cells, monkeypatch):
    expected = bytes_of(simulate(OFFICE, BLOCK + 40))
    monkeypatch.setattr(simulator, "CELLS", cells)
    assert expected == bytes_of(simulate(OFFICE, BLOCK + 40))


SELDOM = """\
channel walk { brings: site.caller; people: 0.2 per day }
channel old { brings: site.chat; people: 0.2 per day }
funnel site {
  stage caller { takes: 20 minutes; patience: forever; sells: club at 20% }
  stage chat { takes: 20 minutes; patience: forever }
  stage desk { takes: 20 minutes; patience: forever }
  stage done
  caller -> chat  40%
  chat -> desk    90%  after 0.5 days
  desk -> done    50%  after 3 days
}
campaign letter { to: site.caller; every: 2 days; moves: site.desk; converts: 50% }
offer club { price: $9 per month }
"""


def test_nobody_depends_on_who_is_served_in_other_worlds(monkeypatch):
    # Some keep their time of day and others do not, some subscribe: on most days nobody of one sort is there.
    expected = bytes_of(simulate(SHOP + SELDOM, BLOCK + 8))
    monkeypatch.setattr(simulator, "CELLS", 1)
    assert expected == bytes_of(simulate(SHOP + SELDOM, BLOCK + 8))


def test_an_executor_gives_the_same_bytes_and_another_seed_gives_others():
    network = compiled(OFFICE)
    worlds = draw(network, BLOCK + 40, 1)
    here = bytes_of(People().simulate(network, worlds, Run(seed=1)))
    with ThreadPoolExecutor(2) as executor:
        there = People().simulate(network, worlds, Run(seed=1, executor=executor))
    assert here == bytes_of(there)
    assert here != bytes_of(simulate(OFFICE, BLOCK + 40, seed=2))


# --- persons -------------------------------------------------------------------------------------------------

CALLS = (
    SHOP.replace("2027-01-01", "2027-01-04")
    + """\
person anna { hours: HOURS hours per week; works: "WORKS"; costs: $10 per hour }
channel calls { brings: f.lead; people: RATE per day }
funnel f {
  stage lead
  stage call { takes: TAKES; PLACES; patience: forever }
  lead -> call  100%
}
"""
)


def calls(rate, takes, places, works="Mon-Sun 0:00-24:00", hours=168, worlds=48):
    text = CALLS.replace("RATE", str(rate)).replace("TAKES", takes).replace("PLACES", places)
    return simulate(text.replace("WORKS", works).replace("HOURS", str(hours)), worlds)


def test_somebody_who_never_sleeps_is_one_place():
    person = calls(30, "exponential(30 minutes)", "by: anna")
    place = calls(30, "exponential(30 minutes)", "capacity: 1")
    for name in ("people.wait_mean", "people.wait_p95", "people.utilisation"):
        assert place.at(name, stage="f.call") == pytest.approx(person.at(name, stage="f.call"))


@pytest.mark.parametrize("places", ["capacity: 1", "by: anna"])
@pytest.mark.parametrize(
    ("case", "takes"), [("q_pk_md1", "30 minutes"), ("q_pk_me2_1", "erlang(2, 30 minutes)")]
)
def test_any_service_waits_as_pollaczek_and_khinchine_say(case, takes, places):
    inputs, expected = PUBLISHED[case]["inputs"], PUBLISHED[case]["expected"]
    forecast = calls(48 * inputs["lambda"], takes, places, worlds=160)
    assert expected["Wq"] / 2 == pytest.approx(_asked(forecast, "waited", "f.call", 12), rel=0.04)


def test_impatient_people_go_as_erlang_a_says():
    expected = PUBLISHED["q_erlangA"]["expected"]
    text = (
        CALLS.replace("patience: forever", "patience: exponential(2 hours)")
        .replace("TAKES; PLACES", "exponential(1 hours); capacity: 20")
        .replace("RATE", str(22 * 24))
    )
    forecast = simulate(text.replace("WORKS", "Mon-Fri 9:00-17:00").replace("HOURS", "40"), 16)
    for metric, name in (("gone", "p_abandon"), ("waiting", "p_wait"), ("waited", "mean_wait_all")):
        assert expected[name] == pytest.approx(_asked(forecast, metric, "f.call", 5), rel=0.04)


def test_calls_take_working_hours_and_are_paid():
    forecast = calls(6, "30 minutes", "by: anna", "Mon-Fri 9:00-17:00", 40)
    entered = forecast.at("closing.entered", stage="f.call").mean()
    worked = forecast.at("hours.week", statistic="mean", person="anna").sum()
    wages = forecast.at("money.month", account="wages").sum(axis=1).mean()
    assert entered / 2 == pytest.approx(worked, rel=0.01)
    assert 10 * worked == pytest.approx(wages, rel=0.001)


def test_whoever_calls_in_the_night_waits_until_the_morning():
    # One call in a hundred days meets another; a day off or a night is waited for all the same: of a week's
    # 168 hours 40 are open, and a moment of a closed stretch of L hours waits L/2 on average.
    forecast = calls(0.1, "1 minutes", "by: anna", "Mon-Fri 9:00-17:00", 40)
    waited, asked = (
        forecast.at(f"people.{n}", statistic="mean", stage="f.call").sum()
        for n in ("waited", "asked")
    )
    assert (4 * 16**2 / 2 + 64**2 / 2) / 168 == pytest.approx(waited / asked, rel=0.06)
    assert 128 / 168 == pytest.approx(
        forecast.at("people.waiting", statistic="mean").sum() / asked, rel=0.05
    )


def test_a_day_of_work_is_a_working_day():
    # From nine to five the next day: nobody can be served in between.
    forecast = calls(3, "2 days", "by: anna", "Mon-Fri 9:00-17:00", 40)
    assert 20 <= forecast.at("closing.entered", stage="f.call").max() <= 22


def test_two_persons_take_turns():
    text = CALLS.replace("by: anna", "")
    two = text + 'person ben { hours: 168 hours per week; works: "Mon-Sun 0:00-24:00" }\n'
    both = simulate(
        two.replace("RATE", "60")
        .replace("TAKES", "exponential(30 minutes)")
        .replace("PLACES", "by: [anna, ben]")
        .replace("WORKS", "Mon-Sun 0:00-24:00")
        .replace("HOURS", "168")
    )
    places = calls(60, "exponential(30 minutes)", "capacity: 2")
    for name in ("people.wait_mean", "people.utilisation"):
        assert places.at(name, stage="f.call") == pytest.approx(both.at(name, stage="f.call"))


def test_more_persons_than_places_wait_for_a_place():
    text = CALLS + 'person ben { hours: 168 hours per week; works: "Mon-Sun 0:00-24:00" }\n'
    one = simulate(
        text.replace("RATE", "30")
        .replace("TAKES", "exponential(30 minutes)")
        .replace("PLACES", "by: [anna, ben]; capacity: 1")
        .replace("WORKS", "Mon-Sun 0:00-24:00")
        .replace("HOURS", "168")
    )
    place = calls(30, "exponential(30 minutes)", "capacity: 1")
    assert place.at("people.wait_mean", stage="f.call") == pytest.approx(
        one.at("people.wait_mean", stage="f.call")
    )


def test_a_person_who_serves_two_stages_works_no_more_than_there_are_hours():
    forecast = simulate(
        CALLS.replace("RATE", "40")
        .replace("TAKES", "30 minutes")
        .replace("PLACES", "by: anna")
        .replace("WORKS", "Mon-Fri 9:00-17:00")
        .replace("HOURS", "40")
        .replace(
            "  lead -> call  100%",
            "  stage setup { takes: 20 minutes; by: anna; patience: forever }\n"
            "  lead -> call  50%\n  lead -> setup 50%",
        )
    )
    weeks = forecast.at("hours.week", statistic="mean", person="anna")
    assert weeks.max() <= 40 + 1e-9
    assert weeks[1:7] == pytest.approx(40, rel=0.02)


def test_nobody_goes_first_who_asks_later():
    # Two stages of one person: each waits as long as the other, but for the order within a day.
    forecast = simulate(
        CALLS.replace("RATE", "15")
        .replace("TAKES", "20 minutes")
        .replace("PLACES", "by: anna")
        .replace("WORKS", "Mon-Sun 8:00-18:00")
        .replace("HOURS", "70")
        .replace(
            "  lead -> call  100%",
            "  stage client { takes: 40 minutes; by: anna; patience: forever }\n"
            "  lead -> client  50%\n  lead -> call  50%",
        )
    )
    client, call = (
        forecast.at("people.wait_mean", stage=f"f.{s}").mean() for s in ("client", "call")
    )
    assert client == pytest.approx(call, abs=6)


# --- capacity that changes, closed doors, overload --------------------------------------------------------


def test_more_places_let_more_people_in_from_their_day_on():
    forecast = calls(48, "1 hours", "capacity: 1 then 3 from 2027-02-03")
    queue = forecast.at("people.queue", statistic="mean", stage="f.call")
    assert queue[28] > 500
    assert queue[-1] < 100


def test_a_line_that_grows_without_end_is_said_to():
    said = calls(30, "1 hours", "capacity: 1").facts.assumptions
    assert any(s.startswith("the queue at call grows by 6.") and "without end" in s for s in said)
    calm = calls(20, "1 hours", "capacity: 1").facts.assumptions
    assert not any("without end" in s for s in calm)


def test_a_closed_stage_is_waited_for():
    text = CALLS.replace("PLACES", "capacity: 5; open: [2027-01-14 for 7 days]").replace(
        "RATE", "4"
    )
    forecast = simulate(
        text.replace("TAKES", "1 minutes")
        .replace("WORKS", "Mon-Fri 9:00-17:00")
        .replace("HOURS", "40")
    )
    entered = forecast.at("stage.entered", statistic="mean", stage="f.call")
    assert [0, pytest.approx(11 * 4, rel=0.05), pytest.approx(17 * 4, rel=0.05)] == [
        entered[9],
        entered[10],
        entered[-1],
    ]


def test_times_of_day_are_kept_on_the_way_to_the_next_stage():
    # Whoever comes out of the first stage at noon asks for the second at noon: with as many places there
    # nobody ever waits for it.
    forecast = simulate(
        SHOP + "channel calls { brings: f.first; people: 40 per day }\nfunnel f {\n"
        "  stage first { capacity: 1; takes: 30 minutes; patience: forever }\n"
        "  stage second { capacity: 1; takes: 30 minutes; patience: forever }\n"
        "  first -> second  100%\n}\n"
    )
    assert forecast.at("people.wait_mean", stage="f.first").min() > 0.1
    assert 0 == pytest.approx(forecast.at("people.wait_mean", stage="f.second").max(), abs=1e-6)
