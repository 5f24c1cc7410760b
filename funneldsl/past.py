"""What earlier readings of a project are good for: what is the same is not read, bound or checked again.

Three things are remembered. A piece of text (one top-level statement) with what was parsed of it; its declarations, if
nothing was wrong with them (`bind.memory`); and what each check found, together with everything that it asked the plan
for (`answers`). Each is used again only where all that it rests on is the same, so a reading with a past gives what
one without it gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, evolve, field

from funneldsl.answers import Answers
from funneldsl.bind.memory import Memory
from funneldsl.diagnostics import Finding
from funneldsl.model.kinds import Declaration
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import Scenario
from funneldsl.model.values import Fixed
from funneldsl.plugin import Check
from funneldsl.source import Source
from funneldsl.syntax.again import Shelf
from funneldsl.syntax.nodes import Document


@define(eq=False)
class Past:
    """The last reading of a project, by all that can be used again. It changes with every reading."""

    shelves: dict[str, Shelf] = field(factory=dict)
    """Pieces, by the name of the file."""
    memory: Memory = field(factory=Memory)
    answers: Answers = field(factory=Answers)
    applied: dict[str, Answers] = field(factory=dict)
    """About the plan with a scenario applied, by the name of the scenario."""

    def parse(self, source: Source) -> Document:
        """A file, with the pieces that are the same as the last time."""
        from funneldsl.syntax.parser import parse

        return parse(source, self.shelves.setdefault(source.name, Shelf()))

    def check(self, plan: Plan, checks: Iterable[tuple[Check, str]]) -> list[Finding]:
        """What the checks of these owners find in a plan."""
        for name in self.applied.keys() - plan.written.keys():
            del self.applied[name]
        return self.answers.of(checks, plan)

    def check_applied(self, checks: Iterable[Check], applied: Plan) -> list[Finding]:
        """What checks of the core find in a plan with a scenario applied."""
        answers = self.applied.setdefault(applied.scenario, Answers())
        if answers.plan is not None:
            applied = _in_old_objects(applied, answers.plan)
        return answers.of(((check, "") for check in checks), applied)


def _in_old_objects(applied: Plan, last: Plan) -> Plan:
    """The plan; what a scenario made of the same declarations by the same words, in the objects of the last time."""
    now, then = applied.before, last.before
    if now is None or then is None or not _same(now.of(Scenario), then.of(Scenario)):
        return applied

    def same(made: Mapping[str, Declaration]) -> Fixed[str, Declaration]:
        out = dict(made)
        for name, d in made.items():
            from_ = now.all.get(name)
            if d is not from_ and from_ is then.all.get(name):
                before = last.all.get(name)
                out[name] = before if before is not None and before == d else d
        return Fixed(out)

    return evolve(applied, written=same(applied.written), expanded=same(applied.expanded))


def _same(now: tuple[Scenario, ...], then: tuple[Scenario, ...]) -> bool:
    """Whether these are the same objects."""
    return len(now) == len(then) and all(a is b for a, b in zip(now, then, strict=True))
