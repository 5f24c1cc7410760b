"""`funneldsl check`: read plans, say what is wrong, end with an exit code that a build can act on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from funneldsl.cli.exits import Exit
from funneldsl.cli.findings_text import count
from funneldsl.cli.options import plugin_options
from funneldsl.cli.output import plugins_may_talk, put, say
from funneldsl.cli.plain import plain
from funneldsl.cli.reporting import (
    FORMATS,
    Checked,
    exit_of,
    once,
    project_file,
    rendered,
    speaks_of,
    summaries,
)
from funneldsl.cli.running import source_of
from funneldsl.cli.settings import Settings, config_options
from funneldsl.cli.style import style_for, uncoloured
from funneldsl.diagnostics import Severity
from funneldsl.errors import LimitError, UnreadableError

if TYPE_CHECKING:
    from funneldsl.candidates import Choice


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
@click.option(
    "--alone", is_flag=True, help="Check files by themselves, not as parts of what imports them."
)
@config_options
@plugin_options
def command(
    choice: Choice,
    files: tuple[str, ...],
    form: str,
    fail_on: str,
    output: str | None,
    alone: bool,
    config_file: str | None,
    no_config: bool,
) -> Exit:
    """Read plans and say what is wrong with them, all mistakes in one run.

    A FILE that another one beside or above it imports is checked as a part of that project; only what
    is wrong in FILE is told. `-` as a FILE is standard input. Exit codes:

    \b
      0  everything was read and checked, and there is no error
      1  there are findings at or above --fail-on
      2  the command was typed wrongly
      3  a file could not be read
      4  a plugin failed, so not everything was checked
      5  a limit was hit
    """
    settings = Settings(choice, config_file, no_config)
    with plugins_may_talk():
        checked = [_check(file, settings, alone=alone) for file in dict.fromkeys(files)]
        findings = once([*settings.findings(), *(f for c in checked for f in c.findings)])
    style = style_for(sys.stdout) if output in (None, "-") else uncoloured
    put(rendered(form, findings, summaries(checked, style), style), output)
    if form != "text" or output not in (None, "-"):
        say("\n".join(summaries(checked, uncoloured)))
    return exit_of(checked, findings, Severity(fail_on))


def _check(file: str, settings: Settings, *, alone: bool) -> Checked:
    from funneldsl import opening, pipeline
    from funneldsl.config import settled

    config = settings.of(file)
    extensions = settings.extensions(config)
    whole = project_file(file, alone)
    try:
        plan, findings = pipeline.read(source_of(whole or file), extensions)
    except (UnreadableError, LimitError) as e:
        exit = Exit.LIMIT if isinstance(e, LimitError) else Exit.UNREADABLE
        return Checked(file, (opening.refusal(file, e),), extensions, exit=exit)
    told = settled(findings, config)
    if whole is None:
        hidden = len(findings) - len(told)
        passed = "nothing else was found" if hidden else ""
        return Checked(file, told, extensions, plan, hidden=hidden, passed=passed)
    own = tuple(f for f in told if speaks_of(f, file))
    if len(own) < len(told):
        others = count([f for f in told if f not in own])
        say(f"{plain(whole)}: {others} elsewhere in the project; `funneldsl check` it to see them")
    return Checked(f"{file} as a part of {whole}", own, extensions, plan)
