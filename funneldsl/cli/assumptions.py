"""`funneldsl assumptions`: every number of a plan, on what it rests, and how much rests on it."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from funneldsl.cli.exits import Exit
from funneldsl.cli.options import extensions_of, plugin_options
from funneldsl.cli.output import put, say
from funneldsl.cli.plain import plain
from funneldsl.cli.running import read_sound, run, simulation_options
from funneldsl.cli.style import style_for, uncoloured
from funneldsl.errors import FindingsError, UnknownNameError

if TYPE_CHECKING:
    from funneldsl.candidates import Choice
    from funneldsl.extensions import Extensions
    from funneldsl.model.plan import Plan
    from funneldsl.register.assumption import Assumption, Register
    from funneldsl.results import Forecast

ASSUMPTIONS_SCHEMA = "funneldsl/assumptions/1"
"""Name and version of the document; the number rises when a reader of the old one could be misled."""


@click.command(
    epilog="\b\nExamples:\n  funneldsl assumptions northwind.funnel\n"
    "  funneldsl assumptions northwind.funnel --no-forecast --today 2027-03-01\n"
    "  funneldsl assumptions northwind.funnel --csv --output register.csv"
)
@click.argument("file")
@simulation_options
@click.option("--no-forecast", is_flag=True, help="Only list; do not simulate to weigh them.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day from which ages are counted.  [default: today]",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV, for a spreadsheet.")
@click.option("-o", "--output", metavar="FILE", help="Write into a file.")
@plugin_options
def command(
    choice: Choice,
    file: str,
    worlds: int,
    seed: int,
    scenario: str,
    simulator: str,
    no_forecast: bool,
    today: datetime | None,
    as_json: bool,
    as_csv: bool,
    output: str | None,
) -> Exit:
    """List every number of a plan: its value, on what it rests, how old that is, and how much rests on it.

    The plan is simulated, and for each goal and for profit the share of the variance that goes with
    each number is told: what to find out first. A number is measured (`412 of 1,530`), sourced (with a
    `source`), a guess (a range without one) or stated (an exact number without one).
    """
    from funneldsl import pipeline

    if as_json and as_csv:
        raise click.UsageError("`--json` or `--csv`, not both")
    extensions = extensions_of(choice)
    plan = read_sound(file, extensions)
    day = today.date() if today is not None else date.today()
    forecast = None
    if not no_forecast:
        forecast = _forecast(plan, extensions, worlds, seed, scenario, simulator)
    applied = pipeline.with_scenario(plan, scenario, extensions)
    register = pipeline.register(applied, extensions, day, forecast)
    put(_rendered(register, plan, forecast, day, output, as_json=as_json, as_csv=as_csv), output)
    return Exit.OK


def _forecast(
    plan: Plan, extensions: Extensions, worlds: int, seed: int, scenario: str, simulator: str
) -> Forecast | None:
    """The forecast, or none, said aloud, for a plan that no simulator can run yet: it can still be listed."""
    try:
        return run(
            plan, extensions, worlds=worlds, seed=seed, scenario=scenario, simulator=simulator
        )
    except FindingsError as e:
        why = e.findings[0].message
    except UnknownNameError as e:
        if e.what != "simulator":
            raise
        why = str(e)
    say(f"not weighed by a forecast: {plain(why)}")
    return None


def _rendered(
    register: Register,
    plan: Plan,
    forecast: Forecast | None,
    day: date,
    output: str | None,
    *,
    as_json: bool,
    as_csv: bool,
) -> str:
    if as_json:
        return _json(register, forecast, day)
    if as_csv:
        from funneldsl.cli.assumptions_csv import as_csv as rows

        return rows(register)
    from funneldsl.cli.assumptions_text import as_text

    style = style_for(sys.stdout) if output in (None, "-") else uncoloured
    return as_text(register, plan, forecast, style)


def _json(register: Register, forecast: Forecast | None, day: date) -> str:
    facts = forecast.facts if forecast is not None else None
    settings = {"worlds": facts.worlds, "seed": facts.seed} if facts is not None else None
    document = {
        "schema": ASSUMPTIONS_SCHEMA,
        "scenario": facts.scenario if facts is not None else "",
        "today": day.isoformat(),
        "settings": settings,
        "assumptions": [_assumption(a) for a in register.assumptions],
        "outcomes": [
            {
                "name": o.outcome,
                "grounds": {g.value: round(share, 4) for g, share in o.grounds.items()},
                "largest": list(o.largest),
            }
            for o in register.outcomes
        ],
        "settled": list(register.settled),
    }
    return json.dumps(document, indent=2, allow_nan=False) + "\n"


def _assumption(a: Assumption) -> dict[str, Any]:
    from funneldsl.documents import place_document

    return {
        "path": a.path,
        "value": a.value,
        "ground": a.ground.value,
        "because": a.because,
        "source": a.source,
        "on": a.on.isoformat() if a.on is not None else None,
        "age": a.age,
        "among_people": a.among_people,
        "span": place_document(a.span) if a.span.source.name else None,
        "weights": {
            outcome: {"share": round(w.share, 4), "together": w.together}
            for outcome, w in a.weights.items()
        },
    }
