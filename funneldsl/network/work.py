"""Who works, on what, and what waits for it."""

from __future__ import annotations

from attrs import frozen

from funneldsl.network.parameters import ALWAYS, MONTHLY, Cycle, DayRange, Moment
from funneldsl.network.positions import NONE, Id


@frozen
class Salary:
    """Pay of a person that is due this often."""

    amount: Id
    cycle: Cycle


@frozen
class PersonRow:
    name: str
    title: str
    hours: Id
    """Hours per week."""
    weekdays: tuple[int, ...]
    closed: tuple[DayRange, ...] = ()
    cost_hour: Id = NONE
    cost_month: Id = NONE
    days: DayRange = ALWAYS
    cost_cycle: Cycle = MONTHLY
    """How often `cost_month` is due, where that is not each month."""
    opens: float = 0.0
    """Part of the day at which work begins."""
    closes: float = 1.0
    """Part of the day at which it ends."""
    salaries: tuple[Salary, ...] = ()
    """Pay besides `cost_month` that is due with another cycle: what pay becomes later."""
    first: tuple[Id, ...] = ()
    """Stages whose people they serve before those of all others, in this order."""


@frozen
class TaskRow:
    name: str
    gate: Id
    """Its project."""
    takes: Id
    """Working days of the person; calendar days where there is no person."""
    hours: Id = NONE
    person: Id = NONE
    cost: Id = NONE
    after: tuple[Id, ...] = ()
    """Tasks that must be done before; a project stands for all its tasks."""


@frozen
class RiskRow:
    name: str
    chance: Id
    adds: Id
    """Working days."""
    tasks: tuple[Id, ...]


@frozen
class GateRow:
    """A project, or a task that something `needs`: what it gates opens on the day it is done."""

    name: str
    title: str
    tasks: tuple[Id, ...]
    starts: int = 0
    project: bool = True


@frozen
class EffortRow:
    """Work that goes on: hours per week shared by persons, on their working days, once the gates are open."""

    name: str
    persons: tuple[Id, ...]
    hours: Id
    gates: tuple[Id, ...] = ()
    days: DayRange = ALWAYS
    stage: Id = NONE
    """Where people make this work; `hours` is NONE then."""
    each: Id = NONE
    """Hours for each person who enters it."""
    each_present: Id = NONE
    """Hours per day for each person present there."""
    since: Moment | None = None
    """It holds from this moment on; None from the start."""
    until: tuple[Moment, ...] = ()
    """It holds no more once one of these moments has come: something else was written `then`."""
