"""Seasons: what the named months or days leave for the others (SEMANTICS 18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import middle
from funneldsl.checks.sentences import listed, percent
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.model.plan import Plan
from funneldsl.model.systems import Channel
from funneldsl.model.values import MONTHS, WEEKDAYS

SITE = "funnel site { stage visitor }\n"

AVERAGE = Rule(
    "F447",
    "season.average",
    Severity.WARNING,
    "All months or weekdays are named, and they do not average 100%.",
    "A season only moves people between months: `people` and `spend` say how many there are on average. If all "
    "twelve months are named, nothing is left to make up the difference, so the year has more or fewer people than "
    "the channel says. Leave one out, or divide all by their average.",
    wrong=SHOP
    + SITE
    + """\
channel ads {
  brings: visitor
  people: 30 per day
  season: { Mon: 120%, Tue: 120%, Wed: 110%, Thu: 110%, Fri: 100%, Sat: 80%, Sun: 80% }
}
""",
    right=SHOP
    + SITE
    + """\
channel ads {
  brings: visitor
  people: 30 per day
  season: { Mon: 120%, Tue: 120%, Wed: 110%, Thu: 110%, Sat: 70%, Sun: 70% }
}
""",
)

TOO_MUCH = Rule(
    "F448",
    "season.too-much",
    Severity.ERROR,
    "The named months or weekdays leave less than nothing for the others.",
    "The year averages 100%, so twelve months have 1,200% to share, and a week has 700%. What the named ones take, "
    "the others lack. Lower the high ones: 200% means twice as many as on average.",
    wrong=SHOP
    + SITE
    + """\
channel ads { brings: visitor; people: 30 per day; season: { Nov: 700%, Dec: 600% } }
""",
    right=SHOP
    + SITE
    + """\
channel ads { brings: visitor; people: 30 per day; season: { Nov: 300%, Dec: 250% } }
""",
)


def look(plan: Plan) -> Iterator[Finding]:
    """Months and weekdays, each for themselves."""
    for c in plan.of(Channel):
        if c.season:
            yield from _cycle(c, MONTHS, "months", "year")
            yield from _cycle(c, WEEKDAYS, "weekdays", "week")


def _cycle(c: Channel, names: Sequence[str], what: str, cycle: str) -> Iterator[Finding]:
    named = {name: middle(c.season[name]) for name in names if name in c.season}
    if not named or None in named.values():
        return
    total, whole = sum(v or 0.0 for v in named.values()), len(names)
    if len(named) == whole:
        if abs(total / whole - 1) > 0.005:
            yield AVERAGE.at(
                c.place("season"),
                f"the {what} of channel {c.name} average {percent(total / whole)}, not 100%",
                help=f"divide each by {total / whole:.3g}, or leave one out: it gets what the others leave",
            )
    elif total > whole:
        highest = sorted(named, key=lambda name: -(named[name] or 0.0))[:3]
        rest = [name for name in names if name not in named]
        yield TOO_MUCH.at(
            c.place("season"),
            f"the named {what} of channel {c.name} add up to {percent(total)}, more than the {whole * 100:,}% "
            f"of a whole {cycle}, so the others would get less than nothing",
            help=f"lower {listed(highest)}, so that something is left for {_rest(rest, what)}",
        )


def _rest(rest: list[str], what: str) -> str:
    return listed(rest) if len(rest) <= 3 else f"the other {len(rest)} {what}"


SEASONS = Family((AVERAGE, TOO_MUCH), (look,))
