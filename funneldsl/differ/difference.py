"""One change between two plans, as a value."""

from __future__ import annotations

from enum import Enum

from funneldsl.frozen import frozen


class Did(Enum):
    """What happened to a thing, or to one of its values."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"
    RETOLD = "told otherwise"
    """Only its grounds (`because`, `source`, `on`) or its description: no result of the plan changes."""


@frozen
class Difference:
    """A thing that was added, removed or renamed, or one of its words that says something else.

    `path` is its name in the plan after, or, of what was removed, in the plan before. Of what was added or removed,
    `before` and `after` hold what it says in all; of what was renamed, its names; else the value in words, empty
    where there is none.
    """

    did: Did
    kind: str
    path: str
    word: str = ""
    before: str = ""
    after: str = ""
