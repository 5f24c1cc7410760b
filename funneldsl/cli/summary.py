"""One line about a plan that was checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from funneldsl.cli.findings_text import count
from funneldsl.cli.plain import plain
from funneldsl.cli.style import Style
from funneldsl.diagnostics import Finding, errors

if TYPE_CHECKING:
    from funneldsl.extensions import Extensions
    from funneldsl.model.plan import Plan

_TOLD = ("funnel", "stage", "flow", "channel", "offer", "goal", "project", "scenario")
"""Kinds that are counted in it, the most telling first."""


def summary(
    file: str,
    plan: Plan | None,
    findings: Sequence[Finding],
    extensions: Extensions,
    style: Style,
    passed: str = "",
) -> str:
    """`northwind.funnel: 2 errors, 1 warning`, or what is in the plan and that all is well."""
    name = style("standard input" if file == "-" else plain(file), bold=True)
    if findings:
        colour = "red" if errors(findings) else "yellow"
        return f"{name}: {style(count(findings), colour)}"
    if plan is None:
        return f"{name}: nothing was read"
    told = passed or f"all {len(extensions.rules):,} checks passed"
    return f"{name}: {style(told, 'green')}: {_contents(plan)}"


def _contents(plan: Plan) -> str:
    """`2 funnels, 7 stages, 8 flows`."""
    found = {word: sum(d.kind == word for d in plan.all.values()) for word in _TOLD}
    told = [f"{n:,} {word}{'s' * (n != 1)}" for word, n in found.items() if n]
    return ", ".join(told) if told else "nothing in it yet"
