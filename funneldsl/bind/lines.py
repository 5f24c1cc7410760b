"""The lines of one scenario, typed by the properties and flows that they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs
from attrs import define, field

from funneldsl.bind import block_rules, scenario_rules, value_rules
from funneldsl.bind.flows import flow_name, read_flow
from funneldsl.bind.grounds import changes, told
from funneldsl.bind.paths import Path, follow, reader
from funneldsl.bind.phrases import a, typed
from funneldsl.bind.reading import Reading
from funneldsl.bind.saying import is_unsure_within
from funneldsl.bind.scenarios import matching, patched, patched_flow
from funneldsl.bind.sheets import sheet
from funneldsl.bind.values import Valued
from funneldsl.bind.was import MisfitError
from funneldsl.diagnostics import Related
from funneldsl.model.kinds import Declaration, Prop, props
from funneldsl.model.scenarios import NOT_WRITTEN, FlowPatch, Patch
from funneldsl.model.stages import Flow
from funneldsl.model.values import Fixed, Ref
from funneldsl.syntax import nodes

State = dict[str, Declaration]
"""Declarations that a scenario has changed, by name."""


@define(eq=False, repr=False)
class Lines:
    """One scenario while its lines are typed; `state` is what it has made of the plan so far."""

    name: str
    plan: Mapping[str, Declaration]
    state: State
    flows: Callable[[str, str], list[Flow]]
    """The flows of the plan between two stages."""
    reading: Callable[[], Reading]
    _touched: dict[str, nodes.Node] = field(factory=dict)
    _seen: dict[str, nodes.Node] = field(factory=dict)

    def patches(
        self, statements: Iterable[nodes.Statement], own: Iterable[str]
    ) -> list[Patch | FlowPatch]:
        """Every line that makes sense; `own` are the properties of the scenario itself."""
        kept = set(own)
        out: list[Patch | FlowPatch | None] = []
        for statement in statements:
            if isinstance(statement, nodes.Flow):
                out.append(self._flow(statement))
            elif isinstance(statement, nodes.Property) and statement.key.text not in kept:
                out.append(self._line(statement))
        self._check_whole()
        return [patch for patch in out if patch is not None]

    def _current(self, name: str) -> Declaration | None:
        return self.state.get(name) or self.plan.get(name)

    # --- a property ------------------------------------------------------------------------------

    def _line(self, statement: nodes.Property) -> Patch | None:
        """`attract.search_ads.spend: was * 50%`."""
        at = self.reading()
        at.quiet = bool(at.piece.findings) and is_unsure_within(at.piece, statement)
        at.begin(f"{self.name}: {statement.key.text}")
        path = follow(statement.key, self.plan, at)
        thing = self._current(path.target) if path is not None else None
        if path is None or thing is None:
            return None
        prop = props(type(thing))[path.word]
        read = reader(path, prop, thing, statement.key, at)
        if read is None or not self._is_new(str(path), statement, at):
            return None
        at.scope = path.target
        at.begin(str(path))
        patch = self._value(statement, path, prop, read, at)
        return patch if patch is not None and self._applies(patch, statement, at) else None

    def _value(
        self, statement: nodes.Property, path: Path, prop: Prop, read: Valued, at: Reading
    ) -> Patch | None:
        value, grounds = told(statement.value, at)
        if isinstance(value.expression, nodes.BrokenValue):
            return None
        if not _is_none(value.expression) or value.clauses:
            new = read(value, at)
        elif path.part is None and prop.required:
            message = f"{path} cannot be `none`: {a(self.plan[path.target].kind)} needs it"
            help = "write another value, or `without` the thing"
            return at.refuse(scenario_rules.NEEDED, value, message, help=help)
        else:
            new = NOT_WRITTEN
        later = changes(value, at, read) if value.later and prop.changes else ()
        if value.later and not prop.changes:
            message, help = f"{path} cannot change later", "leave out what stands behind `then`"
            at.refuse(block_rules.CHANGE, value.later[0], message, help=help)
        if new is None:
            return None
        return Patch(path.target, path.word, path.part, new, later, grounds, at.span(statement))

    def _is_new(self, what: str, statement: nodes.Node, at: Reading) -> bool:
        first = self._seen.setdefault(what, statement)
        if first is statement:
            return True
        related = [Related("the first one is here", at.span(first))]
        message, help = f"{self.name} changes {what} twice", "leave one of them out"
        at.refuse(block_rules.TWICE, statement, message, help=help, related=related)
        return False

    def _applies(self, patch: Patch, statement: nodes.Property, at: Reading) -> bool:
        """Whether `was` fits what was; if so, the state of the scenario goes on from there."""
        before = self._current(patch.target)
        if before is None:
            return False
        try:
            self.state[patch.target] = patched(before, patch)
        except MisfitError as misfit:
            if f"{patch.target}.{patch.word}" not in at.names.failed:
                _refuse_misfit(misfit, statement.value, at)
            return False
        self._touched[patch.target] = statement
        return True

    # --- a flow ----------------------------------------------------------------------------------

    def _flow(self, node: nodes.Flow) -> FlowPatch | None:
        """`visitor -> buyer was * 120%`."""
        at = self.reading()
        at.begin(f"{node.source.text} -> {node.target.text}")
        source, target = at.ref(node.source, ("stage",)), at.ref(node.target, ("stage",))
        if source is None or target is None:
            return None
        stated, removed, cleared = _taken_away(node)
        body = read_flow(stated, source, target, at, sheet(Flow))
        if body.failed:
            return None
        people: tuple[Ref[Any], ...] = body.values.pop("for_", ())
        name = flow_name(source, target, people)
        if body.changes:
            message = f"{name}: a scenario cannot change a flow later"
            help = "leave out what stands behind `then`"
            return at.refuse(block_rules.CHANGE, node, message, help=help)
        words = {p.field: word for word, p in props(Flow).items()}
        values = {words[f]: value for f, value in body.values.items()}
        values |= dict.fromkeys(cleared, NOT_WRITTEN)
        patch = FlowPatch(
            source, target, people, Fixed(values), Fixed(body.told), removed, at.span(node)
        )
        found = matching(patch, self.flows(source.name, target.name))
        if not found:
            message = f"there is no flow {name} to restate"
            help = "write it in the funnel first; its share may be `0%` there"
            return at.refuse(scenario_rules.NO_FLOW, node, message, help=help)
        fits = self._is_new(name, node, at) and self._fits(patch, found, node, at)
        return patch if fits else None

    def _fits(self, patch: FlowPatch, found: list[Flow], node: nodes.Flow, at: Reading) -> bool:
        for flow in found if not patch.removed else ():
            before = self._current(flow.name)
            if not isinstance(before, Flow):
                continue
            try:
                self.state[flow.name] = patched_flow(before, patch)
            except MisfitError as misfit:
                _refuse_misfit(misfit, node.value or node, at)
                return False
        return True

    # --- the whole -------------------------------------------------------------------------------

    def _check_whole(self) -> None:
        """Whether what is left could have been written as such."""
        at = self.reading()
        for name, statement in self._touched.items():
            thing = self.state[name]
            for words in thing.one_of:
                there = [w for w in words if _is_there(thing, w)]
                if len(there) > 1:
                    message = f"in {self.name}, {name} has {typed(there, 'and')}, which exclude each other"
                    help = f"write `{name}.{there[0]}: none` too"
                    at.refuse(scenario_rules.BREAKS, statement, message, help=help)
                elif not there:
                    message = f"in {self.name}, {name} has none of {typed(words)}"
                    at.refuse(scenario_rules.BREAKS, statement, message, help="write one of them")
            for words in thing.together:
                lacking = [w for w in words if not _is_there(thing, w)]
                if lacking and len(lacking) < len(words):
                    there = [w for w in words if w not in lacking]
                    message = f"in {self.name}, {name} has {typed(there)} without {typed(lacking)}"
                    help = f"write `{name}.{lacking[0]}` too"
                    at.refuse(scenario_rules.BREAKS, statement, message, help=help)


def _refuse_misfit(misfit: MisfitError, node: nodes.Node, at: Reading) -> None:
    rule, help = value_rules.UNLIKE, "write the new value itself, or in the unit of the old one"
    if misfit.nothing:
        rule, help = scenario_rules.NOTHING_BEFORE, "write the new value itself"
    at.refuse(rule, node, f"{at.path}: {misfit.reason}", help=help)


def _is_there(thing: Declaration, word: str) -> bool:
    if word in thing.told:
        return True
    prop = props(type(thing))[word]
    return bool(getattr(thing, prop.field) != prop.default)


def _is_none(node: nodes.Expression | None) -> bool:
    return isinstance(node, nodes.Name) and node.text == "none"


def _taken_away(node: nodes.Flow) -> tuple[nodes.Flow, bool, tuple[str, ...]]:
    """The flow without what is `none`: whether the share is, and the clauses that are."""
    value = node.value
    if value is None:
        return node, False, ()
    removed = _is_none(value.expression)
    cleared = tuple(c.word.text for c in value.clauses if _is_none(c.value))
    if not removed and not cleared:
        return node, False, ()
    clauses = tuple(c for c in value.clauses if c.word.text not in cleared)
    expression = None if removed else value.expression
    stated = attrs.evolve(value, expression=expression, clauses=clauses)
    return attrs.evolve(node, value=stated), removed, cleared
