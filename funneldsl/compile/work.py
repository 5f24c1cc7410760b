"""Persons, projects, tasks, risks and efforts as rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from funneldsl.compile.clock import cycle
from funneldsl.compile.draft import Draft, Stretch
from funneldsl.compile.parameters import (
    DAYS,
    HOURLY,
    HOURS,
    HOURS_DAILY,
    HOURS_WEEKLY,
    PLAIN,
    Column,
)
from funneldsl.compile.stages import stage_gates
from funneldsl.model.kinds import Declaration
from funneldsl.model.people import Person
from funneldsl.model.projects import Project, Risk, Task
from funneldsl.model.records import Effort
from funneldsl.model.stages import Stage
from funneldsl.model.systems import Campaign, Funnel, System
from funneldsl.model.values import Amount, Period, Ref
from funneldsl.network import (
    NONE,
    Cycle,
    DayRange,
    EffortRow,
    GateRow,
    Id,
    PersonRow,
    RiskRow,
    Salary,
    TaskRow,
)


def persons(draft: Draft) -> Iterator[PersonRow]:
    """Persons in the order of the plan."""
    shut = draft.clock.windows(draft.business.closed)
    for p in draft.plan.of(Person):
        per, *others = _pay_periods(p) or (None,)
        number = draft.parameters.of
        yield PersonRow(
            p.name,
            p.label,
            number(p, "hours", p.hours, HOURS_WEEKLY),
            p.works.days,
            closed=(*draft.clock.windows(p.closed), *shut),
            cost_hour=draft.over_time(p, "costs", _by_the_hour, HOURLY),
            cost_month=draft.over_time(p, "costs", partial(_each, per)),
            days=draft.clock.between(p.from_, p.until),
            cost_cycle=Cycle(months=1) if per is None else cycle(per),
            salaries=tuple(
                Salary(draft.over_time(p, "costs", partial(_each, other)), cycle(other))
                for other in others
            ),
            opens=p.works.opens / 1440,
            closes=p.works.closes / 1440,
            first=draft.all(p.first),
        )


def _by_the_hour(pay: Amount) -> Amount | None:
    return pay if pay.unit.per is Period.HOUR else None


def _each(per: Period | None, pay: Amount) -> Amount | None:
    """Pay that is due in this period."""
    return pay if pay.unit.per is per and not _by_the_hour(pay) else None


def _pay_periods(p: Person) -> tuple[Period | None, ...]:
    """How often pay is due that is not by the hour, now or later."""
    pays = (p.costs, *(c.value for c in p.changes.get("costs", ())))
    pers = (a.unit.per for a in pays if a is not None and not _by_the_hour(a))
    return tuple(dict.fromkeys(pers))


def gates(draft: Draft) -> Iterator[GateRow]:
    """Projects in the order of the plan, then the tasks that something needs."""
    for name, _ in sorted(draft.gates.items(), key=lambda item: item[1]):
        thing = draft.plan[name]
        if isinstance(thing, Project):
            tasks = tuple(draft.ids[t.name] for t in draft.plan.within(thing, Task))
            starts = draft.clock.day(thing.starts) if thing.starts is not None else 0
            yield GateRow(name, thing.label, tasks, max(0, starts))
        else:
            yield GateRow(name, thing.label, (draft.ids[name],), project=False)


def tasks(draft: Draft) -> Iterator[TaskRow]:
    """Tasks in the order of the plan."""
    for t in draft.plan.of(Task):
        number = draft.parameters.of
        yield TaskRow(
            t.name,
            draft.gates[t.parent],
            number(t, "takes", t.takes, _working(draft, t.takes, t.by)),
            hours=number(t, "hours", t.hours, HOURS),
            person=draft.id(t.by) if t.by is not None else NONE,
            cost=number(t, "cost", t.cost),
            after=_before(draft, t),
        )


def risks(draft: Draft) -> Iterator[RiskRow]:
    """Risks in the order of the plan."""
    for r in draft.plan.of(Risk):
        first = draft.plan[r.to[0]] if r.to else None
        by = first.by if isinstance(first, Task) else None
        chance = draft.parameters.of(r, "chance", r.chance)
        adds = draft.parameters.of(r, "adds", r.adds, _working(draft, r.adds, by))
        yield RiskRow(r.name, chance, adds, draft.all(r.to))


def efforts(draft: Draft) -> Iterator[EffortRow]:
    """Work that goes on, of systems, campaigns and stages."""
    plan = draft.plan
    for d in plan.all.values():
        if isinstance(d, System | Funnel | Campaign | Stage) and d.effort is not None:
            days = draft.clock.between(None, None)
            if isinstance(d, Campaign):
                days = draft.clock.between(d.from_, d.until)
            for stretch in draft.stretches(d, "effort"):
                yield _effort(draft, d, stretch, days)


def _effort(draft: Draft, d: Declaration, stretch: Stretch, days: DayRange) -> EffortRow:
    effort: Effort = stretch.value
    unit, number = effort.hours.unit, partial(draft.parameters.of, later=stretch.told)
    each, present = unit.each and unit.per is None, unit.each and unit.per is not None
    return EffortRow(
        d.name,
        draft.all(effort.by),
        NONE if unit.each else number(d, "effort", effort.hours, HOURS_WEEKLY),
        gates=stage_gates(draft, d) if isinstance(d, Stage) else draft.opening(d.name),
        days=days,
        stage=draft.ids[d.name] if isinstance(d, Stage) else NONE,
        each=number(d, "effort", effort.hours, HOURS) if each else NONE,
        each_present=number(d, "effort", effort.hours, HOURS_DAILY) if present else NONE,
        since=stretch.since,
        until=stretch.until,
    )


def _before(draft: Draft, t: Task) -> tuple[Id, ...]:
    """Tasks that come before; a project stands for all of its own."""
    before: list[Id] = []
    for ref in t.after:
        thing = draft.plan[ref]
        if isinstance(thing, Project):
            before += (draft.ids[x.name] for x in draft.plan.within(thing, Task))
        else:
            before.append(draft.id(ref))
    return tuple(dict.fromkeys(before))


def _working(draft: Draft, length: Amount, by: Ref[Person] | None) -> Column:
    """Durations as working days: a week has as many as the person works, a day as many hours."""
    measure = length.unit.measure
    if by is None or not isinstance(measure, Period):
        return DAYS
    works = draft.plan[by].works
    if measure in (Period.MINUTE, Period.HOUR):
        return Column(measure=max(1, works.closes - works.opens) / 1440)
    if measure is Period.DAY:
        return PLAIN
    return Column(measure=7 / len(works.days))
