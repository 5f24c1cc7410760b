"""Persons, their tasks and the work that goes on, for hypothesis."""

from __future__ import annotations

from attrs import evolve
from hypothesis import strategies as st

from funneldsl.network import Cycle, DayRange, Moment, Salary
from oracle.sketch import Changing, Sketch

WORKING = st.sampled_from([(0, 1, 2, 3, 4), (1, 3, 5), (0, 1, 2, 3, 4, 5, 6)])


def work(draw: st.DrawFn, sketch: Sketch) -> None:
    """One or two persons, a project of some tasks that opens a stage, and work that goes on."""
    persons = [_person(draw, sketch) for _ in range(draw(st.integers(1, 2)))]
    gate = sketch.gate()
    tasks: list[int] = []
    for _ in range(draw(st.integers(1, 3))):
        after = draw(st.sets(st.sampled_from(tasks), max_size=1)) if tasks else set()
        words = {"after": tuple(after)}
        if draw(st.integers(0, 3)):
            words["person"] = draw(st.sampled_from(persons))
        if draw(st.booleans()):
            words["hours"] = 5.0
        takes = draw(st.sampled_from([0.5, 2.0, 3.25, 6.0]))
        tasks.append(sketch.task(gate, takes, cost=33.0, **words))
    sketch.rows["gates"][gate] = evolve(sketch.rows["gates"][gate], tasks=tuple(tasks))
    if draw(st.booleans()):
        sketch.risk(draw(st.sampled_from([0.3, 0.7])), 2.5, draw(st.sampled_from(tasks)))
    if draw(st.booleans()):
        stage = draw(st.integers(0, len(sketch.rows["stages"]) - 1))
        row = sketch.rows["stages"][stage]
        sketch.rows["stages"][stage] = evolve(row, gates=(*row.gates, gate))
    _effort(draw, sketch, persons, gate)


def _person(draw: st.DrawFn, sketch: Sketch) -> int:
    pay = draw(st.sampled_from(["hour", "month", "week", "raise", "later", "nothing"]))
    day = draw(st.integers(0, 25))
    words = {
        "hour": {"cost_hour": 12.5},
        "raise": {"cost_hour": Changing(12.5, day, 19.0)},
        "month": {"cost_month": 900.0},
        "week": {"cost_month": 210.0, "cost_cycle": Cycle(days=7)},
        "later": {
            "cost_month": Changing(900.0, day, 0.0),
            "salaries": (Salary(sketch.number(Changing(0.0, day, 220.0)), Cycle(days=7)),),
        },
        "nothing": {},
    }[pay]
    if draw(st.booleans()):
        first = draw(st.integers(0, 10))
        words["days"] = DayRange(first, first + draw(st.integers(5, 40)))
    if draw(st.booleans()):
        first = draw(st.integers(0, 20))
        words["closed"] = (DayRange(first, first + 4),)
    return sketch.person(draw(st.sampled_from([10.0, 40.0])), draw(WORKING), **words)


def _effort(draw: st.DrawFn, sketch: Sketch, persons: list[int], gate: int) -> None:
    by = draw(st.lists(st.sampled_from(persons), min_size=1, unique=True))
    words = {"gates": (gate,)} if draw(st.booleans()) else {}
    day = Moment(draw(st.integers(0, 25)))
    sketch.effort(5.0, *by, until=(day,), **words)
    sketch.effort(8.0, *by, since=day, **words)
    stage = draw(st.integers(0, len(sketch.rows["stages"]) - 1))
    needs = draw(st.sampled_from([{}, {"each": 0.4}, {"each_present": 0.05}]))
    if needs:
        change = draw(st.sampled_from([{}, {"since": day}, {"until": (day,)}]))
        sketch.effort(None, *by, stage=stage, **needs, **change)
