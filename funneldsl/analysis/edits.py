"""The single changes by which one scenario of a plan differs from another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import attrs

from funneldsl.bind import scenarios
from funneldsl.frozen import frozen
from funneldsl.model.kinds import Kinds
from funneldsl.model.plan import Plan
from funneldsl.model.projects import Task
from funneldsl.model.scenarios import FlowPatch, Patch, Scenario
from funneldsl.model.values import Fixed, Ref

ASKED = "asked"
"""What the scenario is called that holds some of the edits."""


Line = Patch | FlowPatch | Ref[Any]
"""A change, or a thing that is not there."""


@frozen
class Edit:
    """Lines of a scenario that are made together, or, where `undone`, are not made any more."""

    lines: tuple[Line, ...]
    undone: bool = False

    @property
    def label(self) -> str:
        """`attract.search_ads.spend`, `a -> b`, `without letter`."""
        told = ", ".join(_told(line) for line in self.lines)
        return f"no longer {told}" if self.undone else told


def _told(line: Line) -> str:
    match line:
        case Patch(target=target, word=word, clause=clause):
            return f"{target}.{word}" + (f".{clause}" if clause else "")
        case FlowPatch(source=source, target=to):
            return f"{source.name} -> {to.name}"
        case Ref(name=name):
            return f"without {name}"


@frozen
class Passage:
    """From one scenario of a plan (or the plan as written) to another, edit by edit."""

    plan: Plan
    """As written."""
    common: tuple[Line, ...]
    """What both have."""
    edits: tuple[Edit, ...]

    def after(self, made: Collection[int], kinds: Kinds) -> Plan:
        """The plan with some of the edits made, by their positions."""
        chosen = [e.lines for n, e in enumerate(self.edits) if (n in made) != e.undone]
        lines = (*self.common, *(line for some in chosen for line in some))
        own = Scenario(
            name=ASKED,
            patches=tuple(c for c in lines if not isinstance(c, Ref)),
            without=tuple(c for c in lines if isinstance(c, Ref)),
        )
        held = attrs.evolve(self.plan, written=Fixed({**self.plan.written, ASKED: own}))
        return scenarios.apply(held, ASKED, kinds)


def passage(one: Plan, other: Plan) -> Passage:
    """The way from a plan to another scenario of it."""
    plan = one.before or one
    before, after = _lines(plan, one.scenario), _lines(plan, other.scenario)
    undone = [Edit(e, undone=True) for e in _together(plan, [c for c in before if c not in after])]
    done = [Edit(e) for e in _together(plan, [c for c in after if c not in before])]
    return Passage(plan, tuple(c for c in before if c in after), (*undone, *done))


def _together(plan: Plan, lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Lines one by one, but all that order tasks as one: half of a new order may be a circle, which never ends."""
    order = tuple(x for x in lines if isinstance(x, Patch) and _orders_tasks(plan, x))
    found: list[tuple[Line, ...]] = [order] if order else []
    return found + [(line,) for line in lines if line not in order]


def _orders_tasks(plan: Plan, line: Patch) -> bool:
    return line.word == "after" and isinstance(plan.all.get(line.target), Task)


def _lines(plan: Plan, scenario: str) -> list[Line]:
    """All lines of a scenario and of those it extends, the first made first."""
    own = plan.written.get(scenario)
    if not isinstance(own, Scenario):
        return []
    above = _lines(plan, own.extends.name) if own.extends is not None else []
    return [*above, *own.patches, *own.without]
