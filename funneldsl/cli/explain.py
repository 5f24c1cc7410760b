"""`funneldsl explain`: the page of a finding, a kind, a property or a word."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from funneldsl.cli.options import CHECKING, extensions_of, plugin_options
from funneldsl.cli.output import plugins_may_talk, put
from funneldsl.cli.style import style_for
from funneldsl.diagnostics import near
from funneldsl.errors import UnknownNameError

if TYPE_CHECKING:
    from funneldsl.candidates import Choice
    from funneldsl.diagnostics import Rule
    from funneldsl.explaining.topic import Topic
    from funneldsl.extensions import Extensions

TOPICS_SCHEMA = "funneldsl/topics/1"


@click.command(
    context_settings={"ignore_unknown_options": True},  # `->` is a word of the language
    epilog="\b\nExamples:\n  funneldsl explain F201\n  funneldsl explain offer.price\n"
    "  funneldsl explain exit sell\n  funneldsl explain",
)
@click.argument("asked", nargs=-1, metavar="[CODE | NAME | WORD]")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@plugin_options
def command(choice: Choice, asked: tuple[str, ...], as_json: bool) -> None:
    """Say what a finding means, or what a kind, a property or a word of the language is for.

    Ask for a finding by its code or its name, for anything else as it is written: `offer`, `offer.price`, `per`.
    Without a word, all findings are listed.
    """
    from funneldsl.pipeline import rules

    extensions = extensions_of(choice, CHECKING)
    known = rules(extensions)
    if not asked:
        put(_rules_json(known) if as_json else _text(_list(known)), None)
        return
    word = " ".join(asked)
    if rule := next((r for r in known if word.lower() in (r.code.lower(), r.name)), None):
        put(_rules_json([rule]) if as_json else _text(_finding(rule, extensions)), None)
        return
    topics = _topics(word, known, extensions)
    put(_topics_json(topics) if as_json else _text(_pages(topics)), None)


def _topics(word: str, known: Iterable[Rule], extensions: Extensions) -> tuple[Topic, ...]:
    """Raises UnknownNameError."""
    from funneldsl.explaining.topics import topics_about

    answer = topics_about(word, extensions.kinds)
    if not answer.topics:
        findings = [key for r in known for key in (r.code, r.name)]
        meant = near(word, (*findings, *answer.known))
        choices = (*extensions.kinds.by_word, *([meant] if meant else ()))
        hint = "`funneldsl explain` lists all findings"
        raise UnknownNameError("finding, kind or word", word, choices, hint)
    return answer.topics


def _list(known: tuple[Rule, ...]) -> Iterator[str]:
    from funneldsl.cli.explain_finding import finding_list

    return finding_list(known, style_for(sys.stdout))


def _finding(rule: Rule, extensions: Extensions) -> Iterator[str]:
    from funneldsl.cli.explain_finding import finding_page
    from funneldsl.explaining.trying import shown

    with plugins_may_talk():
        found = shown(rule, extensions) if rule.wrong else ()
    return finding_page(rule, found, style_for(sys.stdout))


def _pages(topics: tuple[Topic, ...]) -> Iterator[str]:
    from funneldsl.cli.explain_topic import topic_pages

    return topic_pages(topics, style_for(sys.stdout))


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _rules_json(rules: Iterable[Rule]) -> str:
    from funneldsl.cli.rules_json import as_json

    return as_json(rules)


def _topics_json(topics: Iterable[Topic]) -> str:
    from attrs import asdict

    document = {"schema": TOPICS_SCHEMA, "topics": [asdict(t) for t in topics]}
    return json.dumps(document, indent=2) + "\n"
