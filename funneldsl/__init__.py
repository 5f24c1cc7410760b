"""Write a marketing business as text; check it, forecast it, draw it.

    import funneldsl as fd

    plan = fd.load("northwind.funnel")
    forecast = fd.simulate(plan, worlds=1000, seed=1)
    print(forecast.goal("income").chance)
    print(fd.export(plan, "mermaid").decode())

Nothing is printed, nothing is global, all values are immutable. What is not needed is not imported: numpy comes with
the first simulation. Plugins are discovered by each call anew; pass `extensions=fd.discover()` to do it once, or
`fd.discover(fd.NO_PLUGINS)` to do without.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from funneldsl import version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Executor
    from datetime import date
    from os import PathLike

    from funneldsl.analysis.study import Study as Study
    from funneldsl.candidates import NO_PLUGINS as NO_PLUGINS
    from funneldsl.candidates import Choice as Choice
    from funneldsl.candidates import discover as discover
    from funneldsl.diagnostics import Finding as Finding
    from funneldsl.diagnostics import Severity as Severity
    from funneldsl.differ.difference import Did as Did
    from funneldsl.differ.difference import Difference as Difference
    from funneldsl.edits import Edit as Edit
    from funneldsl.errors import FindingsError as FindingsError
    from funneldsl.errors import FunnelError as FunnelError
    from funneldsl.errors import LimitError as LimitError
    from funneldsl.errors import PluginError as PluginError
    from funneldsl.errors import UnknownNameError as UnknownNameError
    from funneldsl.errors import UnreadableError as UnreadableError
    from funneldsl.errors import WorkerError as WorkerError
    from funneldsl.extensions import Extensions as Extensions
    from funneldsl.judged import CheckResult as CheckResult
    from funneldsl.judged import ConditionResult as ConditionResult
    from funneldsl.judged import PartResult as PartResult
    from funneldsl.limits import LIMITS as LIMITS
    from funneldsl.limits import Limits as Limits
    from funneldsl.manuscript import Manuscript as Manuscript
    from funneldsl.model.plan import Plan as Plan
    from funneldsl.pipeline import Reading as Reading
    from funneldsl.register.assumption import Assumption as Assumption
    from funneldsl.register.assumption import Register as Register
    from funneldsl.results import Forecast as Forecast
    from funneldsl.session import Session as Session
    from funneldsl.source import Source as Source

__version__ = version.VERSION

_HOMES = {
    "analysis.study": ("Study",),
    "candidates": ("NO_PLUGINS", "Choice", "discover"),
    "diagnostics": ("Finding", "Severity"),
    "edits": ("Edit",),
    "differ.difference": ("Did", "Difference"),
    "errors": (
        "FindingsError",
        "FunnelError",
        "LimitError",
        "PluginError",
        "UnknownNameError",
        "UnreadableError",
        "WorkerError",
    ),
    "extensions": ("Extensions",),
    "manuscript": ("Manuscript",),
    "model.plan": ("Plan",),
    "limits": ("LIMITS", "Limits"),
    "pipeline": ("Reading",),
    "register.assumption": ("Assumption", "Register"),
    "results": ("Forecast",),
    "session": ("Session",),
    "source": ("Source",),
    "judged": ("CheckResult", "ConditionResult", "PartResult"),
}
"""Module: the names of it that are at hand here, imported when they are first asked for."""

__all__ = [
    "apply",
    "assumptions",
    "diff",
    "edit",
    "export",
    "export_files",
    "format",
    "load",
    "read",
    "simulate",
    "study",
    "test",
]
__all__ += [name for names in _HOMES.values() for name in names]


if not TYPE_CHECKING:  # a type checker must still notice names that do not exist

    def __getattr__(name: str) -> Any:
        for module, names in _HOMES.items():
            if name in names:
                return getattr(import_module(f"{__name__}.{module}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted((*globals(), *__all__))


def read(
    text_or_path: str | PathLike[str] | Source,
    *,
    extensions: Extensions | None = None,
    limits: Limits | None = None,
) -> Reading:
    """The plan and all findings, whatever the text says: `plan, findings = fd.read(text)`.

    A string is the path of a file if it ends in `.funnel` and is a single line, else the text itself; a `Path` is
    always a file. A text can import nothing. Raises UnreadableError for a file that cannot be read, LimitError for
    one that is too large.
    """
    from funneldsl import pipeline

    return pipeline.read(text_or_path, _given(extensions), limits=_within(limits))


def edit(
    text_or_path: str | PathLike[str] | Source, *, extensions: Extensions | None = None
) -> Manuscript:
    """A plan as it is written, to be changed: `fd.edit(path).set("starter.price", "$89").save()`.

    Paths and texts as in `read`. Nothing is written before `save`. Raises UnreadableError, LimitError.
    """
    from funneldsl import pipeline

    return pipeline.edit(text_or_path, _given(extensions))


def format(text: str) -> str:
    """A text in the one layout of the language, with everything that it says and all its comments.

    Blocks with mistakes in them stay as they are. Formatting what was formatted changes nothing.
    """
    from funneldsl import pipeline

    return pipeline.format(text).text


def load(path: str | PathLike[str], *, extensions: Extensions | None = None) -> Plan:
    """The plan in a file. Raises FindingsError, which holds the findings, if it has errors; UnreadableError."""
    from pathlib import Path

    from funneldsl import pipeline

    return pipeline.sound(pipeline.read(Path(path), _given(extensions)))


def simulate(
    plan: Plan,
    *,
    worlds: int = 1000,
    seed: int = 1,
    scenario: str = "",
    simulator: str = "flow",
    extensions: Extensions | None = None,
    limits: Limits | None = None,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
    every_day: bool = False,
) -> Forecast:
    """The forecast of a plan: the same plan, worlds and seed give the same numbers.

    With an `executor` of `concurrent.futures`, or one like it, worlds are simulated there, some at a time; the numbers
    are the same. `progress` is told the share that is done, 0 to 1. With `every_day` there are the series `stage.moved`,
    `stage.left` and `stage.lost`, too. Raises FindingsError for a plan that cannot be
    run as it stands, UnknownNameError for a scenario or simulator, LimitError, PluginError, WorkerError.
    """
    from funneldsl import pipeline

    return pipeline.simulate(
        plan,
        _given(extensions),
        worlds=worlds,
        seed=seed,
        scenario=scenario,
        simulator=simulator,
        limits=_within(limits),
        executor=executor,
        progress=progress,
        every_day=every_day,
    )


def study(
    plan: Plan,
    *,
    worlds: int = 1000,
    seed: int = 1,
    scenario: str = "",
    simulator: str = "flow",
    extensions: Extensions | None = None,
    limits: Limits | None = None,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> Study:
    """A plan that can be run again and again in the same worlds: what the questions of `funneldsl.analysis` ask.

    `study.forecast()` is what `simulate` gives. `executor` as in `simulate`; it must be there as long as forecasts are
    asked for. `progress` is told of each forecast anew. Raises FindingsError, UnknownNameError for a scenario or
    simulator, LimitError.
    """
    from funneldsl import pipeline

    return pipeline.study(
        plan,
        _given(extensions),
        worlds=worlds,
        seed=seed,
        scenario=scenario,
        simulator=simulator,
        limits=_within(limits),
        executor=executor,
        progress=progress,
    )


def test(
    plan: Plan,
    *,
    worlds: int = 1000,
    seed: int = 1,
    simulator: str = "flow",
    named: str = "",
    goals: bool = False,
    extensions: Extensions | None = None,
    limits: Limits | None = None,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> tuple[CheckResult, ...]:
    """The `check` blocks of a plan, judged: each with its verdict, and what every part of it came to.

    Scenarios that checks name are simulated in the same worlds as the plan. `named` chooses the checks whose name or
    title holds this text; `goals` adds the goals that require a chance. Raises UnknownNameError where none is named
    so, and what `simulate` raises.
    """
    from funneldsl import pipeline

    return pipeline.judge(
        plan,
        _given(extensions),
        worlds=worlds,
        seed=seed,
        simulator=simulator,
        named=named,
        goals=goals,
        limits=_within(limits),
        executor=executor,
        progress=progress,
    )


def diff(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """What changed in meaning from one plan to the other; nothing for order, comments, spelling, split into files.

    To compare scenarios, pass plans to which they were applied: `fd.apply(plan, "frugal")`.
    """
    from funneldsl.differ.differences import differences

    return differences(before, after)


def apply(plan: Plan, scenario: str, *, extensions: Extensions | None = None) -> Plan:
    """The plan with a scenario applied. Raises UnknownNameError."""
    from funneldsl import pipeline

    return pipeline.with_scenario(plan, scenario, _given(extensions))


def assumptions(
    plan: Plan,
    *,
    forecast: Forecast | None = None,
    today: date | None = None,
    extensions: Extensions | None = None,
) -> Register:
    """Every number of a plan with what it rests on; with a forecast of it, the most important first.

    `today` is what ages are counted from, by default the present day. Raises FunnelError for a forecast of another
    plan.
    """
    from datetime import date as day

    from funneldsl import pipeline

    return pipeline.register(plan, _given(extensions), today or day.today(), forecast)


def export(
    plan: Plan,
    to: str,
    *,
    forecast: Forecast | None = None,
    extensions: Extensions | None = None,
) -> bytes:
    """The plan, with its forecast if there is one, in the form `to`; texts are UTF-8, so `.decode()` gives them.

    Raises UnknownNameError, PluginError; FunnelError if it makes several files (see `export_files`).
    """
    from funneldsl import pipeline

    return pipeline.single(pipeline.export(plan, to, _given(extensions), forecast=forecast), to)


def export_files(
    plan: Plan,
    to: str,
    *,
    forecast: Forecast | None = None,
    extensions: Extensions | None = None,
) -> Mapping[str, bytes]:
    """The same as files by name, also where it is only one."""
    from funneldsl import pipeline

    given = _given(extensions)
    made = pipeline.export(plan, to, given, forecast=forecast)
    return {f"plan{given.exporters[to].suffix}": made} if isinstance(made, bytes) else made


def _within(limits: Limits | None) -> Limits:
    from funneldsl.limits import LIMITS

    return limits or LIMITS


def _given(extensions: Extensions | None) -> Extensions:
    from funneldsl.candidates import discover

    return discover() if extensions is None else extensions
