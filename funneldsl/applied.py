"""Each scenario checked as applied: what is wrong with the plan that it makes, and was not wrong without it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import evolve

from funneldsl import guard
from funneldsl.bind import scenarios
from funneldsl.checks.core import CORE_CHECKS
from funneldsl.checks.scenarios import SCENARIOS
from funneldsl.checks.unused import UNUSED
from funneldsl.diagnostics import Finding, Related, Severity
from funneldsl.extensions import Extensions
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import Scenario
from funneldsl.plugin import Check

_ASKED = tuple(c for c in CORE_CHECKS if c not in (SCENARIOS, UNUSED))
"""What a scenario leaves without a use, or says without an effect, is no mistake of the plan that it makes."""

_Key = tuple[str, str, int]


def found_by(checks: Iterable[Check], applied: Plan) -> Iterator[Finding]:
    """What checks of the core find in a plan with a scenario applied."""
    for check in checks:
        yield from guard.findings_of(check, "", applied)


def in_scenarios(
    plan: Plan,
    extensions: Extensions,
    known: Iterable[Finding],
    find: Callable[[Iterable[Check], Plan], Iterable[Finding]] = found_by,
) -> Iterator[Finding]:
    """Errors and warnings that only a scenario brings about; what it inherits is told of the one that it extends.

    `known` is what was found in the plan as written; `find` lets checks look. A plan with errors is not asked: a
    scenario of it says nothing.
    """
    asked = [c for c in _ASKED if c in extensions.checks]
    before = {"": {_key(f) for f in known}}
    for scenario in _bases_first(plan):
        base = scenario.extends.name if scenario.extends is not None else ""
        applied = scenarios.apply(plan, scenario.name, extensions.kinds)
        found = [f for f in find(asked, applied) if f.severity is not Severity.NOTE]
        told = before[""] | before.get(base, set())
        before[scenario.name] = told | {_key(f) for f in found}
        yield from (_in(scenario, f) for f in found if _key(f) not in told)


def _key(finding: Finding) -> _Key:
    """The same mistake at the same place, with whatever numbers."""
    return (finding.code, finding.span.source.name, finding.span.start)


def _bases_first(plan: Plan) -> list[Scenario]:
    """Scenarios behind those that they extend."""
    every = {s.name: s for s in plan.of(Scenario)}

    def depth(s: Scenario) -> int:
        way = [s.name]
        while s.extends is not None and s.extends.name in every and s.extends.name not in way:
            s = every[s.extends.name]
            way.append(s.name)
        return len(way)

    return sorted(every.values(), key=depth)


def _in(scenario: Scenario, finding: Finding) -> Finding:
    """The finding, said of the scenario. A fix of the plan would change it without the scenario, too: none is offered."""
    there = Related(f"scenario {scenario.name}", scenario.headline)
    message = f"in scenario {scenario.name}: {finding.message}"
    return evolve(finding, message=message, related=(*finding.related, there), fix=None)
