"""`funneldsl explain`: the page of a finding."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from funneldsl.cli.options import CHECKING, extensions_of, plugin_options
from funneldsl.cli.output import put
from funneldsl.cli.plain import plain

if TYPE_CHECKING:
    from funneldsl.candidates import Choice
    from funneldsl.diagnostics import Rule

RULES_SCHEMA = "funneldsl/rules/1"


@click.command(epilog="\b\nExample:\n  funneldsl explain F201\n  funneldsl explain")
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@plugin_options
def command(choice: Choice, code: str | None, as_json: bool) -> None:
    """Say what a finding means, why it matters, and how it looks wrong and right.

    CODE is the code or the name of a finding. Without it, all of them are listed.
    """
    from funneldsl.pipeline import rule, rules

    extensions = extensions_of(choice, CHECKING)
    found = (rule(code, extensions),) if code else rules(extensions)
    if as_json:
        put(_json(found), None)
    else:
        lines = _page(found[0]) if code else _list(found)
        put("".join(f"{line}\n" for line in lines), None)


def _list(rules: Sequence[Rule]) -> Iterator[str]:
    longest = max(len(r.name) for r in rules)
    for rule in rules:
        yield f"{rule.code:<5} {rule.name:<{longest}}  {plain(rule.summary)}"
    yield ""
    yield "`funneldsl explain CODE` tells more about one of them."


def _page(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} {rule.name} ({rule.severity.value})"
    yield ""
    yield from _wrapped(rule.summary)
    if rule.why:
        yield ""
        yield from _wrapped(rule.why)
    for title, example in (("Wrong", rule.wrong), ("Right", rule.right)):
        if example:
            yield ""
            yield f"{title}:"
            yield ""
            yield from (f"    {plain(line)}" for line in example.strip("\n").split("\n"))


def _wrapped(text: str) -> list[str]:
    from textwrap import wrap

    return wrap(plain(text), 88, break_long_words=False)


def _json(rules: Sequence[Rule]) -> str:
    document = {"schema": RULES_SCHEMA, "rules": [_document(r) for r in rules]}
    return json.dumps(document, indent=2) + "\n"


def _document(rule: Rule) -> dict[str, Any]:
    told = {k: getattr(rule, k) for k in ("code", "name", "summary", "why", "wrong", "right")}
    return {**told, "severity": rule.severity.value}
