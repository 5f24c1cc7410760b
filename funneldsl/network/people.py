"""Where people are, how they move, who brings and who moves them."""

from __future__ import annotations

from attrs import frozen

from funneldsl.network.parameters import DayRange, Delay, Terms
from funneldsl.network.positions import NONE, Id


@frozen
class First:
    """People who go before others: those who come from a stage, or whom a channel ever brought, or who are a customer.

    One of the three is told.
    """

    stage: Id = NONE
    channel: Id = NONE
    customer: Id = NONE


@frozen
class StageRow:
    name: str
    title: str
    system: str
    leaves: Id = NONE
    """Share per `leaves_days` of people at rest that goes."""
    leaves_days: float = 0.0
    leaves_after: Id = NONE
    """Days after which whoever takes no flow goes."""
    capacity: Id = NONE
    already: Id = NONE
    already_moving: bool = False
    since: Delay | None = None
    waits: bool = False
    """`patience: forever`."""
    patience: Delay | None = None
    earns: Id = NONE
    """Money for each person who enters."""
    earns_present: Id = NONE
    """Money per day for each person present."""
    cost: Id = NONE
    cost_present: Id = NONE
    gates: tuple[Id, ...] = ()
    windows: tuple[DayRange, ...] = ()
    takes: Delay | None = None
    """How long a person holds a place; working time of the first of `by`, where there is one."""
    by: tuple[Id, ...] = ()
    """Persons of whom one must be free to serve somebody."""
    leaves_terms: tuple[Terms, ...] = ()
    """The period for which `leaves` is written from some moments on; nothing where it is the same for all."""
    first: tuple[First, ...] = ()
    """Whose turn comes before that of all others, in this order."""

    @property
    def serves(self) -> bool:
        """Whether people hold a place there for some time, or somebody must be free for them."""
        return self.takes is not None or bool(self.by)


@frozen
class CustomerRow:
    """A sort of person; everyone is of one sort or of none, for good."""

    name: str
    title: str


@frozen
class MixRow:
    """Of the people of a channel this share is of a sort of customer; what the shares leave is of none."""

    customer: Id
    share: Id


@frozen
class FlowRow:
    name: str
    source: Id
    target: Id
    share: Id = NONE
    """NONE means all."""
    delay: Delay | None = None
    within: Id = NONE
    """Days."""
    gates: tuple[Id, ...] = ()
    for_customers: tuple[Id, ...] = ()
    for_channels: tuple[Id, ...] = ()
    """Only for people who are one of these customers or came by one of these channels. Of the flows between the same
    two stages a person takes the first that names her, else the one that names nobody."""
