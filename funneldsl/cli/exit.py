"""`funneldsl exit`: sell, keep, or step away: what each of them comes to."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from funneldsl.cli.options import extensions_of, plugin_options
from funneldsl.cli.output import put
from funneldsl.cli.running import read_sound, simulation_options
from funneldsl.cli.studying import share_of, studying
from funneldsl.cli.style import style_for, uncoloured

if TYPE_CHECKING:
    from funneldsl.candidates import Choice


@click.command(
    epilog="\b\nExamples:\n  funneldsl exit northwind.funnel\n"
    "  funneldsl exit northwind.funnel --discount 25% --years 3\n"
    "  funneldsl exit northwind.funnel --scenario frugal --json"
)
@click.argument("file")
@click.option(
    "--discount",
    "rate",
    default="15%",
    show_default=True,
    metavar="SHARE",
    help="By how much money of a year later is worth less.",
)
@click.option(
    "--years",
    type=click.FloatRange(min=0, max=100),
    default=5.0,
    show_default=True,
    metavar="N",
    help="How long a kept business goes on after the plan, as in its last twelve months.",
)
@click.option(
    "--multiple",
    type=click.FloatRange(min=0),
    metavar="N",
    help="Years of profit that a buyer pays, where the plan does not say it.",
)
@simulation_options
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("-o", "--output", metavar="FILE", help="Write into a file.")
@plugin_options
def command(
    choice: Choice,
    file: str,
    rate: str,
    years: float,
    multiple: float | None,
    as_json: bool,
    output: str | None,
    **how: object,
) -> None:
    """Compare the ways to end: to sell the business, to keep it, or to step away from its work.

    It tells what a sale brings at the end of each month, what keeping is worth, how many years of
    profit a buyer would have to pay to make both alike, and what work is left for the owner.
    """
    extensions = extensions_of(choice)
    plan = read_sound(file, extensions)
    from funneldsl.analysis.leaving import Terms, leaving

    terms = Terms(share_of(rate, "--discount"), years, multiple)
    with studying(plan, extensions, "simulating", **how) as (study, tell):
        network = study.network()
        worlds = study.draw(network)
        forecast = study.simulate(network, worlds)
        tell(1.0)
        found = leaving(study.plan, network, worlds, forecast, terms)
    if as_json:
        from funneldsl.analysis.documents import exits_document

        document = exits_document(found, forecast.facts)
        put(json.dumps(document, allow_nan=False) + "\n", output)
        return
    from funneldsl.cli.exit_text import as_text

    style = style_for(sys.stdout) if output in (None, "-") else uncoloured
    put(as_text(study.plan, network, found, style), output)
