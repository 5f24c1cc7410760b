"""Read, check, simulate, export, in that order. The only module that knows all stages.

Each function takes the value before it and returns the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve

from funneldsl import guard, opening
from funneldsl.acceptance import accepted
from funneldsl.collector import collector_resting
from funneldsl.contributions import is_advice
from funneldsl.diagnostics import Finding, Rule, Severity, errors, in_order
from funneldsl.errors import (
    FindingsError,
    FunnelError,
    UnknownNameError,
)
from funneldsl.ledger import HOUSE_CODES
from funneldsl.limits import LIMITS, Limits, refuse_beyond, refuse_size
from funneldsl.listing import listed
from funneldsl.needed import exporter_named, simulators
from funneldsl.opening import opened
from funneldsl.source import NOWHERE

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from funneldsl.analysis.study import Study
    from funneldsl.bind.imports import Reader
    from funneldsl.config import Thresholds
    from funneldsl.extensions import Extensions
    from funneldsl.formatting.formatter import Formatted
    from funneldsl.judged import CheckResult
    from funneldsl.manuscript import Manuscript
    from funneldsl.model.plan import Plan
    from funneldsl.network import Network
    from funneldsl.past import Past
    from funneldsl.plugin import Run, Simulator
    from funneldsl.register.assumption import Register
    from funneldsl.results import Forecast
    from funneldsl.source import Source
    from funneldsl.syntax.nodes import Document
    from funneldsl.worlds import Worlds

SIMULATOR = "flow"
"""The simulator that is asked when none is named."""


_ASKED = """\
business shop {{ currency: USD; start: 2027-01-04; horizon: 12 months }}
offer candle {{ price: {price} }}

>>> fd.simulate(fd.read("plan.funnel").plan)
"""

INCOMPLETE = Rule(
    "F502",
    "simulate.incomplete",
    Severity.ERROR,
    "A plan with mistakes in it was asked for a forecast.",
    "What could not be understood is missing in the plan, so the forecast would be that of another business. Put "
    "the mistakes right first.",
    wrong=_ASKED.format(price="$39 a piece"),
    right=_ASKED.format(price="$39"),
)


class Reading(NamedTuple):
    """What reading gave: the plan as far as it could be understood, and everything there is to say about it."""

    plan: Plan
    findings: tuple[Finding, ...]


def read(
    text_or_path: str | PathLike[str] | Source,
    extensions: Extensions,
    *,
    limits: Limits = LIMITS,
    reader: Reader | None = None,
    lint: Thresholds | None = None,
    past: Past | None = None,
) -> Reading:
    """Read a file with all that it imports, or a text, and check it. Never raises for what is written.

    With the thresholds of `lint`, the rules of lint are asked too. With a `past`, what is the same as in the reading
    before this one is used again, and the places of that reading are moved to this one.

    A string is the path of a file if it ends in `.funnel` and is a single line, else the text itself. What it imports
    comes from `reader`; without one, from the folder of the file, or from nowhere for a text. Raises UnreadableError
    for a file that cannot be read, LimitError for a text that is too large.
    """
    from funneldsl.bind.binder import bind
    from funneldsl.bind.imports import load_project
    from funneldsl.model.scenarios import Scenario
    from funneldsl.syntax.parser import parse

    source, nearby = opened(text_or_path, limits.bytes)
    with collector_resting():
        project = load_project(source, reader or nearby, parse if past is None else past.parse)
        complete = not errors(project.findings)
        memory = past.memory if past is not None else None
        bound = bind(project.documents, extensions.kinds, complete=complete, memory=memory)
        found = [f for document in project.documents for f in document.findings]
        found += [*project.findings, *bound.findings, *check(bound.plan, extensions, past)]
        if bound.plan.one(Scenario) is not None and not errors(found):
            from funneldsl.applied import found_by, in_scenarios

            find = found_by if past is None else past.check_applied
            found += in_scenarios(bound.plan, extensions, found, find)
        if lint is not None:
            found += advice(bound.plan, project.documents, extensions, lint)

    def not_asked(code: str) -> bool:
        """Lint rules in a check; rules of plugins that are not there."""
        if lint is None and extensions.only_of_lint(code):
            return True
        strange = code[:2] in HOUSE_CODES or not extensions.whole
        return strange and code not in {r.code for r in rules(extensions)}

    left = in_order(accepted(found, project.documents, not_asked))
    return Reading(bound.plan, listed(left))


def edit(
    text_or_path: str | PathLike[str] | Source, extensions: Extensions, *, limits: Limits = LIMITS
) -> Manuscript:
    """A file with the project that it is a part of, or a text, to be changed. Raises UnreadableError, LimitError."""
    from funneldsl.bind.imports import load_project
    from funneldsl.fragments import project_of
    from funneldsl.manuscript import Manuscript
    from funneldsl.syntax.parser import parse

    source, reader = opened(text_or_path, limits.bytes)
    named, folder = source.name, None
    if isinstance(text_or_path, str | PathLike) and opening.is_file(text_or_path):
        folder = Path.cwd()
        if (whole := project_of(Path(text_or_path), limits.bytes)) is not None:
            source, reader = opened(whole, limits.bytes)
    with collector_resting():
        project = load_project(source, reader, parse)
    return Manuscript.of(project, extensions.kinds, folder, named)


def format(text: str) -> Formatted:
    """A text in the one layout of the language. Never raises for what it holds."""
    from funneldsl.formatting.formatter import formatted

    return formatted(text)


def sound(reading: Reading) -> Plan:
    """The plan of a reading without errors. Raises FindingsError."""
    if wrong := errors(reading.findings):
        raise FindingsError("use the plan", wrong)
    return reading.plan


def check(plan: Plan, extensions: Extensions, past: Past | None = None) -> tuple[Finding, ...]:
    """What all checks find in a plan. A check of a plugin that breaks down is a finding itself."""
    found = [guard.not_loaded(e.candidate, e.error) for e in extensions.failed]
    checks = [(c, extensions.owner_of(c)) for c in extensions.checks if not is_advice(c)]
    if past is not None:
        return in_order((*found, *past.check(plan, checks)))
    for one, owner in checks:
        found += guard.findings_of(one, owner, plan)
    return in_order(found)


def advice(
    plan: Plan, documents: Iterable[Document], extensions: Extensions, thresholds: Thresholds
) -> tuple[Finding, ...]:
    """What the rules of lint find: those of the core, and the checks of plugins whose `lint` is true."""
    from funneldsl.lint import lint

    found = list(lint(plan, documents, thresholds))
    for one in filter(is_advice, extensions.checks):
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
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
    every_day: bool = False,
) -> Forecast:
    """The forecast of a plan over `worlds` worlds (at least 1) drawn from `seed`.

    `every_day`: with the series `stage.moved`, `stage.left` and `stage.lost`. Raises FindingsError for a plan that cannot be run as it stands, UnknownNameError, LimitError, PluginError.
    """
    return study(
        plan,
        extensions,
        worlds=worlds,
        seed=seed,
        scenario=scenario,
        simulator=simulator,
        limits=limits,
        executor=executor,
        progress=progress,
        every_day=every_day,
    ).forecast()


def study(
    plan: Plan,
    extensions: Extensions,
    *,
    worlds: int = 1000,
    seed: int = 1,
    scenario: str = "",
    simulator: str = SIMULATOR,
    limits: Limits = LIMITS,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
    every_day: bool = False,
) -> Study:
    """A plan, with a scenario applied, that can be run again and again in the same worlds.

    `progress` is told of each forecast anew. Raises UnknownNameError, FindingsError, LimitError.
    """
    from funneldsl.analysis.study import Study

    if worlds < 1:
        raise ValueError(f"worlds is {worlds}; at least 1 is needed")
    refuse_beyond("worlds", worlds, limits.worlds)
    order = simulators(simulator, extensions)
    if not plan.complete:
        told = "the plan has mistakes, so parts of it are missing"
        raise FindingsError(
            "simulate", (INCOMPLETE.at(NOWHERE, told, help="put them right first"),)
        )

    from funneldsl.plugin import Run

    def run(network: Network, drawn: Worlds) -> Forecast:
        how = Run(
            seed=drawn.seed,
            executor=executor,
            progress=progress or _silent,
            every_day=every_day,
        )
        return _run(order, extensions, network, drawn, how)

    def compiled(plan: Plan) -> Network:
        network = compile(plan, extensions)
        refuse_size(network, worlds, limits)
        return network

    return Study(with_scenario(plan, scenario, extensions), worlds, seed, compiled, run)


def _run(
    order: tuple[Simulator, ...],
    extensions: Extensions,
    network: Network,
    drawn: Worlds,
    how: Run,
) -> Forecast:
    """The forecast of the last simulator, behind those that it needs."""
    done: dict[str, Forecast] = {}
    for one in order:
        before = {name: done[name] for name in one.needs}
        run = evolve(how, before=before)
        owner = extensions.owners["simulator", one.name]
        done[one.name] = guard.forecast_of(one, owner, network, drawn, run)
    return done[order[-1].name]


def judge(
    plan: Plan,
    extensions: Extensions,
    *,
    worlds: int = 1000,
    seed: int = 1,
    simulator: str = SIMULATOR,
    named: str = "",
    goals: bool = False,
    limits: Limits = LIMITS,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> tuple[CheckResult, ...]:
    """The checks of a plan judged, in its order: one simulation for each scenario that they name, in the same worlds.

    `named` chooses those whose name or title holds this text; `goals` adds the goals that require a chance, ahead of
    the checks. Raises UnknownNameError where nothing is named so, and what `simulate` raises.
    """
    from funneldsl.verdicts import chosen, verdicts

    asked = chosen(plan, named, goals=goals)
    scenarios = tuple(dict.fromkeys(asked.values()))
    tell = progress or _silent
    found: dict[str, CheckResult] = {}
    for number, scenario in enumerate(scenarios):
        forecast = simulate(
            plan,
            extensions,
            worlds=worlds,
            seed=seed,
            scenario=scenario,
            simulator=simulator,
            limits=limits,
            executor=executor,
            progress=_part_of(tell, number, len(scenarios)),
        )
        found |= {r.name: r for r in verdicts(plan, forecast, goals=goals)}
    return tuple(found[name] for name in asked)


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


def single(made: bytes | Mapping[str, bytes], to: str) -> bytes:
    """What is one file. Raises FunnelError if it is several."""
    if isinstance(made, bytes):
        return made
    raise FunnelError(f"{to} makes {len(made)} files: {', '.join(made)}; use `export_files`")


def rules(extensions: Extensions) -> tuple[Rule, ...]:
    """Every rule that a finding may break, by code: the core's, then those of plugins."""
    from funneldsl import acceptance, config, listing
    from funneldsl.catalogue import core_rules

    ours = (
        *core_rules(),
        *acceptance.RULES,
        *guard.RULES,
        *opening.RULES,
        *listing.RULES,
        *config.RULES,
        INCOMPLETE,
    )
    found = {r.code: r for r in (*ours, *extensions.rules)}
    return tuple(sorted(found.values(), key=lambda r: (not r.code.startswith("F"), r.code)))


def rule(named: str, extensions: Extensions) -> Rule:
    """The rule of that code or name. Raises UnknownNameError."""
    found = {key: r for r in rules(extensions) for key in (r.code, r.name)}
    known = found.get(named.upper()) or found.get(named.lower())
    if known is None:
        raise UnknownNameError("finding", named, found)
    return known


def register(
    plan: Plan, extensions: Extensions, today: date, forecast: Forecast | None = None
) -> Register:
    """The assumptions of a plan, weighed if there is a forecast of it (of the same scenario).

    Raises FindingsError for a plan that cannot be compiled, FunnelError for a forecast of another plan.
    """
    from funneldsl.register.assumption import Register
    from funneldsl.register.listing import assumptions
    from funneldsl.register.weighing import weighed

    if forecast is None:
        return Register(assumptions(plan, today))
    scenario = "" if plan.scenario else forecast.facts.scenario
    applied = with_scenario(plan, scenario, extensions)
    network = compile(applied, extensions)
    if network.digest != forecast.facts.plan:
        raise FunnelError("the forecast is not of this plan")
    return weighed(assumptions(applied, today), network, forecast)


def _part_of(tell: Callable[[float], None], number: int, of: int) -> Callable[[float], None]:
    """What one of several simulations tells: its share of the whole."""
    return lambda share: tell((number + share) / of)


def _silent(share: float) -> None:
    return None
