"""What channels bring and spend (SEMANTICS 16 to 20)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
from attrs import evolve, frozen

from funneldsl.plugin import network as tables
from funneldsl_forecast import audiences, lingering
from funneldsl_forecast.arrays import Counts, Flags, Floats, cents
from funneldsl_forecast.bounds import refuse_crowds
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.seasons import season
from funneldsl_forecast.streams import Chance


@frozen(eq=False)
class Traffic:
    """What a channel does by (day, world): its rate, that of the plan as written, and cents spent.

    The rate is how many people it would bring if there were no end of them.
    """

    rate: Floats
    written: Floats
    spend: Counts
    people: Floats
    """How many it brings on average."""
    audience: Counts | None = None
    """By world: whom it can bring; None for everybody."""
    earlier: Floats | None = None
    """By (day, world): the part of the people who come for money that was spent before the start."""
    later: Floats | None = None
    """By world: people who still come after the end for money that was spent by then."""


@frozen(eq=False)
class Price:
    """How the average price of a person grows with the money spent per day: c (1 + s / k)."""

    base: Floats
    """c: the price of the first person, by (day, world)."""
    scale: Floats
    """k: the spend at which the price is twice c; infinite where nothing saturates."""

    def people(self, spend: Floats) -> Floats:
        """People per day for that money: s / (c (1 + s / k))."""
        return spend / (self.base * (1 + spend / self.scale))

    def average(self, spend: Floats) -> Floats:
        """What a person costs on average."""
        return self.base * (1 + spend / self.scale)

    def marginal(self, spend: Floats) -> Floats:
        """What the next person costs."""
        return self.base * (1 + spend / self.scale) ** 2


def price(scene: Scene, row: tables.ChannelRow) -> Price:
    """The curve on which `price` is the average at the written spend and `doubles` where it is twice that.

    Where the spend changes it is the one that is written first; a later price stands for that same spend.
    """
    now = scene.daily(row.price)
    if row.doubles == NONE:
        return Price(now, np.full(scene.worlds, np.inf))
    written = scene.value(row.spend if row.written_spend == NONE else row.written_spend)
    scale = np.maximum(scene.value(row.doubles) - 2 * written, 1e-9)
    return Price(now / (1 + written / scale), scale)


MOST_GROWTH = 500.0
"""The logarithm of the most that people can grow to, from one."""


def traffic(scene: Scene, row: tables.ChannelRow) -> Traffic:
    """Expected arrivals and spend of a channel that nobody refers to."""
    found = _bought(scene, row) if row.spend != NONE else _unbought(scene, row)
    refuse_crowds(f"people whom channel {row.name} brings", found.rate)
    if row.audience == NONE:
        return found
    audience = audiences.whole(scene.value(row.audience))
    people = audiences.mean(found.rate, scene.value(row.varies), audience)
    return evolve(found, people=people, audience=audience)


def _unbought(scene: Scene, row: tables.ChannelRow) -> Traffic:
    open_now = _open(scene, row)
    factor = _factor(scene, row, scene.network.dates, 0)
    people = written = np.where(open_now, scene.daily(row.people) * factor, 0.0)
    if row.written_people not in (NONE, row.people):
        written = np.where(open_now, scene.daily(row.written_people) * factor, 0.0)
    return Traffic(people, written, np.zeros(scene.shape, dtype=np.int64), people)


def _bought(scene: Scene, row: tables.ChannelRow) -> Traffic:
    open_now, curve = _open(scene, row), price(scene, row)
    factor = _factor(scene, row, scene.network.dates, 0)
    money = np.where(open_now, scene.daily(row.spend) * factor, 0.0)
    before = money
    if row.written_spend not in (NONE, row.spend):
        before = np.where(open_now, scene.daily(row.written_spend) * factor, 0.0)
    spend = cents(money)
    if row.lingers == NONE:
        people = curve.people(money)
        written = people if before is money else curve.people(before)
        return Traffic(people, written, spend, people)
    stay, last = lingering.stays(scene.value(row.lingers)), _worked_before(scene, row)
    working = lingering.works(money, stay, last)
    people = written = curve.people(working)
    if before is not money:
        written = curve.people(lingering.works(before, stay, last))
    faded = lingering.fades(last, stay, scene.days)
    earlier = np.divide(faded, working, out=np.zeros(scene.shape), where=working > 0)
    later = lingering.afterwards(working[-1], stay, curve.base[-1], curve.scale)
    return Traffic(people, written, spend, people, None, earlier, later)


MOST_BEFORE = 5 * 366
"""Days before the start that are looked at for money that was spent."""


def _worked_before(scene: Scene, row: tables.ChannelRow) -> Floats:
    """The money that works on the day before the start, by world.

    What was spent before is what the plan says of it, otherwise what it says of the start, on the days on which the
    channel was open. A scenario does not change the past.
    """
    if row.spent_before != NONE:
        return scene.value(row.spent_before)
    opens = max(opened(row), -MOST_BEFORE)
    if row.gates or opens >= 0:
        return np.zeros(scene.worlds)
    days = range(opens, 0)
    spans = row.windows or (row.days,)
    inside = [any(w.first <= day <= w.last for w in spans) for day in days]
    dates = tuple(scene.network.start + timedelta(day) for day in days)
    written = scene.value(row.spend if row.written_spend == NONE else row.written_spend)
    spent = np.where(np.array(inside)[:, None], written * _factor(scene, row, dates, opens), 0.0)
    stay = lingering.stays(scene.value(row.lingers))
    return lingering.works(spent, stay, np.zeros(scene.worlds))[-1]


def opened(row: tables.ChannelRow) -> int:
    """The first day of it, which may lie before the start: `from`, or without it a window."""
    if row.days.first == 0 and row.windows:
        return min(w.first for w in row.windows)
    return row.days.first


def _open(scene: Scene, row: tables.ChannelRow) -> Flags:
    """On which days, in which worlds it is open."""
    opening = scene.opening(row.gates, row.windows)
    return np.asarray(opening.table & within(row.days, scene.days)[:, None])


def _factor(scene: Scene, row: tables.ChannelRow, dates: tuple[date, ...], first: int) -> Floats:
    """Season and growth on days from `first` on, by (day, world); one row where all days are alike."""
    factor = season(row.season, dates, scene.value)
    grown = _growth(scene, row, np.arange(first, first + len(dates)))
    return grown if factor is None else factor * grown


def within(days: tables.DayRange, length: int) -> np.ndarray:
    """Which days of the plan lie in a range."""
    day = np.arange(length)
    return (days.first <= day) & (day <= days.last)


def _growth(scene: Scene, row: tables.ChannelRow, days: Counts) -> Floats:
    """(1 + g) to the power of the time since the channel opened, at the middle of the day.

    A channel with `from` before the start has grown since then, unless a project opens it later.
    """
    if row.grows == NONE:
        return np.ones((1, 1))
    first = row.days.first
    launch = scene.opening(row.gates, row.windows).launch
    begins = np.maximum(launch, first) if row.gates else np.array([first])
    age = np.maximum(days[:, None] + 0.5 - begins, 0.0) / row.grows_days
    rate = np.maximum(1.0 + scene.value(row.grows), 1e-300)
    # Growth beyond all numbers is cut: it is refused where people are counted.
    return np.asarray(np.exp(np.minimum(np.log(rate) * age, MOST_GROWTH)), dtype=np.float64)


def arrivals(scene: Scene, row: tables.ChannelRow, expected: Traffic) -> Counts:
    """How many come: Poisson with the day's rate, which itself may vary (SEMANTICS 16).

    In a scenario the people of the plan as written are drawn first and then thinned, or joined by others, so that
    the two plans meet the same chance (SEMANTICS 39).
    """
    rate, written = expected.rate, expected.written
    if row.varies != NONE:
        chance = scene.streams.of(f"channel {row.name} varies")
        luck = _luck(scene.value(row.varies), scene.shape, chance)
        written = rate * luck if rate is written else written * luck
        rate = written if rate is expected.written else rate * luck
    if expected.audience is not None:
        return _of_audience(scene, row, rate, written, expected.audience)
    came = scene.streams.of(f"channel {row.name}").poisson(written)
    if rate is written:
        return came
    chance = scene.streams.of(f"channel {row.name} in a scenario")
    kept = np.divide(rate, written, out=np.zeros(rate.shape), where=written > 0)
    fewer = chance.binomial(came, kept)
    return fewer + chance.poisson(np.maximum(rate - written, 0.0))


def _of_audience(
    scene: Scene, row: tables.ChannelRow, rate: Floats, written: Floats, audience: Counts
) -> Counts:
    """How many come where there are only so many."""
    before = audiences.hazards(written, audience)
    came = audiences.come(before, audience, scene.streams.of(f"channel {row.name}"))
    if rate is written:
        return came
    chance = scene.streams.of(f"channel {row.name} in a scenario")
    now = audiences.hazards(rate, audience)
    return audiences.come_else(came, before, now, audience, chance)


def _luck(varies: Floats, shape: tuple[int, int], chance: Chance) -> Floats:
    """Gamma factors with mean 1 and that coefficient of variation."""
    steady = varies <= 0
    form = 1.0 / np.where(steady, 1.0, varies) ** 2
    return np.where(steady, 1.0, chance.gamma(form, shape))


def prices(scene: Scene) -> dict[str, Floats]:
    """What a person costs at the start, by (world, channel), on average and the next one; 0 where none is bought.

    In a scenario that changes what is spent, that of the plan as written, too.
    """
    rows = scene.network.channels
    found = {
        "channel.price_average": _each(scene, lambda row: row.spend, Price.average),
        "channel.price_marginal": _each(scene, lambda row: row.spend, Price.marginal),
    }
    if any(row.written_spend not in (NONE, row.spend) for row in rows):
        found |= {
            "channel.written_average": _each(scene, lambda row: row.written_spend, Price.average),
            "channel.written_marginal": _each(scene, lambda row: row.written_spend, Price.marginal),
        }
    return found


def _each(
    scene: Scene,
    spend: Callable[[tables.ChannelRow], int],
    price_at: Callable[[Price, Floats], Floats],
) -> Floats:
    columns = [
        price_at(price(scene, row), scene.value(spend(row)))[0]
        if spend(row) != NONE
        else np.zeros(scene.worlds)
        for row in scene.network.channels
    ]
    return np.stack(columns, axis=-1) if columns else np.zeros((scene.worlds, 0))
