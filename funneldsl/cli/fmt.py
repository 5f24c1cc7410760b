"""`funneldsl fmt`: bring plans into the one layout of the language."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from attrs import frozen

from funneldsl.cli.exits import Exit
from funneldsl.cli.output import put, say
from funneldsl.cli.plain import plain
from funneldsl.cli.plan_files import content_of, plan_files, text_in
from funneldsl.cli.progress import progress
from funneldsl.cli.style import Style, style_for
from funneldsl.errors import FunnelError, UnreadableError

SCHEMA = "funneldsl/fmt/1"
INPUT = "standard input"


@frozen
class Done:
    """What came of one file."""

    file: str
    before: str = ""
    after: str = ""
    left: tuple[int, ...] = ()
    """Lines where what has mistakes begins; it was left as it is."""
    failed: str = ""
    """Why it could not be read or written."""
    exit: Exit = Exit.OK

    @property
    def changed(self) -> bool:
        """Whether it is, or would be, written anew."""
        return self.after != self.before

    @property
    def name(self) -> str:
        """How the person knows it."""
        return INPUT if self.file == "-" else plain(self.file)


@click.command(
    epilog="\b\nExamples:\n  funneldsl fmt northwind.funnel\n  funneldsl fmt .\n"
    "  funneldsl fmt --check .\n  funneldsl fmt --diff northwind.funnel"
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--check", is_flag=True, help="Write nothing; name the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--json", "as_json", is_flag=True, help="What was done, for a program.")
def command(files: tuple[str, ...], check: bool, diff: bool, as_json: bool) -> Exit:
    """Bring plans into one layout: the same words, with blanks and line ends where they belong.

    A folder stands for all .funnel files in it and beneath it; `-` reads standard input and prints the result. There
    is nothing to choose. Comments and the spelling of numbers stay, and so does a block with a mistake in it: mend it
    first (`funneldsl check`), then format again. Exit codes:

    \b
      0  it is done; with --check: nothing would change
      1  with --check: a file would change
      2  the command was typed wrongly, or a file could not be written
      3  a file could not be read
    """
    dry = check or diff
    done = list(_each(plan_files(files), dry))
    if as_json:
        put(_document(done, diff), None)
    else:
        _show(done, check, diff)
    for one in done:
        if one.failed:
            say(f"funneldsl: {plain(one.failed)}")
    _sum_up(done, dry)
    codes = {one.exit for one in done}
    if check and any(one.changed for one in done):
        codes.add(Exit.FINDINGS)
    return next((c for c in (Exit.UNREADABLE, Exit.USAGE, Exit.FINDINGS) if c in codes), Exit.OK)


def _each(files: Sequence[str], dry: bool) -> Iterator[Done]:
    with progress("formatting") as tell:
        for number, file in enumerate(files):
            yield _one(file, dry)
            if tell is not None:
                tell((number + 1) / len(files))


def _one(file: str, dry: bool) -> Done:
    """Format a file; a failure does not keep the others from being done."""
    from funneldsl import pipeline
    from funneldsl.replacing import rewrite_file

    try:
        content = sys.stdin.buffer.read() if file == "-" else content_of(file)
        before = text_in(content, INPUT if file == "-" else file)
        made = pipeline.format(before)
        if file != "-" and not dry and made.text != before:
            rewrite_file(Path(file), content, made.text.encode("utf-8"))
    except FunnelError as e:
        exit = Exit.UNREADABLE if isinstance(e, UnreadableError) else Exit.USAGE
        return Done(file, failed=str(e), exit=exit)
    return Done(file, before, made.text, made.left)


def _show(done: Sequence[Done], check: bool, diff: bool) -> None:
    """What goes to standard output: the differences, the names, or the text that came from standard input."""
    style = style_for(sys.stdout)
    for one in done:
        if diff:
            put("".join(f"{line}\n" for line in _diff(one, style)), None)
        elif check:
            put(f"{one.name}\n" if one.changed else "", None)
        elif one.file == "-" and not one.failed:
            put(one.after.encode("utf-8"), None)


def _diff(one: Done, style: Style) -> Iterator[str]:
    """A unified diff, safe on a terminal."""
    from difflib import unified_diff

    colours = {"+": "green", "-": "red", "@": "cyan"}
    old, new = one.before.splitlines(keepends=True), one.after.splitlines(keepends=True)
    for line in unified_diff(old, new, one.name, f"{one.name}, formatted"):
        told = plain(line.rstrip("\r\n"))
        yield style(told, colours.get(told[:1], ""), told.startswith(("+++", "---")))
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _sum_up(done: Sequence[Done], dry: bool) -> None:
    """Tell the person what was done, and what was left."""
    for one in done:
        if one.left:
            lines = ", ".join(map(str, one.left[:10])) + (", …" if len(one.left) > 10 else "")
            what = "what begins there has" if len(one.left) == 1 else "what begins in these has"
            at = "line" if len(one.left) == 1 else "lines"
            say(
                f"{one.name}, {at} {lines}: {what} mistakes and stays as it is; see `funneldsl check`"
            )
    files = [one for one in done if not one.failed and (one.file != "-" or dry)]
    changed = sum(one.changed for one in files)
    fine = len(files) - changed
    parts = [
        f"{_files(changed)} {'would be formatted' if dry else 'formatted'}" if changed else "",
        f"{_files(fine)} {'is' if fine == 1 else 'are'} formatted already" if fine else "",
    ]
    if told := "; ".join(part for part in parts if part):
        say(told)


def _files(count: int) -> str:
    return f"{count:,} file{'s' * (count != 1)}"


def _document(done: Sequence[Done], diff: bool) -> str:
    files = []
    for one in done:
        entry: dict[str, object] = {"file": one.file, "changed": one.changed}
        entry |= {"left": list(one.left), "error": one.failed or None}
        if one.file == "-" and not one.failed:
            entry["text"] = one.after
        if diff:
            entry["diff"] = "".join(f"{line}\n" for line in _diff(one, lambda text, *_: text))
        files.append(entry)
    return json.dumps({"schema": SCHEMA, "files": files}, indent=2, ensure_ascii=False) + "\n"
