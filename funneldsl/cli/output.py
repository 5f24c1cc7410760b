"""Standard output is data, standard error is talk. Files are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from funneldsl.cli.exits import Exit


def say(text: str) -> None:
    """Tell the person something that is not the result."""
    click.echo(text, err=True)


@contextlib.contextmanager
def plugins_may_talk() -> Iterator[None]:
    """Whatever plugins print goes to standard error, so that the result stays clean."""
    with contextlib.redirect_stdout(sys.stderr):
        yield


def put(result: str | bytes, target: str | None) -> None:
    """Put a result where it was asked for: a file, or standard output for None and `-`."""
    if target is not None and target != "-":
        data = result.encode("utf-8", "replace") if isinstance(result, str) else result
        write_file(Path(target), data)
        return
    try:
        if isinstance(result, str):
            click.echo(result, nl=False, color=True)
        else:
            sys.stdout.buffer.write(result)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(Exit.PIPE_CLOSED) from None


def refuse_taken(target: Path, force: bool) -> None:
    """Refuse to write over what is there, unless that is wanted."""
    if target.exists() and not force:
        raise click.UsageError(f"{target} is there already; add `--force` to write over it")


def write_file(target: Path, data: bytes) -> None:
    """Write a result to a file, whole or not at all."""
    from funneldsl.replacing import replace_file

    _refuse_odd(target)
    try:
        replace_file(target, data)
    except OSError as e:
        raise click.UsageError(f"cannot write {target}: {e.strerror or e}") from None


def _refuse_odd(target: Path) -> None:
    """A link could lead anywhere; a plan is what the person wrote."""
    if target.is_symlink():
        raise click.UsageError(f"{target} is a link; name the file itself")
    if target.suffix == ".funnel":
        raise click.UsageError(f"{target} is a plan, and would be lost; choose another name")
    if target.exists() and not target.is_file():
        raise click.UsageError(f"{target} is no ordinary file; `-` stands for standard output")
