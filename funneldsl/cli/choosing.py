"""What an optimisation may choose, as it is typed: `search.spend, starter.price $59 to $149, projects`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
from attrs import frozen

from funneldsl.cli.studying import range_of

if TYPE_CHECKING:
    from funneldsl.analysis.levers import Lever
    from funneldsl.analysis.study import Study

PROJECTS = "projects"
"""Stands for the order of the projects."""

_COMMA = re.compile(r",(?!\d{3}(?!\d))")
"""Not that of $1,000."""
_RANGED = re.compile(r"(?P<path>.*?\w)\s*:?\s+(?P<range>(?:[A-Z]{3}\s+)?\S+\s+to\s+.+)")


@frozen
class Chosen:
    """Levers that share a budget, levers with ranges, and whether projects may be put in order."""

    sharing: tuple[Lever, ...]
    bounds: dict[Lever, tuple[float, float]]
    projects: bool


def choices_of(study: Study, text: str) -> Chosen:
    """What the text names. Raises UnknownNameError, FindingsError, a usage error for nothing at all."""
    from funneldsl.analysis.levers import lever

    parts = [part.strip() for part in _COMMA.split(text) if part.strip()]
    if not parts:
        raise click.UsageError("say what may be chosen: `--over attract.ads.spend`")
    sharing: list[Lever] = []
    bounds = {}
    for part in parts:
        if ranged := _RANGED.fullmatch(part):
            one = lever(study.plan, ranged["path"])
            bounds[one] = range_of(study, one, ranged["range"], "--over")
        elif part != PROJECTS:
            sharing.append(lever(study.plan, part))
    twice = [x.path for x in sharing if sharing.count(x) > 1 or x in bounds]
    if twice:
        raise click.UsageError(f"{twice[0]} stands in --over twice")
    return Chosen(tuple(sharing), bounds, PROJECTS in parts)
