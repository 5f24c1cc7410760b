"""Findings in families: what belongs together has codes that begin alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from funneldsl.diagnostics import Rule

_FAMILIES = {
    "F00": "Files and settings",
    "F1": "Spelling and punctuation",
    "F2": "Values, units, names, properties",
    "F3": "Strategy",
    "F4": "Structure",
    "F5": "What a simulator cannot run",
    "F6": "From a plan to the tables of a simulator",
    "F7": "Advice, from `funneldsl lint`",
    "F9": "Plugins",
}
_STRANGERS = "Of plugins"


def families(rules: Iterable[Rule]) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """The title of each family with its rules; the rules come by code, those of plugins last."""
    for title, members in groupby(rules, key=lambda r: _family(r.code)):
        yield title, tuple(members)


def _family(code: str) -> str:
    beginning = "F00" if code.startswith("F0") else code[:2]
    return _FAMILIES.get(beginning, _STRANGERS) if code[1:].isdigit() else _STRANGERS
