"""The simulator `schedule`: closed forms, published networks, and the same launches as `flow`."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from forecasting import SHOP, network_of
from forecasting import simulate as flow
from funneldsl_forecast.schedule.simulator import Schedule

from funneldsl.guard import forecast_of
from funneldsl.plugin import Forecast, Run
from funneldsl.worlds import draw

RELIABLE = {
    "a": (1, 2, 3, ""),
    "b": (2, 3.5, 8, "a"),
    "c": (6, 9, 18, "b"),
    "d": (4, 5.5, 10, "c"),
    "e": (1, 4.5, 5, "c"),
    "f": (4, 4, 10, "e"),
    "g": (5, 6.5, 11, "d"),
    "h": (5, 8, 17, "eg"),
    "i": (3, 7.5, 9, "c"),
    "j": (3, 9, 9, "fi"),
    "k": (4, 4, 4, "j"),
    "l": (1, 5.5, 7, "j"),
    "m": (1, 2, 3, "h"),
    "n": (5, 5.5, 9, "kl"),
}
"""Reliable Construction: low, most likely, high, tasks before (Hillier and Lieberman, Operations Research)."""


@cache
def schedule(text: str, worlds: int = 2048, seed: int = 1) -> Forecast:
    network = network_of(text)
    return forecast_of(Schedule(), "forecast", network, draw(network, worlds, seed), Run(seed=seed))


def project(*tasks: str, people: str = "") -> str:
    lines = "\n".join(f"  task {task}" for task in tasks)
    return f"{SHOP}{people}\nproject build {{\n{lines}\n}}\n"


def reliable() -> str:
    def takes(low: float, mode: float, high: float) -> str:
        return f"{low} days" if low == high else f"triangular({low} days, {mode} days, {high} days)"

    def after(before: str) -> str:
        return f"; after: [{', '.join(before)}]" if before else ""

    return project(*(f"{n} {{ takes: {takes(*r[:3])}{after(r[3])} }}" for n, r in RELIABLE.items()))


def end(forecast: Forecast) -> np.ndarray:
    return forecast["task.end"].values.max(axis=1)


def test_a_network_of_tasks_takes_as_long_as_published():
    finished = end(schedule(reliable(), 51_200))
    assert 46.229 == pytest.approx(finished.mean(), abs=0.05)
    assert 3.692 == pytest.approx(finished.std(), abs=0.05)
    assert 0.5942 == pytest.approx((finished <= 47).mean(), abs=0.006)


def test_the_launch_is_the_ceiling_of_the_end():
    made = schedule(reliable())
    assert (np.ceil(end(made)) == made["project.launch"].values[:, 0]).all()


def test_tasks_on_the_longest_way_are_critical_most_often():
    shares = dict(zip(RELIABLE, schedule(reliable())["schedule.critical"].values[0], strict=True))
    assert 1.0 == shares["a"] == shares["b"] == shares["c"]
    assert shares["h"] + shares["n"] == pytest.approx(1.0 + shares["h"] - shares["m"])
    assert shares["k"] < shares["l"]


def test_of_two_equal_ways_each_decides_half_the_time():
    text = project(
        "left { takes: 2 to 8 days }",
        "right { takes: 2 to 8 days }",
        "both { takes: 1 days; after: [left, right] }",
    )
    left, right, both = schedule(text)["schedule.critical"].values[0]
    assert 1.0 == both == pytest.approx(left + right)
    assert 0.5 == pytest.approx(left, abs=4 * 0.5 / 2048**0.5)


def test_where_ways_meet_the_later_one_counts():
    """The mean of the largest of n independent uniforms on 0 to 1 is n / (n + 1): merge bias."""
    text = project(*(f"t{n} {{ takes: between 10 days and 20 days }}" for n in range(4)))
    finished = end(schedule(text, 8192))
    assert 10 + 10 * 4 / 5 == pytest.approx(finished.mean(), abs=4 * 1.633 / 8192**0.5)


def test_a_chain_takes_the_sum():
    text = project(
        "a { takes: between 10 days and 20 days }",
        "b { takes: between 10 days and 20 days; after: a }",
        "c { takes: between 10 days and 20 days; after: b }",
    )
    finished = end(schedule(text))
    assert 45.0 == pytest.approx(finished.mean(), abs=0.05)
    assert (3 * 100 / 12) ** 0.5 == pytest.approx(finished.std(), abs=0.15)


def test_one_person_does_one_task_at_a_time():
    people = 'person ann { hours: 35 hours per week; works: "Mon-Sun 9:00-17:00" }'
    text = project("a { takes: 4 days; by: ann }", "b { takes: 3 days; by: ann }", people=people)
    made = schedule(text, 256)
    assert {4.0} == set(made["task.start"].values[:, 1])
    assert [1.0, 1.0] == made["schedule.critical"].values[0].tolist()


def test_a_free_person_takes_the_first_task_that_is_ready():
    people = 'person ann { hours: 35 hours per week; works: "Mon-Sun 9:00-17:00" }'
    text = project(
        "wait { takes: 5 days }",
        "late { takes: 1 days; by: ann; after: wait }",
        "soon { takes: 2 days; by: ann }",
        people=people,
    )
    made = schedule(text, 256)
    assert [0.0, 5.0, 0.0] == made["task.start"].values[0].tolist()


def test_a_task_that_is_never_critical_may_still_matter():
    text = project("long { takes: 10 to 30 days }", "short { takes: 1 to 2 days }")
    made = schedule(text)
    assert [1.0, 0.0] == made["schedule.critical"].values[0].tolist()
    crucial = made["schedule.cruciality"].values[0]
    assert 1.0 == pytest.approx(crucial[0], abs=0.01)
    assert 0.0 == pytest.approx(crucial[1], abs=0.1)


def test_risks_come_true_once_per_world():
    text = project("a { takes: 4 days }", "b { takes: 6 days; after: a }")
    text += (
        "project sail {\n  risk flood { chance: 30%; adds: 5 days; to: [build.a, build.b] }\n}\n"
    )
    finished = end(schedule(text))
    assert {10.0, 20.0} == set(finished)
    assert 0.3 == pytest.approx((finished > 10).mean(), abs=4 * (0.21 / 2048) ** 0.5)


def test_what_waits_for_a_person_who_is_never_there_is_never_done():
    people = "person ann { hours: 35 hours per week; until: 2026-12-31 }"
    made = schedule(project("a { takes: 4 days; by: ann }", people=people), 256)
    assert np.isnan(made["project.launch"].values).all()
    assert np.isnan(made["task.end"].values).all()
    assert 0.0 == made["schedule.critical"].values[0, 0]


def test_wages_and_tasks_cost():
    people = (
        'person ann { hours: 35 hours per week; costs: $20 per hour; works: "Mon-Sun 9:00-17:00" }'
    )
    text = project("a { takes: 4 days; by: ann; hours: 10 hours; cost: $50 }", people=people)
    assert {250.0} == set(schedule(text, 256)["schedule.cost"].values[:, 0])


def test_money_that_starts_with_a_late_launch():
    """E[(H - D)+]: with the mean delay put in instead, the answer is wrong where the delay can exceed the horizon."""
    launch = schedule(project("a { takes: triangular(20 days, 40 days, 120 days) }"), 20_480)
    days = launch["task.end"].values[:, 0]
    assert 30_000.0 == pytest.approx(250 * np.maximum(180 - days, 0).mean(), rel=0.01)
    assert 7_781.25 == pytest.approx(250 * np.maximum(90 - days, 0).mean(), rel=0.01)
    assert 0.1125 == pytest.approx((days > 90).mean(), abs=0.006)


def test_flow_launches_on_the_same_days():
    text = reliable()
    assert (
        schedule(text, 512)["project.launch"].values == flow(text, 512)["project.launch"].values
    ).all()


def test_worlds_do_not_depend_on_how_many_there_are():
    text = reliable()
    few, many = schedule(text, 256)["task.end"].values, schedule(text, 2560)["task.end"].values
    assert (few == many[:256]).all()


def test_what_a_plan_sells_does_not_matter():
    text = project("a { takes: 4 days }") + "funnel f {\n  stage x { takes: 3 to 4 hours }\n}\n"
    assert {4.0} == set(schedule(text, 256)["project.launch"].values[:, 0])


def test_no_projects_is_no_mistake():
    assert (256, 0) == schedule(SHOP, 256)["project.launch"].values.shape
