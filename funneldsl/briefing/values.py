"""What a brief tells. Texts that the plan does not hold are empty."""

from __future__ import annotations

from datetime import date

from funneldsl.frozen import frozen


@frozen
class Prospect:
    """What a forecast says of something that is to be reached."""

    chance: float
    """Share of the worlds in which it is reached within its time."""
    error: float
    """Monte Carlo standard error of that share."""
    middle: date | None
    """The day by which half of all worlds have reached it; None if fewer than half do."""


@frozen
class Portrait:
    """A customer as everybody in the company should see them."""

    name: str
    label: str
    perfect: bool
    who: str
    needs: tuple[str, ...]
    wants: tuple[str, ...]
    pains: tuple[str, ...]
    message: str
    fits: str
    """How one is recognised, in words."""


@frozen
class Duty:
    """A system that a department answers for, with the goals that it works for."""

    label: str
    goals: tuple[tuple[str, Prospect | None], ...]


@frozen
class View:
    """A department: whom it serves, how it meets them, what it promises, how it knows that it succeeds."""

    name: str
    label: str
    serves: tuple[Portrait, ...]
    sees: str
    receives: str
    promise: str
    success: str
    measured: bool
    """Whether the success is a comparison that a forecast can judge, not a text."""
    prospect: Prospect | None
    duties: tuple[Duty, ...]

    @property
    def others(self) -> tuple[Portrait, ...]:
        """Those it serves besides the perfect customer."""
        return tuple(c for c in self.serves if not c.perfect)


@frozen
class Brief:
    """The whole of it, for one department or for all."""

    business: str
    mission: str
    message: str
    values: tuple[str, ...]
    customers: tuple[Portrait, ...]
    """The perfect customers: one, in a business that knows whom it is for."""
    departments: tuple[View, ...]
    scenario: str = ""
    worlds: int = 0
    """0 if nothing was forecast."""
    reason: str = ""
    """Why nothing was forecast."""
