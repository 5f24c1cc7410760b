"""How many people a channel brings on a day, and what it spends (rules 16 to 20)."""

from collections.abc import Callable
from datetime import date

import numpy as np

from funneldsl.network import NONE, ChannelRow
from oracle.dates import season
from oracle.money import cents


def people(
    channel: ChannelRow,
    since: float,
    day: int,
    on: date,
    value: Callable[[int], float],
    at_first: Callable[[int], float],
    rng: np.random.Generator,
) -> tuple[int, int]:
    """People and cents on a day on which the channel, open since day `since`, is open."""
    factor = season(on, channel.season, value)
    spend = 0
    if channel.people != NONE:
        rate = value(channel.people) * factor
        if channel.grows != NONE:
            # Rule 17: time since the channel opened, at the middle of the day.
            age = (day + 0.5 - since) / channel.grows_days
            rate *= (1 + value(channel.grows)) ** age
    else:
        # Rules 17 and 18: with `spend`, the season scales the spend, and so does growth.
        money = value(channel.spend) * factor
        if channel.grows != NONE:
            age = (day + 0.5 - since) / channel.grows_days
            money *= (1 + value(channel.grows)) ** age
        rate = bought(channel, money, value, at_first)
        spend = cents(money)
    if channel.varies != NONE and value(channel.varies) > 0:
        # Rule 16: a gamma with mean 1 and this coefficient of variation.
        shape = value(channel.varies) ** -2
        rate *= rng.gamma(shape, 1 / shape)
    return int(rng.poisson(rate)), spend


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
