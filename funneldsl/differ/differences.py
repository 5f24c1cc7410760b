"""Two plans beside each other: what was added, removed, renamed, and what says something else now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from funneldsl.differ.difference import Did, Difference
from funneldsl.differ.likeness import alike
from funneldsl.differ.renames import renamed, renames
from funneldsl.model.business import Import
from funneldsl.model.kinds import Declaration, Heading, Prop, props
from funneldsl.model.plan import Plan
from funneldsl.model.printing import say_patch
from funneldsl.model.scenarios import Scenario
from funneldsl.model.value_wording import ValueWording
from funneldsl.model.values import Fixed, Told
from funneldsl.model.wording import Wording


def differences(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """What `after` means that `before` does not: in the order of `after`, then what was removed.

    Order, comments, spelling and the split into files mean nothing. Numbers written in another way but equal
    (`6k` and `6,000`, `2 weeks` and `14 days`) are no difference.
    """
    old, new = _things(before), _things(after)
    names = renames(old, new)
    back = {new_name: old_name for old_name, new_name in names.items()}
    old = renamed(old, names)
    was = _Saying(Wording.of(before), Plan(Fixed(old), before.expanded))
    now = _Saying(Wording.of(after), after)
    found: list[Difference] = []
    for name, d in new.items():
        if name in back and d.heading is Heading.NAME:
            found.append(Difference(Did.RENAMED, d.kind, name, "", back[name], name))
        known = old.get(name)
        if known is None or type(known) is not type(d):
            found.append(_of_whole(Did.ADDED, d, now))
        else:
            found += _Pair(known, d, was, now).differences()
    for name, d in old.items():
        if name not in new or type(new[name]) is not type(d):
            found.append(_of_whole(Did.REMOVED, d, was))
    return tuple(found)


def _things(plan: Plan) -> dict[str, Declaration]:
    """All that is written; which file it is in means nothing, and so do the imports that bring it."""
    return {n: d for n, d in plan.written.items() if not isinstance(d, Import)}


@frozen
class _Saying:
    """Values of one of the plans, in its words."""

    wording: Wording
    plan: Plan

    def value(self, d: Declaration, word: str, p: Prop) -> str:
        """The value of a property, with what it becomes later; empty for what was left out."""
        value, later = getattr(d, p.field), d.changes.get(word, ())
        if _left_out(value) and not later:
            return ""
        return self.words(d).value(value, p.shape) + self.words(d).changes(later, p.shape)

    def entries(self, d: Declaration, p: Prop) -> dict[str, tuple[Any, str]]:
        """Under words of the writer's own, lines of a scenario and events of a track: value, and value in words."""
        if isinstance(d, Scenario):
            said = (say_patch(patch, self.plan) for patch in d.patches)
            return {
                word: (patch, text) for patch, (word, text) in zip(d.patches, said, strict=True)
            }
        words, shape = self.words(d), getattr(p.shape, "value", p.shape)
        table = getattr(d, p.field).items()
        return {words.key(k): (value, words.value(value, shape)) for k, value in table}

    def grounds(self, told: Told | None) -> str:
        return ValueWording(self.wording).grounds(told).strip()

    def words(self, d: Declaration) -> ValueWording:
        return ValueWording(self.wording, d.parent)


def _left_out(value: Any) -> bool:
    return value is None or value == () or (isinstance(value, Mapping) and not value)


def _of_whole(did: Did, d: Declaration, saying: _Saying) -> Difference:
    """Of a thing that is in one plan only: all that it says."""
    said = "; ".join(f"{w}: {v}" for w, v in _all_words(d, saying).items() if v)
    before, after = ("", said) if did is Did.ADDED else (said, "")
    return Difference(did, d.kind, d.name, "", before, after)


def _all_words(d: Declaration, saying: _Saying) -> dict[str, str]:
    out: dict[str, str] = {}
    for word, p in props(type(d)).items():
        if p.rest:
            out |= {key: text for key, (_, text) in saying.entries(d, p).items()}
        else:
            out[word] = saying.value(d, word, p)
    return out


@frozen
class _Pair:
    """A thing of which both plans speak."""

    old: Declaration
    new: Declaration
    was: _Saying
    now: _Saying

    def differences(self) -> Iterator[Difference]:
        if self.old.title != self.new.title:
            yield self._at(Did.CHANGED, "title", self.old.title or "", self.new.title or "")
        for word, p in props(type(self.new)).items():
            if p.rest:
                yield from self.rest(p)
            elif not self.same(word, p):
                old, new = self.was.value(self.old, word, p), self.now.value(self.new, word, p)
                yield self._at(Did.CHANGED, word, old, new)
        yield from self.retold()

    def same(self, word: str, p: Prop) -> bool:
        old, new = getattr(self.old, p.field), getattr(self.new, p.field)
        later = self.old.changes.get(word, ()), self.new.changes.get(word, ())
        return alike(old, new) and alike(*later)

    def rest(self, p: Prop) -> Iterator[Difference]:
        """Words of the writer's own."""
        old, new = self.was.entries(self.old, p), self.now.entries(self.new, p)
        for word in {**old, **new}:
            before, after = old.get(word, (None, "")), new.get(word, (None, ""))
            if not alike(before[0], after[0]):
                yield self._at(Did.CHANGED, word, before[1], after[1])

    def retold(self) -> Iterator[Difference]:
        """Grounds and descriptions."""
        if self.old.description != self.new.description:
            told = (self.old.description or "", self.new.description or "")
            yield self._at(Did.RETOLD, "description", *told)
        for word in {**self.old.told, **self.new.told}:
            before = self.was.grounds(self.old.told.get(word))
            after = self.now.grounds(self.new.told.get(word))
            if before != after:
                yield self._at(Did.RETOLD, word, before, after)

    def _at(self, did: Did, word: str, before: str, after: str) -> Difference:
        return Difference(did, self.new.kind, self.new.name, word, before, after)
