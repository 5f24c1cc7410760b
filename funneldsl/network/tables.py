"""All tables of a plan."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cached_property

from attrs import field, frozen

from funneldsl.network.goals import CorrelationRow, ExpectationRow, GoalRow
from funneldsl.network.money import CostRow, OfferRow, SaleOfBusiness, SaleRow
from funneldsl.network.parameters import Parameter
from funneldsl.network.people import CustomerRow, FlowRow, StageRow
from funneldsl.network.positions import NONE, Id
from funneldsl.network.reaching import CampaignRow, ChannelRow
from funneldsl.network.work import EffortRow, GateRow, PersonRow, RiskRow, TaskRow
from funneldsl.source import NOWHERE, Span


@frozen
class Use:
    """A word of the language that the plan uses and a simulator must know how to run.

    `token` is `kind.property`, with `:then` behind it for values that change, or `:form` for a special form.
    """

    token: str
    path: str
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class Network:
    start: date
    days: int
    """Length of the horizon: days 0 to days-1 are simulated."""
    currency: str
    title: str = ""
    cash: Id = NONE
    parameters: tuple[Parameter, ...] = ()
    stages: tuple[StageRow, ...] = ()
    flows: tuple[FlowRow, ...] = ()
    channels: tuple[ChannelRow, ...] = ()
    campaigns: tuple[CampaignRow, ...] = ()
    offers: tuple[OfferRow, ...] = ()
    sales: tuple[SaleRow, ...] = ()
    costs: tuple[CostRow, ...] = ()
    persons: tuple[PersonRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    risks: tuple[RiskRow, ...] = ()
    gates: tuple[GateRow, ...] = ()
    efforts: tuple[EffortRow, ...] = ()
    goals: tuple[GoalRow, ...] = ()
    expectations: tuple[ExpectationRow, ...] = ()
    exit: SaleOfBusiness | None = None
    uses: tuple[Use, ...] = ()
    scenario: str = ""
    customers: tuple[CustomerRow, ...] = ()
    prices_with_tax: bool = False
    """Whether prices hold the sales tax already; else it comes on top of them."""
    correlations: tuple[CorrelationRow, ...] = ()
    digest: str = ""
    """Of the plan's meaning: the same plan gives the same."""

    def months_later(self, day: int, months: int) -> int:
        """The day of the same number in a later month (month end where it is absent), as a day of the plan."""
        on = self.start + timedelta(day)
        year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
        last = monthrange(year, month + 1)[1]
        return (date(year, month + 1, min(on.day, last)) - self.start).days

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The date of each day."""
        return tuple(self.start + timedelta(d) for d in range(self.days))

    @cached_property
    def months(self) -> tuple[str, ...]:
        """Calendar months that the horizon touches, `2027-01` and on."""
        return tuple(dict.fromkeys(f"{d:%Y-%m}" for d in self.dates))
