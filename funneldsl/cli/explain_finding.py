"""The page of a finding, and the list of all of them, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from funneldsl.cli.explain_text import indented, wrapped
from funneldsl.cli.findings_text import as_text
from funneldsl.cli.plain import plain
from funneldsl.cli.style import Style
from funneldsl.explaining.families import families

if TYPE_CHECKING:
    from funneldsl.diagnostics import Finding, Rule

MOST_SHOWN = 2
"""Findings below an example; the rest would say the same."""


def finding_page(rule: Rule, found: Sequence[Finding], style: Style) -> Iterator[str]:
    """What a rule is about, why it matters, how it looks wrong, what is said about that, how it looks right."""
    yield f"{style(f'{rule.code} {rule.name}', bold=True)} ({rule.severity.value})"
    yield ""
    yield from wrapped(rule.summary)
    if rule.why:
        yield ""
        yield from wrapped(rule.why)
    yield from _example("Wrong", rule.wrong, style)
    if found:
        yield ""
        told = as_text(found[:MOST_SHOWN], style).rstrip("\n")
        yield from (f"    {line}".rstrip() for line in told.split("\n"))
    yield from _example("Right", rule.right, style)


def _example(title: str, example: str, style: Style) -> Iterator[str]:
    if example:
        yield ""
        yield style(f"{title}:", bold=True)
        yield ""
        yield from indented(example)


def finding_list(rules: Sequence[Rule], style: Style) -> Iterator[str]:
    """One line for each rule, by family."""
    longest = max(len(r.name) for r in rules)
    for title, members in families(rules):
        yield style(title, bold=True)
        for rule in members:
            yield f"  {rule.code:<5} {rule.name:<{longest}}  {plain(rule.summary)}"
        yield ""
    yield "`funneldsl explain F401` tells more about a finding; `funneldsl explain offer`, `explain offer.price`"
    yield "and `explain per` tell about a kind of block, a property, a word of the language."
