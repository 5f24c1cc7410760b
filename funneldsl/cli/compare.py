"""`funneldsl compare`: scenarios side by side, and why they differ."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from funneldsl.cli.options import extensions_of, plugin_options
from funneldsl.cli.output import put
from funneldsl.cli.running import read_sound, ways_options
from funneldsl.cli.studying import studying
from funneldsl.cli.style import columns, style_for, uncoloured

if TYPE_CHECKING:
    from funneldsl.candidates import Choice


@click.command(
    epilog="\b\nExamples:\n  funneldsl compare northwind.funnel\n"
    "  funneldsl compare northwind.funnel --scenarios base,frugal\n"
    "  funneldsl compare northwind.funnel --scenarios frugal,patient --why profit"
)
@click.argument("file")
@click.option(
    "--scenarios",
    metavar="A,B",
    help="What to compare; the others with the first. `base` is the plan as written. All, if not told.",
)
@click.option(
    "--why",
    multiple=True,
    metavar="WHAT",
    help="Explain the differences in this, edit by edit. May come again. Every goal, if not told.",
)
@click.option("--no-why", is_flag=True, help="Explain nothing: one forecast for each scenario.")
@ways_options
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("-o", "--output", metavar="FILE", help="Write into a file.")
@plugin_options
def command(
    choice: Choice,
    file: str,
    scenarios: str | None,
    why: tuple[str, ...],
    no_why: bool,
    worlds: int,
    seed: int,
    simulator: str,
    as_json: bool,
    output: str | None,
) -> None:
    """Run scenarios in the same worlds, and show them side by side.

    Differences are known much better than the numbers themselves, for each world meets the same
    luck. Why a chance changed is told by the share that each line of the scenario has in it, over
    all orders in which the lines could have been written.
    """
    extensions = extensions_of(choice)
    plan = read_sound(file, extensions)
    how = {"worlds": worlds, "seed": seed, "simulator": simulator}
    with studying(plan, extensions, "comparing", **how) as (study, tell):
        from funneldsl.analysis.comparing import compare
        from funneldsl.analysis.ways import ways
        from funneldsl.model.strategy import Goal

        asked = () if no_why else why or tuple(goal.name for goal in plan.of(Goal))
        names = scenarios.split(",") if scenarios is not None else None
        chosen = ways(study, extensions.kinds, names)
        found = compare(chosen, extensions.kinds, why=asked, progress=tell)
    if as_json:
        from funneldsl.analysis.documents import comparison_document

        put(json.dumps(comparison_document(found, worlds, seed), allow_nan=False) + "\n", output)
        return
    from funneldsl.cli.compare_text import as_text

    style = style_for(sys.stdout) if output in (None, "-") else uncoloured
    put(as_text(plan, found, style, columns(sys.stdout)), output)
