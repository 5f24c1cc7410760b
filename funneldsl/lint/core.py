"""All lint rules of the core, and the one call that asks them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from funneldsl.config import Thresholds
from funneldsl.diagnostics import Finding
from funneldsl.lint import (
    evidence,
    expectations,
    guesses,
    lasting,
    naming,
    tasks,
    titles,
    writing,
)
from funneldsl.model.plan import Plan
from funneldsl.syntax.nodes import Document

_ROOMS = (guesses, evidence, naming, titles, expectations, tasks, lasting)

LINT_RULES = (*(rule for room in _ROOMS for rule in room.RULES), *writing.RULES)
"""By code."""


def lint(plan: Plan, documents: Iterable[Document], thresholds: Thresholds) -> Iterator[Finding]:
    """What all lint rules find in a plan and in the way it is written."""
    for room in _ROOMS:
        yield from room.family(thresholds).check(plan)
    for document in documents:
        yield from writing.looked_over(document)
