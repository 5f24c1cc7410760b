"""What earlier readings of a project are good for: what is the same is not read, bound or checked again.

Three things are remembered. A piece of text (one top-level statement) with what was parsed of it; its declarations, if
nothing was wrong with them (`bind.memory`); and what each check found, together with everything that it asked the plan
for. Each is used again only where all that it rests on is the same, so a reading with a past gives what one without it
gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from attrs import define, evolve, field, frozen

from funneldsl import guard
from funneldsl.bind.memory import Memory
from funneldsl.checks.family import Family
from funneldsl.diagnostics import Finding
from funneldsl.model.kinds import Declaration
from funneldsl.model.plan import Plan, references
from funneldsl.plugin import Check
from funneldsl.source import Source
from funneldsl.syntax.again import Shelf
from funneldsl.syntax.nodes import Document
from funneldsl.watched import Asked, Difference, Watched


@frozen(eq=False)
class _Answer:
    """What a check found, and what it asked for."""

    asked: Asked
    found: tuple[Finding, ...]


@define(eq=False)
class Past:
    """The last reading of a project, by all that can be used again. It changes with every reading."""

    shelves: dict[str, Shelf] = field(factory=dict)
    """Pieces, by the name of the file."""
    memory: Memory = field(factory=Memory)
    _plan: Plan | None = None
    _answers: dict[int, _Answer] = field(factory=dict)
    _parts: dict[int, tuple[Check, tuple[Check, ...]]] = field(factory=dict)

    def parse(self, source: Source) -> Document:
        """A file, with the pieces that are the same as the last time."""
        from funneldsl.syntax.parser import parse

        return parse(source, self.shelves.setdefault(source.name, Shelf()))

    def check(self, plan: Plan, checks: Iterable[tuple[Check, str]]) -> list[Finding]:
        """What the checks of these owners find in a plan."""
        before, new, unequal = self._plan, None, None
        if before is not None:
            new = Difference.between(before, plan)
        if before is None or new is None:
            self._answers = {}
        else:
            _carry(before, plan, new)
            unequal = new.in_value(before, plan)
        self._plan = plan
        watched, found = Watched(plan), list[Finding]()
        kept: dict[int, _Answer] = {}
        for check, owner in checks:
            for part in self._parts_of(check):
                answer = kept[id(part)] = self._answer(part, owner, watched, new, unequal)
                found += answer.found
        self._answers = kept
        return found

    def _parts_of(self, check: Check) -> tuple[Check, ...]:
        """A family looks with several functions, of which each has its own answer."""
        known = self._parts.get(id(check))
        if known is None:
            parts: tuple[Check, ...] = (check,)
            if type(check) is Family:
                parts = tuple(evolve(check, looks=(look,)) for look in check.looks)
            known = self._parts[id(check)] = (check, parts)
        return known[1]

    def _answer(
        self,
        part: Check,
        owner: str,
        plan: Watched,
        new: Difference | None,
        unequal: Difference | None,
    ) -> _Answer:
        """What a check found the last time, if it would find the same again.

        Findings hold places, so they rest on the very declarations. Where nothing was found, equal ones will do.
        """
        known = self._answers.get(id(part))
        if known is not None:
            touching = new if known.found else unequal
            if touching is not None and not known.asked.is_touched(touching):
                return known
        asked = plan.watch()
        return _Answer(asked, guard.findings_of(part, owner, plan))


def _carry(before: Plan, after: Plan, new: Difference) -> None:
    """The indexes of a plan, made from those of the plan before it where that is less work."""
    old, now = vars(before), vars(after)
    place = {name: i for i, name in enumerate(after.all)}
    fresh = [after.all[name] for name in sorted(new.names & place.keys(), key=place.__getitem__)]

    def joined(kept: Iterable[Any], added: list[Any], name_of: Callable[[Any], str]) -> Any:
        left = [x for x in kept if name_of(x) not in new.names]
        return tuple(sorted((*left, *added), key=lambda x: place[name_of(x)]) if added else left)

    if "_by_class" in old:
        now["_by_class"] = index = dict(old["_by_class"])
        for cls in new.kinds:
            index[cls] = joined(index.get(cls, ()), [d for d in fresh if type(d) is cls], _name)
    if "_by_parent" in old:
        now["_by_parent"] = index = dict(old["_by_parent"])
        for name in new.parents:
            added = [d for d in fresh if d.parent == name]
            index[name] = joined(index.get(name, ()), added, _name)
    if "_users" in old:
        now["_users"] = index = dict(old["_users"])
        uses = [(d.name, word, ref.name) for d in fresh for word, ref in references(d)]
        for name in new.users:
            pairs = [(user, word) for user, word, used in uses if used == name]
            index[name] = joined(index.get(name, ()), pairs, _first)


def _name(d: Declaration) -> str:
    return d.name


def _first(pair: tuple[str, str]) -> str:
    return pair[0]
