"""`funneldsl outline`: the business as a tree of systems, and what flows between them."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from funneldsl.cli.options import CHECKING, extensions_of, plugin_options
from funneldsl.cli.output import put
from funneldsl.cli.running import read_sound, run, simulation_options
from funneldsl.cli.style import style_for, uncoloured

if TYPE_CHECKING:
    from funneldsl.candidates import Choice
    from funneldsl.extensions import Extensions
    from funneldsl.model.plan import Plan
    from funneldsl.outlining import Outline


@click.command(
    epilog="\b\nExamples:\n  funneldsl outline northwind.funnel\n"
    "  funneldsl outline northwind.funnel --simulate --scenario product_first"
)
@click.argument("file")
@click.option(
    "--simulate", is_flag=True, help="Also forecast: when projects are done, how likely goals are."
)
@simulation_options
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("-o", "--output", metavar="FILE", help="Write into a file.")
@plugin_options
def command(
    choice: Choice,
    file: str,
    simulate: bool,
    worlds: int,
    seed: int,
    scenario: str,
    simulator: str,
    as_json: bool,
    output: str | None,
) -> None:
    """Show the business as a tree of systems, and the people who go from one to another.

    For each system: its role, the goals it works for, who answers for it, the hours it takes, and
    what must be built before it works. Then who flows between systems, and which of the five
    conversions of a marketing system nobody takes care of.
    """
    from funneldsl import pipeline
    from funneldsl.outlining import outline, outline_document

    extensions = extensions_of(choice, None if simulate else CHECKING)
    plan = pipeline.with_scenario(read_sound(file, extensions), scenario, extensions)
    if simulate:
        found = _forecast(plan, extensions, worlds=worlds, seed=seed, simulator=simulator)
    else:
        found = outline(plan)
    if as_json:
        put(json.dumps(outline_document(found), indent=2, ensure_ascii=False) + "\n", output)
        return
    from funneldsl.cli.outline_text import as_text

    style = style_for(sys.stdout) if output in (None, "-") else uncoloured
    put(as_text(found, style), output)


def _forecast(
    plan: Plan, extensions: Extensions, *, worlds: int, seed: int, simulator: str
) -> Outline:
    """With the launches and chances of a forecast."""
    from funneldsl.model.business import Business
    from funneldsl.outlining import launches, outline

    forecast = run(plan, extensions, worlds=worlds, seed=seed, scenario="", simulator=simulator)
    business = plan.one(Business)
    launched = launches(forecast, business.start) if business is not None else {}
    return outline(plan, launched, {c.name: c for c in forecast.goals})
