"""What check and lint share: what came of each file, in the form that was asked for, and the exit code."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from funneldsl.cli.exits import Exit
from funneldsl.cli.style import Style
from funneldsl.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from funneldsl.extensions import Extensions
    from funneldsl.model.plan import Plan

FORMATS = ("text", "json", "sarif", "github")


@frozen
class Checked:
    """What came of one file; no plan if it could not be read."""

    file: str
    findings: tuple[Finding, ...]
    extensions: Extensions
    plan: Plan | None = None
    exit: Exit = Exit.OK
    hidden: int = 0
    """Findings that the settings do not want to be told."""
    passed: str = ""
    """What to say if there is no finding; that all checks passed, if empty."""
    part: str = ""
    """The file that was asked about, where it was read as a part of another one's project."""


def once(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once, though files that several plans import are read several times."""
    seen = {(f.code, f.message, str(f.span), f.span.end): f for f in findings}
    return list(seen.values())


def exit_of(checked: Sequence[Checked], findings: Iterable[Finding], fail_on: Severity) -> Exit:
    """The first that applies: a limit, an unreadable file, findings, a plugin that failed."""
    from funneldsl.guard import PLUGIN_FAILURES

    codes = {c.exit for c in checked}
    found = list(findings)
    if any(f.severity.rank >= fail_on.rank for f in found if f.code not in PLUGIN_FAILURES):
        codes.add(Exit.FINDINGS)
    if any(f.code in PLUGIN_FAILURES for f in found):
        codes.add(Exit.PLUGIN)
    order = (Exit.LIMIT, Exit.UNREADABLE, Exit.FINDINGS, Exit.PLUGIN)
    return next((code for code in order if code in codes), Exit.OK)


def rendered(
    form: str,
    findings: Sequence[Finding],
    ends: Iterable[str],
    style: Style,
    extra: Mapping[str, Any] | None = None,
) -> str:
    """The findings in a form; `ends` are the last lines for people, `extra` is added to the JSON."""
    match form:
        case "json":
            from funneldsl.cli.findings_json import as_json

            return as_json(findings, extra or {})
        case "sarif":
            from funneldsl.cli.findings_sarif import as_sarif

            return as_sarif(findings, Path.cwd())
        case "github":
            from funneldsl.cli.findings_github import as_github

            return as_github(findings)
    from funneldsl.cli.findings_text import as_text

    return as_text(findings, style) + "".join(f"{line}\n" for line in ends)


def summaries(checked: Iterable[Checked], style: Style) -> list[str]:
    """A line for each file."""
    from funneldsl.cli.summary import summary

    return [
        summary(c.file, c.plan, c.findings, c.extensions, style, c.passed) + _hidden(c.hidden)
        for c in checked
    ]


def _hidden(n: int) -> str:
    return f" ({n:,} finding{'s' * (n != 1)} not told, by the settings)" if n else ""


def project_file(file: str, alone: bool) -> str | None:
    """The file that the project of this one begins with, if that is another one."""
    from funneldsl.fragments import project_of
    from funneldsl.limits import LIMITS

    if alone or file == "-":
        return None
    found = project_of(Path(file), LIMITS.bytes)
    return str(found) if found is not None else None


def speaks_of(finding: Finding, file: str) -> bool:
    """Whether a finding is in a file, points at it, or is in none."""
    names = {p.source.name for p in (finding.span, *(r.span for r in finding.related))}
    return names == {""} or any(is_of(n, file) for n in names)


def is_of(name: str, file: str) -> bool:
    """Whether a source is that file, by whatever link it is named."""
    return bool(name) and os.path.realpath(name) == os.path.realpath(file)
