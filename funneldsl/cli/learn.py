"""`funneldsl learn`: what trials have shown, as a change of the plan."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from funneldsl.cli.options import CHECKING, extensions_of, plugin_options
from funneldsl.cli.output import plugins_may_talk, put, say
from funneldsl.cli.plain import plain, plain_lines
from funneldsl.cli.running import source_of
from funneldsl.diagnostics import errors
from funneldsl.errors import FindingsError

if TYPE_CHECKING:
    from funneldsl.candidates import Choice
    from funneldsl.learning import Lesson
    from funneldsl.manuscript import Manuscript


@click.command(
    epilog="\b\nExamples:\n  funneldsl learn candles.funnel\n  funneldsl learn candles.funnel --write"
)
@click.argument("file")
@click.option("--write", is_flag=True, help="Make the change that is shown.")
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@plugin_options
def command(choice: Choice, file: str, write: bool, as_json: bool) -> None:
    """Judge trials by their results, and propose what follows from them.

    A trial says beforehand what would be a success; `result` says what came of it (`14`, or `14 of
    80` who were asked). What was counted becomes the share of its flow, and what succeeded a goal.
    The change is shown, and made with --write.
    """
    from funneldsl import pipeline
    from funneldsl.learning import lessons, lessons_document

    if write and file == "-":
        raise click.UsageError("standard input cannot be changed; name a file")
    extensions = extensions_of(choice, CHECKING)
    with plugins_may_talk():
        before = pipeline.edit(source_of(file), extensions)
    if wrong := errors(before.findings):
        raise FindingsError("learn from the plan", wrong)
    found = lessons(before.plan)
    after = _changed(before, found)
    if write:
        after.save()
    if as_json:
        document = lessons_document(found, after.diff, write and bool(after.changed))
        put(json.dumps(document, indent=2, ensure_ascii=False) + "\n", None)
        return
    from funneldsl.cli.learn_text import as_text
    from funneldsl.cli.style import style_for

    put(as_text(found, before.plan, style_for(sys.stdout)), None)
    if after.changed:
        put("\n" + plain_lines(after.diff), None)
    _tell(after, found, written=write)


def _changed(before: Manuscript, found: Sequence[Lesson]) -> Manuscript:
    """The plan with all that is proposed."""
    from funneldsl.learning import proposed

    after = before.apply(proposed(found))
    for goal in (goal for lesson in found for goal in lesson.goals):
        after = after.add(goal.text, inside=goal.inside)
    return after


def _tell(after: Manuscript, found: Sequence[Lesson], *, written: bool) -> None:
    if written:
        for name in after.changed:
            say(f"{plain(name)}: changed as shown")
    elif after.changed:
        say("nothing is written yet: add `--write` to make this change")
    if not after.changed and found:
        say("nothing changes: no trial has shown anything that the plan does not say")
