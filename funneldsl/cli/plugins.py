"""`funneldsl plugins`: who is plugged in, what each brings, and who is not and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from funneldsl.cli.options import extensions_of, plugin_options
from funneldsl.cli.output import put
from funneldsl.cli.plain import plain

if TYPE_CHECKING:
    from funneldsl.candidates import Choice
    from funneldsl.extensions import Entry

PLUGINS_SCHEMA = "funneldsl/plugins/1"

_INDENT, _WIDE = 14, 96


@click.command(epilog="\b\nExample:\n  funneldsl plugins\n  funneldsl plugins --json")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@plugin_options
def command(choice: Choice, as_json: bool) -> None:
    """List the plugins: name, version, what each brings; and what failed, with the reason.

    A plugin is code that runs with your rights. It is loaded because it is installed, never because
    of a plan.
    """
    book = extensions_of(choice).book
    put(_json(book) if as_json else "".join(f"{line}\n" for e in book for line in _lines(e)), None)


def _json(book: tuple[Entry, ...]) -> str:
    from funneldsl.plugin import API

    document = {
        "schema": PLUGINS_SCHEMA,
        "api": _dotted(API),
        "plugins": [_document(e) for e in book],
    }
    return json.dumps(document, indent=2) + "\n"


def _document(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.candidate.name,
        "distribution": entry.candidate.distribution,
        "version": entry.candidate.version,
        "state": entry.state.value,
        "api": _dotted(entry.api) if entry.api else None,
        "hooks": list(entry.hooks),
        "contributes": list(entry.contributes),
        "milliseconds": round(entry.seconds * 1000, 1),
        "error": entry.error,
    }


def _lines(entry: Entry) -> Iterator[str]:
    state = plain(f"{entry.state.value}: {entry.error}" if entry.error else entry.state.value)
    yield f"{plain(entry.candidate.name):<{_INDENT - 1}} {plain(entry.candidate.label)}, {state}"
    by_word: dict[str, list[str]] = {}
    for contribution in sorted(entry.contributes):
        word, _, name = contribution.partition(" ")
        by_word.setdefault(word, []).append(name)
    for word, names in by_word.items():
        told = wrap(f"{word}s: {', '.join(names)}", _WIDE - _INDENT)
        yield from (" " * _INDENT + line for line in told)


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
