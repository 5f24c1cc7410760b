"""How many people a channel brings on a day, and the money that works on it (rules 16 to 20)."""

from collections.abc import Callable, Sequence
from datetime import date
from math import exp

import numpy as np

from funneldsl.network import NONE, ChannelRow
from oracle.dates import season


def people(
    channel: ChannelRow, rate: float, value: Callable[[int], float], rng: np.random.Generator
) -> int:
    """People on a day with that rate, where there is no end of them."""
    return int(rng.poisson(rate * luck(channel, value, rng)))


def of_audience(
    channel: ChannelRow,
    rate: float,
    left: int,
    value: Callable[[int], float],
    rng: np.random.Generator,
) -> int:
    """Rule 16: each of those who have not come yet comes with the same chance."""
    meets = rate * luck(channel, value, rng) / round(value(channel.audience))
    return sum(rng.random() < 1 - exp(-meets) for _ in range(left))


def luck(channel: ChannelRow, value: Callable[[int], float], rng: np.random.Generator) -> float:
    """Rule 16: a gamma with mean 1 and this coefficient of variation."""
    if channel.varies == NONE or value(channel.varies) <= 0:
        return 1.0
    shape = value(channel.varies) ** -2
    return float(rng.gamma(shape, 1 / shape))


def on_a_day(
    channel: ChannelRow,
    amount: float,
    since: float,
    day: int,
    on: date,
    value: Callable[[int], float],
) -> float:
    """Rules 17 and 18: people or money of a day on which the channel, open since day `since`, is open."""
    amount *= season(on, channel.season, value)
    if channel.grows != NONE:
        # Rule 17: time since the channel opened, at the middle of the day.
        amount *= (1 + value(channel.grows)) ** (max(0.0, day + 0.5 - since) / channel.grows_days)
    return amount


def at_work(spent: Sequence[float], before: float, mean: float) -> float:
    """Rule 19: the money that works on the last of these days, `before` having worked on the day before them.

    Of the money of k days ago the part (1 - a) a^k, whose mean k is a / (1 - a).
    """
    a = mean / (1 + mean)
    days = len(spent)
    return before * a**days + sum((1 - a) * a ** (days - 1 - d) * s for d, s in enumerate(spent))


def referred(
    channel: ChannelRow,
    entered: int,
    present: int,
    value: Callable[[int], float],
    rng: np.random.Generator,
) -> int:
    """Rule 20: of those who entered yesterday and those present at its close, each brings some."""
    rate = 0.0
    if channel.each != NONE:
        rate += value(channel.each) * entered
    if channel.each_present != NONE:
        rate += value(channel.each_present) * present
    return int(rng.poisson(rate))


def bought(
    channel: ChannelRow,
    spend: float,
    value: Callable[[int], float],
    at_first: Callable[[int], float],
) -> float:
    """Rule 19: people for that spend; `price` is the average at the spend that is written first."""
    price = value(channel.price)
    if channel.doubles == NONE:
        return spend / price
    written = at_first(channel.spend if channel.written_spend == NONE else channel.written_spend)
    k = value(channel.doubles) - 2 * written
    c = price / (1 + written / k)
    return spend / (c * (1 + spend / k))
