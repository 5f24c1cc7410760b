"""`funneldsl worth`: which numbers are worth knowing better before one chooses."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from funneldsl.cli.options import extensions_of, plugin_options
from funneldsl.cli.output import put
from funneldsl.cli.running import read_sound, ways_options
from funneldsl.cli.studying import studying
from funneldsl.cli.style import style_for, uncoloured

if TYPE_CHECKING:
    from funneldsl.candidates import Choice


@click.command(
    epilog="\b\nExamples:\n  funneldsl worth northwind.funnel\n"
    "  funneldsl worth northwind.funnel --of cash --scenarios frugal,patient\n"
    '  funneldsl worth northwind.funnel --test "welcome.visitor -> welcome.subscriber" 2000'
)
@click.argument("file")
@click.option(
    "--of",
    "asked",
    default="profit",
    show_default=True,
    metavar="WHAT",
    help="What a choice is judged by: an account, a goal, or value (of the sale).",
)
@click.option(
    "--scenarios",
    metavar="A,B",
    help="The ways to choose from, besides the plan as written. All scenarios, if not told.",
)
@click.option("--or-nothing", is_flag=True, help="Doing nothing, which brings 0, is a way too.")
@click.option(
    "--test",
    "tests",
    type=(str, click.IntRange(min=1)),
    multiple=True,
    metavar="SHARE N",
    help="What a test of a share with N people would be worth. May come again.",
)
@ways_options
@click.option(
    "--top",
    type=click.IntRange(min=1),
    metavar="N",
    default=8,
    show_default=True,
    help="How many numbers to show.",
)
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("-o", "--output", metavar="FILE", help="Write into a file.")
@plugin_options
def command(
    choice: Choice,
    file: str,
    asked: str,
    scenarios: str | None,
    or_nothing: bool,
    tests: tuple[tuple[str, int], ...],
    worlds: int,
    seed: int,
    simulator: str,
    top: int,
    as_json: bool,
    output: str | None,
) -> None:
    """Say which numbers are worth measuring before you choose between the ways to go.

    The ways are the plan as written and its scenarios. Who knew a number before choosing could
    choose better: what that would bring on average is the most that measuring it may cost.
    """
    extensions = extensions_of(choice)
    plan = read_sound(file, extensions)
    how = {"worlds": worlds, "seed": seed, "simulator": simulator}
    with studying(plan, extensions, "simulating", **how) as (study, tell):
        from funneldsl.analysis.ways import ways
        from funneldsl.analysis.worth import worth

        names = scenarios.split(",") if scenarios is not None else None
        known = ways(study, extensions.kinds, names)
        if len(known) + or_nothing < 2:
            raise click.UsageError(
                "there is only one way to go, so knowing more could not change anything; write the other ways "
                "as scenarios, or compare with doing nothing: `--or-nothing`"
            )
        found = worth(
            known,
            asked,
            nothing=or_nothing,
            tests=dict(tests),
            progress=tell,
        )
    if as_json:
        from funneldsl.analysis.documents import worth_document

        put(json.dumps(worth_document(found, seed), allow_nan=False) + "\n", output)
        return
    from funneldsl.cli.worth_text import as_text

    style = style_for(sys.stdout) if output in (None, "-") else uncoloured
    put(as_text(plan, found, style, top), output)
