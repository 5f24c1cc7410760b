"""What this simulator looks at: projects, tasks, risks and persons. The rest of a plan does not change a launch."""

from __future__ import annotations

from collections.abc import Container

from attrs import frozen

RUNS = frozenset(
    [
        "business.start",
        "business.horizon",
        "business.closed",
        "person.hours",
        "person.works",
        "person.closed",
        "person.costs",
        "person.costs:per_hour",
        "person.from",
        "person.until",
        "project.builds",
        "project.starts",
        "task.takes",
        "task.hours",
        "task.by",
        "task.after",
        "task.cost",
        "risk.chance",
        "risk.adds",
        "risk.to",
    ]
)

_LOOKED_AT = ("person", "project", "task", "risk")


@frozen
class Projects(Container[str]):
    """Tokens that it can run: all that say nothing of projects, for they change nothing of them."""

    def __contains__(self, token: object) -> bool:
        """Whether a use of the language is run, or has no part in projects."""
        return token in RUNS or str(token).split(".")[0] not in _LOOKED_AT
