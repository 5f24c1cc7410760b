"""Who does which task when: plans of any kind against the oracle, and what is easily got wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
from forecasting import SHOP, network_of
from funneldsl_forecast.projects import build
from funneldsl_forecast.streams import Streams
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import projects as oracle

from funneldsl.network import Network
from funneldsl.worlds import draw

TAKES = (
    "2 to 9 days",
    "triangular(1 days, 2 days, 12 days)",
    "between 0 days and 1 days",
    "0 days",
    "0.5 days",
    "1 days",
    "3 days",
)
WORKS = ("Mon-Fri 9:00-17:00", "Mon-Sun 9:00-17:00", "Tue, Thu 9:00-12:00", "Sat-Sun 10:00-12:00")
THERE = ("", "; closed: [2027-01-20 for 9 days]", "; until: 2027-02-20", "; from: 2027-01-18")
EVERYDAY = 'person ann { hours: 35 hours per week; works: "Mon-Sun 9:00-17:00" }\n'


@st.composite
def plans(draw: st.DrawFn) -> str:
    """Persons with calendars of their own, and projects whose tasks wait for each other in any way."""
    persons = draw(st.lists(st.tuples(st.sampled_from(WORKS), st.sampled_from(THERE)), max_size=4))
    lines = [
        f'person p{n} {{ hours: 30 hours per week; works: "{works}"{there} }}'
        for n, (works, there) in enumerate(persons)
    ]
    done: list[str] = []
    for project in range(draw(st.integers(1, 3))):
        lines.append(f"project g{project} {{")
        if draw(st.booleans()):
            lines.append(f"  starts: 2027-01-{draw(st.integers(1, 31)):02}")
        for task in range(draw(st.integers(1, 8))):
            lines.append("  " + _task(draw, f"t{task}", len(persons), done))
            done.append(f"g{project}.t{task}")
        lines.append("}")
    return SHOP + "\n".join(lines) + "\n"


def _task(draw: st.DrawFn, name: str, persons: int, before: list[str]) -> str:
    words = [f"takes: {draw(st.sampled_from(TAKES))}"]
    # Half of the plans would have hardly anybody wait for a person.
    if persons and draw(st.integers(0, 3)):
        words.append(f"by: p{draw(st.integers(0, persons - 1))}")
    after = draw(st.lists(st.sampled_from(before), max_size=3, unique=True)) if before else []
    if after:
        words.append(f"after: [{', '.join(after)}]")
    return f"task {name} {{ {'; '.join(words)} }}"


def carried_out(network: Network, worlds: int) -> tuple[np.ndarray, ...]:
    """Starts, ends and launch days by world, as simulators have them."""
    values = np.ascontiguousarray(draw(network, worlds, 1).values.T)
    builds = build(network, values, Streams(1, 0, worlds))
    launches = np.where(builds.launches < 10**9, builds.launches, np.inf)
    return builds.starts.T, builds.ends.T, launches.T


def expected(network: Network, worlds: int) -> tuple[np.ndarray, ...]:
    """The same, from the oracle."""
    rows: list[tuple[Any, ...]] = []
    for values in draw(network, worlds, 1).values:
        found = oracle.Builds(network, values.__getitem__, np.random.default_rng(1))
        tasks = range(len(network.tasks))
        starts, ends = ([of.get(t, np.inf) for t in tasks] for of in (found.starts, found.ends))
        rows.append((starts, ends, found.launches))
    return tuple(np.array(column, dtype=float) for column in zip(*rows, strict=True))


def agree(text: str, worlds: int) -> None:
    network = network_of(text)
    for theirs, ours in zip(expected(network, worlds), carried_out(network, worlds), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-6)


@given(plans())
@settings(max_examples=60, deadline=None)
def test_any_projects_are_carried_out_as_the_oracle_does(text: str) -> None:
    agree(text, 6)


def test_more_tasks_than_a_byte_counts() -> None:
    tasks = "".join(
        f"  task t{n} {{ takes: 1 to 3 days; by: {'ann' if n % 3 else 'bob'} }}\n"
        for n in range(300)
    )
    people = EVERYDAY + EVERYDAY.replace("ann", "bob")
    agree(f"{SHOP}{people}project build {{\n{tasks}}}\n", 2)


def test_two_that_end_in_the_same_moment_let_what_waits_for_both_begin_once() -> None:
    text = f"""{SHOP}{EVERYDAY}{EVERYDAY.replace("ann", "bob")}
project build {{
  task a {{ takes: 2 days; by: ann }}
  task b {{ takes: 2 days; by: bob }}
  task nobody {{ takes: 1 days; after: [a, b] }}
  task last {{ takes: 1 days; by: ann; after: [nobody, a, b] }}
}}
"""
    starts, ends, launches = carried_out(network_of(text), 2)
    assert [0.0, 0.0, 2.0, 3.0] == starts[1].tolist()
    assert [2.0, 2.0, 3.0, 4.0] == ends[1].tolist()
    assert [4.0] == launches[1].tolist()


def test_who_waits_for_a_task_of_nothing_begins_it_before_what_stands_behind() -> None:
    """At day 0 both could begin; what `b` lets begin at once stands before `late` in the plan."""
    text = f"""{SHOP}{EVERYDAY}{EVERYDAY.replace("ann", "bob")}
project build {{
  task b {{ takes: 0 days; by: bob }}
  task soon {{ takes: 3 days; by: ann; after: b }}
  task late {{ takes: 1 days; by: ann }}
}}
"""
    starts, _, _ = carried_out(network_of(text), 2)
    assert [0.0, 0.0, 3.0] == starts[0].tolist()


def test_a_task_longer_than_all_days_that_are_known_is_never_done() -> None:
    text = f"{SHOP}{EVERYDAY}project build {{\n  task a {{ takes: 90000 days; by: ann }}\n  task b {{ takes: 1 days; by: ann }}\n}}\n"
    starts, ends, launches = carried_out(network_of(text), 2)
    assert [0.0, np.inf] == starts[0].tolist()
    assert [np.inf, np.inf] == ends[0].tolist()
    assert [np.inf] == launches[0].tolist()
