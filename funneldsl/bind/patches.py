"""All scenarios of a project: those that others start from are typed first."""

from __future__ import annotations

from attrs import define, field

from funneldsl.bind import scenario_rules
from funneldsl.bind.lines import Lines, State
from funneldsl.bind.money import Money
from funneldsl.bind.names import Names
from funneldsl.bind.phrases import listed
from funneldsl.bind.reading import Reading
from funneldsl.bind.rewriting import evolved
from funneldsl.bind.sheets import sheet
from funneldsl.bind.sites import Site
from funneldsl.diagnostics import Finding
from funneldsl.model.kinds import Declaration
from funneldsl.model.scenarios import Scenario
from funneldsl.model.stages import Flow
from funneldsl.syntax import nodes


@define(eq=False, repr=False)
class Patching:
    """Types the lines of scenarios, once everything that they may change is known."""

    names: Names
    money: Money
    findings: list[Finding]
    _plan: dict[str, Declaration] = field(factory=dict)
    _out: dict[str, Declaration] = field(factory=dict)
    _states: dict[str, State] = field(factory=dict)
    """What each scenario makes of the plan, so that another may start from it."""
    _pairs: dict[tuple[str, str], list[Flow]] | None = None

    def typed(
        self, sites: list[Site], written: dict[str, Declaration], grown: dict[str, Declaration]
    ) -> dict[str, Declaration]:
        """The declarations, with the patches of every scenario."""
        if Scenario not in set(map(type, written.values())):
            return written
        scenarios = {
            s.name: s for s in sites if s.sound and isinstance(written.get(s.name), Scenario)
        }
        if not scenarios:
            return written
        self._plan = {**written, **grown} if grown else written
        self._out = dict(written)
        self._break_circles(scenarios)
        for name in scenarios:
            self._type(name, scenarios)
        return self._out

    def _break_circles(self, scenarios: dict[str, Site]) -> None:
        ends: set[str] = set()
        for name in scenarios:
            way: list[str] = []
            at: str | None = name
            while at is not None and at not in ends and at not in way:
                way.append(at)
                at = self._base(at)
            if at is not None and at in way:
                self._refuse_circle(way[way.index(at) :])
            ends.update(way)

    def _refuse_circle(self, circle: list[str]) -> None:
        first = self._out[circle[0]]
        self._out[first.name] = evolved(first, extends=None)
        pairs = zip(circle, [*circle[1:], circle[0]], strict=True)
        way = listed([f"{one} extends {other}" for one, other in pairs], "and")
        message = f"scenarios go round in a circle: {way}"
        finding = scenario_rules.CIRCLE.at(
            first.place("extends"), message, help="leave one `extends` out"
        )
        self.findings.append(finding)

    def _type(self, name: str, scenarios: dict[str, Site]) -> None:
        """Type a scenario, and before it those that it starts from."""
        chain: list[str] = []
        at: str | None = name
        while at is not None and at in scenarios and at not in self._states:
            chain.append(at)
            at = self._base(at)
        for one in reversed(chain):
            base = self._base(one)
            state = dict(self._states.get(base, {})) if base is not None else {}
            self._states[one] = state
            self._out[one] = evolved(self._out[one], patches=self._patches(scenarios[one], state))

    def _patches(self, site: Site, state: State) -> tuple[object, ...]:
        def reading() -> Reading:
            return Reading(
                site.piece, self.names, self.money, "", self.findings, scenario=site.name
            )

        lines = Lines(site.name, self._plan, state, self._flows, reading)
        statements = site.node.statements if isinstance(site.node, nodes.Block) else ()
        return tuple(lines.patches(statements, sheet(site.cls).lines))

    def _flows(self, source: str, target: str) -> list[Flow]:
        if self._pairs is None:
            self._pairs = {}
            for d in self._plan.values():
                if isinstance(d, Flow):
                    self._pairs.setdefault((d.source.name, d.target.name), []).append(d)
        return self._pairs.get((source, target), [])

    def _base(self, name: str) -> str | None:
        scenario = self._out.get(name)
        extends = scenario.extends if isinstance(scenario, Scenario) else None
        return extends.name if extends is not None else None
