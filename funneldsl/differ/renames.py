"""Things that have another name now: gone under one name, there under another, with the same content and no rival."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from funneldsl.bind.rewriting import evolved, rewritten
from funneldsl.differ.likeness import alike
from funneldsl.model.kinds import Declaration, props
from funneldsl.model.scenarios import FlowPatch, Patch, Scenario
from funneldsl.model.stages import Flow
from funneldsl.model.values import Ref

Things = Mapping[str, Declaration]


MOST_ALIKE = 100
"""Things of one look that came or went: among more, nobody looks for names."""

_Heap = tuple[type, frozenset[str], frozenset[str]]


def renames(before: Things, after: Things) -> dict[str, str]:
    """New names by old ones, of things whose content is the same and unlike all others that came or went.

    What stands in a renamed thing is renamed with it and not listed by itself.
    """
    gone, come = _heaps(before, after), _heaps(after, before)
    found: dict[str, str] = {}
    for heap, olds in gone.items():
        news = come.get(heap, [])
        if max(len(olds), len(news)) > MOST_ALIKE:
            continue
        for old in olds:
            rivals = [o for o in olds if _same(o, old, before, before)]
            fits = [new for new in news if _same(old, new, before, after)]
            if len(rivals) == len(fits) == 1:
                found[old.name] = fits[0].name
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


def _heaps(these: Things, others: Things) -> dict[_Heap, list[Declaration]]:
    """Things that the others do not have, though they have what these stand in, by kind, words and what is inside.

    Flows follow their stages.
    """
    missing = {name: d for name, d in these.items() if name not in others}
    inside: dict[str, set[str]] = {}
    for d in missing.values():
        inside.setdefault(d.parent, set()).add(d.name.rpartition(".")[2])
    heaps: dict[_Heap, list[Declaration]] = {}
    for d in missing.values():
        if d.parent not in missing and not isinstance(d, Flow):
            own = frozenset(n for n in inside.get(d.name, ()) if "->" not in n)
            heaps.setdefault((type(d), frozenset(_said(d)), own), []).append(d)
    return heaps


def _same(a: Declaration, b: Declaration, of: Things, among: Things) -> bool:
    """Whether they say the same, and so does what stands in them. Nameless and empty things must be neighbours."""
    if type(a) is not type(b) or not _alike(a, b):
        return False
    inside, others = _inside(a, of), _inside(b, among)
    if inside.keys() != others.keys():
        return False
    if not inside and not _said(a) and a.parent != b.parent:
        return False
    return all(type(d) is type(others[n]) and _alike(d, others[n]) for n, d in inside.items())


def _inside(d: Declaration, things: Things) -> dict[str, Declaration]:
    """What stands in it, by name inside of it; flows are compared later, between stages that are known."""
    start = d.name + "."
    found = ((n, x) for n, x in things.items() if n.startswith(start))
    return {n.removeprefix(start): x for n, x in found if not isinstance(x, Flow)}


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
