"""`funneldsl sensitivity`: which uncertain numbers decide what comes of a plan."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from funneldsl.cli.options import extensions_of, plugin_options
from funneldsl.cli.output import put
from funneldsl.cli.running import read_sound, several_worlds
from funneldsl.cli.studying import asked_of, of_option, studying
from funneldsl.cli.style import style_for, uncoloured

if TYPE_CHECKING:
    from funneldsl.candidates import Choice


@click.command(
    epilog="\b\nExamples:\n  funneldsl sensitivity northwind.funnel\n"
    "  funneldsl sensitivity northwind.funnel --of income --of cash --worlds 4000\n"
    "  funneldsl sensitivity northwind.funnel --json --output what-matters.json\n"
    "  funneldsl sensitivity northwind.funnel --of profit --sobol 512"
)
@click.argument("file")
@of_option
@several_worlds
@click.option(
    "--top",
    type=click.IntRange(min=1),
    metavar="N",
    default=8,
    show_default=True,
    help="How many inputs to show.",
)
@click.option(
    "--sobol",
    type=click.IntRange(min=8),
    metavar="N",
    help="Shares by Sobol's method: runs N worlds for each input, and 3 N more. 512, say; needs SALib.",
)
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("-o", "--output", metavar="FILE", help="Write into a file.")
@plugin_options
def command(
    choice: Choice,
    file: str,
    asked: tuple[str, ...],
    worlds: int,
    seed: int,
    scenario: str,
    simulator: str,
    top: int,
    sobol: int | None,
    as_json: bool,
    output: str | None,
) -> None:
    """Say which of the numbers that nobody knows for sure decide the result.

    For each of them: what the result comes to where the number is low (P10) and where it is high
    (P90), and how much of the spread of the result goes with it. It is all told from the worlds of
    one forecast; nothing is run again, unless --sobol asks for it.
    """
    extensions = extensions_of(choice)
    plan = read_sound(file, extensions)
    how = {"worlds": worlds, "seed": seed, "scenario": scenario, "simulator": simulator}
    with studying(plan, extensions, "simulating", **how) as (study, tell):
        from funneldsl.analysis.sensitivity import sensitivity

        names = asked_of(study.plan, asked)
        forecast = study.forecast()
        found = []
        for number, name in enumerate(names, 1):
            found.append(sensitivity(study, name, forecast))
            tell(number / len(names) * (0.1 if sobol else 1.0))
        if sobol:
            from funneldsl.analysis.sobol import with_sobol

            base = 1 << (sobol - 1).bit_length()
            found = list(with_sobol(study, found, base, lambda share: tell(0.1 + 0.9 * share)))
    if as_json:
        from funneldsl.analysis.documents import sensitivity_document

        document = sensitivity_document(found, forecast.facts)
        put(json.dumps(document, allow_nan=False) + "\n", output)
        return
    from funneldsl.cli.sensitivity_text import as_text

    style = style_for(sys.stdout) if output in (None, "-") else uncoloured
    put(as_text(study.plan, found, forecast.facts, style, top), output)
