"""`funneldsl lint`: what check says, and advice; fixes what can be fixed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve, frozen

from funneldsl.cli.exits import Exit
from funneldsl.cli.options import plugin_options
from funneldsl.cli.output import plugins_may_talk, put, say
from funneldsl.cli.plain import plain
from funneldsl.cli.reporting import FORMATS, exit_of, rendered, summaries
from funneldsl.cli.settings import Settings, config_options
from funneldsl.cli.style import style_for, uncoloured
from funneldsl.diagnostics import Severity

if TYPE_CHECKING:
    from funneldsl.candidates import Choice
    from funneldsl.cli.lint_files import Linted
    from funneldsl.config import Config


@frozen
class Asked:
    """What the command line asks for, above the settings."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fix: bool
    unsafe: bool
    diff: bool
    baseline: str | None
    write_baseline: bool
    alone: bool

    def over(self, config: Config) -> Config:
        """The settings, with what was asked for on top."""
        select = self.select or config.select
        return evolve(config, select=select, ignore=(*config.ignore, *self.ignore))


@click.command(
    epilog="\b\nExamples:\n  funneldsl lint northwind.funnel\n"
    "  funneldsl lint --fix northwind.funnel\n"
    "  funneldsl lint --diff --unsafe-fixes northwind.funnel\n"
    "  funneldsl lint --select guesses --list"
)
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    help="Look for these only: codes, names, groups, parted by commas.",
)
@click.option("--ignore", multiple=True, metavar="RULES", help="Do not tell these.")
@click.option("--fix", is_flag=True, help="Apply the fixes that keep the meaning of the plan.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: the others, too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--baseline", metavar="FILE", help="Do not tell the findings in this file again.")
@click.option("--write-baseline", is_flag=True, help="Write what is found into the baseline.")
@click.option("--list", "listing", is_flag=True, help="List the rules.")
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
    default="warning",
    show_default=True,
    help="The mildest finding that makes the exit code 1.",
)
@click.option("-o", "--output", metavar="FILE", help="Write the findings into a file.")
@click.option(
    "--alone", is_flag=True, help="Lint files by themselves, not as parts of what imports them."
)
@config_options
@plugin_options
def command(
    choice: Choice,
    files: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    baseline: str | None,
    write_baseline: bool,
    listing: bool,
    form: str,
    fail_on: str,
    output: str | None,
    alone: bool,
    config_file: str | None,
    no_config: bool,
) -> Exit:
    """Say what could be better in plans, besides all that `check` says.

    Rules have codes (`F701`), names (`guess.bare`) and groups (`guesses`). A finding that you accept is silenced on its
    line, with the reason: `# ok F701 because …`. Exit codes are those of `check`; with --diff, 1 says that something
    would change.
    """
    settings = Settings(choice, config_file, no_config)
    asked = Asked(
        _words(select), _words(ignore), fix, unsafe_fixes, diff, baseline, write_baseline, alone
    )
    _refuse_unlike(asked, files, listing)
    if listing:
        return _list(asked, settings, form, output)
    from funneldsl.cli.lint_files import lint_files

    with plugins_may_talk():
        linted = lint_files(tuple(dict.fromkeys(files)), asked, settings)
    if diff:
        put(linted.difference, output)
        _tell_fixes(linted, "would be")
        return Exit.FINDINGS if linted.difference else Exit.OK
    _tell(linted, form, output)
    return exit_of(linted.checked, linted.findings, Severity(fail_on))


def _words(options: Iterable[str]) -> tuple[str, ...]:
    return tuple(w.strip() for o in options for w in o.split(",") if w.strip())


def _refuse_unlike(asked: Asked, files: tuple[str, ...], listing: bool) -> None:
    if not files and not listing:
        raise click.UsageError("name at least one FILE, or use --list")
    if asked.fix and asked.diff:
        raise click.UsageError("--fix and --diff exclude each other")
    if asked.unsafe and not (asked.fix or asked.diff):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    if asked.fix and "-" in files:
        raise click.UsageError("standard input cannot be fixed; use --diff, or name a file")
    if asked.write_baseline and (asked.diff or "-" in files):
        raise click.UsageError("--write-baseline goes with files, and without --diff")


def _tell(linted: Linted, form: str, output: str | None) -> None:
    """The findings where they were asked for, then what was done."""
    style = style_for(sys.stdout) if output in (None, "-") else uncoloured
    ends = [*summaries(linted.checked, style), *linted.remarks()]
    put(rendered(form, linted.findings, ends, style, _extra(linted)), output)
    if form != "text" or output not in (None, "-"):
        say("\n".join([*summaries(linted.checked, uncoloured), *linted.remarks()]))
    _tell_fixes(linted, "was")


def _tell_fixes(linted: Linted, was: str) -> None:
    for finding in linted.fixed:
        assert finding.fix is not None  # noqa: S101
        say(f"{plain(str(finding.span))}: {was} fixed: {finding.code} {plain(finding.fix.title)}")
    for finding, reason in linted.dropped:
        say(f"{plain(str(finding.span))}: {was} not fixed: {finding.code}: {plain(reason)}")


def _extra(linted: Linted) -> dict[str, Any]:
    from funneldsl.cli.findings_json import diagnostic

    return {
        "fixed": [diagnostic(f) for f in linted.fixed],
        "notFixed": [{"reason": reason, **diagnostic(f)} for f, reason in linted.dropped],
        "known": linted.known,
    }


def _list(asked: Asked, settings: Settings, form: str, output: str | None) -> Exit:
    from funneldsl.cli.lint_list import listed

    config = settings.of("-")
    put(listed(asked.select, settings.extensions(config), as_json=form == "json"), output)
    return Exit.OK
