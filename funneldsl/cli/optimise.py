"""`funneldsl optimise`: the best way to share a budget."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from funneldsl.cli.options import extensions_of, plugin_options
from funneldsl.cli.output import put
from funneldsl.cli.running import read_sound, simulation_options
from funneldsl.cli.studying import studying
from funneldsl.cli.style import style_for, uncoloured

if TYPE_CHECKING:
    from funneldsl.candidates import Choice


@click.command(
    epilog="\b\nExamples:\n"
    "  funneldsl optimise shop.funnel --goal income --budget '$3,000 per month' \\\n"
    "      --over 'attract.search_ads.spend, attract.social.spend'\n"
    "  funneldsl optimise shop.funnel --of profit --budget '$100 per day' --over attract.search_ads.spend"
)
@click.argument("file")
@click.option(
    "--goal", metavar="NAME", help="The goal or check that is to be as likely as possible."
)
@click.option(
    "--of", "account", metavar="WHAT", help="Or an account, such as profit, or value (of the sale)."
)
@click.option("--over", required=True, metavar="A,B", help="What may be spent on, by its paths.")
@click.option(
    "--budget", required=True, metavar="MONEY", help="What may be spent, as in '$3,000 per month'."
)
@simulation_options
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("-o", "--output", metavar="FILE", help="Write into a file.")
@plugin_options
def command(
    choice: Choice,
    file: str,
    goal: str | None,
    account: str | None,
    over: str,
    budget: str,
    worlds: int,
    seed: int,
    scenario: str,
    simulator: str,
    as_json: bool,
    output: str | None,
) -> None:
    """Share a budget so that a goal is as likely as possible, or an account as large.

    Starts from today's split, from equal parts and from everything on one thing, and moves ever
    smaller parts. Not to spend is a choice too; limits of the plan must be kept as well as now. The
    best split is run again in worlds that the search has not seen, and that result is the one to
    believe.
    """
    if (goal is None) == (account is None):
        raise click.UsageError("say what is to be best: `--goal NAME`, or `--of profit`")
    extensions = extensions_of(choice)
    plan = read_sound(file, extensions)
    how = {"worlds": worlds, "seed": seed, "scenario": scenario, "simulator": simulator}
    with studying(plan, extensions, "optimising", **how) as (study, tell):
        from funneldsl.analysis.levers import lever
        from funneldsl.analysis.optimising import optimise
        from funneldsl.bind.single import amount_of
        from funneldsl.model.values import Dimension, Form

        rate = amount_of(
            budget, "budget", study.network().currency, Form(Dimension.MONEY, rate=True)
        )
        levers = [lever(study.plan, path.strip()) for path in over.split(",") if path.strip()]
        found = optimise(study, goal or account or "", levers, rate, progress=tell)
    if as_json:
        from funneldsl.analysis.documents import optimum_document

        put(json.dumps(optimum_document(found, worlds, seed), allow_nan=False) + "\n", output)
        return
    from funneldsl.cli.optimise_text import as_text

    style = style_for(sys.stdout) if output in (None, "-") else uncoloured
    put(as_text(study.plan, found, style), output)
