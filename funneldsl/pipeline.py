"""Read, check, simulate, export, in that order. The only module that knows all stages.

Each function takes the value before it and returns the next one. Limits are arguments, so nothing can be asked of a
service that its owner did not allow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from funneldsl import guard
from funneldsl.diagnostics import Finding, Rule, in_order
from funneldsl.errors import LimitError, PluginError, UnknownNameError

if TYPE_CHECKING:
    from funneldsl.extensions import Extensions
    from funneldsl.model.plan import Plan
    from funneldsl.network import Network
    from funneldsl.plugin import Exporter, Simulator
    from funneldsl.results import Forecast

SIMULATOR = "flow"
"""The simulator that is asked when none is named."""


_EXTRAS = {
    "flow": "forecast",
    "mermaid": "diagram",
    "dot": "diagram",
    "svg": "diagram",
    "json": "report",
}
"""What plugins of ours bring, and with which extra they are installed."""


@frozen
class Limits:
    """The most that may be asked for; LimitError beyond."""

    bytes: int = 8 * 2**20
    """Of all files of a project together."""
    worlds: int = 1_000_000
    days: int = 36_525
    """Of the horizon."""
    world_days: int = 500_000_000
    """Worlds times days: what a simulation costs."""


LIMITS = Limits()


class Reading(NamedTuple):
    """What reading gave: the plan as far as it could be understood, and everything there is to say about it."""

    plan: Plan
    findings: tuple[Finding, ...]


def check(plan: Plan, extensions: Extensions) -> tuple[Finding, ...]:
    """What all checks find in a plan. A check of a plugin that breaks down is a finding itself."""
    found = [guard.not_loaded(e.candidate, e.error) for e in extensions.failed]
    for one in extensions.checks:
        found += guard.findings_of(one, extensions.owner_of(one), plan)
    return in_order(found)


def with_scenario(plan: Plan, scenario: str, extensions: Extensions) -> Plan:
    """The plan with a scenario applied; the plan itself for none. Raises UnknownNameError."""
    from funneldsl.bind import scenarios

    return scenarios.apply(plan, scenario, extensions.kinds) if scenario else plan


def compile(plan: Plan, extensions: Extensions, scenario: str = "") -> Network:
    """The tables of a plan, with a scenario applied. Raises FindingsError, UnknownNameError."""
    from funneldsl.compile import compile as to_network

    return to_network(with_scenario(plan, scenario, extensions))


def simulate(
    plan: Plan,
    extensions: Extensions,
    *,
    worlds: int = 1000,
    seed: int = 1,
    scenario: str = "",
    simulator: str = SIMULATOR,
    limits: Limits = LIMITS,
    progress: Callable[[float], None] | None = None,
) -> Forecast:
    """The forecast of a plan over `worlds` worlds (at least 1) drawn from `seed`.

    Raises FindingsError for a plan that cannot be run as it stands, UnknownNameError, LimitError, PluginError.
    """
    from funneldsl.plugin import Run
    from funneldsl.worlds import draw

    if worlds < 1:
        raise ValueError(f"worlds is {worlds}; at least 1 is needed")
    _refuse_beyond("worlds", worlds, limits.worlds)
    order = _needed(simulator, extensions)
    network = compile(plan, extensions, scenario)
    _refuse_beyond("days of the horizon", network.days, limits.days)
    _refuse_beyond("worlds times days", worlds * network.days, limits.world_days)
    drawn = draw(network, worlds, seed)
    done: dict[str, Forecast] = {}
    for one in order:
        before = {name: done[name] for name in one.needs}
        run = Run(seed=seed, before=before, progress=progress or _silent)
        owner = extensions.owners["simulator", one.name]
        done[one.name] = guard.forecast_of(one, owner, network, drawn, run)
    return done[simulator]


def export(
    plan: Plan,
    to: str,
    extensions: Extensions,
    *,
    forecast: Forecast | None = None,
    findings: tuple[Finding, ...] = (),
) -> bytes | Mapping[str, bytes]:
    """The plan, and its forecast if there is one, in the form `to`: bytes, or several files by name.

    Raises UnknownNameError for a form that no exporter makes, PluginError.
    """
    from funneldsl.plugin import Subject

    exporter = exporter_named(to, extensions)
    owner = extensions.owners["exporter", to]
    return guard.export_of(exporter, owner, Subject(plan, forecast, findings=findings))


def exporter_named(name: str, extensions: Extensions) -> Exporter:
    """The exporter of that name. Raises UnknownNameError."""
    if name not in extensions.exporters:
        raise UnknownNameError("exporter", name, extensions.exporters, _hint(name))
    return extensions.exporters[name]


def rules(extensions: Extensions) -> tuple[Rule, ...]:
    """Every rule that a finding may break, by code: the core's, then those of plugins."""
    from funneldsl.checks import catalogue

    found = {r.code: r for r in (*catalogue.RULES, *guard.RULES, *extensions.rules)}
    return tuple(sorted(found.values(), key=lambda r: (len(r.code) > 4, r.code)))


def rule(named: str, extensions: Extensions) -> Rule:
    """The rule of that code or name. Raises UnknownNameError."""
    found = {key: r for r in rules(extensions) for key in (r.code, r.name)}
    if (known := found.get(named) or found.get(named.upper())) is None:
        raise UnknownNameError("finding", named, found)
    return known


def _needed(
    name: str, extensions: Extensions, above: tuple[str, ...] = ()
) -> tuple[Simulator, ...]:
    """A simulator behind all those that it needs, each once. Raises UnknownNameError, PluginError."""
    if name not in extensions.simulators:
        raise UnknownNameError("simulator", name, extensions.simulators, _hint(name))
    if name in above:
        circle = " → ".join((*above, name))
        raise PluginError(extensions.owners["simulator", name], "finding its needs", circle)
    one = extensions.simulators[name]
    needs = {s.name: s for n in one.needs for s in _needed(n, extensions, (*above, name))}
    return (*needs.values(), one)


def _hint(name: str) -> str:
    extra = _EXTRAS.get(name)
    return f"install it with `pip install 'funneldsl[{extra}]'`" if extra else ""


def _refuse_beyond(what: str, asked: int, limit: int) -> None:
    if asked > limit:
        raise LimitError(what, asked, limit)


def _silent(share: float) -> None:
    return None
