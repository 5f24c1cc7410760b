"""`funneldsl optimise`: the best way to share a budget, the best price, the best order of projects."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from funneldsl.cli.choosing import choices_of
from funneldsl.cli.options import extensions_of, plugin_options
from funneldsl.cli.output import put
from funneldsl.cli.running import read_sound, several_worlds
from funneldsl.cli.studying import studying
from funneldsl.cli.style import style_for, uncoloured

if TYPE_CHECKING:
    from funneldsl.analysis.study import Study
    from funneldsl.candidates import Choice
    from funneldsl.model.values import Amount


@click.command(
    epilog="\b\nExamples:\n"
    "  funneldsl optimise shop.funnel --goal income --budget '$3,000 per month' \\\n"
    "      --over 'attract.search_ads.spend, attract.social.spend'\n"
    "  funneldsl optimise shop.funnel --of profit --budget '$100 per day' --over attract.search_ads.spend\n"
    "  funneldsl optimise shop.funnel --goal income --over 'starter.price $59 to $149, projects'"
)
@click.argument("file")
@click.option(
    "--goal", metavar="NAME", help="The goal or check that is to be as likely as possible."
)
@click.option(
    "--of", "account", metavar="WHAT", help="Or an account, such as profit, or value (of the sale)."
)
@click.option(
    "--over",
    required=True,
    metavar="A,B",
    help="What may be chosen: numbers that share the budget, by their paths; numbers with a range of"
    " their own, as in 'starter.price $59 to $149'; the order of `projects`.",
)
@click.option("--budget", metavar="MONEY", help="What may be spent, as in '$3,000 per month'.")
@several_worlds
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("-o", "--output", metavar="FILE", help="Write into a file.")
@plugin_options
def command(
    choice: Choice,
    file: str,
    goal: str | None,
    account: str | None,
    over: str,
    budget: str | None,
    worlds: int,
    seed: int,
    scenario: str,
    simulator: str,
    as_json: bool,
    output: str | None,
) -> None:
    """Choose so that a goal is as likely as possible, or an account as large: share a budget, set a
    price, put projects in order.

    Looks all over what may be chosen, compares the best of it with today's choice, and moves ever
    smaller parts as long as that makes a difference. Not to spend is a choice too; limits of the
    plan must be kept as well as now. The best choice is run again in worlds that the search has not
    seen, and that result is the one to believe.
    """
    if (goal is None) == (account is None):
        raise click.UsageError("say what is to be best: `--goal NAME`, or `--of profit`")
    extensions = extensions_of(choice)
    plan = read_sound(file, extensions)
    how = {"worlds": worlds, "seed": seed, "scenario": scenario, "simulator": simulator}
    with studying(plan, extensions, "optimising", **how) as (study, tell):
        from funneldsl.analysis.optimising import optimise

        chosen = choices_of(study, over)
        rate = _rate(study, budget) if budget is not None else None
        if rate is not None and not chosen.sharing:
            raise click.UsageError("--budget is for numbers that share it, and all have ranges")
        found = optimise(
            study,
            goal or account or "",
            chosen.sharing,
            rate,
            bounds=chosen.bounds,
            projects=chosen.projects,
            progress=tell,
        )
    if as_json:
        from funneldsl.analysis.documents import optimum_document

        document = optimum_document(study.plan, found, worlds, seed)
        put(json.dumps(document, allow_nan=False) + "\n", output)
        return
    from funneldsl.cli.optimise_text import as_text

    style = style_for(sys.stdout) if output in (None, "-") else uncoloured
    put(as_text(study.plan, found, style), output)


def _rate(study: Study, budget: str) -> Amount:
    from funneldsl.bind.single import amount_of
    from funneldsl.model.values import Dimension, Form

    currency = study.network().currency
    return amount_of(budget, "budget", currency, Form(Dimension.MONEY, rate=True))
