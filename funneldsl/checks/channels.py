"""What brings people: channels that say too much, too little, or what cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import high, low, middle
from funneldsl.checks.sentences import percent
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.plan import Plan
from funneldsl.model.systems import Channel
from funneldsl.model.values import Amount, Dimension, Exactly, Period, Unit
from funneldsl.model.wording import Wording

SITE = "funnel site { stage visitor }\n"

DOUBLES = Rule(
    "F440",
    "channel.doubles-too-low",
    Severity.ERROR,
    "The budget at which a person costs twice as much is not more than twice the present one.",
    "`price` is the average price of a person at the written `spend`, and `doubles` the budget at which that "
    "average is twice as high. Prices rise with the budget without a jump, so doubling the price takes more than "
    "doubling the budget. Leave `doubles` out if the price hardly rises.",
    wrong=SHOP
    + SITE
    + """\
channel ads { brings: visitor; spend: $45 per day; price: $1 per visitor; doubles: $80 per day }
""",
    right=SHOP
    + SITE
    + """\
channel ads { brings: visitor; spend: $45 per day; price: $1 per visitor; doubles: $400 per day }
""",
)

NO_PRICE = Rule(
    "F441",
    "channel.spend-without-price",
    Severity.ERROR,
    "A channel spends money, but nobody knows what a person costs.",
    "The number of people that ads bring is the budget divided by the price of a person. Without `price` the "
    "budget brings nobody in.",
    wrong=SHOP
    + SITE
    + """\
channel ads { brings: visitor; spend: $45 per day }
""",
    right=SHOP
    + SITE
    + """\
channel ads { brings: visitor; spend: $45 per day; price: $0.80 to $1.20 per visitor }
""",
)

UNPAID = Rule(
    "F442",
    "channel.price-without-spend",
    Severity.ERROR,
    "A channel states a price for people who are not bought.",
    "`price` and `doubles` turn a budget into people. Where `people` says how many come, they would be ignored. "
    "Write `spend` instead of `people`, or `cost` for what each person costs besides.",
    wrong=SHOP
    + SITE
    + """\
channel talks { brings: visitor; people: 5 per day; price: $2 per visitor }
""",
    right=SHOP
    + SITE
    + """\
channel talks { brings: visitor; people: 5 per day; cost: $2 each }
""",
)

REFERRAL = Rule(
    "F443",
    "channel.referral-half-said",
    Severity.ERROR,
    "A referral names either who refers or how many each brings, but not both.",
    "`referred_by` says whose people bring others, and `people: 0.2 each` how many each of them brings. One "
    "without the other leaves the number open.",
    wrong=SHOP
    + """\
funnel site { stage buyer }
channel ads { brings: buyer; people: 4 per day }
channel friends { brings: buyer; people: 0.2 each }
""",
    right=SHOP
    + """\
funnel site { stage buyer }
channel ads { brings: buyer; people: 4 per day }
channel friends { brings: buyer; people: 0.2 each; referred_by: buyer }
""",
)


CUSTOMERS = Rule(
    "F446",
    "channel.customers-above-all",
    Severity.ERROR,
    "The kinds of customers of a channel add up to more than all of its people.",
    "Each person is one kind of customer. Shares below 100% in all leave room for people who are none of them.",
    wrong=SHOP
    + SITE
    + """\
customer beginner { who: "starts from nothing" }
customer returner { who: "played as a child" }
channel ads { brings: visitor; people: 30 per day; customers: { beginner: 70%, returner: 50% } }
""",
    right=SHOP
    + SITE
    + """\
customer beginner { who: "starts from nothing" }
customer returner { who: "played as a child" }
channel ads { brings: visitor; people: 30 per day; customers: { beginner: 50%, returner: 30% } }
""",
)


def a_day(amount: Amount, value: float | None) -> float | None:
    """A value of a rate, per day."""
    per = amount.unit.per
    return value / per.days if value is not None and per is not None else None


def _daily(amount: Amount, value: float) -> Amount:
    return Amount(Exactly(round(value, 2)), Unit(Dimension.MONEY, amount.unit.measure, Period.DAY))


def saturation(plan: Plan) -> Iterator[Finding]:
    """`doubles` above twice the spend, whatever values the two take; a scenario's spend does not count (SEMANTICS 19)."""
    wording = Wording.of(plan)
    for c in plan.of(Channel):
        spend = _written_spend(plan, c)
        if spend is None or c.doubles is None:
            continue
        if spend.unit.measure != c.doubles.unit.measure:
            continue
        spent, point = a_day(spend, high(spend)), a_day(c.doubles, low(c.doubles))
        if spent is not None and point is not None and point <= 2 * spent:
            yield DOUBLES.at(
                c.place("doubles"),
                f"channel {c.name} doubles its price at {wording.amount(c.doubles)}, which is not more than "
                f"twice the {wording.amount(spend)} it spends",
                help=f"write a budget well above {wording.amount(_daily(spend, 2 * spent))}, "
                "or leave `doubles` out",
                related=[Related("the present budget", c.place("spend"))],
            )


def _nothing(value: float | None) -> bool:
    return value is not None and value <= 0


def _written_spend(plan: Plan, c: Channel) -> Amount | None:
    """The spend for which the price was written: that of the plan before a scenario, where there was one."""
    before = plan.before
    written = before[c.name] if before is not None and c.name in before else None
    was = written.spend if isinstance(written, Channel) else None
    return c.spend if was is None or c.spend is None else was


def prices(plan: Plan) -> Iterator[Finding]:
    """`spend` goes with a `price`, and not of nothing; `people` goes without."""
    for c in plan.of(Channel):
        if c.spend is not None and c.price is None:
            yield NO_PRICE.at(
                c.place("spend"),
                f"channel {c.name} spends money but does not say what a person costs",
                help="add what you pay per person, for example `price: $0.80 to $1.20 per visitor`",
            )
        elif c.spend is not None and c.price is not None and _nothing(high(c.price)):
            yield NO_PRICE.at(
                c.place("price"),
                f"channel {c.name} spends money, but its price is nothing: any budget would bring people without end",
                help="write what you pay per person, for example `price: $0.80 to $1.20 per visitor`, or `people` "
                "instead of `spend` if they come for nothing",
                related=[Related("the budget", c.place("spend"))],
            )
        for word in ("price", "doubles"):
            if c.people is not None and c.spend is None and getattr(c, word) is not None:
                yield UNPAID.at(
                    c.place(word),
                    f"channel {c.name} has a `{word}`, but its people are counted by `people`, not bought by `spend`",
                    help="write `spend` instead of `people`, or `cost: $2 each` for what a person costs besides"
                    if word == "price"
                    else "leave `doubles` out: it belongs to `spend`",
                    related=[Related("how many come", c.place("people"))],
                )


def referrals(plan: Plan) -> Iterator[Finding]:
    """`people … each` goes with `referred_by`."""
    for c in plan.of(Channel):
        if c.people is None or c.people.unit.each == bool(c.referred_by):
            continue
        if c.referred_by:
            yield REFERRAL.at(
                c.place("people"),
                f"channel {c.name} brings people by referral, but does not say how many each person brings",
                help="write `people: 0.2 each`, or `people: 0.02 each per month` while they are there",
                related=[Related("who refers", c.place("referred_by"))],
            )
        else:
            yield REFERRAL.at(
                c.place("people"),
                f"channel {c.name} says how many people each person brings, but not who brings them",
                help=f"add `referred_by: {c.brings}`, or write how many come, as in `people: 5 per day`",
            )


def mixture(plan: Plan) -> Iterator[Finding]:
    """Kinds of customers within a channel."""
    for c in plan.of(Channel):
        total = sum(middle(share) or 0.0 for share in c.customers.values())
        if total > 1.000001:
            yield CUSTOMERS.at(
                c.place("customers"),
                f"the customers of channel {c.name} add up to {percent(total)}",
                help="lower the shares until they add up to at most 100%",
            )


CHANNELS = Family(
    (DOUBLES, NO_PRICE, UNPAID, REFERRAL, CUSTOMERS),
    (saturation, prices, referrals, mixture),
    of_absence=(NO_PRICE, REFERRAL),
)
