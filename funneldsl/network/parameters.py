"""Unknown numbers, and when and how often something holds."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from funneldsl.model.values import Law
from funneldsl.network.positions import NONE, Id


class Basis(Enum):
    """On what a number rests."""

    MEASURED = "measured"
    SOURCED = "sourced"
    GUESS = "guess"
    STATED = "stated"
    """An exact number without a source: a price that we set, say."""


@frozen
class Derived:
    """Arithmetic over other parameters on one level, from left to right."""

    operators: tuple[str, ...]
    parts: tuple[Id, ...]


@frozen
class Moment:
    """When something changes: on `day`, and in each world not before `gate` is done, if there is one."""

    day: int = 0
    gate: Id = NONE


@frozen
class Step:
    """From a moment on another parameter holds; NONE where nothing is written any more, which counts as 0."""

    when: Moment
    value: Id


@frozen
class Timed:
    """A number that changes (`VALUE then VALUE from WHEN`): `first`, until the moment of a step has come.

    Of the steps whose moment has come the last written one holds, from that day on (the day of the moment included).
    `first` may be NONE, which counts as 0. Any column may refer to a timed parameter; what follows from an event uses
    the number of the day of the event: a charge that of the day it is charged, an entry that of the day of entry.
    Where worlds are drawn a timed parameter has the value of `first`; parts are never timed themselves.
    """

    first: Id
    steps: tuple[Step, ...]


@frozen
class Parameter:
    """An unknown number; in each world it has one value: `scale` times a draw of `law`.

    `name` is the path where it is written. Values are in the unit of the column that refers to it.
    """

    name: str
    law: Law | Derived | Timed
    scale: float = 1.0
    basis: Basis = Basis.GUESS


@frozen
class Delay:
    """How long people take, in days: `scale` times a draw of `law`, anew for each person."""

    law: Law
    scale: float = 1.0


@frozen
class DayRange:
    """Days `first` to `last`, both included; may lie outside the horizon."""

    first: int
    last: int


@frozen
class Cycle:
    """How often money is due: every `months` calendar months or every `days` days; both 0 for once."""

    months: int = 0
    days: int = 0


@frozen
class Terms:
    """From a moment on money is due this often: at the first bill that is due then or later, and from then on."""

    since: Moment
    cycle: Cycle


ALWAYS = DayRange(0, 10**9)
ONCE = Cycle()
"""It does not come again."""
MONTHLY = Cycle(months=1)
