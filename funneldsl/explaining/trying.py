"""Trying an example out: what is found in it, by the same functions that a command calls."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING

from funneldsl import opening, pipeline
from funneldsl.candidates import installed
from funneldsl.config import Thresholds
from funneldsl.diagnostics import Finding, Rule
from funneldsl.errors import FindingsError, LimitError, UnknownNameError, UnreadableError
from funneldsl.explaining.examples import Example, example_of
from funneldsl.explaining.settings import with_settings
from funneldsl.extensions import Candidate, Extensions, assemble
from funneldsl.source import Source

if TYPE_CHECKING:
    from funneldsl.bind.imports import Reader

_CHECKING = frozenset({"kinds", "checks"})
_WORLDS = 1
"""A finding is the same in all of them."""


def shown(rule: Rule, extensions: Extensions) -> tuple[Finding, ...]:
    """What is found in the wrong example of a rule, of that rule alone."""
    lint = extensions.only_of_lint(rule.code)
    return tuple(f for f in tried(rule.wrong, extensions, lint=lint) if f.code == rule.code)


def tried(written: str, extensions: Extensions, *, lint: bool = False) -> tuple[Finding, ...]:
    """Everything that is found in an example, with the advice of `lint` if wanted.

    Nothing if it needs a simulator that is not installed.
    """
    example = example_of(written)
    if example.plugins or example.simulated:
        extensions = _extended(example)
    text = example.files.get(example.plan)
    if text is None:
        missing = UnreadableError(example.plan, "does not exist")
        return (opening.refusal(example.plan, missing),)
    reader = None if example.alone else _reader(example.files)
    try:
        source, thresholds = Source(example.plan, text), Thresholds() if lint else None
        reading = pipeline.read(source, extensions, reader=reader, lint=thresholds)
    except LimitError as e:
        return (opening.refusal(example.plan, e),)
    if example.typed.startswith("funneldsl upgrade"):
        return (*reading.findings, *_why_not_upgraded(source))
    if example.change:
        return (*reading.findings, *_why_not_changed(source, example.change, extensions))
    if example.settings:
        return with_settings(reading, example, extensions, {c.name for c in installed()})
    if not example.simulated:
        return reading.findings
    return (*reading.findings, *_refusals(reading, example, extensions))


def _why_not_upgraded(source: Source) -> tuple[Finding, ...]:
    """Why a plan cannot be carried forward to the present version of the language."""
    from funneldsl.editing.versions import upgraded

    try:
        upgraded(source)
    except FindingsError as refused:
        return refused.findings
    return ()


def _why_not_changed(
    source: Source, change: tuple[str, ...], extensions: Extensions
) -> tuple[Finding, ...]:
    """Why a change of the plan is refused."""
    manuscript = pipeline.edit(source, extensions)
    try:
        match change:
            case ("rename", old, new):
                manuscript.rename(old, new)
            case ("remove", path):
                manuscript.remove(path)
            case ("remove", path, "--with-uses"):
                manuscript.remove(path, with_uses=True)
            case _:
                raise ValueError(f"no example is tried out with `edit {change[0]}`")
    except FindingsError as refused:
        return refused.findings
    return ()


def _reader(files: Mapping[str, str]) -> Reader:
    from funneldsl.bind.imports import GivenFiles

    return GivenFiles(files)


def _refusals(
    reading: pipeline.Reading, example: Example, extensions: Extensions
) -> tuple[Finding, ...]:
    """Why there is no forecast."""
    try:
        plan = reading.plan if example.from_python else pipeline.sound(reading)
        pipeline.simulate(
            plan,
            extensions,
            worlds=_WORLDS,
            scenario=example.option("scenario"),
            simulator=example.option("simulator") or pipeline.SIMULATOR,
        )
    except FindingsError as refused:
        return tuple(f for f in refused.findings if f not in reading.findings)
    except UnknownNameError:
        return ()
    return ()


def _extended(example: Example) -> Extensions:
    """With the plugins of the example; installed ones only where a simulator is asked for."""
    others = installed() if example.simulated else ()
    own = [Candidate(_stem(n), n, "", partial(_module, n, t)) for n, t in example.plugins.items()]
    candidates = (*others, *own)
    return assemble(candidates) if example.simulated else assemble(candidates, parts=_CHECKING)


def _stem(file: str) -> str:
    return file.removesuffix(".py")


def _module(file: str, text: str) -> ModuleType:
    """A plugin that stands in an example: as trusted as the rule that shows it."""
    import sys

    module = ModuleType(f"funneldsl_file_{_stem(file)}")
    sys.modules[module.__name__] = module  # classes look their own module up
    try:
        exec(compile(text, file, "exec"), module.__dict__)  # noqa: S102
    finally:
        del sys.modules[module.__name__]
    return module
