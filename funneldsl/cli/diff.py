"""`funneldsl diff`: what changed between two plans, or between scenarios of one, in meaning and not in text."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from funneldsl.cli.exits import Exit
from funneldsl.cli.options import CHECKING, extensions_of, plugin_options
from funneldsl.cli.output import put
from funneldsl.cli.running import read_sound
from funneldsl.cli.style import style_for, uncoloured

if TYPE_CHECKING:
    from funneldsl.candidates import Choice
    from funneldsl.differ.difference import Difference
    from funneldsl.extensions import Extensions
    from funneldsl.model.plan import Plan

DIFF_SCHEMA = "funneldsl/diff/1"
"""Name and version of the document; the number rises when a reader of the old one could be misled."""

BASE = "base"
"""What the plan as written is called, unless a scenario has that name."""


@click.command(
    epilog="\b\nExamples:\n  funneldsl diff yesterday.funnel northwind.funnel\n"
    "  funneldsl diff northwind.funnel --scenario frugal\n"
    "  funneldsl diff northwind.funnel --scenarios frugal,patient\n"
    "  git show HEAD:northwind.funnel | funneldsl diff - northwind.funnel"
)
@click.argument("files", nargs=-1, required=True, metavar="FILE [OTHER]")
@click.option(
    "--scenario",
    default="",
    metavar="NAME",
    help="With one FILE: what this scenario changes. With two: apply it to both.",
)
@click.option(
    "--scenarios",
    default="",
    metavar="A,B",
    help=f"Compare two scenarios of one FILE; `{BASE}` is the plan as written.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("-o", "--output", metavar="FILE", help="Write into a file.")
@plugin_options
def command(
    choice: Choice,
    files: tuple[str, ...],
    scenario: str,
    scenarios: str,
    as_json: bool,
    output: str | None,
) -> Exit:
    """Say what changed between two plans in meaning: values in words, things by name.

    Order, comments, spelling and the split into files mean nothing. Exit codes:

    \b
      0  both mean the same
      1  they differ, or one of them has errors
      2  the command was typed wrongly
      3  a file could not be read
    """
    extensions = extensions_of(choice, CHECKING)
    named, plans = _compared(files, scenario, scenarios, extensions)
    from funneldsl.differ.differences import differences

    found = differences(*plans)
    if as_json:
        put(_json(named, found), output)
    else:
        from funneldsl.cli.diff_text import as_text

        style = style_for(sys.stdout) if output in (None, "-") else uncoloured
        put(as_text(*named, found, style), output)
    return Exit.FINDINGS if found else Exit.OK


def _compared(
    files: Sequence[str], scenario: str, scenarios: str, extensions: Extensions
) -> tuple[tuple[str, str], tuple[Plan, Plan]]:
    """What is compared, and how it is called."""
    if len(files) > 2:
        raise click.UsageError("compare two files, or two scenarios of one")
    if len(files) == 2:
        if scenarios:
            raise click.UsageError("`--scenarios A,B` compares scenarios of one FILE")
        one, other = (_applied(read_sound(f, extensions), scenario, extensions) for f in files)
        return (files[0], files[1]), (one, other)
    names = _two(scenario, scenarios)
    plan = read_sound(files[0], extensions)
    one, other = (_applied(plan, name, extensions) for name in names)
    return names, (one, other)


def _two(scenario: str, scenarios: str) -> tuple[str, str]:
    names = tuple(n.strip() for n in scenarios.split(",")) if scenarios else (BASE, scenario)
    if len(names) != 2 or not all(names):
        raise click.UsageError("name a second FILE, `--scenario NAME`, or `--scenarios A,B`")
    return names[0], names[1]


def _applied(plan: Plan, name: str, extensions: Extensions) -> Plan:
    from funneldsl import pipeline

    if name == BASE and name not in plan:
        return plan
    return pipeline.with_scenario(plan, name, extensions)


def _json(named: tuple[str, str], found: Sequence[Difference]) -> str:
    document = {
        "schema": DIFF_SCHEMA,
        "before": named[0],
        "after": named[1],
        "differences": [
            {
                "did": d.did.name.lower(),
                "kind": d.kind,
                "path": d.path,
                "word": d.word,
                "before": d.before,
                "after": d.after,
            }
            for d in found
        ],
    }
    return json.dumps(document, indent=2) + "\n"
