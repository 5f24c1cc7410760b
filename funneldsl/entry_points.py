"""What installed distributions offer, read from their `entry_points.txt`.

`importlib.metadata` says the same, but loads a library for mail, and that takes as long as checking a plan. It is asked
only where distributions are not plain folders on the path.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.machinery import PathFinder
from operator import attrgetter

from attrs import frozen


@frozen(order=True)
class EntryPoint:
    """A name that a distribution offers, and where its object is: `module` or `module:attribute`."""

    name: str
    value: str
    distribution: str
    version: str

    def load(self) -> object:
        """Import the module; the object."""
        module, _, attribute = self.value.partition(":")
        loaded = import_module(module.strip())
        return attrgetter(attribute.strip())(loaded) if attribute else loaded


def entry_points(group: str, path: Iterable[str] | None = None) -> tuple[EntryPoint, ...]:
    """All entry points of a group, by name; of a distribution that is there twice, those of the first."""
    folders = sys.path if path is None else list(path)
    plain = all(os.path.isdir(f or ".") or not os.path.exists(f) for f in folders)  # noqa: PTH110, PTH112
    finders = [f for f in sys.meta_path if hasattr(f, "find_distributions") and f is not PathFinder]
    found = _in_folders(group, folders) if plain and not finders else _by_metadata(group)
    return tuple(sorted(found))


def _by_metadata(group: str) -> Iterator[EntryPoint]:
    from importlib import metadata

    for e in metadata.entry_points(group=group):
        yield EntryPoint(
            e.name, e.value, e.dist.name if e.dist else "", e.dist.version if e.dist else ""
        )


def _in_folders(group: str, folders: Iterable[str]) -> Iterator[EntryPoint]:
    seen: set[str] = set()
    for folder in folders:
        for entry in _scanned(folder or "."):
            if not entry.name.endswith((".dist-info", ".egg-info")):
                continue
            distribution = entry.name.rpartition(".")[0].partition("-")[0].lower()
            if distribution not in seen:
                seen.add(distribution)
                yield from _of_distribution(group, entry.path)


def _of_distribution(group: str, folder: str) -> Iterator[EntryPoint]:
    points = _section(_text(f"{folder}/entry_points.txt"), group)
    if points:
        head = _text(f"{folder}/METADATA") or _text(f"{folder}/PKG-INFO")
        told = dict(
            line.split(": ", 1) for line in head.partition("\n\n")[0].splitlines() if ": " in line
        )
        for name, value in points:
            yield EntryPoint(name, value, told.get("Name", ""), told.get("Version", ""))


def _section(text: str, wanted: str) -> list[tuple[str, str]]:
    """The `name = value` lines of a section."""
    section, points = "", []
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            section = line.strip("[] ")
        elif section == wanted and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            points.append((name.strip(), value.partition("[")[0].strip()))
    return points


def _scanned(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return ""
