"""Growth: compound, to the end of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.channels import SITE
from funneldsl.checks.clock import Clock
from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import middle
from funneldsl.checks.sentences import percent
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.model.plan import Plan
from funneldsl.model.systems import Channel

WILD = Rule(
    "F444",
    "channel.grows-wild",
    Severity.WARNING,
    "Growth that multiplies a channel by more than a thousand.",
    "Growth is compound: 5% per day is 54 million times as many after a year. Usually it was meant per month or "
    "per year.",
    wrong=SHOP
    + SITE
    + """\
channel videos { brings: visitor; people: 30 per day; grows: 5% per day }
""",
    right=SHOP
    + SITE
    + """\
channel videos { brings: visitor; people: 30 per day; grows: 5% per month }
""",
)


SHRINKS = Rule(
    "F445",
    "channel.shrinks-below-nothing",
    Severity.ERROR,
    "A channel loses more than all of its people.",
    "Growth of -100% means that nobody comes any more; less than that cannot be.",
    wrong=SHOP
    + SITE
    + """\
channel press { brings: visitor; people: 30 per day; grows: -150% per month }
""",
    right=SHOP
    + SITE
    + """\
channel press { brings: visitor; people: 30 per day; grows: -15% per month }
""",
)


def growth(plan: Plan) -> Iterator[Finding]:
    """Compound growth over the whole plan."""
    clock = Clock.of(plan)
    for c in plan.of(Channel):
        rate = middle(c.grows) if c.grows is not None else None
        if c.grows is None or rate is None or c.grows.unit.per is None:
            continue
        per = c.grows.unit.per
        if rate < -1:
            yield SHRINKS.at(
                c.place("grows"),
                f"channel {c.name} grows by {percent(rate)} per {per.value}, which leaves fewer than nobody",
                help="write a growth above -100%",
            )
        elif clock is not None and rate > 0:
            factor = (1 + min(rate, 1e3)) ** min(clock.days / per.days, 300 / (1 + rate) ** 0.5)
            if factor > 1000:
                yield WILD.at(
                    c.place("grows"),
                    f"channel {c.name} grows by {percent(rate)} per {per.value}: at the end of the plan that is "
                    f"{_times(factor)} as many people as on the first day",
                    help="check whether it is meant per month or per year",
                )


def _times(factor: float) -> str:
    return f"{factor:,.0f} times" if factor < 1e6 else "more than a million times"


GROWTH = Family((WILD, SHRINKS), (growth,))
