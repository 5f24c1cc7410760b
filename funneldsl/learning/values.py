"""What is learned from a trial."""

from __future__ import annotations

from enum import Enum

from funneldsl.edits import Edit
from funneldsl.frozen import frozen


class Outcome(Enum):
    """What became of a trial."""

    SUCCESS = "success"
    FAILURE = "failure"
    UNDECIDED = "undecided"
    """What was counted is too little to tell."""
    WAITING = "waiting"
    """Its result is not written yet."""
    UNCLEAR = "unclear"
    """Its result cannot be compared with what would be a success."""


@frozen
class Judgement:
    """Whether a trial succeeded, and why that can be said."""

    outcome: Outcome
    reason: str
    chance: float | None = None
    """How likely the true share is as good as was asked; None where the result itself is compared."""


@frozen
class Addition:
    """A new block that somebody proposes: its text, and the block that it is to stand in."""

    text: str
    inside: str


@frozen
class Lesson:
    """A trial with its judgement, and what it proposes for the plan."""

    name: str
    label: str
    what: str
    until: str
    success: str
    result: str
    judgement: Judgement
    rates: tuple[Edit, ...] = ()
    goals: tuple[Addition, ...] = ()
    notes: tuple[str, ...] = ()
    """Why something was not proposed."""
