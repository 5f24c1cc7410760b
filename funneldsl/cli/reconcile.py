"""`funneldsl reconcile`: what several simulators tell of the same worlds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from funneldsl.cli.options import extensions_of, plugin_options
from funneldsl.cli.output import plugins_may_talk, put
from funneldsl.cli.progress import progress
from funneldsl.cli.running import blaming, read_sound, scenario_option, seed_option, worlds_option
from funneldsl.cli.workers import workers, workers_option

if TYPE_CHECKING:
    from funneldsl.candidates import Choice

DEFAULT = "expected,flow,people"


@click.command(
    epilog="\b\nExamples:\n  funneldsl reconcile northwind.funnel\n"
    "  funneldsl reconcile northwind.funnel --simulators flow,expected --worlds 4000\n"
    "  funneldsl reconcile northwind.funnel --json --output engines.json"
)
@click.argument("file")
@click.option(
    "--simulators",
    metavar="A,B",
    default=DEFAULT,
    show_default=True,
    help="Who simulates; the others are compared with the first that runs the plan as it is.",
)
@worlds_option(least=2)
@seed_option
@scenario_option
@workers_option
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("-o", "--output", metavar="FILE", help="Write into a file.")
@plugin_options
def command(
    choice: Choice,
    file: str,
    simulators: str,
    worlds: int,
    seed: int,
    scenario: str,
    as_json: bool,
    output: str | None,
) -> None:
    """Run a plan by several simulators in the same worlds, and say where they differ and why.

    Simulators are written apart, so where they agree a result rests on more than one program.
    Means are compared world by world, with the Monte Carlo error of the difference; what differs
    by more than four of these errors is named, with its cause.
    """
    from funneldsl import pipeline

    extensions = extensions_of(choice)
    plan = read_sound(file, extensions)
    names = list(dict.fromkeys(n.strip() for n in simulators.split(",") if n.strip()))
    if simulators == DEFAULT:
        names = [n for n in names if n in extensions.simulators] or names
    if len(names) < 2:
        raise click.UsageError("name at least two simulators, as in `--simulators flow,expected`")
    how: dict[str, Any] = {"worlds": worlds, "seed": seed, "scenario": scenario}
    with (
        plugins_may_talk(),
        blaming(extensions),
        workers() as executor,
        progress("reconciling") as tell,
    ):
        from funneldsl.analysis.reconciling import reconcile

        studies = {
            name: pipeline.study(plan, extensions, simulator=name, executor=executor, **how)
            for name in names
        }
        found = reconcile(studies, progress=tell or _nobody)
    if as_json:
        from funneldsl.analysis.documents import reconciliation_document

        put(json.dumps(reconciliation_document(found), allow_nan=False) + "\n", output)
        return
    from funneldsl.cli.reconcile_text import as_text

    put(as_text(found), output)


def _nobody(share: float) -> None:
    return None
