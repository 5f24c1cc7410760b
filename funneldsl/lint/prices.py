"""Prices that are nothing."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import exactly
from funneldsl.config import Thresholds
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.lint.examples import SOUND
from funneldsl.model.plan import Plan
from funneldsl.model.systems import Channel

_CHANNEL = "channel ads {{ brings: site.visitor; {pays} }}\n"

FREE = Rule(
    "F741",
    "channel.price-zero",
    Severity.WARNING,
    "People are bought for nothing.",
    "`price` is what one person costs at the budget in `spend`. At $0 any budget would bring people without end. Write "
    "what a person costs; people who come for free are counted with `people`.",
    wrong=SHOP + _CHANNEL.format(pays="spend: $45 per day; price: $0 per visitor") + SOUND,
    right=SHOP + _CHANNEL.format(pays="people: 30 to 60 per day") + SOUND,
    group="money",
)
RULES = (FREE,)


def free(plan: Plan) -> Iterator[Finding]:
    """Channels that pay nothing for a person."""
    for channel in plan.of(Channel):
        if channel.price is not None and exactly(channel.price) == 0:
            yield FREE.at(
                channel.place("price"),
                f"a person of channel {channel.name} costs nothing, so its budget would bring people without end",
                help="write what one costs, or `people: 40 per day` in the place of `spend` and `price`",
            )


def family(thresholds: Thresholds) -> Family:
    """The rules about prices."""
    return Family(RULES, (free,))
