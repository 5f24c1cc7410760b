"""From a plan to the settings that hold for it: the nearest file upward, read as data, judged as it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from funneldsl.config import rules
from funneldsl.config.fitting import read_settings
from funneldsl.config.places import places
from funneldsl.config.settings import Config
from funneldsl.diagnostics import Finding, in_order
from funneldsl.frozen import frozen
from funneldsl.source import Source, Span

OWN, SHARED = "funneldsl.toml", "pyproject.toml"
TABLE = ("tool", "funneldsl")
LARGEST = 2**20
"""Bytes of a file of settings."""
HIGHEST = 64
"""Folders that are gone upward at most."""


@frozen
class Configured:
    """Settings, and what is wrong with the file they were read from."""

    config: Config
    findings: tuple[Finding, ...] = ()


NO_CONFIG = Configured(Config(places={"": Span(Source(""), 0, 0)}))
"""All defaults."""


def config_for(folder: Path) -> Configured:
    """What holds for the plans of a folder: the nearest `funneldsl.toml`, or `pyproject.toml` with a table for us.

    The search ends at a folder with `.git` in it, at the latest at the root of the file system.
    """
    for above in _upward(folder):
        for name in (OWN, SHARED):
            path = above / name
            if path.is_file() and (found := _read(path)) is not None:
                return found
    return NO_CONFIG


def config_in(path: Path) -> Configured:
    """What a file says that was named on purpose."""
    found = _read(path)
    if found is not None:
        return found
    return _refused(path, "it has no table [tool.funneldsl]")


def _upward(folder: Path) -> Iterator[Path]:
    here = folder.resolve()
    for above in (here, *here.parents)[:HIGHEST]:
        yield above
        if (above / ".git").exists():
            return


def _read(path: Path) -> Configured | None:
    """The settings in a file; None for a `pyproject.toml` that says nothing about us."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        text = content.decode("utf-8")
    except OSError as e:
        return _refused(path, e.strerror or str(e))
    except UnicodeDecodeError:
        return _refused(path, "it is not text in UTF-8")
    if len(content) > LARGEST:
        return _refused(path, f"it is larger than {LARGEST:,} bytes")
    return config_of(Source(_shown(path), text), path.resolve().parent)


def config_of(source: Source, folder: Path) -> Configured | None:
    """The settings in the text of a file of `folder`; None for a `pyproject.toml` that says nothing about us."""
    shared = source.name.endswith(SHARED)
    if shared and "funneldsl" not in source.text:
        return None  # most projects: no need to read all of it
    import tomllib

    try:
        told: Any = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as e:
        if shared and not re.search(r"^\s*\[tool\.funneldsl", source.text, re.MULTILINE):
            return None
        return _broken(source, str(e))
    except RecursionError:
        return _broken(source, "brackets stand inside each other too often")
    for part in TABLE if shared else ():
        told = told.get(part) if isinstance(told, dict) else None
    if told is None:
        return None
    where = places(source, TABLE if shared else ())
    findings: list[Finding] = []
    values = read_settings(told, where, findings)
    config = Config(**values, folder=folder, file=source.name, places=where)
    return Configured(config, in_order(findings))


def _broken(source: Source, reason: str) -> Configured:
    """A file that is no TOML: the standard reader says where in its sentence."""
    at = re.search(r"\s*\(at line (\d+), column (\d+)\)$", reason)
    place = source.line_starts[int(at[1]) - 1] + int(at[2]) - 1 if at else len(source.text)
    told = reason[: at.start()] if at else reason.removesuffix(" (at end of document)")
    span = Span(source, min(place, len(source.text)), min(place + 1, len(source.text)))
    message = f"{source.name} is not written as TOML: {told[:1].lower()}{told[1:]}"
    found = rules.UNREADABLE.at(
        span, message, help='a setting looks like this: `ignore = ["F460"]`'
    )
    return Configured(NO_CONFIG.config, (found,))


def _refused(path: Path, reason: str) -> Configured:
    name = _shown(path)
    message = f"the settings in {name} cannot be read: {reason[:1].lower()}{reason[1:]}"
    found = rules.UNREADABLE.at(
        Span(Source(name), 0, 0), message, help="correct it, or add `--no-config`"
    )
    return Configured(NO_CONFIG.config, (found,))


def _shown(path: Path) -> str:
    """The path as short as the person knows it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return str(path)
