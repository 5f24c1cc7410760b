"""A number of a plan as an assumption, and what a forecast says of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from attrs import field

from funneldsl.frozen import frozen
from funneldsl.model.values import Fixed
from funneldsl.source import NOWHERE, Span


class Ground(Enum):
    """On what a number rests."""

    MEASURED = "measured"
    """Counted: `412 of 1,530`."""
    SOURCED = "sourced"
    """With a `source`."""
    GUESS = "guess"
    """A range or a law without a source."""
    STATED = "stated"
    """An exact number without a source: a price that we set, say."""


WEAKEST_LAST = (Ground.MEASURED, Ground.STATED, Ground.SOURCED, Ground.GUESS)
"""What is made of several numbers rests on the weakest."""


@frozen
class Weight:
    """How much of the variance of an outcome goes with a number, 0 to 1.

    `together` names what it is drawn together with (the tasks of one person); the share is that of all of them.
    """

    share: float
    together: str = ""


@frozen
class Assumption:
    """One number: its path, the value as written, on what it rests, and how old that is."""

    path: str
    value: str
    ground: Ground
    because: str | None = None
    source: str | None = None
    on: date | None = None
    age: int | None = None
    """Days since `on`; negative if that is still to come."""
    among_people: bool = False
    """It says how people differ, and is not itself uncertain."""
    span: Span = field(default=NOWHERE, eq=False, repr=False)
    weights: Mapping[str, Weight] = Fixed()
    """By outcome; empty without a forecast."""

    @property
    def importance(self) -> float:
        """The largest of its weights."""
        return max((w.share for w in self.weights.values()), default=0.0)


@frozen
class Resting:
    """What one outcome (a goal, or profit) rests on: shares of its variance."""

    outcome: str
    grounds: Mapping[Ground, float]
    """What goes with all numbers of a ground."""
    largest: tuple[str, ...]
    """Paths of the guesses that decide most, the largest first."""

    @property
    def guesses(self) -> float:
        """What goes with all guesses."""
        return self.grounds.get(Ground.GUESS, 0.0)


@frozen
class Register:
    """All assumptions, the most important first, and what each outcome rests on."""

    assumptions: tuple[Assumption, ...]
    outcomes: tuple[Resting, ...] = ()
    settled: tuple[str, ...] = ()
    """Outcomes that are the same in every world, so that nothing decides them."""
