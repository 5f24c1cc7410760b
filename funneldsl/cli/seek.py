"""`funneldsl seek`: which value of a number it would take."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from funneldsl.cli.exits import Exit
from funneldsl.cli.options import extensions_of, plugin_options
from funneldsl.cli.output import put
from funneldsl.cli.running import read_sound, several_worlds
from funneldsl.cli.studying import range_of, share_of, studying
from funneldsl.cli.style import style_for, uncoloured

if TYPE_CHECKING:
    from funneldsl.candidates import Choice


@click.command(
    epilog="\b\nExamples:\n"
    '  funneldsl seek northwind.funnel --goal income --chance 80% --by "welcome.subscriber->welcome.student"\n'
    "  funneldsl seek northwind.funnel --of profit --reach 200000 --by starter.price\n"
    "  funneldsl seek northwind.funnel --goal income --chance 95% --by letter.converts --between '0.1% to 0.5%'"
)
@click.argument("file")
@click.option(
    "--goal", metavar="NAME", help="The goal, limit or check that is to be likely enough."
)
@click.option("--chance", metavar="SHARE", help="How likely, as in 80%.")
@click.option(
    "--of", "account", metavar="WHAT", help="Or an account, such as profit, or value (of the sale)."
)
@click.option("--reach", type=float, metavar="MONEY", help="What its mean is to come to.")
@click.option(
    "--by", "path", required=True, metavar="NUMBER", help="The number that may change, by its path."
)
@click.option(
    "--between",
    "within",
    metavar="'A to B'",
    help="Look between these values only, and all over them: needed where it is 0 now.",
)
@several_worlds
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("-o", "--output", metavar="FILE", help="Write into a file.")
@plugin_options
def command(
    choice: Choice,
    file: str,
    goal: str | None,
    chance: str | None,
    account: str | None,
    reach: float | None,
    path: str,
    within: str | None,
    worlds: int,
    seed: int,
    scenario: str,
    simulator: str,
    as_json: bool,
    output: str | None,
) -> int:
    """Find the value of one number at which a goal is likely enough, or an account comes to a sum.

    All else stays as it is, in the same worlds; the number itself becomes certain. What was found
    is run again in worlds that the search has not seen. Exit code 1 if no value is enough. Where it
    is reached already, the value is told down (or up) to which it stays so.
    """
    of, target = _asked(goal, chance, account, reach)
    extensions = extensions_of(choice)
    plan = read_sound(file, extensions)
    how = {"worlds": worlds, "seed": seed, "scenario": scenario, "simulator": simulator}
    with studying(plan, extensions, "seeking", **how) as (study, tell):
        from funneldsl.analysis.levers import lever
        from funneldsl.analysis.seeking import Answer, seek

        number = lever(study.plan, path)
        between = range_of(study, number, within, "--between") if within is not None else None
        found = seek(study, of, target, number, tell, between=between)
    if as_json:
        from funneldsl.analysis.documents import seek_document

        document = seek_document(study.plan, found, worlds, seed)
        put(json.dumps(document, allow_nan=False) + "\n", output)
    else:
        from funneldsl.cli.seek_text import as_text

        style = style_for(sys.stdout) if output in (None, "-") else uncoloured
        put(as_text(study.plan, found, style), output)
    return Exit.FINDINGS if found.answer is Answer.BEYOND else Exit.OK


def _asked(
    goal: str | None, chance: str | None, account: str | None, reach: float | None
) -> tuple[str, float]:
    """What is to come to what."""
    if goal is not None and account is None and reach is None:
        if chance is None:
            raise click.UsageError("say how likely it is to be: `--chance 80%`")
        return goal, share_of(chance, "--chance")
    if account is not None and goal is None and chance is None:
        if reach is None:
            raise click.UsageError("say what it is to come to: `--reach 200000`")
        return account, reach
    raise click.UsageError(
        "ask for `--goal NAME --chance 80%`, or for `--of profit --reach 200000`"
    )
