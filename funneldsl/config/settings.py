"""What can be set: two frozen classes whose fields carry their key, their sort and their meaning."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

import attrs
from attrs import field

from funneldsl.diagnostics import Severity
from funneldsl.frozen import frozen
from funneldsl.source import Span


class Sort(Enum):
    """How a setting is written in TOML."""

    RULES = "a list of codes, beginnings of codes, names or groups"
    NAMES = "a list of names"
    PATH = "a path, from the folder of the file"
    SEVERITIES = 'a table: a code, name or group = "error", "warning" or "note"'
    RULES_BY_FILE = "a table: a pattern of file names = a list as in `ignore`"
    NUMBER = "a number"
    TABLE = "a table"


def _setting(default: Any, sort: Sort, doc: str, least: float = 0) -> Any:
    return field(default=default, metadata={"sort": sort, "doc": doc, "least": least})


@frozen
class Thresholds:
    """From where on a lint rule speaks; `[lint]` of `funneldsl.toml`."""

    narrow_range: float = _setting(
        1.1,
        Sort.NUMBER,
        "A range is suspiciously narrow if its high end is at most this many times the low one (F702).",
        1,
    )
    wide_range: float = _setting(
        50,
        Sort.NUMBER,
        "A range says next to nothing if its high end is at least this many times the low one (F703).",
        1,
    )
    same_range: float = _setting(
        3, Sort.NUMBER, "So many flows with the very same range look copied (F704).", 2
    )
    old_evidence: float = _setting(
        12, Sort.NUMBER, "So many months before the start of the plan, a number is old (F710)."
    )
    few_people: float = _setting(
        30, Sort.NUMBER, "A share counted on fewer people than these is little evidence (F712)."
    )
    long_title: float = _setting(
        60,
        Sort.NUMBER,
        "Titles with more letters than these are cut in tables and charts (F723).",
        1,
    )


@frozen
class Config:
    """The settings of a project, each with its default."""

    select: tuple[str, ...] = _setting(
        ("all",),
        Sort.RULES,
        "What `funneldsl lint` looks for. Errors are always told.",
    )
    ignore: tuple[str, ...] = _setting(
        (), Sort.RULES, "What `check` and `lint` do not tell. Errors are told all the same."
    )
    severity: Mapping[str, Severity] = _setting(
        attrs.Factory(dict),
        Sort.SEVERITIES,
        "How bad a finding is taken to be. Errors stay errors.",
    )
    per_file_ignores: Mapping[str, tuple[str, ...]] = _setting(
        attrs.Factory(dict), Sort.RULES_BY_FILE, "`ignore` for some files only."
    )
    baseline: Path | None = _setting(
        None, Sort.PATH, "The file of known findings, which `lint` does not tell again."
    )
    without: tuple[str, ...] = _setting(
        (), Sort.NAMES, "Plugins that `check` and `lint` leave out, as with `--without`."
    )
    lint: Thresholds = _setting(Thresholds(), Sort.TABLE, "From where on a lint rule speaks.")
    plugins: Mapping[str, Any] = field(factory=dict)
    """Tables of plugins, by name, as they are written."""
    folder: Path | None = None
    """Where the file stands: paths and patterns count from here."""
    file: str = ""
    places: Mapping[str, Span] = field(factory=dict, repr=False, eq=False)
    """Where a setting is written: `ignore`, `ignore F460`, `severity F701`."""

    def place(self, *path: str) -> Span:
        """Where a setting or a word of it is written; the best that is known."""
        key = " ".join(path)
        return self.places.get(key) or self.places.get(path[0]) or self.places[""]


def key_of(name: str) -> str:
    """How a field is called in TOML: `narrow-range`."""
    return name.replace("_", "-")


def settings(cls: type) -> dict[str, attrs.Attribute[Any]]:
    """The settings of a class, by key."""
    return {key_of(a.name): a for a in attrs.fields(cls) if "sort" in a.metadata}
