"""The plan as tables of numbers: what simulators read. Columns are only ever added.

Rows refer to rows by position (`Id`), to unknown numbers by position in `parameters`; NONE where there is nothing.
Days count from 0 at `start`. The network knows the calendar but no current time.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import Enum
from functools import cached_property

from attrs import field, frozen

from funneldsl.model.formulas import Expression
from funneldsl.model.values import Law, Yearly
from funneldsl.source import NOWHERE, Span

Id = int
NONE: Id = -1


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


@frozen
class Salary:
    """Pay of a person that is due this often."""

    amount: Id
    cycle: Cycle


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


@frozen
class SeasonRow:
    """A factor for a month (`Jan`), a weekday (`Mon`) or days of every year."""

    key: str | Yearly
    factor: Id


@frozen
class ChannelRow:
    name: str
    title: str
    system: str
    stage: Id
    people: Id = NONE
    """People per day on the day it opens."""
    spend: Id = NONE
    """Money per day."""
    written_spend: Id = NONE
    """Money per day for which `price` was written; differs from `spend` in scenarios only."""
    price: Id = NONE
    """Average money per person at `written_spend`."""
    doubles: Id = NONE
    """Money per day at which that average is twice as high."""
    grows: Id = NONE
    """Share per `grows_days`."""
    grows_days: float = 0.0
    season: tuple[SeasonRow, ...] = ()
    varies: Id = NONE
    cost: Id = NONE
    """Money for each person brought."""
    days: DayRange = DayRange(0, 10**9)
    gates: tuple[Id, ...] = ()
    windows: tuple[DayRange, ...] = ()
    written_people: Id = NONE
    """People per day as written; differs from `people` in scenarios only."""
    referred_by: tuple[Id, ...] = ()
    """Stages whose people bring others."""
    each: Id = NONE
    """People brought by each person who enters one of these."""
    each_present: Id = NONE
    """People brought per day by each person present there."""
    customers: tuple[MixRow, ...] = ()
    commission: Id = NONE
    """Share of what its people ever buy, after tax and refunds, for who sent them."""
    lingers: Id = NONE
    """Days after the spending until people come, on average."""
    spent_before: Id = NONE
    """Money per day that was spent before the start; NONE for what is written, on the days on which it was open."""
    audience: Id = NONE
    """People whom it can bring, each of them once."""


@frozen
class CampaignRow:
    """Exactly one of `every`, `weekdays`, `dates`, `after` says when it is sent."""

    name: str
    title: str
    system: str
    sources: tuple[Id, ...]
    target: Id = NONE
    converts: Id = NONE
    every: int = 0
    """Days between sends."""
    weekdays: tuple[int, ...] = ()
    """0 = Monday."""
    dates: tuple[int, ...] = ()
    after: tuple[float, ...] = ()
    """Days after entering."""
    opens: Id = NONE
    earns_send: Id = NONE
    """Money for each person reached."""
    earns_open: Id = NONE
    """Money for each person who opens it."""
    cost_send: Id = NONE
    days: DayRange = DayRange(0, 10**9)
    gates: tuple[Id, ...] = ()
    windows: tuple[DayRange, ...] = ()
    earns_once: Id = NONE
    """Money on the first day on which it is open."""


@frozen
class PaymentRow:
    amount: Id
    cycle: Cycle = Cycle()
    times: int = 0
    """How often at most; 0 for ever (or once, without a cycle)."""
    after: float = 0.0
    """Days after buying."""
    terms: tuple[Terms, ...] = ()
    """How often bills are due from some moments on, in their order as written; the last one that has come holds."""


@frozen
class OfferRow:
    name: str
    title: str
    payments: tuple[PaymentRow, ...]
    churn: tuple[Id, ...] = ()
    """Share of subscribers who stop, by renewal; the last repeats."""
    churn_cycle: Cycle = Cycle()
    """The period that `churn` is written for."""
    cost_share: Id = NONE
    cost: Id = NONE
    fee_share: Id = NONE
    fee: Id = NONE
    refunds: Id = NONE
    refund_days: Id = NONE
    pays_after: Id = NONE
    """Days until money arrives."""
    gates: tuple[Id, ...] = ()
    cost_each: Id = NONE
    """Money once for each buyer; `cost` comes with each payment of a subscription, else once."""
    cost_present: Id = NONE
    """Money per day for each subscriber."""
    commission: Id = NONE
    """Share of its revenue for who brought the buyer."""
    commits: int = 0
    """The first so many renewals, at which nobody can stop."""
    committed: float = 0.0
    """The same in months from the first bill, where `terms` change how many renewals that are."""
    sales_tax: Id = NONE
    """Share of the price before tax."""

    @property
    def recurring(self) -> bool:
        """Whether it is a subscription: some payment comes again and again without end."""
        return any(p.cycle != Cycle() and p.times == 0 for p in self.payments)


@frozen
class SaleRow:
    """A stage sells an offer to this share of those who enter."""

    stage: Id
    offer: Id
    share: Id = NONE


@frozen
class CostRow:
    """Money of the whole business or of a system: an amount per cycle, or a share of a metric."""

    name: str
    system: str
    amount: Id = NONE
    cycle: Cycle = Cycle()
    share: Id = NONE
    of: str = ""
    gates: tuple[Id, ...] = ()
    days: DayRange = DayRange(0, 10**9)
    since: Moment | None = None
    """It holds from this moment on; None from the start. Without a cycle it is due once, on the first day on which
    gates, `days` and this moment let it."""
    until: tuple[Moment, ...] = ()
    """It holds no more once one of these moments has come: something else was written `then`."""


@frozen
class PersonRow:
    name: str
    title: str
    hours: Id
    """Hours per week."""
    weekdays: tuple[int, ...]
    closed: tuple[DayRange, ...] = ()
    cost_hour: Id = NONE
    cost_month: Id = NONE
    days: DayRange = DayRange(0, 10**9)
    cost_cycle: Cycle = Cycle(months=1)
    """How often `cost_month` is due, where that is not each month."""
    opens: float = 0.0
    """Part of the day at which work begins."""
    closes: float = 1.0
    """Part of the day at which it ends."""
    salaries: tuple[Salary, ...] = ()
    """Pay besides `cost_month` that is due with another cycle: what pay becomes later."""
    first: tuple[Id, ...] = ()
    """Stages whose people they serve before those of all others, in this order."""


@frozen
class TaskRow:
    name: str
    gate: Id
    """Its project."""
    takes: Id
    """Working days of the person; calendar days where there is no person."""
    hours: Id = NONE
    person: Id = NONE
    cost: Id = NONE
    after: tuple[Id, ...] = ()
    """Tasks that must be done before; a project stands for all its tasks."""


@frozen
class RiskRow:
    name: str
    chance: Id
    adds: Id
    """Working days."""
    tasks: tuple[Id, ...]


@frozen
class GateRow:
    """A project, or a task that something `needs`: what it gates opens on the day it is done."""

    name: str
    title: str
    tasks: tuple[Id, ...]
    starts: int = 0
    project: bool = True


@frozen
class EffortRow:
    """Work that goes on: hours per week shared by persons, on their working days, once the gates are open."""

    name: str
    persons: tuple[Id, ...]
    hours: Id
    gates: tuple[Id, ...] = ()
    days: DayRange = DayRange(0, 10**9)
    stage: Id = NONE
    """Where people make this work; `hours` is NONE then."""
    each: Id = NONE
    """Hours for each person who enters it."""
    each_present: Id = NONE
    """Hours per day for each person present there."""
    since: Moment | None = None
    """It holds from this moment on; None from the start."""
    until: tuple[Moment, ...] = ()
    """It holds no more once one of these moments has come: something else was written `then`."""


@frozen
class RateRow:
    """What one unit of another currency is worth in the plan's own."""

    currency: str
    worth: Id


@frozen
class GoalRow:
    """A goal (`limit` False: reached on the first day it holds, up to `by`), or a limit (must hold always)."""

    name: str
    title: str
    expression: Expression
    by: int = NONE
    required: Id = NONE
    limit: bool = False
    since: int = 0
    """The first day on which a limit holds."""
    rates: tuple[RateRow, ...] = ()
    """Of the currencies in which the expression counts, besides the plan's own."""


@frozen
class ExpectationRow:
    """A `check` block, judged in the plan or in one scenario."""

    name: str
    title: str
    expression: Expression
    scenario: str = ""
    rates: tuple[RateRow, ...] = ()
    """As those of a goal."""


@frozen
class CorrelationRow:
    """Parameters that are drawn together: the correlations of their normal scores, row by row.

    The first keeps the draw that it has by itself; each other leans on those before it.
    """

    name: str
    """The correlations that say so: `heat`, `heat and season`."""
    parameters: tuple[Id, ...]
    scores: tuple[tuple[float, ...], ...]


@frozen
class SaleOfBusiness:
    """`exit sell`."""

    by: int
    multiple: Id
    of: str
    fee: Id = NONE


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
