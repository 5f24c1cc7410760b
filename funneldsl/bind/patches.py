"""Lines of scenarios, typed by the properties that they change."""

from __future__ import annotations

from typing import Any

import attrs
from attrs import define, field

from funneldsl.bind import block_rules, scenario_rules, value_rules
from funneldsl.bind.flows import flow_name, read_flow
from funneldsl.bind.grounds import changes, told
from funneldsl.bind.money import Money
from funneldsl.bind.names import Names
from funneldsl.bind.phrases import a, listed, typed
from funneldsl.bind.reading import Reading, Refused
from funneldsl.bind.rewriting import evolved
from funneldsl.bind.scenarios import matching, patched, patched_flow
from funneldsl.bind.sheets import sheet
from funneldsl.bind.sites import Site
from funneldsl.bind.values import Valued, expressed, valued
from funneldsl.bind.vocabulary import Vocabulary
from funneldsl.bind.was import MisfitError
from funneldsl.diagnostics import Finding, Related, near
from funneldsl.model.kinds import Declaration, Prop, props
from funneldsl.model.scenarios import NOT_WRITTEN, FlowPatch, Patch, Scenario
from funneldsl.model.shapes import Clauses, Many, Shape, TableShape
from funneldsl.model.stages import Flow
from funneldsl.model.values import Fixed, Ref
from funneldsl.syntax import nodes

State = dict[str, Declaration]
"""Declarations that a scenario has changed, by name."""


@define(eq=False)
class Patching:
    """All scenarios of a project while their lines are typed."""

    vocabulary: Vocabulary
    names: Names
    money: Money
    findings: list[Finding]
    plan: dict[str, Declaration] = field(factory=dict)
    states: dict[str, State] = field(factory=dict)
    """What each scenario makes of the plan, so that another may start from it."""
    pairs: dict[tuple[str, str], list[Flow]] | None = None

    def typed(
        self, sites: list[Site], written: dict[str, Declaration], grown: dict[str, Declaration]
    ) -> dict[str, Declaration]:
        """The declarations, with the patches of every scenario."""
        scenarios = {s.name: s for s in sites if isinstance(written.get(s.name), Scenario)}
        if not scenarios:
            return written
        self.plan = {**written, **grown} if grown else written
        out = dict(written)
        self._break_circles(scenarios, out)
        for name in scenarios:
            self._state(name, scenarios, out)
        return out

    def _break_circles(self, scenarios: dict[str, Site], out: dict[str, Declaration]) -> None:
        for name in scenarios:
            seen, at = [name], name
            while (base := _base(out, at)) is not None:
                if base == name:
                    self._refuse_circle(scenarios[name], seen, out)
                    break
                if base in seen:
                    break
                seen.append(base)
                at = base

    def _refuse_circle(self, site: Site, circle: list[str], out: dict[str, Declaration]) -> None:
        scenario = out[site.name]
        out[site.name] = evolved(scenario, extends=None)
        way = listed(
            [
                f"{one} extends {other}"
                for one, other in zip(circle, [*circle[1:], circle[0]], strict=True)
            ],
            "and",
        )
        message = f"scenarios go round in a circle: {way}"
        help = "leave one `extends` out"
        self.findings.append(
            scenario_rules.CIRCLE.at(scenario.place("extends"), message, help=help)
        )

    def _state(self, name: str, scenarios: dict[str, Site], out: dict[str, Declaration]) -> State:
        """What a scenario makes of the plan, those that it starts from first."""
        chain, at = [name], name
        while (
            (base := _base(out, at)) is not None and base not in self.states and base in scenarios
        ):
            chain.append(base)
            at = base
        for one in reversed(chain):
            if one in self.states:
                continue
            base = _base(out, one)
            state = dict(self.states.get(base, {})) if base is not None else {}
            patches = _Scenario(self, scenarios[one], state).patches()
            out[one] = evolved(out[one], patches=tuple(patches))
            self.states[one] = state
        return self.states[name]

    def flows(self, source: str, target: str) -> list[Flow]:
        """The flows of the plan between two stages."""
        if self.pairs is None:
            self.pairs = {}
            for d in self.plan.values():
                if isinstance(d, Flow):
                    self.pairs.setdefault((d.source.name, d.target.name), []).append(d)
        return self.pairs.get((source, target), [])


def _base(out: dict[str, Declaration], name: str) -> str | None:
    scenario = out.get(name)
    extends = scenario.extends if isinstance(scenario, Scenario) else None
    return extends.name if extends is not None else None


@define(eq=False)
class _Scenario:
    """One scenario while its lines are typed; `state` is what it has made of the plan so far."""

    all: Patching
    site: Site
    state: State
    touched: dict[str, nodes.Node] = field(factory=dict)
    paths: dict[tuple[str, ...], nodes.Node] = field(factory=dict)

    def patches(self) -> list[Patch | FlowPatch]:
        node = self.site.node
        own = sheet(self.site.cls).lines
        out: list[Patch | FlowPatch] = []
        for statement in node.statements if isinstance(node, nodes.Block) else ():
            patch: Patch | FlowPatch | None = None
            if isinstance(statement, nodes.Flow):
                patch = self.flow(statement)
            elif isinstance(statement, nodes.Property) and statement.key.text not in own:
                patch = self.line(statement)
            if patch is not None:
                out.append(patch)
        self.check_whole()
        return out

    def reading(self, scope: str) -> Reading:
        every = self.all
        return Reading(
            self.site.piece,
            every.names,
            every.money,
            scope,
            every.findings,
            scenario=self.site.name,
        )

    def current(self, name: str) -> Declaration | None:
        return self.state.get(name) or self.all.plan.get(name)

    # --- a property ------------------------------------------------------------------------------

    def line(self, statement: nodes.Property) -> Patch | None:
        """`attract.search_ads.spend: was * 50%`."""
        at = self.reading("")
        at.begin(f"{self.site.name}: {statement.key.text}")
        found = self.target(statement.key, at)
        if found is None:
            return None
        target, word, clause = found
        declaration = self.current(target)
        if declaration is None:
            return None
        prop = props(type(declaration))[word]
        read = self.reader(prop, clause, declaration, statement.key, at)
        if read is None or not self.is_new((target, word, clause or ""), statement, at):
            return None
        at.scope = target
        patch = self.value(statement, Patch(target, word, clause, None), prop, read, at)
        return patch if patch is not None and self.applies(patch, statement, at) else None

    def target(self, key: nodes.Name, at: Reading) -> tuple[str, str, str | None] | None:
        """What a path means: a thing, its property, perhaps a clause of that."""
        parts, names = key.text.split("."), self.all.names
        for length in range(len(parts) - 1, max(len(parts) - 3, 0), -1):
            written = ".".join(parts[:length])
            full = names.find_plainly(written, ())
            if full is not None:
                if full not in self.all.plan:
                    return None  # it has a finding of its own
                rest = parts[length:]
                return self.property_of(full, rest, key, at)
            if names.anywhere(written, (), 2):
                at.plain_ref(nodes.Name(key.start, key.start + len(written), written), ())
                return None
        return self.refuse_path(key, at)

    def property_of(
        self, full: str, rest: list[str], key: nodes.Name, at: Reading
    ) -> tuple[str, str, str | None] | None:
        words = [w for w, p in props(type(self.all.plan[full])).items() if not p.rest]
        if rest[0] in words:
            return full, rest[0], rest[1] if len(rest) > 1 else None
        kind = self.all.plan[full].kind
        names = self.all.names
        if len(rest) > 1 and (names.nameless or names.is_doubtful(rest[0])):
            return None
        guess = near(rest[0], words)
        message = f"{full} is {a(kind)}, which has no property `{rest[0]}`"
        message += f"; did you mean `{guess}`?" if guess else ""
        put = (
            key.text[: len(key.text) - len(".".join(rest))] + ".".join([guess, *rest[1:]])
            if guess
            else None
        )
        help = (
            f"write `{put}`"
            if put
            else f"properties of {a(kind)} are {typed(words, 'and')}"
            if words
            else ""
        )
        return at.refuse(scenario_rules.PATH, key, message, help=help, put=put)

    def refuse_path(self, key: nodes.Name, at: Reading) -> Refused:
        names, parts = self.all.names, key.text.split(".")
        if any(names.is_doubtful(part) for part in parts[:-1]):
            return None
        kinds = {
            d.kind: name for name, d in self.all.plan.items() if d.kind in ("business", "strategy")
        }
        if len(parts) == 1:
            whole = names.find_plainly(key.text, ())
            message = (
                f"`{key.text}` is {a(names.known[whole].kind)}; which of its properties?"
                if whole
                else f"`{key.text}` is no path to a property"
            )
            return at.refuse(
                scenario_rules.PATH, key, message, help="write it as in `course.price: $99`"
            )
        put = None
        if parts[0] in kinds:
            put = ".".join([kinds[parts[0]], *parts[1:]])
        elif (guess := names.similar(".".join(parts[:-1]), ())) is not None:
            put = f"{guess}.{parts[-1]}"
        message = f"nothing is named `{'.'.join(parts[:-1])}`" + (
            f"; did you mean `{put}`?" if put else ""
        )
        help = (
            f"write `{put}`" if put else "write the full path of a thing and one of its properties"
        )
        return at.refuse(scenario_rules.PATH, key, message, help=help, put=put)

    def reader(
        self, prop: Prop, clause: str | None, declaration: Declaration, key: nodes.Name, at: Reading
    ) -> Valued | None:
        """How the value of a patch is read."""
        if clause is None:
            return valued(prop.shape)
        shape = _inner(prop.shape)
        before = getattr(declaration, prop.field)
        if isinstance(shape, TableShape):
            entry = expressed(shape.key)(nodes.Name(key.start, key.end, clause), at)
            return valued(shape.value) if entry is not None else None
        words = (
            [w for w, p in props(shape.record).items() if not p.head]
            if isinstance(shape, Clauses)
            else []
        )
        if clause not in words or not isinstance(shape, Clauses):
            message = f"`{prop.word}` of {declaration.name} has no part `{clause}`"
            help = f"its parts are {typed(words, 'and')}" if words else "leave the last part out"
            return at.refuse(scenario_rules.PATH, key, message, help=help)
        if before is None or before == ():
            if f"{declaration.name}.{prop.word}" in self.all.names.failed:
                return None
            message = f"{declaration.name} has no `{prop.word}` whose `{clause}` could change"
            help = f"write the whole value: `{declaration.name}.{prop.word}: …`"
            return at.refuse(scenario_rules.NOTHING_BEFORE, key, message, help=help)
        return valued(props(shape.record)[clause].shape)

    def value(
        self, statement: nodes.Property, patch: Patch, prop: Prop, read: Valued, at: Reading
    ) -> Patch | None:
        path = f"{patch.target}.{patch.word}" + (f".{patch.clause}" if patch.clause else "")
        at.begin(path)
        value, grounds = told(statement.value, at)
        node = value.expression
        if isinstance(node, nodes.BrokenValue):
            return None
        if isinstance(node, nodes.Name) and node.text == "none" and not value.clauses:
            if patch.clause is None and prop.required:
                message = f"{path} cannot be `none`: {a(self.all.plan[patch.target].kind)} needs it"
                return at.refuse(
                    scenario_rules.NEEDED,
                    value,
                    message,
                    help="write another value, or `without` the thing",
                )
            new: Any = NOT_WRITTEN
        else:
            new = read(value, at)
        later = changes(value, at, read) if value.later and prop.changes else ()
        if value.later and not prop.changes:
            message = f"{path} cannot change later"
            at.refuse(
                block_rules.CHANGE,
                value.later[0],
                message,
                help="leave out what stands behind `then`",
            )
        if new is None:
            return None
        return attrs.evolve(patch, value=new, later=later, told=grounds, span=at.span(statement))

    def is_new(self, path: tuple[str, ...], statement: nodes.Node, at: Reading) -> bool:
        first = self.paths.setdefault(path, statement)
        if first is statement:
            return True
        what = ".".join(part for part in path if part)
        related = [Related("the first one is here", at.span(first))]
        message = f"{self.site.name} changes {what} twice"
        at.refuse(
            block_rules.TWICE, statement, message, help="leave one of them out", related=related
        )
        return False

    def applies(self, patch: Patch, statement: nodes.Property, at: Reading) -> bool:
        """Whether `was` fits what was; if so, the state of the scenario goes on from there."""
        before = self.current(patch.target)
        if before is None:
            return False
        try:
            self.state[patch.target] = patched(before, patch)
        except MisfitError as misfit:
            if f"{patch.target}.{patch.word}" not in self.all.names.failed:
                self.refuse_misfit(misfit, statement.value, at)
            return False
        self.touched[patch.target] = statement
        return True

    def refuse_misfit(self, misfit: MisfitError, node: nodes.Node, at: Reading) -> None:
        rule = scenario_rules.NOTHING_BEFORE if misfit.nothing else value_rules.UNLIKE
        help = (
            "write the new value itself"
            if misfit.nothing
            else "write the new value itself, or in the unit of the old one"
        )
        at.refuse(rule, node, f"{at.path}: {misfit.reason}", help=help)

    # --- a flow ----------------------------------------------------------------------------------

    def flow(self, node: nodes.Flow) -> FlowPatch | None:
        """`visitor -> buyer was * 120%`."""
        at = self.reading("")
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
        fields = {p.field: word for word, p in props(Flow).items()}
        values = {fields[f]: value for f, value in body.values.items()} | dict.fromkeys(
            cleared, NOT_WRITTEN
        )
        patch = FlowPatch(
            source, target, people, Fixed(values), Fixed(body.told), removed, at.span(node)
        )
        if body.changes:
            message = f"{name}: a scenario cannot change a flow later"
            return at.refuse(
                block_rules.CHANGE, node, message, help="leave out what stands behind `then`"
            )
        found = matching(patch, self.all.flows(source.name, target.name))
        if not found:
            message = f"there is no flow {name} to restate"
            return at.refuse(
                scenario_rules.NO_FLOW,
                node,
                message,
                help="write it in the funnel first; its share may be `0%` there",
            )
        return (
            patch if self.is_new((name,), node, at) and self.fits(patch, found, node, at) else None
        )

    def fits(self, patch: FlowPatch, found: list[Flow], node: nodes.Flow, at: Reading) -> bool:
        if patch.removed:
            return True
        for flow in found:
            before = self.current(flow.name)
            if not isinstance(before, Flow):
                continue
            try:
                self.state[flow.name] = patched_flow(before, patch)
            except MisfitError as misfit:
                self.refuse_misfit(misfit, node.value or node, at)
                return False
        return True

    # --- the whole -------------------------------------------------------------------------------

    def check_whole(self) -> None:
        """Whether what is left could have been written as such."""
        at = self.reading("")
        for name, statement in self.touched.items():
            declaration = self.state[name]
            for words in declaration.one_of:
                there = [w for w in words if _is_there(declaration, w)]
                if len(there) != 1:
                    what = (
                        f"has {typed(there, 'and')}, which exclude each other"
                        if there
                        else f"has none of {typed(words)}"
                    )
                    help = f"write `{name}.{there[0]}: none` too" if there else "write one of them"
                    at.refuse(
                        scenario_rules.BREAKS,
                        statement,
                        f"in {self.site.name}, {name} {what}",
                        help=help,
                    )
            for words in declaration.together:
                there = [w for w in words if _is_there(declaration, w)]
                if there and len(there) < len(words):
                    lacking = [w for w in words if w not in there]
                    message = (
                        f"in {self.site.name}, {name} has {typed(there)} without {typed(lacking)}"
                    )
                    at.refuse(
                        scenario_rules.BREAKS,
                        statement,
                        message,
                        help=f"write `{name}.{lacking[0]}` too",
                    )


def _inner(shape: Shape[Any]) -> Shape[Any]:
    return _inner(shape.of) if isinstance(shape, Many) else shape


def _is_there(declaration: Declaration, word: str) -> bool:
    if word in declaration.told:
        return True
    prop = props(type(declaration))[word]
    return bool(getattr(declaration, prop.field) != prop.default)


def _taken_away(node: nodes.Flow) -> tuple[nodes.Flow, bool, tuple[str, ...]]:
    """The flow without what is `none`: whether the share is, and the clauses that are."""
    value = node.value
    if value is None:
        return node, False, ()
    removed = isinstance(value.expression, nodes.Name) and value.expression.text == "none"
    cleared = tuple(
        c.word.text
        for c in value.clauses
        if isinstance(c.value, nodes.Name) and c.value.text == "none"
    )
    if not removed and not cleared:
        return node, False, ()
    clauses = tuple(c for c in value.clauses if c.word.text not in cleared)
    expression = None if removed else value.expression
    stated = attrs.evolve(value, expression=expression, clauses=clauses)
    return attrs.evolve(node, value=stated), removed, cleared
