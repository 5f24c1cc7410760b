"""`funneldsl simulate`: what may come of a plan."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from funneldsl.cli.options import extensions_of, plugin_options
from funneldsl.cli.output import put
from funneldsl.cli.running import read_sound, run, simulation_options
from funneldsl.cli.style import style_for, uncoloured

if TYPE_CHECKING:
    from funneldsl.analysis.telling import Reasons
    from funneldsl.candidates import Choice
    from funneldsl.extensions import Extensions
    from funneldsl.model.plan import Plan
    from funneldsl.results import Forecast


@click.command(
    epilog="\b\nExamples:\n  funneldsl simulate northwind.funnel\n"
    "  funneldsl simulate northwind.funnel --scenario frugal --worlds 5000\n"
    "  funneldsl simulate northwind.funnel --why\n"
    "  funneldsl simulate northwind.funnel --json --output northwind.json"
)
@click.argument("file")
@simulation_options
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option(
    "--daily", is_flag=True, help="With --json: who moved on, left, was lost by each day."
)
@click.option("--monthly", is_flag=True, help="All months, also of a long plan.")
@click.option("--why", is_flag=True, help="What was true in the worlds that reached a goal.")
@click.option("-o", "--output", metavar="FILE", help="Write into a file.")
@plugin_options
def command(
    choice: Choice,
    file: str,
    worlds: int,
    seed: int,
    scenario: str,
    simulator: str,
    as_json: bool,
    daily: bool,
    monthly: bool,
    why: bool,
    output: str | None,
) -> None:
    """Forecast a plan: run it in many worlds, and say how likely each goal is.

    In each world, every number that is not known for sure has one possible value. The tables show
    what comes of it: P50 is the middle, and 90 of 100 worlds lie between P5 and P95.
    """
    extensions = extensions_of(choice)
    plan = read_sound(file, extensions)
    forecast = run(
        plan,
        extensions,
        worlds=worlds,
        seed=seed,
        scenario=scenario,
        simulator=simulator,
        every_day=daily and as_json,
    )
    found = _reasons(plan, extensions, forecast) if why else ()
    if as_json:
        from funneldsl.forecast_document import forecast_document

        document = forecast_document(forecast)
        if why:
            from funneldsl.analysis.documents import reasons_document

            document["why"] = reasons_document(found)
        put(json.dumps(document, allow_nan=False) + "\n", output)
    else:
        from funneldsl.cli.forecast_text import as_text

        style = style_for(sys.stdout) if output in (None, "-") else uncoloured
        put(as_text(plan, forecast, style, monthly=monthly, why=found), output)


def _reasons(plan: Plan, extensions: Extensions, forecast: Forecast) -> tuple[Reasons, ...]:
    """Told from the worlds of the forecast: they are drawn again, and nothing is run again."""
    from funneldsl import pipeline
    from funneldsl.analysis.telling import reasons

    facts = forecast.facts
    study = pipeline.study(
        plan,
        extensions,
        worlds=facts.worlds,
        seed=facts.seed,
        scenario=facts.scenario,
        simulator=facts.simulator,
    )
    network = study.network()
    return reasons(study.plan, network, study.draw(network), forecast)
