"""The project that a file is a part of: found from the files beside it and above it that import it.

A file that others import is rarely whole by itself: what it speaks of is declared elsewhere. Only the folder of the
file and those above it are looked at, up to that of a repository or a configuration, and in them only files that end in
`.funnel`; imports never lead upwards, so no other file can be the beginning of its project.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from funneldsl.bind.imports import imports_of
from funneldsl.source import Source
from funneldsl.syntax.parser import parse

HIGHEST = 8
"""So many folders above the file are looked at."""
MOST_FILES = 500
"""Files of one folder that are looked at, in the order of their names."""
MOST_STEPS = 32
"""So long a way of imports is followed upwards."""
_ENDS_AT = (".git", ".hg", "funneldsl.toml", "pyproject.toml")
"""What makes a folder the highest one of a project."""


def project_of(file: Path, largest: int) -> Path | None:
    """The file that the project begins with; None if no file imports this one.

    Of several, the nearest, `main.funnel` first, then by name. `largest` is in bytes: larger files are not looked at.
    Never raises: what cannot be read imports nothing.
    """
    here, above = file, list[str]()
    while len(above) < MOST_STEPS:
        above.append(os.path.realpath(here))
        found = next(
            (i for i in _importers(here, largest) if os.path.realpath(i) not in above), None
        )
        if found is None:
            break
        here = found
    return here if len(above) > 1 else None


def _importers(file: Path, largest: int) -> Iterator[Path]:
    """Files that import this one, the nearest first."""
    wanted = os.path.realpath(file)
    for folder in _folders(Path(wanted).parent):
        for candidate in _plans(folder):
            if os.path.realpath(candidate) != wanted and _imports(candidate, wanted, largest):
                yield _as_typed(candidate, file)


def _folders(folder: Path) -> Iterator[Path]:
    """A folder and those above it, as far as the project may reach."""
    for _ in range(HIGHEST + 1):
        yield folder
        if folder.parent == folder or any((folder / end).exists() for end in _ENDS_AT):
            return
        folder = folder.parent


def _plans(folder: Path) -> list[Path]:
    try:
        found = sorted(p for p in folder.iterdir() if p.suffix == ".funnel" and p.is_file())
    except OSError:
        return []
    return sorted(found[:MOST_FILES], key=lambda p: p.name != "main.funnel")


def _imports(candidate: Path, wanted: str, largest: int) -> bool:
    """Whether a file imports another; it is parsed only if the name of the other is in its text."""
    try:
        if candidate.stat().st_size > largest:
            return False
        text = candidate.read_text("utf-8")
    except (OSError, ValueError):
        return False
    if "import" not in text or Path(wanted).name not in text:
        return False
    written = (path for path, _ in imports_of(parse(Source(str(candidate), text))))
    return any(os.path.realpath(candidate.parent / path) == wanted for path in written if path)


def _as_typed(found: Path, file: Path) -> Path:
    """A path that begins as the person began hers: from the folder she is in, or from the root."""
    if file.is_absolute():
        return found
    try:
        return Path(os.path.relpath(found))
    except ValueError:  # another drive
        return found
