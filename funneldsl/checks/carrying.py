"""Money whose people come later, and channels that can bring only so many (SEMANTICS 16 and 19)."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.channels import SITE
from funneldsl.checks.clock import Clock, days_of, the_horizon
from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import high, middle
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.plan import Plan
from funneldsl.model.systems import Channel
from funneldsl.model.wording import Wording

UNSPENT = Rule(
    "F449",
    "channel.lingers-without-spend",
    Severity.ERROR,
    "Money lingers, or was spent before, on a channel that spends none.",
    "`lingers` says how long after the money was spent people come, and `already` what was spent before the start. "
    "Where `people` says how many come, it says when they come, too. Write `spend` and `price` instead of `people`, "
    "or leave them out.",
    wrong=SHOP
    + SITE
    + """\
channel talks { brings: visitor; people: 5 per day; lingers: 6 days }
""",
    right=SHOP
    + SITE
    + """\
channel talks { brings: visitor; spend: $45 per day; price: $9 per visitor; lingers: 6 days }
""",
)

NOT_LINGERING = Rule(
    "F456",
    "channel.already-without-lingers",
    Severity.ERROR,
    "Money was spent before the start, but nothing lingers.",
    "Without `lingers` money brings people on the day on which it is spent, so that nobody comes any more for what was "
    "spent before the start. Say how long it takes them to come, or leave `already` out.",
    wrong=SHOP
    + SITE
    + """\
channel ads { brings: visitor; spend: $45 per day; price: $1 per visitor; already: $900 per month }
""",
    right=SHOP
    + SITE
    + """\
channel ads {
  brings: visitor
  spend: $45 per day
  price: $1 per visitor
  lingers: 5 to 9 days
  already: $900 per month
}
""",
)

BEYOND = Rule(
    "F457",
    "channel.lingers-beyond",
    Severity.WARNING,
    "People come so long after the money was spent that most of them come after the plan.",
    "`lingers` is the average time from spending to coming. Of what is spent evenly over a plan as long as that, almost "
    "two thirds of the people come after its end, where their money does not count. Usually fewer days were meant, or the plan "
    "should look further ahead.",
    wrong=SHOP
    + SITE
    + """\
channel ads { brings: visitor; spend: $45 per day; price: $1 per visitor; lingers: 3 years }
""",
    right=SHOP
    + SITE
    + """\
channel ads { brings: visitor; spend: $45 per day; price: $1 per visitor; lingers: 3 weeks }
""",
)

REFERRED = Rule(
    "F458",
    "channel.audience-of-referral",
    Severity.ERROR,
    "A channel of referrals has an audience.",
    "How many people referrals can bring follows from those who refer. An `audience` is for channels that find people "
    "by themselves, with `people` per day or `spend`.",
    wrong=SHOP
    + """\
funnel site { stage buyer }
channel ads { brings: buyer; people: 4 per day }
channel friends { brings: buyer; people: 0.2 each; referred_by: buyer; audience: 9,000 }
""",
    right=SHOP
    + """\
funnel site { stage buyer }
channel ads { brings: buyer; people: 4 per day; audience: 9,000 }
channel friends { brings: buyer; people: 0.2 each; referred_by: buyer }
""",
)

NOBODY = Rule(
    "F459",
    "channel.audience-empty",
    Severity.ERROR,
    "The audience of a channel is nobody.",
    "`audience` is how many people there are whom a channel can bring, each of them once. Leave it out where there are "
    "more than the channel will ever meet.",
    wrong=SHOP
    + SITE
    + """\
channel talks { brings: visitor; people: 5 per day; audience: 0 }
""",
    right=SHOP
    + SITE
    + """\
channel talks { brings: visitor; people: 5 per day; audience: 2,000 }
""",
)


def lingers(plan: Plan) -> Iterator[Finding]:
    """`lingers` and `already` go with `spend`, and `already` with `lingers`."""
    for c in plan.of(Channel):
        for word in ("lingers", "already"):
            if getattr(c, word) is not None and c.spend is None and c.people is not None:
                yield UNSPENT.at(
                    c.place(word),
                    f"channel {c.name} has `{word}`, but its people are counted by `people`, not bought by `spend`",
                    help=f"leave `{word}` out, or write `spend` and `price` instead of `people`",
                    related=[Related("how many come", c.place("people"))],
                )
        if c.already is not None and c.lingers is None and c.spend is not None:
            yield NOT_LINGERING.at(
                c.place("already"),
                f"channel {c.name} spent money before the start, but brings people only on the day of spending",
                help="add how long people take to come, as in `lingers: 5 to 9 days`, or leave `already` out",
                related=[Related("what it spends", c.place("spend"))],
            )


def too_long(plan: Plan) -> Iterator[Finding]:
    """An average beyond the plan itself."""
    clock, wording = Clock.of(plan), Wording.of(plan)
    for c in plan.of(Channel):
        if clock is None or c.lingers is None or c.spend is None:
            continue
        days = middle(c.lingers)
        if days is not None and days * days_of(c.lingers) > clock.days:
            yield BEYOND.at(
                c.place("lingers"),
                f"people of channel {c.name} come {wording.amount(c.lingers)} after the money was spent on average, "
                "which is longer than the whole plan",
                help="write the days from the ad to the visit, as in `lingers: 5 to 9 days`, or a longer `horizon`",
                related=the_horizon(plan),
            )


def audiences(plan: Plan) -> Iterator[Finding]:
    """Who can be brought at all."""
    for c in plan.of(Channel):
        if c.audience is None:
            continue
        if c.referred_by:
            yield REFERRED.at(
                c.place("audience"),
                f"channel {c.name} brings those whom its people refer, and cannot have an audience besides",
                help="leave `audience` out, or write it at the channel that finds people by itself",
                related=[Related("who refers", c.place("referred_by"))],
            )
        elif (most := high(c.audience)) is not None and most < 0.5:
            yield NOBODY.at(
                c.place("audience"),
                f"channel {c.name} can bring nobody",
                help="write how many people there are whom it can bring, or leave `audience` out",
            )


CARRYING = Family(
    (UNSPENT, NOT_LINGERING, BEYOND, REFERRED, NOBODY),
    (lingers, too_long, audiences),
    of_absence=(NOT_LINGERING,),
)
