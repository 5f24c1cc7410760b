"""What checks found in a plan, kept for the plan that comes after an edit.

A check is asked again only where anything that it asked the plan for is another one now. So it need not know of this.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, evolve, field, frozen

from funneldsl import guard
from funneldsl.checks.family import Family
from funneldsl.diagnostics import Finding
from funneldsl.making import Making
from funneldsl.model.kinds import Declaration
from funneldsl.model.plan import Plan, references
from funneldsl.plugin import Check
from funneldsl.watched import Asked, Difference, Watched


@frozen(eq=False)
class _Answer:
    """What a check found, and what it asked for."""

    asked: Asked
    found: tuple[Finding, ...]


@define(eq=False)
class Answers:
    """Of all checks, about the last plan of a project; it changes with every plan."""

    plan: Plan | None = None
    """The last one."""
    _known: dict[int, _Answer] = field(factory=dict)
    _making: Making = field(factory=Making)
    _parts: dict[int, tuple[Check, tuple[Check, ...]]] = field(factory=dict)

    def of(self, checks: Iterable[tuple[Check, str]], plan: Plan) -> list[Finding]:
        """What the checks of these owners find in a plan."""
        before, new, unequal = self.plan, None, None
        if before is not None:
            new = Difference.between(before, plan)
        if before is None or new is None:
            self._known = {}
        else:
            _carry(before, plan, new)
            unequal = new.in_value(before, plan)
        self.plan = plan
        self._making.turn(new, unequal)
        watched, found = Watched(plan, self._making.of), list[Finding]()
        kept: dict[int, _Answer] = {}
        for check, owner in checks:
            for part in self._parts_of(check):
                answer = kept[id(part)] = self._answer(part, owner, watched, new, unequal)
                found += answer.found
        self._known = kept
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
        known = self._known.get(id(part))
        if known is not None:
            touching = new if known.found else unequal
            if (
                touching is not None
                and not known.asked.is_touched(touching)
                and self._making.holds(known.asked, plan)
            ):
                return known
        asked = plan.watch()
        return _Answer(asked, guard.findings_of(part, owner, plan))


def _carry(before: Plan, after: Plan, new: Difference) -> None:
    """The indexes of a plan, made from those of the plan before it, which is less work."""
    old, now, change = vars(before), vars(after), _Change(after, new)
    if "_by_class" in old:
        now["_by_class"] = index = dict(old["_by_class"])
        for cls in new.kinds:
            fresh = {d.name: d for d in change.fresh if type(d) is cls}
            index[cls] = change.put(index.get(cls, ()), fresh)
    if "_by_parent" in old:
        now["_by_parent"] = index = dict(old["_by_parent"])
        for name in new.parents:
            fresh = {d.name: d for d in change.fresh if d.parent == name}
            index[name] = change.put(index.get(name, ()), fresh)
    if "_users" in old:
        now["_users"] = index = dict(old["_users"])
        uses = [(d.name, word, ref.name) for d in change.fresh for word, ref in references(d)]
        for name in new.users:
            pairs = [(user, word) for user, word, used in uses if used == name]
            index[name] = change.used(index.get(name, ()), pairs)


@define(eq=False)
class _Change:
    """What is new in a plan, put where it stands in the order of the plan."""

    after: Plan
    new: Difference
    _place: dict[str, int] | None = None

    @property
    def fresh(self) -> list[Declaration]:
        """The new declarations."""
        return [self.after.all[name] for name in self.new.names if name in self.after.all]

    def put(
        self, kept: tuple[Declaration, ...], fresh: dict[str, Declaration]
    ) -> tuple[Declaration, ...]:
        """Those that are kept, with the new ones: mostly each in the place of the one before it."""
        names = self.new.names
        if not self.new.lists and all(d.name in fresh for d in kept if d.name in names):
            made = tuple(fresh.pop(d.name) if d.name in names else d for d in kept)
            if not fresh:
                return made
            kept = made
        left = (d for d in kept if d.name not in names or d is self.after.all.get(d.name))
        return tuple(sorted((*left, *fresh.values()), key=lambda d: self.place(d.name)))

    def used(
        self, kept: tuple[tuple[str, str], ...], fresh: list[tuple[str, str]]
    ) -> tuple[tuple[str, str], ...]:
        """The same for users of a thing."""
        names = self.new.names
        if not self.new.lists and fresh == [pair for pair in kept if pair[0] in names]:
            return kept
        left = (pair for pair in kept if pair[0] not in names)
        return tuple(sorted((*left, *fresh), key=lambda pair: self.place(pair[0])))

    def place(self, name: str) -> int:
        """Where a declaration stands."""
        if self._place is None:
            self._place = {n: i for i, n in enumerate(self.after.all)}
        return self._place[name]
