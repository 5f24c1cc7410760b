"""`funneldsl upgrade`: plans of an older version of the language, carried forward in their own text."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

import click
from attrs import frozen

from funneldsl.cli.exits import Exit
from funneldsl.cli.output import put, say
from funneldsl.cli.plain import plain, plain_lines
from funneldsl.cli.plan_files import content_of, plan_files, text_in
from funneldsl.diagnostics import Finding
from funneldsl.errors import FindingsError, FunnelError, UnreadableError

UPGRADE_SCHEMA = "funneldsl/upgrade/1"


@frozen
class Done:
    """What came of one file."""

    file: str
    before: str = ""
    after: str = ""
    was: int | None = None
    now: int = 0
    findings: tuple[Finding, ...] = ()
    failed: str = ""
    exit: Exit = Exit.OK

    @property
    def changed(self) -> bool:
        """Whether it is, or would be, written anew."""
        return self.after != self.before


@click.command(
    epilog="\b\nExamples:\n  funneldsl upgrade northwind.funnel\n  funneldsl upgrade --check .\n"
    "  funneldsl upgrade --add-line northwind.funnel"
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--check", is_flag=True, help="Write nothing; name the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--add-line", is_flag=True, help="Write the version into files that name none.")
@click.option("--json", "as_json", is_flag=True, help="What was done, for a program.")
def command(files: tuple[str, ...], check: bool, diff: bool, add_line: bool, as_json: bool) -> Exit:
    """Rewrite plans of an older version of the language in the present one; comments and all else stay.

    A file says its version in its first line: `language 1`. One without that line is read as the present version. A
    folder stands for all .funnel files in it and beneath it; `-` reads standard input and prints the result.
    """
    dry = check or diff
    done = [_one(file, dry=dry, add_line=add_line) for file in plan_files(files)]
    if as_json:
        put(_document(done), None)
    else:
        _show(done, check=check, diff=diff)
    for one in done:
        _tell(one, dry=dry)
    codes = {one.exit for one in done}
    if check and any(one.changed for one in done):
        codes.add(Exit.FINDINGS)
    order = (Exit.UNREADABLE, Exit.USAGE, Exit.FINDINGS)
    return next((code for code in order if code in codes), Exit.OK)


def _one(file: str, *, dry: bool, add_line: bool) -> Done:
    """Carry a file forward; a failure does not keep the others from being done."""
    from funneldsl.editing.versions import upgraded
    from funneldsl.replacing import rewrite_file
    from funneldsl.source import Source

    name = "<stdin>" if file == "-" else file
    try:
        content = sys.stdin.buffer.read() if file == "-" else content_of(file)
        before = text_in(content, name)
        made = upgraded(Source(name, before), add_line=add_line)
        if file != "-" and not dry and made.text != before:
            rewrite_file(Path(file), content, made.text.encode("utf-8"))
    except FindingsError as e:
        return Done(file, findings=e.findings, exit=Exit.FINDINGS)
    except FunnelError as e:
        exit = Exit.UNREADABLE if isinstance(e, UnreadableError) else Exit.USAGE
        return Done(file, failed=str(e), exit=exit)
    return Done(file, before, made.text, made.was, made.now)


def _show(done: Sequence[Done], *, check: bool, diff: bool) -> None:
    """What goes to standard output: the differences, the names, or the text that came from standard input."""
    for one in done:
        if diff:
            put("".join(f"{line}\n" for line in _diff(one)), None)
        elif check:
            put(f"{plain(one.file)}\n" if one.changed else "", None)
        elif one.file == "-" and one.exit is Exit.OK:
            put(one.after.encode("utf-8"), None)


def _diff(one: Done) -> Iterator[str]:
    old, new = one.before.splitlines(), one.after.splitlines()
    for line in unified_diff(old, new, one.file, one.file, lineterm=""):
        yield plain_lines(line)


def _tell(one: Done, *, dry: bool) -> None:
    from funneldsl.cli.findings_text import as_text
    from funneldsl.cli.style import style_for

    name = plain("standard input" if one.file == "-" else one.file)
    if one.findings:
        sys.stderr.write(as_text(one.findings, style_for(sys.stderr)))
    elif one.failed:
        say(f"funneldsl: {plain(one.failed)}")
    elif one.was is None and not one.changed:
        say(f"{name}: names no version, so it is read as version {one.now}; --add-line writes it")
    elif one.was is None:
        say(f"{name}: `language {one.now}` {'would be' if dry else 'is'} written")
    elif one.was == one.now:
        say(f"{name}: version {one.now} already")
    else:
        would = "would be carried" if dry else "carried"
        say(f"{name}: {would} from version {one.was} to {one.now}")


def _document(done: Sequence[Done]) -> str:
    from funneldsl.cli.findings_json import as_json

    files = []
    for one in done:
        entry: dict[str, object] = {"file": one.file, "changed": one.changed}
        entry |= {"was": one.was, "now": one.now or None, "error": one.failed or None}
        entry["diagnostics"] = json.loads(as_json(one.findings))["diagnostics"]
        entry["diff"] = "".join(f"{line}\n" for line in _diff(one))
        if one.file == "-":
            entry["text"] = one.after
        files.append(entry)
    return json.dumps({"schema": UPGRADE_SCHEMA, "files": files}, indent=2) + "\n"
