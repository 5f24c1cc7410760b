"""Hours that people work: on tasks, and on what goes on (SEMANTICS 28 to 30)."""

from __future__ import annotations

import numpy as np

from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import FAR, Counts, Floats
from funneldsl_forecast.channels import within
from funneldsl_forecast.moments import in_force
from funneldsl_forecast.projects import Builds
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.working_days import WorkingDays, works_on


def task_hours(scene: Scene, builds: Builds) -> Floats:
    """Hours spent on tasks by (person, day, world)."""
    hours = np.zeros((len(scene.network.persons), *scene.shape))
    for number, task in enumerate(scene.network.tasks):
        if task.person == NONE:
            continue
        person = scene.network.persons[task.person]
        calendar = WorkingDays.of(scene.network, person)
        work, takes = calendar.begin(builds.starts[number]), builds.takes[number]
        done = np.isfinite(work) & (takes > 0)
        if not done.any():
            continue
        first = np.where(done, work, 0.0)
        last = first + np.where(done, takes, 0.0)
        days = _span(builds.starts[number], builds.ends[number], done, scene.days)
        before = calendar.before[: scene.days + 1][days.start : days.stop + 1, None]
        spent = np.diff(np.clip(before, first, last), axis=0)
        rate = scene.value(person.hours) / max(1, len(person.weekdays))
        if task.hours != NONE:
            rate = scene.value(task.hours) / np.where(done, takes, 1.0)
        hours[task.person, days] += spent * rate
    return hours


def _span(starts: Floats, ends: Floats, done: np.ndarray, days: int) -> slice:
    first = int(min(days, np.floor(starts[done].min())))
    last = np.where(np.isfinite(ends[done]), ends[done], FAR).max()
    return slice(first, int(min(days, np.ceil(last) + 1)))


def hours_of(scene: Scene, builds: Builds, entered: list[Counts], present: list[Counts]) -> Floats:
    """Booked hours by (person, day, world): tasks, hours per week, and hours that the people of stages need."""
    hours = task_hours(scene, builds)
    for row in scene.network.efforts:
        for person in row.persons:
            if row.hours != NONE:
                hours[person] += _per_week(scene, row, person)
            if row.stage != NONE and (row.each != NONE or row.each_present != NONE):
                needed = _needed(scene, row, entered[row.stage], present[row.stage])
                hours[person] += _on_working_days(scene, person, needed / len(row.persons))
    return hours


def _per_week(scene: Scene, row: tables.EffortRow, person: int) -> Floats:
    """One person's part of hours per week, spread over working days, while it goes on."""
    who = scene.network.persons[person]
    share = scene.value(row.hours) / len(row.persons) / max(1, len(who.weekdays))
    works = works_on(scene.network, who, scene.days) & within(row.days, scene.days)
    goes_on = scene.opening(row.gates).table & in_force(scene, row.since, row.until)
    return np.where(works[:, None] & goes_on, share, 0.0)


def _needed(scene: Scene, row: tables.EffortRow, entered: Counts, present: Counts) -> Floats:
    needed = scene.value(row.each) * entered + scene.value(row.each_present) * present
    return np.asarray(needed * in_force(scene, row.since, row.until))


def _on_working_days(scene: Scene, person: int, needed: Floats) -> Floats:
    """Work that comes up on a day off waits for the next working day."""
    works = works_on(scene.network, scene.network.persons[person], scene.days)
    on = np.flatnonzero(works)
    hours = np.zeros(scene.shape)
    when = np.searchsorted(on, np.arange(scene.days))
    inside = when < len(on)
    np.add.at(hours, on[when[inside]], needed[inside])
    return hours


def weeks(hours: Floats) -> Floats:
    """Sums over weeks of seven days from `start`, the last one perhaps shorter: (…, weeks, worlds)."""
    days = hours.shape[-2]
    starts = np.arange(0, days, 7)
    return np.asarray(np.add.reduceat(hours, starts, axis=-2), dtype=np.float64)
