"""Things that have another name now: gone under one name, there under another, with the same content and no rival."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from attrs import frozen

from funneldsl.bind.rewriting import evolved, rewritten
from funneldsl.differ.likeness import alike
from funneldsl.model.kinds import Declaration, props
from funneldsl.model.scenarios import FlowPatch, Patch, Scenario
from funneldsl.model.stages import Flow
from funneldsl.model.values import Ref

Things = Mapping[str, Declaration]


MOST_ALIKE = 100
"""Things of one look that came or went: among more, nobody looks for names."""

_Heap = tuple[type, frozenset[str], frozenset[str], str]


def renames(before: Things, after: Things) -> dict[str, str]:
    """New names by old ones, of things whose content is the same and unlike all others that came or went.

    Neighbours are looked at first, then things that have moved elsewhere. What stands in a renamed thing is renamed
    with it and not listed by itself.
    """
    old, new = _Side.of(before, after), _Side.of(after, before)
    found = _matched(old, new, old.tops, new.tops, moved=False)
    taken = set(found.values())
    gone = [d for d in old.tops if d.name not in found]
    come = [d for d in new.tops if d.name not in taken]
    return found | _matched(old, new, gone, come, moved=True)


def _matched(
    old: _Side, new: _Side, gone: list[Declaration], come: list[Declaration], *, moved: bool
) -> dict[str, str]:
    """Those that have one likeness on the other side, and none on their own."""
    found: dict[str, str] = {}
    heaps, others = old.heaps(gone, moved=moved), new.heaps(come, moved=moved)
    for heap, olds in heaps.items():
        news = others.get(heap, [])
        if max(len(olds), len(news)) > MOST_ALIKE:
            continue
        for d in olds:
            rivals = [o for o in olds if old.same(o, d, old)]
            fits = [n for n in news if old.same(d, n, new)]
            if len(rivals) == len(fits) == 1:
                found[d.name] = fits[0].name
    return found


def renamed(things: Things, names: Mapping[str, str]) -> dict[str, Declaration]:
    """The things under their new names, with everything that speaks of them."""
    if not names:
        return dict(things)
    out: dict[str, Declaration] = {}
    for d in things.values():
        new = rewritten(d, lambda ref: attrs.evolve(ref, name=_new(ref.name, names))) or d
        if isinstance(new, Scenario):
            new = evolved(new, patches=tuple(_patch(p, names) for p in new.patches))
        name = _name_of(d, names)
        out[name] = evolved(new, name=name)
    return out


@frozen
class _Side:
    """The things of one plan: what of them the other one does not have, and what stands in what."""

    tops: list[Declaration]
    """Missing there, though what they stand in is not. Flows follow their stages."""
    kids: Mapping[str, list[Declaration]]
    """By the name of what they stand in."""

    @classmethod
    def of(cls, these: Things, others: Things) -> _Side:
        kids: dict[str, list[Declaration]] = {}
        tops: list[Declaration] = []
        for name, d in these.items():
            if isinstance(d, Flow):
                continue
            kids.setdefault(d.parent, []).append(d)
            if name not in others and (not d.parent or d.parent in others or d.parent not in these):
                tops.append(d)
        return cls(tops, kids)

    def heaps(self, tops: list[Declaration], *, moved: bool) -> dict[_Heap, list[Declaration]]:
        """Things that look alike from afar: of a kind, with the same words, with as much inside; neighbours only."""
        found: dict[_Heap, list[Declaration]] = {}
        for d in tops:
            own = frozenset(k.name.rpartition(".")[2] for k in self.kids.get(d.name, ()))
            if moved and not own and not _said(d):
                continue  # an empty thing elsewhere is another one
            parent = "" if moved else d.parent
            found.setdefault((type(d), frozenset(_said(d)), own, parent), []).append(d)
        return found

    def same(self, a: Declaration, b: Declaration, there: _Side) -> bool:
        """Whether a thing says the same as one there, with all that stands in it."""
        if type(a) is not type(b) or not _alike(a, b):
            return False
        mine, others = self._inside(a), there._inside(b)
        if mine.keys() != others.keys():
            return False
        return all(self.same(d, others[n], there) for n, d in mine.items())

    def _inside(self, d: Declaration) -> dict[str, Declaration]:
        """What stands directly in it, by its own name."""
        return {k.name.rpartition(".")[2]: k for k in self.kids.get(d.name, ())}


def _said(d: Declaration) -> list[str]:
    """Its words that have a value of their own."""
    found = ((word, getattr(d, p.field), p.default) for word, p in props(type(d)).items())
    return [word for word, value, default in found if not alike(value, _default(default))]


def _default(default: Any) -> Any:
    return default.factory() if isinstance(default, attrs.Factory) else default  # type: ignore[arg-type]


def _alike(a: Declaration, b: Declaration) -> bool:
    """Whether they say the same; whatever they refer to may have been renamed, too."""
    one, other = (rewritten(x, lambda ref: attrs.evolve(ref, name="")) for x in (a, b))
    if isinstance(a, Scenario):
        one, other = a, b  # its lines are looked at by name
    return all(
        alike(getattr(one, p.field), getattr(other, p.field)) for p in props(type(a)).values()
    )


def _new(name: str, names: Mapping[str, str]) -> str:
    """A name after the renaming of it, or of what it stands in."""
    own = name
    while own:
        if own in names:
            return names[own] + name[len(own) :]
        own = own.rpartition(".")[0]
    return name


def _name_of(d: Declaration, names: Mapping[str, str]) -> str:
    if not isinstance(d, Flow):
        return _new(d.name, names)
    ends = f"{d.source.name} -> {d.target.name}"
    new = f"{_new(d.source.name, names)} -> {_new(d.target.name, names)}"
    return new + d.name.removeprefix(ends) if d.name.startswith(ends) else d.name


def _patch(patch: Patch | FlowPatch, names: Mapping[str, str]) -> Patch | FlowPatch:
    if isinstance(patch, Patch):
        return attrs.evolve(
            patch, target=_new(patch.target, names), value=_refs(patch.value, names)
        )
    return attrs.evolve(
        patch,
        source=_refs(patch.source, names),
        target=_refs(patch.target, names),
        for_=_refs(patch.for_, names),
    )


def _refs(value: Any, names: Mapping[str, str]) -> Any:
    """References, alone or in a list, under their new names; other values as they are."""
    if isinstance(value, Ref):
        return attrs.evolve(value, name=_new(value.name, names))
    return tuple(_refs(x, names) for x in value) if isinstance(value, tuple) else value
