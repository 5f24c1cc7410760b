"""`funneldsl schema`: what a plan looks like as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from funneldsl.cli.options import CHECKING, extensions_of, plugin_options
from funneldsl.cli.output import put

if TYPE_CHECKING:
    from funneldsl.candidates import Choice


@click.command(
    epilog="\b\nExample:\n  funneldsl schema -o plan.schema.json\n"
    "  funneldsl export northwind.funnel --to json -o northwind.json"
)
@click.option("-o", "--output", metavar="FILE", help="Write into a file.")
@plugin_options
def command(choice: Choice, output: str | None) -> None:
    """Print the JSON Schema of plans, as `export --to json` writes them.

    It is made from the kinds, so the kinds of plugins are in it too.
    """
    from funneldsl.describe.schema import json_schema

    put(json.dumps(json_schema(extensions_of(choice, CHECKING).kinds), indent=2) + "\n", output)
