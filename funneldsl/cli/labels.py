"""What a question is about, as a person calls it."""

from __future__ import annotations

from funneldsl.model.plan import Plan
from funneldsl.results import TOGETHER


def label_of(plan: Plan, name: str) -> str:
    """The label of a goal, limit or check; all of them together; an account by its own name."""
    if name in plan:
        return plan[name].label
    return "all of them" if name == TOGETHER else name
