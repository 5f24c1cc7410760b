"""What was true in the worlds that made a goal, as a table under its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from funneldsl.cli.figures import chance
from funneldsl.cli.plain import plain, width
from funneldsl.cli.table import Group, table
from funneldsl.model.plan import Plan
from funneldsl.model.strategy import Goal

if TYPE_CHECKING:
    from funneldsl.analysis.telling import Reasons

MOST = 5
"""So many differences are told of each goal."""
_LONGEST = 40
_REACHED, _KEPT = ("made it", "missed it"), ("kept it", "broke it")
"""Of goals, and of limits."""


def reasons(plan: Plan, found: Sequence[Reasons]) -> list[str]:
    """For each goal: numbers in worlds that made it, and in worlds that missed it."""
    lines: list[str] = []
    for one in found:
        label = plain(plan[one.goal].label if one.goal in plan else one.goal)
        told = chance(one.chance.chance, one.chance.error)
        if not one.differences:
            lines.append(f"{label} ({told}): nothing differs enough to be told")
            continue
        words = _REACHED if isinstance(plan.all.get(one.goal), Goal) else _KEPT
        shown = one.differences[:MOST]
        groups = [
            Group("", ((words[0],), *((plain(d.made),) for d in shown))),
            Group("", ((words[1],), *((plain(d.missed),) for d in shown))),
        ]
        names = [f"{label} ({told})", *(f"  {_short(d.name)}" for d in shown)]
        lines += table(names, groups)[1:]
    if lines:
        lines.append("on average over the worlds; the most telling first")
    return lines


def _short(name: str) -> str:
    shown = plain(name)
    return shown if width(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
