"""What the parts of the compiler share: positions of things, days, parameters, openings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from attrs import define, field, frozen

from funneldsl.compile.clock import FAR, Clock, exact
from funneldsl.compile.parameters import PLAIN, Column, Parameters
from funneldsl.compile.rules import NOT_EXACT
from funneldsl.diagnostics import Finding
from funneldsl.model.business import Business
from funneldsl.model.kinds import Declaration, props
from funneldsl.model.offers import Offer
from funneldsl.model.people import Customer, Person
from funneldsl.model.plan import Plan
from funneldsl.model.projects import Project, Task
from funneldsl.model.stages import Flow, Stage
from funneldsl.model.systems import Campaign, Channel
from funneldsl.model.values import Amount, Period, Ref, Spread, Told
from funneldsl.network import Delay, Id, Moment, Step

TABLES: tuple[type[Declaration], ...] = (
    Stage,
    Flow,
    Channel,
    Campaign,
    Offer,
    Person,
    Task,
    Customer,
)
"""Kinds with a table of their own; a thing's position there is its Id."""


@frozen
class Stretch:
    """A value of a property that changes, from a moment on, until one of some moments has come."""

    value: Any
    since: Moment | None
    until: tuple[Moment, ...]
    told: Told | None = None


@define
class Draft:
    """A network in the making."""

    plan: Plan
    business: Business
    clock: Clock
    parameters: Parameters
    days: int
    ids: dict[str, Id]
    """Positions of things in their tables, by qualified name."""
    gates: dict[str, Id]
    """Positions of gates by the project or task that they stand for."""
    builders: dict[str, tuple[Id, ...]]
    """Gates of the projects that build a thing, by its qualified name."""
    findings: list[Finding] = field(factory=list)

    @classmethod
    def of(cls, plan: Plan, business: Business, days: int) -> Draft:
        """Ready to be filled: all positions are known."""
        ids = {d.name: i for kind in TABLES for i, d in enumerate(plan.of(kind))}
        gates = {p.name: i for i, p in enumerate(plan.of(Project))}
        for task in _needed_tasks(plan):
            gates.setdefault(task, len(gates))
        builders: dict[str, tuple[Id, ...]] = {}
        for p in plan.of(Project):
            for ref in p.builds:
                builders[ref.name] = (*builders.get(ref.name, ()), gates[p.name])
        parameters = Parameters(business.currency, business.rates, business.told.get("rates"))
        clock = Clock(business.start)
        return cls(plan, business, clock, parameters, days, ids, gates, builders)

    def id(self, ref: Ref[Any]) -> Id:
        """The position of what a reference names."""
        return self.ids[ref.name]

    def all(self, refs: Iterable[Ref[Any]]) -> tuple[Id, ...]:
        """Positions of what references name."""
        return tuple(self.ids[r.name] for r in refs)

    def opening(self, name: str) -> tuple[Id, ...]:
        """Gates of the thing and of the systems in which it stands."""
        gates: list[Id] = []
        while name:
            gates += self.builders.get(name, ())
            name = name.rpartition(".")[0]
        return tuple(dict.fromkeys(gates))

    def needed(self, refs: Iterable[Ref[Any]], seen: tuple[str, ...] = ()) -> tuple[Id, ...]:
        """Gates of what is needed: projects, tasks, and what offers need themselves."""
        gates: list[Id] = []
        for ref in refs:
            if ref.name in self.gates:
                gates.append(self.gates[ref.name])
            elif isinstance(offer := self.plan[ref], Offer) and ref.name not in seen:
                gates += self.opening(ref.name)
                gates += self.needed(offer.needs, (*seen, ref.name))
        return tuple(dict.fromkeys(gates))

    def over_time(
        self,
        d: Declaration,
        word: str,
        pick: Callable[[Any], Amount | None],
        column: Column = PLAIN,
    ) -> Id:
        """The parameter of what `pick` takes out of a property, with all that the property becomes later.

        NONE if there is nothing to take, now and later.
        """
        value = getattr(d, props(type(d))[word].field)
        first = self.parameters.of(d, word, pick(value) if value is not None else None, column)
        steps = tuple(
            Step(
                self.moment(c.when),
                self.parameters.of(d, word, pick(c.value), column, c.told),
            )
            for c in d.changes.get(word, ())
        )
        return self.parameters.timed(f"{d.name}.{word}", first, steps) if steps else first

    def moment(self, when: date | Ref[Any]) -> Moment:
        """The day of a date, or the end of a project or task; never, for one that a scenario left out."""
        if isinstance(when, date):
            return Moment(self.clock.day(when))
        gate = self.gates.get(when.name)
        return Moment(FAR) if gate is None else Moment(gate=gate)

    def stretches(self, d: Declaration, word: str) -> Iterator[Stretch]:
        """What a property is and becomes, each value with the time in which it holds."""
        changes = d.changes.get(word, ())
        moments = [self.moment(c.when) for c in changes]
        yield Stretch(getattr(d, props(type(d))[word].field), None, tuple(moments))
        for number, change in enumerate(changes):
            rest = tuple(moments[number + 1 :])
            yield Stretch(change.value, moments[number], rest, change.told)

    def exact(self, d: Declaration, word: str, amount: Amount) -> float:
        """A number that must be certain; 1 with a finding if it is not."""
        number = exact(amount)
        if number is None:
            self.findings.append(
                NOT_EXACT.at(
                    d.place(word),
                    f"{word} of {d.label} holds a length that is not one exact number",
                    help="write one number, `6 days`",
                )
            )
        return 1.0 if number is None else number


def delay(spread: Spread | None) -> Delay | None:
    """How long people take, in days."""
    if spread is None:
        return None
    measure = spread.unit.measure
    return Delay(spread.law, measure.days if isinstance(measure, Period) else 1.0)


def _needed_tasks(plan: Plan) -> Iterator[str]:
    """Names of tasks that something waits for that is no task, or at whose end something changes."""
    things: tuple[Stage | Flow | Offer, ...] = (
        *plan.of(Stage),
        *plan.of(Flow),
        *plan.of(Offer),
    )
    for d in things:
        yield from (r.name for r in d.needs if isinstance(plan[r], Task))
    for thing in plan.all.values():
        whens = (c.when for changes in thing.changes.values() for c in changes)
        yield from (w.name for w in whens if isinstance(w, Ref) and isinstance(plan[w], Task))
