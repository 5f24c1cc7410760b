"""Three ways to end: sell the business, keep it, or step away from its work; in money of the first day.

Conventions, told with every answer. Selling at the end of a month brings the profit up to then and the proceeds of the
sale. Keeping brings the profit of the whole plan, and afterwards, for some years, month by month the average profit of
the plan's last twelve full months. Profit counts at the end of its month, and is before the pay of people without
`costs`. All of it is discounted to the first day, by days of 365 to the year.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from funneldsl.analysis.discounting import annuity, converted, discount, internal_rates
from funneldsl.errors import FunnelError
from funneldsl.model.people import Person
from funneldsl.model.plan import Plan
from funneldsl.model.strategy import Sell, StepAway
from funneldsl.network import NONE, Network
from funneldsl.results import ACCOUNTS, Chance, Forecast, chance_of
from funneldsl.worlds import Worlds

Floats = NDArray[np.float64]


@frozen
class Terms:
    """At which rate money of later is worth less, and how long a kept business goes on after the plan."""

    discount: float = 0.15
    """Per year."""
    years: float = 5.0
    multiple: float | None = None
    """Years of profit that a buyer pays at the end of a month, where the plan does not say it."""


@frozen(eq=False)
class Sale:
    """Selling on a day."""

    day: date
    proceeds: Floats | None
    """By (world,), on that day and after the fee; None where the plan does not say what a buyer pays."""
    today: Floats | None
    """These and the profit up to then, as of the first day."""
    even: float
    """Years of earnings that a buyer must pay so that selling is worth as much as keeping, on average; not a number
    where there are no earnings."""


@frozen
class Away:
    """Stepping away from the work."""

    by: date
    allowed: float
    """Hours per week that may remain for people who are not paid."""
    hours: float
    """That do remain on average, after that day, or in the last weeks of the plan where it comes with them."""
    kept: Chance | None
    """How likely it is that they stay within what is allowed."""


@frozen(eq=False)
class Leaving:
    """The ways to end, compared."""

    terms: Terms
    of: str
    """What multiples count in: profit or revenue."""
    sales: tuple[Sale, ...]
    """At the end of each month at which a sale can be: after twelve full months."""
    planned: Sale | None
    """On the day that the plan tells, or the last day that the plan knows."""
    keep: Floats
    """By (world,), as of the first day."""
    after: Floats
    """What of this comes after the end of the plan."""
    hours: float
    """Hours per week of people who are not paid, over the last twelve months of the plan."""
    earns: tuple[float, ...]
    """Rates per year that keeping earns after the sale, on what that would bring, on average."""
    away: Away | None

    @property
    def best(self) -> Sale | None:
        """The month at whose end a sale is worth most today, on average."""
        offered = [s for s in self.sales if s.today is not None]
        return max(offered, key=lambda s: float(_some(s.today).mean()), default=None)

    @property
    def sold(self) -> Sale | None:
        """The sale that keeping is compared with: as planned, else in the best month."""
        return self.planned or self.best

    @property
    def better_kept(self) -> Chance | None:
        """How likely keeping is worth more than selling."""
        if self.sold is None:
            return None
        more = self.keep > _some(self.sold.today)
        return chance_of("keeping is worth more", int(more.sum()), len(more))


def leaving(
    plan: Plan, network: Network, worlds: Worlds, forecast: Forecast, terms: Terms
) -> Leaving:
    """The ways to end, compared in the worlds of one forecast. Raises FunnelError for a plan of less than a year."""
    months = _Months.of(network, forecast)
    if not months.yearly:
        least = 12 if network.start.day == 1 else 13
        raise FunnelError(
            "what a business is worth is told from the profit of a year, and this plan has no twelve full months; "
            f"write `horizon: {least} months` or more in `business`"
        )
    money = _Money(network, worlds, forecast, months, terms)
    sell, sale = plan.one(Sell), network.exit
    planned = money.planned(sale.by) if sale is not None and sell is not None else None
    found = Leaving(
        terms,
        sale.of if sale is not None else "profit",
        tuple(money.sale(m) for m in months.yearly),
        planned,
        money.keep,
        money.after,
        _hours(plan, forecast, network.days - 365),
        (),
        _away(plan, network, forecast),
    )
    return evolve(found, earns=money.earned(found.sold)) if found.sold is not None else found


@frozen
class _Months:
    """The months of a plan: the last day of each, and at the end of which a year of full months is behind."""

    last: tuple[int, ...]
    full: tuple[bool, ...]

    @classmethod
    def of(cls, network: Network, forecast: Forecast) -> _Months:
        days: dict[str, list[date]] = {m: [] for m in forecast.axes["month"].labels}
        for day in network.dates:
            days[f"{day:%Y-%m}"].append(day)
        whole = (d[0].day == 1 and (d[-1] + timedelta(1)).day == 1 for d in days.values())
        return cls(tuple((d[-1] - network.start).days for d in days.values()), tuple(whole))

    @property
    def yearly(self) -> tuple[int, ...]:
        return tuple(m for m in range(11, len(self.full)) if all(self.full[m - 11 : m + 1]))


class _Money:
    """Money by world, of months and of the first day."""

    def __init__(
        self,
        network: Network,
        worlds: Worlds,
        forecast: Forecast,
        months: _Months,
        terms: Terms,
    ) -> None:
        self.network, self.forecast, self.months, self.terms = network, forecast, months, terms
        table = forecast["money.month"].values
        self.profit = np.asarray(table[:, :, ACCOUNTS.index("profit")], dtype=np.float64)
        self.days = np.asarray(months.last, dtype=np.float64) + 1
        self.worth = discount(terms.discount, self.days)
        self.upto = np.cumsum(self.profit * self.worth, axis=1)
        sale = network.exit
        of = sale.of if sale is not None else "profit"
        self.earnings = np.asarray(table[:, :, ACCOUNTS.index(of)], dtype=np.float64)
        fee = sale.fee if sale is not None else NONE
        self.left = 1 - worlds.values[:, fee] if fee != NONE else np.ones(len(worlds))
        year = months.yearly[-1]
        self.typical = self.profit[:, year - 11 : year + 1].mean(axis=1)
        monthly = converted(terms.discount, 1 / 12)
        self.after = self.typical * annuity(monthly, 12 * terms.years) * self.worth[-1]
        self.keep = self.upto[:, -1] + self.after

    def sale(self, month: int) -> Sale:
        """At the end of a month."""
        proceeds, day = None, self.months.last[month]
        year = self.earnings[:, month - 11 : month + 1].sum(axis=1)
        if self.network.exit is not None and "exit.month" in self.forecast.series:
            proceeds = np.nan_to_num(self.forecast["exit.month"].values[:, month])
        elif self.terms.multiple is not None:
            proceeds = np.maximum(self.terms.multiple * year, 0.0)
        return self._sale(day, self.upto[:, month], year, proceeds)

    def planned(self, by: int) -> Sale | None:
        """On the day that the plan tells; of its month profit counts by days."""
        day = max(0, min(by, self.network.days - 1))
        month = next(m for m, last in enumerate(self.months.last) if last >= day)
        before = [m for m in self.months.yearly if m <= month]
        if not before or "exit.value" not in self.forecast.series:
            return None
        first = self.months.last[month - 1] + 1 if month else 0
        part = (day - first + 1) / (self.months.last[month] - first + 1)
        upto = self.upto[:, month - 1] if month else np.zeros(len(self.profit))
        value = discount(self.terms.discount, np.array(day + 1.0))
        upto = upto + part * self.profit[:, month] * value
        year = self.earnings[:, before[-1] - 11 : before[-1] + 1].sum(axis=1)
        return self._sale(day, upto, year, self.forecast["exit.value"].values)

    def _sale(self, day: int, upto: Floats, year: Floats, proceeds: Floats | None) -> Sale:
        value = float(discount(self.terms.discount, np.array(day + 1.0)))
        today = None if proceeds is None else upto + proceeds * value
        ahead = float((self.keep - upto).mean()) / value
        paid = float((year * self.left).mean())
        even = ahead / paid if paid > 0 else float("nan")
        return Sale(self.network.start + timedelta(day), proceeds, today, even)

    def earned(self, sold: Sale) -> tuple[float, ...]:
        """What keeping earns on the proceeds that are forgone, on average over the worlds."""
        day = (sold.day - self.network.start).days + 1
        later = self.days > day
        ahead = self.days[-1] + np.arange(1, round(12 * self.terms.years) + 1) * 365 / 12
        amounts = np.concatenate(
            [
                [-float(_some(sold.proceeds).mean())],
                self.profit[:, later].mean(axis=0),
                np.full(len(ahead), self.typical.mean()),
            ]
        )
        return internal_rates(amounts, np.concatenate([[day], self.days[later], ahead]) - day)


def _hours(plan: Plan, forecast: Forecast, since: int) -> float:
    """Mean hours per week of all people who are not paid, over the weeks that begin on a day or later."""
    if "hours.week" not in forecast.series:
        return float("nan")
    unpaid = {p.name for p in plan.of(Person) if p.costs is None}
    persons = [i for i, n in enumerate(forecast.axes["person"].labels) if n in unpaid]
    mean = forecast.at("hours.week", statistic="mean")
    full = len(mean) - 1 if len(mean) > 1 else len(mean)
    weeks = [w for w in range(full) if 7 * w >= since]
    return float(mean[np.ix_(weeks, persons)].sum(axis=1).mean()) if weeks else float("nan")


def _away(plan: Plan, network: Network, forecast: Forecast) -> Away | None:
    away = plan.one(StepAway)
    if away is None:
        return None
    row = next((g for g in network.goals if g.name == away.name), None)
    kept = (
        forecast.goal(away.name) if row is not None and "goal.reached" in forecast.series else None
    )
    # A plan that ends with that day tells of its last four weeks what is left to do then.
    since = max(0, min((away.by - network.start).days, network.days - 35))
    return Away(away.by, _per_week(away), _hours(plan, forecast, since), kept)


def _per_week(away: StepAway) -> float:
    """Hours per week that may remain."""
    from funneldsl.checks.quantiles import middle
    from funneldsl.model.values import Period

    unit, value = away.hours.unit, middle(away.hours) or 0.0
    days = unit.measure.days if isinstance(unit.measure, Period) else 1.0
    per = unit.per.days if unit.per is not None else Period.WEEK.days
    return value * days * 24 * Period.WEEK.days / per


def _some(values: Floats | None) -> Floats:
    assert values is not None  # noqa: S101 - only asked where the plan tells what a buyer pays
    return values
