"""Scenarios: the plan with some values changed. A patch is data; applying one is a new declaration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from funneldsl.bind.expansion import expand, expands, resolved
from funneldsl.bind.names import Names
from funneldsl.bind.rewriting import evolved, without
from funneldsl.bind.was import restated, speaks_of_was
from funneldsl.diagnostics import Finding
from funneldsl.errors import UnknownNameError
from funneldsl.model.kinds import Declaration, Kinds, props
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import NOT_WRITTEN, FlowPatch, Patch, Scenario
from funneldsl.model.stages import Flow
from funneldsl.model.values import Change, Fixed, Told


def apply(plan: Plan, name: str, kinds: Kinds) -> Plan:
    """The plan as the scenario `name` has it, with all that it extends. Raises UnknownNameError."""
    chain = _chain(plan, name)
    written = dict(plan.written)
    late: list[Patch | FlowPatch] = []
    gone: set[str] = set()
    for scenario in chain:
        for patch in scenario.patches:
            if not put(patch, written):
                late.append(patch)
        gone.update(ref.name for ref in scenario.without)
        if scenario.without:
            written = left_of(written, gone)
    grown = _grown(written, gone) if plan.expanded else {}
    for patch in late:
        put(patch, grown)
    return Plan(Fixed(written), Fixed(grown), name, before=plan)


def _chain(plan: Plan, name: str) -> list[Scenario]:
    """The scenario and those it starts from, the first one first."""
    chain: list[Scenario] = []
    wanted: str | None = name
    while wanted is not None:
        found = plan.written.get(wanted)
        if not isinstance(found, Scenario):
            raise UnknownNameError("scenario", wanted, [s.name for s in plan.of(Scenario)])
        if found in chain:
            break
        chain.append(found)
        wanted = found.extends.name if found.extends is not None else None
    return chain[::-1]


def _grown(written: Mapping[str, Declaration], gone: set[str]) -> dict[str, Declaration]:
    """What kinds of plugins stand for, in the changed plan."""
    if not any(expands(type(d)) for d in written.values()):
        return {}
    names, ignored = Names(), list[Finding]()
    for declaration in written.values():
        if "->" not in declaration.name:
            names.add(declaration.name, declaration.kind, declaration.span)
    grown = resolved(expand(written, names, ignored), names, ignored)
    return left_of(grown, gone)


def left_of(written: Mapping[str, Declaration], gone: set[str]) -> dict[str, Declaration]:
    """The plan without some things; scenarios stay as they are, they only speak of it."""
    left = without({n: d for n, d in written.items() if not isinstance(d, Scenario)}, gone)
    return {n: left.get(n, d) for n, d in written.items() if n in left or isinstance(d, Scenario)}


# --- one line of a scenario -------------------------------------------------------------------------------


def put(patch: Patch | FlowPatch, declarations: dict[str, Declaration]) -> bool:
    """Make one change in place; False if what it changes is not there."""
    if isinstance(patch, FlowPatch):
        found = matching(patch, declarations.values())
        for flow in found:
            if patch.removed:
                del declarations[flow.name]
            else:
                declarations[flow.name] = patched_flow(flow, patch)
        return bool(found)
    old = declarations.get(patch.target)
    if old is None:
        return False
    declarations[patch.target] = patched(old, patch)
    return True


def matching(patch: FlowPatch, declarations: Iterable[Declaration]) -> list[Flow]:
    """The flows that a restated flow means: the line with the same `for`, or, without it, all of that pair."""
    wanted = {ref.name for ref in patch.for_}
    return [
        d
        for d in declarations
        if isinstance(d, Flow)
        and d.source.name == patch.source.name
        and d.target.name == patch.target.name
        and (not wanted or {ref.name for ref in d.for_} == wanted)
    ]


def patched(old: Declaration, patch: Patch) -> Declaration:
    """The declaration with one property changed. Raises MisfitError if `was` does not fit what was."""
    prop = props(type(old))[patch.word]
    before = getattr(old, prop.field)
    later = {word: c for word, c in old.changes.items() if word != patch.word}
    told = {word: t for word, t in old.told.items() if word != patch.word}
    if patch.value is NOT_WRITTEN and patch.clause is None:
        value: Any = prop.default
    else:
        told[patch.word] = patch.told
        if patch.clause is not None:
            value = _with_clause(before, patch.clause, patch.value)
            changed = old.changes.get(patch.word, ())
        else:
            value = restated(patch.value, before)
            changed = patch.later or _carried(old.changes.get(patch.word, ()), patch.value)
        if changed:
            later[patch.word] = _restated_changes(changed, before)
    return evolved(old, **{prop.field: value, "told": Fixed(told), "changes": Fixed(later)})


def _carried(changes: tuple[Change, ...], new: Any) -> tuple[Change, ...]:
    """`was * 50%` holds for what the value becomes later, too; a new value replaces it all."""
    if not speaks_of_was(new):
        return ()
    return tuple(attrs.evolve(c, value=restated(new, c.value)) for c in changes)


def _restated_changes(changes: tuple[Change, ...], before: Any) -> tuple[Change, ...]:
    return tuple(attrs.evolve(c, value=restated(c.value, before)) for c in changes)


def _with_clause(before: Any, clause: str, new: Any) -> Any:
    """A value with one of its clauses, or one entry of a table, changed."""
    if isinstance(before, tuple):
        return tuple(_with_clause(one, clause, new) for one in before)
    if isinstance(before, Mapping):
        return _with_entry(before, clause, new)
    prop = props(type(before))[clause]
    value = prop.default if new is NOT_WRITTEN else restated(new, getattr(before, prop.field))
    return attrs.evolve(before, **{prop.field: value})


def _with_entry(table: Mapping[Any, Any], entry: str, new: Any) -> Mapping[Any, Any]:
    key = next((k for k in table if str(k) == entry), entry)
    kept = {k: v for k, v in table.items() if k != key}
    if new is NOT_WRITTEN:
        return Fixed(kept)
    made = restated(new, table.get(key))
    return Fixed({k: made if k == key else v for k, v in table.items()} | {key: made})


def patched_flow(old: Flow, patch: FlowPatch) -> Flow:
    """The flow with what is restated of it. Raises MisfitError if `was` does not fit what was."""
    fields = props(Flow)
    values: dict[str, Any] = {}
    told: dict[str, Told] = dict(old.told)
    later = dict(old.changes)
    for word, new in patch.values.items():
        prop = fields[word]
        before = getattr(old, prop.field)
        values[prop.field] = prop.default if new is NOT_WRITTEN else restated(new, before)
        if new is NOT_WRITTEN:
            told.pop(word, None)
        else:
            told[word] = patch.told.get(word, Told())
        if word in later:
            later[word] = _carried(later[word], new)
    kept = {word: c for word, c in later.items() if c}
    return evolved(old, **values, told=Fixed(told), changes=Fixed(kept))
