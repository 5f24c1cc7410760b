"""`funneldsl export`: a plan as a drawing, or for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from funneldsl.cli.options import extensions_of, plugin_options
from funneldsl.cli.output import plugins_may_talk, put, refuse_taken, write_file
from funneldsl.cli.running import blaming, read_sound, run, simulation_options

if TYPE_CHECKING:
    from funneldsl.candidates import Choice


@click.command(
    epilog="\b\nExamples:\n  funneldsl export northwind.funnel --to mermaid -o northwind.mmd\n"
    "  funneldsl export northwind.funnel --to json -o - --simulate"
)
@click.argument("file")
@click.option("--to", required=True, metavar="NAME", help="What to make; see `funneldsl plugins`.")
@click.option(
    "-o",
    "--output",
    default="-",
    metavar="FILE",
    help="Where to write: a file, or a folder if it makes several; `-` prints it.",
)
@click.option("--force", is_flag=True, help="Write over what is there.")
@click.option("--simulate", is_flag=True, help="Simulate first, and show the forecast too.")
@simulation_options
@plugin_options
def command(
    choice: Choice,
    file: str,
    to: str,
    output: str,
    force: bool,
    simulate: bool,
    worlds: int,
    seed: int,
    scenario: str,
    simulator: str,
) -> None:
    """Draw a plan, or write it for other programs.

    What is in a plan stays text in whatever is written: a name cannot become a command or a link.
    """
    from funneldsl import pipeline
    from funneldsl.needed import exporter_named

    if output != "-":
        refuse_taken(Path(output), force)
    extensions = extensions_of(choice)
    with blaming(extensions):
        exporter = exporter_named(to, extensions)
    plan = read_sound(file, extensions)
    shown, forecast = pipeline.with_scenario(plan, scenario, extensions), None
    if simulate or getattr(exporter, "needs_forecast", False):
        forecast = run(
            plan, extensions, worlds=worlds, seed=seed, scenario=scenario, simulator=simulator
        )
    with plugins_may_talk():
        made = pipeline.export(shown, to, extensions, forecast=forecast)
    _write(made, output)


def _write(made: bytes | Mapping[str, bytes], output: str) -> None:
    """One file, or a folder of files; a folder keeps what else is in it."""
    if isinstance(made, bytes):
        put(made, output)
        return
    if output == "-":
        raise click.UsageError(f"this makes {len(made)} files; name a folder with `--output`")
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise click.UsageError(f"cannot make the folder {folder}: {e.strerror or e}") from None
    for name, data in made.items():
        write_file(folder / name, data)
