"""What simulators return and exporters take: arrays with named axes. Importing this does not import numpy.

A forecast is a set of series. The names that every simulator uses for the same thing are listed in `SERIES`;
a simulator may add its own, named `<simulator>.<what>`. `world` combines with `month`, never with `day`:
daily values by world would be gigabytes, so daily series hold statistics over the worlds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from funneldsl.errors import UnknownNameError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STATISTICS = ("mean", "p5", "p50", "p95")

ACCOUNTS = (
    "sales",
    "earnings",
    "refunds",
    "revenue",
    "fees",
    "commission",
    "unit_costs",
    "ads",
    "costs",
    "task_costs",
    "wages",
    "profit",
    "cash",
)
"""Money. revenue = sales + earnings - refunds; profit = revenue - fees - commission - unit_costs - ads - costs
- task_costs - wages; cash is what is in the bank at the close. All but cash are amounts of the period."""

BRIDGE = ("before", "new", "repriced", "churned", "refunded", "replaced", "left")
"""Why monthly recurring revenue changes. `before`: who subscribed before the start, in the first month; `repriced`:
prices that changed; `replaced`: by another subscription; `left`: people who went away for another reason."""

TOGETHER = "goals"
"""What all goals and limits together are called where one of them is asked for by its name."""

SERIES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "stage.in_stage": (("statistic", "day", "stage"), "people in it at the close of the day"),
    "stage.entered": (("statistic", "day", "stage"), "people who have entered since the start"),
    "stage.moved": (
        ("statistic", "day", "stage"),
        "people who have moved on since the start; this and the next two only if asked for",
    ),
    "stage.left": (("statistic", "day", "stage"), "people who have left since the start"),
    "stage.lost": (
        ("statistic", "day", "stage"),
        "people who have found their way closed or full, or whose patience has ended, since the start",
    ),
    "closing.already": (("world", "stage"), "people who were there before the start"),
    "closing.entered": (("world", "stage"), "people who entered by the end"),
    "closing.moved": (("world", "stage"), "people who moved on by the end"),
    "closing.left": (("world", "stage"), "people who left by the end"),
    "closing.lost": (("world", "stage"), "people who found their way closed or full by the end"),
    "closing.in_progress": (("world", "stage"), "people who are there at the end"),
    "flow.moved": (("world", "flow"), "people who took the flow by the end"),
    "channel.brought": (("world", "channel"), "people it brought by the end"),
    "channel.turned_away": (("world", "channel"), "people it brought to a closed or full stage"),
    "channel.spend": (("world", "channel"), "what it cost by the end"),
    "channel.carried_in": (
        ("world", "channel"),
        "people who came for money that was spent before the start, on average",
    ),
    "channel.carried_out": (
        ("world", "channel"),
        "people who will still come after the end for money that was spent by then, on average",
    ),
    "channel.audience_left": (
        ("world", "channel"),
        "people of its audience who have not come by the end; not a number without an audience",
    ),
    "channel.price_average": (
        ("world", "channel"),
        "what a person costs on average at the planned spend, at the start; 0 where none is bought",
    ),
    "channel.price_marginal": (
        ("world", "channel"),
        "what one more person costs at the planned spend, at the start; 0 where none is bought",
    ),
    "channel.written_average": (
        ("world", "channel"),
        "what a person costs on average at the spend of the plan as written, where a scenario changes it",
    ),
    "channel.written_marginal": (
        ("world", "channel"),
        "what one more person costs there",
    ),
    "campaign.moved": (("world", "campaign"), "people whom it moved by the end"),
    "offer.sold": (("statistic", "day", "offer"), "first payments since the start"),
    "offer.active": (("statistic", "day", "offer"), "subscribers at the close of the day"),
    "closing.sold": (("world", "offer"), "first payments by the end"),
    "closing.revenue": (("world", "offer"), "its sales less its refunds by the end"),
    "closing.refunds_due": (
        ("world", "offer"),
        "what refunds that are certain at the end will take after it, with sales tax",
    ),
    "closing.payouts_due": (
        ("world", "offer"),
        "what of its payments reaches the bank only after the end, with sales tax, less fees and commissions",
    ),
    "closing.tax_due": (("world",), "sales tax that is collected and not yet paid at the end"),
    "money.day": (("statistic", "day", "account"), "accounts: of the day; cash at its close"),
    "money.month": (("world", "month", "account"), "accounts: of the month; cash at its close"),
    "people.month": (("world", "month", "stage"), "people in the stage at the close of the month"),
    "entered.month": (("world", "month", "stage"), "people who entered in the month"),
    "moved.month": (("world", "month", "stage"), "people who moved on in the month"),
    "left.month": (("world", "month", "stage"), "people who left in the month"),
    "lost.month": (
        ("world", "month", "stage"),
        "people who found their way closed or full, or whose patience ended, in the month",
    ),
    "hours.week": (("statistic", "week", "person"), "booked hours of the week"),
    "closing.hours": (("world", "person"), "booked hours by the end"),
    "closing.waited": (
        ("world", "stage"),
        "days that its people, all together, were there before anything that they could buy was open",
    ),
    "waiting.most": (
        ("world",),
        "the most people who at the close of a day had nothing to buy yet",
    ),
    "waiting.first": (
        ("world",),
        "the first day that closes with such people; not a number if none does",
    ),
    "waiting.last": (("world",), "the last such day; not a number if there is none"),
    "project.launch": (("world", "project"), "day on which it is done; not a number if never"),
    "task.start": (("world", "task"), "time at which it is started; not a number if never"),
    "task.end": (("world", "task"), "time at which it is done; not a number if never"),
    "exit.value": (
        ("world",),
        "proceeds of a sale on its last day inside the plan; not a number before twelve full months",
    ),
    "exit.month": (
        ("world", "month"),
        "proceeds of a sale at the close of the month; not a number before twelve full months",
    ),
    "cash.low": (("world",), "the least that is in the bank at the close of a day"),
    "cash.low_day": (("world",), "the first day that closes with so little"),
    "mrr.month": (
        ("world", "month", "change"),
        "changes of monthly recurring revenue; all of them so far add up to it, losses being negative",
    ),
    "closing.cac": (
        ("world",),
        "money for ads and commissions per first payment of any offer; not a number without any",
    ),
    "closing.ltv": (
        ("world", "offer"),
        "margin of its sales per buyer by the end, undiscounted; not a number without buyers",
    ),
    "channel.cac": (
        ("world", "channel"),
        "its ads and commissions per first payment of its people; not a number if they are not told apart",
    ),
    "channel.payback": (
        ("world", "channel"),
        "days until its people's margin covers its cost; not a number if never or if they are not told apart",
    ),
    "funnel.cac": (
        ("world", "funnel"),
        "all ads, and the commissions of its sales, per first payment in it; not a number without any",
    ),
    "funnel.ltv": (
        ("world", "funnel"),
        "margin of its sales per buyer by the end, undiscounted; not a number without buyers",
    ),
    "goal.reached": (("world", "goal"), "1 where it was reached, 0 where not"),
    "goal.day": (("world", "goal"), "day on which it was first reached; not a number if never"),
    "check.held": (("world", "check"), "1 where it held, 0 where not"),
    "part.value": (
        ("world", "part"),
        "what a part of a goal or check was on the day that decides; 1 or 0 for what held or not",
    ),
    "part.day": (("world", "part"), "that day; not a number for a part that had no value"),
    "parameter.value": (("world", "parameter"), "the one value of the world"),
    "guess.share": (("account",), "share of the variance of its sum that rests on guesses"),
}
"""Name of a series: its axes, and what it holds."""


@frozen
class Axis:
    """A direction of an array. Labels are names, ISO dates, months `2027-01`, or counts from 0."""

    name: str
    labels: tuple[str, ...]

    def position(self, label: str) -> int:
        """Where a label stands. Raises UnknownNameError."""
        try:
            return self.labels.index(label)
        except ValueError:
            raise UnknownNameError(self.name, label, self.labels) from None


@frozen(eq=False)
class Series:
    """One quantity: its values, the names of its axes in order, its unit, and what it means."""

    name: str
    unit: str
    axes: tuple[str, ...]
    values: NDArray[np.float64]
    doc: str = ""

    def __attrs_post_init__(self) -> None:
        self.values.setflags(write=False)


class Verdict(Enum):
    """Whether a required chance is met, beyond two standard errors of the simulation."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    UNDECIDED = "undecided: more worlds"
    NONE = "no chance required"


@frozen
class Chance:
    """How likely something is: share of worlds, with its Monte Carlo standard error."""

    name: str
    chance: float
    error: float
    required: float | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether the required chance is met, beyond two standard errors.

        Where all worlds are asked for, one of those that were tried decides against it.
        """
        if self.required is None:
            return Verdict.NONE
        if self.required >= 1:
            return Verdict.PASS if self.chance >= 1 else Verdict.FAIL
        distance = self.chance - self.required
        if abs(distance) <= 2 * self.error:
            return Verdict.UNDECIDED
        return Verdict.PASS if distance > 0 else Verdict.FAIL


def chance_of(name: str, held: int, worlds: int, required: float | None = None) -> Chance:
    """The chance of what held in `held` of `worlds` worlds.

    The error is that of a binomial share, sqrt(p(1-p)/n); where all or no worlds agree it would be 0, so there p is
    taken as (held + 1) / (worlds + 2), Laplace's rule.
    """
    p = held / worlds
    q = p if 0 < held < worlds else (held + 1) / (worlds + 2)
    return Chance(name, p, (q * (1 - q) / worlds) ** 0.5, required)


@frozen
class Facts:
    """What a forecast rests on: enough to make it again."""

    simulator: str
    version: str
    seed: int
    worlds: int
    plan: str
    """Digest of the network."""
    scenario: str = ""
    currency: str = ""
    assumptions: tuple[str, ...] = ()
    """Stated with every result that depends on them."""


@frozen(eq=False)
class Forecast:
    """Facts, axes and series; arrays cannot be written to."""

    facts: Facts
    axes: Mapping[str, Axis]
    series: Mapping[str, Series]
    required: Mapping[str, float] = field(factory=dict)
    """Chance that a goal or check asks for, by name."""

    def __getitem__(self, name: str) -> Series:
        """The series of that name. Raises UnknownNameError."""
        try:
            return self.series[name]
        except KeyError:
            raise UnknownNameError("series", name, self.series) from None

    def at(self, name: str, **where: str) -> NDArray[np.float64]:
        """Values of a series at labels of some axes; the other axes remain, in order."""
        import numpy as np

        series = self[name]
        values = series.values
        for axis in reversed(series.axes):
            if axis in where:
                position = self.axes[axis].position(where[axis])
                values = np.take(values, [position], axis=series.axes.index(axis))
                values = values.squeeze(axis=series.axes.index(axis))
        return values

    def rows(self, name: str) -> Iterator[tuple[Any, ...]]:
        """(label, …, value) rows: all that an exporter without numpy needs."""
        from itertools import product

        series = self[name]
        labels = product(*(self.axes[a].labels for a in series.axes))
        for key, value in zip(labels, series.values.ravel().tolist(), strict=True):
            yield (*key, value)

    def goal(self, name: str) -> Chance:
        """The chance that a goal or limit is reached."""
        return self._chance("goal.reached", "goal", name)

    def check(self, name: str) -> Chance:
        """The chance that a condition of a check held."""
        return self._chance("check.held", "check", name)

    @property
    def goals(self) -> tuple[Chance, ...]:
        """All goals and limits, in the order of the plan; none if the simulator does not judge them."""
        if "goal.reached" not in self.series:
            return ()
        return tuple(self.goal(g) for g in self.axes["goal"].labels)

    def undefined(self, owner: str) -> dict[str, float]:
        """Numbers of which a goal, limit or condition speaks that have no value in some worlds: in which share of them.

        A number has no value where none comes in the time that counts: a cost per buyer without buyers, say.
        """
        axis, before = self.axes.get("part"), f"{owner}: "
        found = {}
        for name in axis.labels if axis is not None and "part.value" in self.series else ():
            if name.startswith(before):
                values = self.at("part.value", part=name)
                if share := float((values != values).mean()):
                    found[name.removeprefix(before)] = share
        return found

    @property
    def together(self) -> Chance | None:
        """The chance that all goals and limits are reached in the same world; None for less than two of them.

        Counted world by world: what makes one goal likely may make another one likely too, or unlikely.
        """
        if "goal.reached" not in self.series or len(self.axes["goal"].labels) < 2:
            return None
        all_of_them = self["goal.reached"].values.min(axis=1)
        return chance_of(TOGETHER, int(all_of_them.sum()), len(all_of_them))

    def _chance(self, series: str, axis: str, name: str) -> Chance:
        held = self.at(series, **{axis: name})
        return chance_of(name, int(held.sum()), len(held), self.required.get(name))
