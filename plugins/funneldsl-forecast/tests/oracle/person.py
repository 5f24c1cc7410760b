"""One person, and what she has subscribed to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from funneldsl.network import NONE, Cycle, PaymentRow


@dataclass(eq=False, slots=True)
class Subscription:
    """A recurring offer that somebody pays."""

    offer: int
    stage: int
    """The stage that sold it."""
    payment: PaymentRow
    anchor: date
    """Anniversaries are counted from it."""
    cycle: Cycle
    """How often bills come, of the terms that held at the last one."""
    turn: int = 1
    """Number of the next anniversary."""
    renewals: int = 0
    """How often it was due again so far: its age (rule 22)."""
    paid: bool = False
    """Whether a bill was paid after entering."""
    months_before: int = 0
    """Months from the anchor to the bill from which turns are counted."""
    length: float = 0.0
    """Months from the first bill to the last one that was due."""


@dataclass(eq=False, slots=True)
class Instalment:
    """A payment that is due later, unless the money is given back before."""

    person: Person
    offer: int
    payment: PaymentRow
    again: bool
    """Not the first payment."""
    cancelled: bool = False


@dataclass(eq=False, slots=True)
class Refund:
    """Money to give back, and what ends by it."""

    person: Person
    offer: int
    price: float
    subscription: Subscription | None
    instalments: list[Instalment]


@dataclass(eq=False, slots=True)
class Person:
    """Somebody in a stage; `stage` is NONE once gone."""

    stage: int = NONE
    channel: int = NONE
    """Who brought her; NONE for people of before."""
    customer: int = NONE
    """What sort of customer she is, if of any."""
    entered_on: int = 0
    flow: int = NONE
    """The flow that will be taken; NONE for people at rest."""
    due: int = 0
    """The planned day of that move."""
    waits: bool = False
    gives_up_on: int | None = None
    """Day on which patience ends."""
    leaves_on: int | None = None
    """Day of `leaves: after …`."""
    touches: list[tuple[int, int]] = field(default_factory=list)
    """Days and campaigns that are sent some time after entering."""
    subscriptions: list[Subscription] = field(default_factory=list)

    @property
    def rests(self) -> bool:
        """Whether no flow will move this person."""
        return self.flow == NONE

    def spared(self, day: int) -> bool:
        """Rule 7: hazards and churn spare a mover through the planned day."""
        return not self.rests and day <= self.due


@dataclass(eq=False, slots=True)
class Outsider:
    """Rule 11: brought by a channel to a closed or full stage, waiting outside."""

    channel: int
    came_on: int
    customer: int = NONE
    gives_up_on: int | None = None
