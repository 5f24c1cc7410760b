"""What every result owes, whoever made it. Names the plugin that breaks its promise."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve

from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.errors import FindingsError, LimitError, PluginError, WorkerError, reason
from funneldsl.file_names import unsafe
from funneldsl.source import NOWHERE
from funneldsl.unsupported import UNSUPPORTED, unsupported

if TYPE_CHECKING:
    from funneldsl.extensions import Candidate
    from funneldsl.model.plan import Plan
    from funneldsl.network import Network
    from funneldsl.plugin import Check, Exporter, Run, Simulator, Subject
    from funneldsl.results import Forecast, Series
    from funneldsl.worlds import Worlds

T = TypeVar("T")

_CHECK = """\
# plan.funnel
offer candle {{ price: $39 }}

# costs.py
from funneldsl.plugin import Offer, Rule, Severity, hook

NO_COST = Rule("SHOP1", "offer.no-cost", Severity.NOTE, "An offer costs nothing.")

class Costs:
    rules = (NO_COST,)

    def check(self, plan):
        for offer in plan.of(Offer):
            if not {cost}:
                yield NO_COST.at(offer.span, f"{{offer.label}} costs nothing")

@hook
def funneldsl_checks():
    return [Costs()]

$ funneldsl check plan.funnel --plugin costs.py
"""
"""A plan, and a check in a file of its own."""

CHECK_FAILED = Rule(
    "F901",
    "plugin.check-failed",
    Severity.WARNING,
    "A check of a plugin broke down, so what it looks for was not looked for.",
    "Everything else was checked. Tell the plugin's author, and leave the plugin out with `--without NAME` "
    "until it is repaired.",
    wrong=_CHECK.format(cost="offer.cost.amount"),
    right=_CHECK.format(cost="offer.cost"),
)
NOT_LOADED = Rule(
    "F902",
    "plugin.not-loaded",
    Severity.WARNING,
    "An installed plugin could not be loaded, so what it adds is missing.",
    "Everything else works. `funneldsl plugins` says why. Update or remove the plugin, or leave it out with "
    "`--without NAME`.",
    wrong=_CHECK.format(cost="offer.cost").replace("\n\nNO_COST", "\n\napi = (2, 0)\n\nNO_COST"),
    right=_CHECK.format(cost="offer.cost").replace("\n\nNO_COST", "\n\napi = (1, 0)\n\nNO_COST"),
)
RULES = (UNSUPPORTED, CHECK_FAILED, NOT_LOADED)

PLUGIN_FAILURES = frozenset({CHECK_FAILED.code, NOT_LOADED.code})
"""Findings that say: not everything was checked."""

MAYBE_NEVER = frozenset(
    {
        "project.launch",
        "task.start",
        "task.end",
        "goal.day",
        "guess.share",
        "part.value",
        "part.day",
        "exit.month",
        "exit.value",
        "channel.audience_left",
        "waiting.first",
        "waiting.last",
        "closing.cac",
        "closing.ltv",
        "channel.cac",
        "funnel.cac",
        "funnel.ltv",
        "channel.payback",
    }
)
"""Series that may hold "not a number": what never happens has no day."""

YES_OR_NO = frozenset({"goal.reached", "check.held"})
CAME = ("closing.already", "closing.entered")
ROUNDING = 1e-9
"""How far sums of means may be apart, as a part of them."""

WENT = ("closing.moved", "closing.left", "closing.lost", "closing.in_progress")


def not_loaded(candidate: Candidate, error: str) -> Finding:
    """The finding that a plugin could not be loaded."""
    return NOT_LOADED.at(
        NOWHERE,
        f"plugin {candidate.name} ({candidate.label}) could not be loaded: {error}",
        help=f"update it, or leave it out with `--without {candidate.name}`",
    )


def findings_of(check: Check, owner: str, plan: Plan) -> tuple[Finding, ...]:
    """What a check finds. If a plugin's check breaks down, that is the last finding."""
    codes = {r.code for r in check.rules}
    found: list[Finding] = []
    try:
        for finding in check.check(plan):
            _refuse_stranger(finding, codes)
            found.append(evolve(finding, plugin=owner) if owner else finding)
    except (Exception, SystemExit) as e:
        if not owner:
            raise
        failed = CHECK_FAILED.at(
            NOWHERE,
            f"the check for {', '.join(sorted(codes))} of plugin {owner} broke down: {reason(e)}",
            help="the rest was checked; tell the author of the plugin",
        )
        found.append(evolve(failed, plugin=owner))
    return tuple(found)


def _refuse_stranger(finding: object, codes: Container[str]) -> None:
    if not isinstance(finding, Finding):
        raise TypeError(f"it found {finding!r}, which is no finding")
    if finding.code not in codes:
        raise ValueError(f"it found {finding.code}, which is none of its rules")


def forecast_of(
    simulator: Simulator, owner: str, network: Network, worlds: Worlds, run: Run
) -> Forecast:
    """The forecast of a simulator, held to its promises.

    Raises FindingsError where the plan uses what it cannot run, PluginError where it fails or breaks a promise.
    """
    if refused := tuple(unsupported(simulator, network)):
        raise FindingsError("simulate", refused)
    doing = f"simulator {simulator.name}"
    forecast = _answer(owner, doing, lambda: simulator.simulate(network, worlds, run))
    for breach in _breaches(forecast, simulator.name, network, worlds):
        raise PluginError(owner, doing, breach)
    return forecast


def export_of(exporter: Exporter, owner: str, subject: Subject) -> bytes | Mapping[str, bytes]:
    """What an exporter shows: bytes, or several files by safe names. Raises PluginError."""
    doing = f"exporter {exporter.name}"
    shown = _answer(owner, doing, lambda: exporter.export(subject))
    if isinstance(shown, bytes):
        return shown
    if not isinstance(shown, Mapping) or not shown:
        raise PluginError(owner, doing, f"it returned {type(shown).__name__}, not bytes")
    for name, content in shown.items():
        if not isinstance(content, bytes):
            raise PluginError(
                owner, doing, f"file {name!r} holds {type(content).__name__}, not bytes"
            )
        if why := unsafe(name):
            raise PluginError(owner, doing, f"file name {name!r} {why}")
    if len({n.casefold() for n in shown}) < len(shown):
        raise PluginError(owner, doing, "two of its files differ in upper and lower case only")
    return dict(shown)


def _answer(owner: str, doing: str, ask: Callable[[], T]) -> T:
    try:
        return ask()
    except (LimitError, MemoryError):
        raise
    except (Exception, SystemExit) as e:
        if _of_worker(e):
            raise WorkerError from e
        raise PluginError(owner, doing, reason(e)) from e


def _of_worker(error: BaseException) -> bool:
    """Whether it says that a process of an executor is gone."""
    from concurrent.futures import BrokenExecutor

    return isinstance(error, BrokenExecutor)


# --- what a forecast owes ---------------------------------------------------------------------------------


def _breaches(forecast: object, simulator: str, network: Network, worlds: Worlds) -> Iterator[str]:
    """Promises that a forecast breaks, in sentences."""
    from funneldsl.results import Forecast

    if not isinstance(forecast, Forecast):
        yield f"it returned {type(forecast).__name__}, not a Forecast"
        return
    owed = {
        "simulator": simulator,
        "seed": worlds.seed,
        "worlds": len(worlds),
        "plan": network.digest,
        "scenario": network.scenario,
    }
    for fact, expected in owed.items():
        if (stated := getattr(forecast.facts, fact)) != expected:
            yield f"its facts say {fact} {stated!r}, but it was {expected!r}"
    for name, series in forecast.series.items():
        yield from _of_series(name, series, simulator, forecast)
    yield from _of_people(forecast)


def _of_series(name: str, series: Series, simulator: str, forecast: Forecast) -> Iterator[str]:
    import numpy as np

    from funneldsl.results import SERIES

    if name in SERIES:
        if series.axes != SERIES[name][0]:
            yield f"series {name!r} has axes {series.axes}, not {SERIES[name][0]}"
    elif not name.startswith(f"{simulator}."):
        yield f"series {name!r} is not in the list of common names; call it {simulator + '.' + name!r}"
    unknown = [a for a in series.axes if a not in forecast.axes]
    if unknown:
        yield f"series {name!r} has an axis {unknown[0]!r} that the forecast does not have"
        return
    shape = tuple(len(forecast.axes[a].labels) for a in series.axes)
    if series.values.shape != shape:
        yield f"series {name!r} has shape {series.values.shape}, its axes give {shape}"
    if series.values.flags.writeable:
        yield f"the values of series {name!r} can be written to"
    own = name not in SERIES
    if name not in MAYBE_NEVER and not own and not np.isfinite(series.values).all():
        yield f"series {name!r} holds values that are not finite numbers"
    if own and np.isinf(series.values).any():
        yield f"series {name!r} holds values without end"
    if name in YES_OR_NO and not np.isin(series.values, (0.0, 1.0)).all():
        yield f"series {name!r} holds values other than 0 and 1"


def _of_people(forecast: Forecast) -> Iterator[str]:
    """Per stage and world: already + entered = moved + left + lost + in progress (SEMANTICS 15).

    Exactly where whole people are counted; means are added up with the rounding of the computer.
    """
    import numpy as np

    parts = (*CAME, *WENT)
    there = [n for n in parts if n in forecast.series]
    if not there:
        return
    if len(there) < len(parts):
        missing = ", ".join(n for n in parts if n not in there)
        yield f"it counts people but leaves out {missing}"
        return
    came = np.sum([forecast[n].values for n in CAME], axis=0)
    went = np.sum([forecast[n].values for n in WENT], axis=0)
    whole = all((forecast[n].values % 1 == 0).all() for n in parts)
    apart = 0.0 if whole else ROUNDING * np.maximum(came, 1.0)
    wrong = np.argwhere(np.abs(came - went) > apart)
    if len(wrong):
        world, stage = wrong[0]
        name = forecast.axes["stage"].labels[stage]
        yield (
            f"people are not conserved in stage {name}, world {world}: "
            f"{came[world, stage]:,.0f} came, {went[world, stage]:,.0f} went or are there"
        )
    if any((forecast[n].values < 0).any() for n in parts):
        yield "it counts fewer than no people"
