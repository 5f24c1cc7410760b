"""`funneldsl edit`: change a plan in its own text, and nothing else in it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from funneldsl.cli.options import CHECKING, extensions_of, plugin_options
from funneldsl.cli.output import plugins_may_talk, put, say
from funneldsl.cli.plain import plain, plain_lines
from funneldsl.cli.running import source_of

if TYPE_CHECKING:
    from datetime import date

    from funneldsl.candidates import Choice
    from funneldsl.diagnostics import Finding
    from funneldsl.extensions import Extensions
    from funneldsl.manuscript import Manuscript

EDIT_SCHEMA = "funneldsl/edit/1"


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--diff`, `--json` and the plugins, for each sort of change."""
    json_option = click.option("--json", "as_json", is_flag=True, help="For a program.")
    dry = click.option(
        "--diff",
        "--dry-run",
        "dry",
        is_flag=True,
        help="Show what would change, and write nothing.",
    )
    return dry(json_option(plugin_options(command)))


@click.group(
    subcommand_metavar="set|rename|add|remove ...",
    epilog="\b\nExamples:\n  funneldsl edit northwind.funnel set starter.price '$89' --diff\n"
    "  funneldsl edit northwind.funnel rename welcome.student pupil\n"
    "  funneldsl edit northwind.funnel remove letter --with-uses",
)
@click.argument("file")
@click.pass_context
def command(ctx: click.Context, file: str) -> None:
    """Change a plan in its own text: comments, blanks and everything else stay as they are.

    A change that would make a mistake is refused with its finding, and nothing is written. `-` as FILE reads
    standard input and prints the changed text.
    """
    ctx.obj = file


@command.command(
    "set",
    context_settings={"ignore_unknown_options": True},
    epilog="\b\nExamples:\n  funneldsl edit northwind.funnel set starter.price '$89'\n"
    "  funneldsl edit northwind.funnel set 'visitor -> subscriber' '3% to 5%' --because 'new page'\n"
    "  funneldsl edit northwind.funnel set starter.refunds.within '14 days'\n"
    "  funneldsl edit northwind.funnel set frugal.starter.price 'was * 80%'",
)
@click.argument("path")
@click.argument("value")
@click.option("--because", metavar="TEXT", help="Why it is this value.")
@click.option("--source", metavar="TEXT", help="Where it comes from.")
@click.option(
    "--on", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="When that was, as 2026-11-01."
)
@_shared
@click.pass_obj
def set_(
    file: str,
    choice: Choice,
    path: str,
    value: str,
    because: str | None,
    source: str | None,
    on: datetime | None,
    dry: bool,
    as_json: bool,
) -> None:
    """Give a property another value, or its first.

    PATH is a thing and its property (`starter.price`), a clause of it (`starter.refunds.within`), an entry of a table
    (`videos.season.Jan`), a flow (`visitor -> buyer`, or `visitor -> buyer after`) or a line of a scenario
    (`frugal.starter.price`). VALUE is written as in the plan. What the old value was based on stays behind the new
    one, unless something new is given.
    """
    day: date | None = on.date() if on else None
    _change(
        file,
        choice,
        lambda m: m.set(path, value, because=because, source=source, on=day),
        dry=dry,
        as_json=as_json,
    )


@command.command(
    "rename",
    epilog="\b\nExample:\n  funneldsl edit northwind.funnel rename welcome.subscriber reader",
)
@click.argument("old")
@click.argument("new")
@_shared
@click.pass_obj
def rename_(file: str, choice: Choice, old: str, new: str, dry: bool, as_json: bool) -> None:
    """Give a thing another name, in every file and every place that names it.

    Refused if the name is taken, or if something would mean another thing then.
    """
    _change(file, choice, lambda m: m.rename(old, new), dry=dry, as_json=as_json)


@command.command(
    "add",
    epilog="\b\nExamples:\n"
    "  funneldsl edit northwind.funnel add 'stage fan { leaves: 2% per month }' --after welcome.member\n"
    "  funneldsl edit northwind.funnel add - < block.txt",
)
@click.argument("text")
@click.option("--inside", metavar="NAME", help="The block that it belongs in.")
@click.option("--after", metavar="NAME", help="The block or flow that it stands behind.")
@_shared
@click.pass_obj
def add_(
    file: str,
    choice: Choice,
    text: str,
    inside: str | None,
    after: str | None,
    dry: bool,
    as_json: bool,
) -> None:
    """Add a block, a flow or a property; `-` as TEXT reads it from standard input.

    It goes behind --after, else to the end of --inside, else to the end of the file.
    """
    if text == "-":
        if file == "-":
            raise click.UsageError("only one of FILE and TEXT can be standard input")
        text = sys.stdin.read()
    _change(
        file, choice, lambda m: m.add(text, inside=inside, after=after), dry=dry, as_json=as_json
    )


@command.command(
    "remove",
    epilog="\b\nExamples:\n  funneldsl edit northwind.funnel remove letter --with-uses\n"
    "  funneldsl edit northwind.funnel remove welcome.member --with-uses",
)
@click.argument("path")
@click.option(
    "--with-uses",
    is_flag=True,
    help="Also what cannot be without it: flows, lines of scenarios, events, its name in lists.",
)
@_shared
@click.pass_obj
def remove(file: str, choice: Choice, path: str, with_uses: bool, dry: bool, as_json: bool) -> None:
    """Take out a thing, a property or a clause, with the comments right above it.

    Refused if other things name it; the places are shown.
    """
    _change(file, choice, lambda m: m.remove(path, with_uses=with_uses), dry=dry, as_json=as_json)


# --- doing it -------------------------------------------------------------------------------------------------


def _change(
    file: str,
    choice: Choice,
    change: Callable[[Manuscript], Manuscript],
    *,
    dry: bool,
    as_json: bool,
) -> None:
    from funneldsl import pipeline

    extensions = extensions_of(choice, CHECKING)
    with plugins_may_talk():
        before = pipeline.edit(source_of(file), extensions)
        after = change(before)
        new = _new_findings(before, after, extensions)
    written = not dry and file != "-"
    if written:
        after.save()
    if as_json:
        put(_document(after, new, written=written), None)
        return
    if file == "-" and not dry:
        put(after.text, None)
    elif dry:
        put(plain_lines(after.diff), None)
    _tell(after, new, written=written)


def _new_findings(
    before: Manuscript, after: Manuscript, extensions: Extensions
) -> tuple[Finding, ...]:
    """What all checks find now and did not find before."""
    from funneldsl import pipeline

    if after is before:
        return ()
    found = Counter(
        (f.code, f.message) for f in _all(before, pipeline.check(before.plan, extensions))
    )
    new = []
    for finding in _all(after, pipeline.check(after.plan, extensions)):
        key = (finding.code, finding.message)
        found[key] -= 1
        if found[key] < 0:
            new.append(finding)
    return tuple(new)


def _all(manuscript: Manuscript, checked: Iterable[Finding]) -> tuple[Finding, ...]:
    from funneldsl.acceptance import accepted

    return accepted((*manuscript.findings, *checked), manuscript.documents)


def _tell(after: Manuscript, new: tuple[Finding, ...], *, written: bool) -> None:
    from funneldsl.cli.findings_text import as_text, count
    from funneldsl.cli.style import style_for

    if not after.changed:
        say("nothing changes: it is so already")
    for name in after.changed if written else ():
        say(f"{plain(name)}: {_lines(after, name)}")
    if new:
        sys.stderr.write(as_text(new, style_for(sys.stderr)))
        say(f"with this change there is something to say that was not there before: {count(new)}")


def _lines(after: Manuscript, name: str) -> str:
    from difflib import SequenceMatcher

    old, now = after.before[name].splitlines(), after.texts[name].splitlines()
    steps = SequenceMatcher(None, old, now, autojunk=False).get_opcodes()
    n = sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in steps if tag != "equal")
    return f"{n:,} line{'s' * (n != 1)} changed"


def _document(after: Manuscript, new: tuple[Finding, ...], *, written: bool) -> str:
    from funneldsl.cli.findings_json import as_json as findings_json

    document = {
        "schema": EDIT_SCHEMA,
        "changed": list(after.changed),
        "written": written and bool(after.changed),
        "diff": after.diff,
        "texts": {name: after.texts[name] for name in after.changed},
        "diagnostics": json.loads(findings_json(new))["diagnostics"],
    }
    return json.dumps(document, indent=2) + "\n"
