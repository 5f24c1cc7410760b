"""The plans that a command was given: files, and folders with all `.funnel` files beneath them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from funneldsl.cli.plain import plain
from funneldsl.errors import UnreadableError


def plan_files(given: Iterable[str]) -> list[str]:
    """Each file once, folders in the order of names; `-` stays. A folder without plans is a mistake in typing."""
    found: dict[str, None] = {}
    for name in given:
        if name == "-" or not Path(name).is_dir():
            found[name] = None
            continue
        beneath = list(_beneath(name))
        if not beneath:
            raise click.UsageError(f"there is no .funnel file in {plain(name)}")
        found |= dict.fromkeys(beneath)
    return list(found)


def _beneath(folder: str) -> Iterator[str]:
    """Links are not followed, for they may lead out; hidden folders hold what is not the person's own."""
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(above, name)
            if path.suffix == ".funnel" and path.is_file() and not path.is_symlink():
                yield str(path)


def content_of(file: str) -> bytes:
    """What a file holds, of any size. Raises UnreadableError."""
    path = Path(file)
    try:
        if path.exists() and not path.is_file():
            raise UnreadableError(file, "is not a file but a device")
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(file, "does not exist") from None
    except (OSError, ValueError) as e:
        told = e.strerror if isinstance(e, OSError) and e.strerror else str(e)
        raise UnreadableError(file, f"cannot be opened ({told})") from None


def text_in(content: bytes, name: str) -> str:
    """The text of a file. Raises UnreadableError."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableError(name, "is not text in UTF-8") from None
