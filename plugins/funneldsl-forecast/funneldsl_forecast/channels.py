"""What channels bring and spend (SEMANTICS 16 to 20)."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Counts, Floats, cents
from funneldsl_forecast.bounds import refuse_crowds
from funneldsl_forecast.openings import Opening
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.seasons import season
from funneldsl_forecast.streams import Chance


@frozen(eq=False)
class Traffic:
    """What a channel does by (day, world): expected people, those of the plan as written, and cents spent."""

    people: Floats
    written: Floats
    spend: Counts


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
    shape = scene.shape
    opening = scene.opening(row.gates, row.windows)
    open_now = opening.table & within(row.days, scene.days)[:, None]
    factor = season(row.season, scene.network.dates, scene.value)
    factor = np.ones((1, 1)) if factor is None else factor
    spend = np.zeros(shape, dtype=np.int64)
    if row.spend != NONE:
        factor = factor * _growth(scene, row, opening)
        money = np.broadcast_to(scene.daily(row.spend) * factor, shape)
        before = scene.daily(row.spend if row.written_spend == NONE else row.written_spend)
        curve = price(scene, row)
        people = written = curve.people(money)
        if row.written_spend not in (NONE, row.spend):
            written = curve.people(before * factor)
        spend = np.where(open_now, cents(money), 0)
    else:
        growth = _growth(scene, row, opening)
        before = scene.daily(row.people if row.written_people == NONE else row.written_people)
        people = written = scene.daily(row.people) * factor * growth
        if row.written_people not in (NONE, row.people):
            written = before * factor * growth
    now = np.where(open_now, people, 0.0)
    refuse_crowds(f"people whom channel {row.name} brings", now)
    return Traffic(now, now if written is people else np.where(open_now, written, 0.0), spend)


def within(days: tables.DayRange, length: int) -> np.ndarray:
    """Which days of the plan lie in a range."""
    day = np.arange(length)
    return (days.first <= day) & (day <= days.last)


def _growth(scene: Scene, row: tables.ChannelRow, opening: Opening) -> Floats:
    """(1 + g) to the power of the time since the channel opened, at the middle of the day.

    A channel with `from` before the start has grown since then, unless a project opens it later.
    """
    if row.grows == NONE:
        return np.ones((1, 1))
    first = row.days.first
    opened = np.maximum(opening.launch, first) if row.gates else np.array([first])
    age = np.maximum(np.arange(scene.days)[:, None] + 0.5 - opened, 0.0) / row.grows_days
    rate = np.maximum(1.0 + scene.value(row.grows), 1e-300)
    # Growth beyond all numbers is cut: it is refused where people are counted.
    return np.asarray(np.exp(np.minimum(np.log(rate) * age, MOST_GROWTH)), dtype=np.float64)


def arrivals(scene: Scene, row: tables.ChannelRow, expected: Traffic) -> Counts:
    """How many come: Poisson with the day's rate, which itself may vary (SEMANTICS 16).

    In a scenario the people of the plan as written are drawn first and then thinned, or joined by others, so that
    the two plans meet the same chance (SEMANTICS 39).
    """
    rate, written = expected.people, expected.written
    if row.varies != NONE:
        chance = scene.streams.of(f"channel {row.name} varies")
        luck = _luck(scene.value(row.varies), scene.shape, chance)
        written = rate * luck if rate is written else written * luck
        rate = written if rate is expected.written else rate * luck
    came = scene.streams.of(f"channel {row.name}").poisson(written)
    if rate is written:
        return came
    chance = scene.streams.of(f"channel {row.name} in a scenario")
    kept = np.divide(rate, written, out=np.zeros(rate.shape), where=written > 0)
    fewer = chance.binomial(came, kept)
    return fewer + chance.poisson(np.maximum(rate - written, 0.0))


def _luck(varies: Floats, shape: tuple[int, int], chance: Chance) -> Floats:
    """Gamma factors with mean 1 and that coefficient of variation."""
    steady = varies <= 0
    form = 1.0 / np.where(steady, 1.0, varies) ** 2
    return np.where(steady, 1.0, chance.gamma(form, shape))


def prices(scene: Scene, marginal: bool) -> Floats:
    """What a person of a paid channel costs at the start, on average or the next one, by (world, channel); 0 for others."""
    columns = []
    for row in scene.network.channels:
        curve, spend = price(scene, row), scene.value(row.spend)
        found = (curve.marginal(spend) if marginal else curve.average(spend))[0]
        columns.append(found if row.spend != NONE else np.zeros(scene.worlds))
    return np.stack(columns, axis=-1) if columns else np.zeros((scene.worlds, 0))
