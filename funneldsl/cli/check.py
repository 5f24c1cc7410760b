"""`funneldsl check`: read plans, say what is wrong, end with an exit code that a build can act on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import frozen

from funneldsl.cli.exits import Exit
from funneldsl.cli.options import CHECKING, extensions_of, plugin_options
from funneldsl.cli.output import plugins_may_talk, put, say
from funneldsl.cli.running import source_of
from funneldsl.cli.style import Style, style_for, uncoloured
from funneldsl.diagnostics import Finding, Severity
from funneldsl.errors import LimitError, UnreadableError

if TYPE_CHECKING:
    from funneldsl.candidates import Choice
    from funneldsl.extensions import Extensions
    from funneldsl.model.plan import Plan

FORMATS = ("text", "json", "sarif", "github")


@frozen
class Checked:
    """What came of one file; no plan if it could not be read."""

    file: str
    findings: tuple[Finding, ...]
    plan: Plan | None = None
    exit: Exit = Exit.OK


@click.command(
    epilog="\b\nExamples:\n  funneldsl check northwind.funnel\n"
    "  funneldsl check --fail-on warning plans/*.funnel\n"
    "  funneldsl check --format sarif --output findings.sarif northwind.funnel"
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="For people, or for a program.",
)
@click.option(
    "--fail-on",
    type=click.Choice([s.value for s in reversed(Severity)]),
    default="error",
    show_default=True,
    help="The mildest finding that makes the exit code 1.",
)
@click.option("-o", "--output", metavar="FILE", help="Write the findings into a file.")
@plugin_options
def command(
    choice: Choice, files: tuple[str, ...], form: str, fail_on: str, output: str | None
) -> Exit:
    """Read plans and say what is wrong with them, all mistakes in one run.

    `-` as a FILE is standard input. Exit codes:

    \b
      0  everything was read and checked, and there is no error
      1  there are findings at or above --fail-on
      2  the command was typed wrongly
      3  a file could not be read
      4  a plugin failed, so not everything was checked
      5  a limit was hit
    """
    extensions = extensions_of(choice, CHECKING)
    with plugins_may_talk():
        checked = [_check(file, extensions) for file in dict.fromkeys(files)]
    findings = _once(f for c in checked for f in c.findings)
    style = style_for(sys.stdout) if output in (None, "-") else uncoloured
    put(_rendered(form, findings, checked, extensions, style), output)
    if form != "text" or output not in (None, "-"):
        say("\n".join(_summaries(checked, extensions, uncoloured)))
    return _exit(checked, findings, Severity(fail_on))


def _check(file: str, extensions: Extensions) -> Checked:
    from funneldsl import opening, pipeline

    try:
        plan, findings = pipeline.read(source_of(file), extensions)
    except (UnreadableError, LimitError) as e:
        exit = Exit.LIMIT if isinstance(e, LimitError) else Exit.UNREADABLE
        return Checked(file, (opening.refusal(file, e),), exit=exit)
    return Checked(file, findings, plan)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once, though files that several plans import are read several times."""
    seen = {(f.code, f.message, str(f.span), f.span.end): f for f in findings}
    return list(seen.values())


def _exit(checked: Sequence[Checked], findings: Iterable[Finding], fail_on: Severity) -> Exit:
    """The first that applies: a limit, an unreadable file, findings, a plugin that failed."""
    from funneldsl.guard import PLUGIN_FAILURES

    codes = {c.exit for c in checked}
    if any(f.severity.rank >= fail_on.rank for f in findings if f.code not in PLUGIN_FAILURES):
        codes.add(Exit.FINDINGS)
    if any(f.code in PLUGIN_FAILURES for f in findings):
        codes.add(Exit.PLUGIN)
    order = (Exit.LIMIT, Exit.UNREADABLE, Exit.FINDINGS, Exit.PLUGIN)
    return next((code for code in order if code in codes), Exit.OK)


def _rendered(
    form: str,
    findings: Sequence[Finding],
    checked: Sequence[Checked],
    extensions: Extensions,
    style: Style,
) -> str:
    match form:
        case "json":
            from funneldsl.cli.findings_json import as_json

            return as_json(findings)
        case "sarif":
            from funneldsl.cli.findings_sarif import as_sarif

            return as_sarif(findings, Path.cwd())
        case "github":
            from funneldsl.cli.findings_github import as_github

            return as_github(findings)
    from funneldsl.cli.findings_text import as_text

    return as_text(findings, style) + "\n".join(_summaries(checked, extensions, style)) + "\n"


def _summaries(checked: Iterable[Checked], extensions: Extensions, style: Style) -> list[str]:
    from funneldsl.cli.summary import summary

    return [summary(c.file, c.plan, c.findings, extensions, style) for c in checked]
