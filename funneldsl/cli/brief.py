"""`funneldsl brief`: the page that tells a department whom it is for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from funneldsl.cli.options import extensions_of, plugin_options
from funneldsl.cli.output import put, say
from funneldsl.cli.plain import plain, plain_lines
from funneldsl.cli.running import read_sound, run, simulation_options
from funneldsl.errors import FindingsError, UnknownNameError

if TYPE_CHECKING:
    from funneldsl.briefing import Brief
    from funneldsl.candidates import Choice
    from funneldsl.extensions import Extensions
    from funneldsl.model.people import Department
    from funneldsl.model.plan import Plan


@click.command(
    epilog="\b\nExamples:\n  funneldsl brief northwind.funnel\n"
    "  funneldsl brief northwind.funnel --department teaching --format html -o teaching.html"
)
@click.argument("file")
@click.option("--department", metavar="NAME", help="Only for this one. All, if not told.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html"]),
    default="markdown",
    show_default=True,
    help="Text, or a page to print.",
)
@click.option("--no-forecast", is_flag=True, help="Do not simulate.")
@simulation_options
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("-o", "--output", metavar="FILE", help="Write into a file.")
@plugin_options
def command(
    choice: Choice,
    file: str,
    department: str | None,
    form: str,
    no_forecast: bool,
    worlds: int,
    seed: int,
    scenario: str,
    simulator: str,
    as_json: bool,
    output: str | None,
) -> None:
    """Write the brief that tells everybody in the company whom it is for.

    The perfect customer; how each department meets them, what it promises them, how it knows that it
    succeeds and how likely that is; mission and message.
    """
    from funneldsl import pipeline
    from funneldsl.briefing import as_html, as_markdown, brief_document

    extensions = extensions_of(choice)
    plan = pipeline.with_scenario(read_sound(file, extensions), scenario, extensions)
    chosen = _chosen(plan, department)
    found = _brief(
        plan, chosen, extensions, 0 if no_forecast else worlds, seed=seed, simulator=simulator
    )
    if as_json:
        put(json.dumps(brief_document(found), indent=2, ensure_ascii=False) + "\n", output)
    elif form == "html":
        put(as_html(found), output)
    else:
        put(plain_lines(as_markdown(found)), output)


def _chosen(plan: Plan, name: str | None) -> tuple[Department, ...] | None:
    """The department of that name or title; None for all."""
    from funneldsl.model.people import Department

    if name is None:
        return None
    known = plan.of(Department)
    found = tuple(d for d in known if name.casefold() in (d.name.casefold(), d.label.casefold()))
    if not found:
        raise UnknownNameError("department", name, [d.name for d in known])
    return found


def _brief(
    plan: Plan,
    chosen: tuple[Department, ...] | None,
    extensions: Extensions,
    worlds: int,
    *,
    seed: int,
    simulator: str,
) -> Brief:
    """With the chances of a forecast; without any where none is asked for, or no simulator can run the plan."""
    from attrs import evolve

    from funneldsl.briefing import asked, brief, judged

    reason = ""
    if worlds:
        wanted = asked(plan)
        try:
            forecast = run(
                wanted, extensions, worlds=worlds, seed=seed, scenario="", simulator=simulator
            )
        except FindingsError as e:
            reason = e.findings[0].message
        except UnknownNameError as e:
            if e.what != "simulator":
                raise
            reason = str(e)
        else:
            found = brief(plan, chosen, judged(wanted, forecast))
            return evolve(found, worlds=worlds)
        say(f"not forecast: {plain(reason)}")
    return evolve(brief(plan, chosen), reason=reason)
