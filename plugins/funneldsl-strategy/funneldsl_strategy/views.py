"""How departments see the customer, and how they know that they did well by them."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.plugin import Business, Customer, Department, Finding, Plan, Related, Rule, Severity
from funneldsl_strategy.customers import bought_in
from funneldsl_strategy.examples import SHOP
from funneldsl_strategy.profiles import ANNA

UNSEEN = Rule(
    "F327",
    "department.view-missing",
    Severity.NOTE,
    "A department does not say how it meets the customer.",
    "Each department meets the same person at another moment: as a question, a parcel, an invoice. Other departments "
    "of this plan say what they see, this one does not, so nobody can tell it from working for itself.",
    wrong=SHOP
    + ANNA
    + """\
department advice { serves: anna; sees: "someone who has had a long day" }
department shipping { serves: anna; promise: "on the step within 4 days" }
""",
    right=SHOP
    + ANNA
    + """\
department advice { serves: anna; sees: "someone who has had a long day" }
department shipping { serves: anna; sees: "a parcel on the step when she comes home" }
""",
)

OWN_WORDS = Rule(
    "F328",
    "department.view-of-itself",
    Severity.NOTE,
    "A department sees a thing of the company where the customer should be.",
    "A ticket, a lead, an order number: these are words for the work, not for a person. A view that holds nothing else "
    "educates nobody about whom the work is for. Say what the customer is doing, or waiting for, when this "
    "department meets them.",
    wrong=SHOP + ANNA + 'department support { serves: anna; sees: "open tickets and orders" }\n',
    right=SHOP
    + ANNA
    + 'department support { serves: anna; sees: "someone whose lantern came broken, an evening before guests" }\n',
)

MEASURES_ITSELF = Rule(
    "F340",
    "department.success-of-itself",
    Severity.NOTE,
    "A department calls something a success in which no customer appears.",
    "Define success by the perfect customer. A text that speaks only of money, hours or traffic is met just as well by "
    "customers whom nobody wanted. Say what is different for the customer then.",
    wrong=SHOP
    + ANNA
    + 'department support { serves: anna; success: "more revenue, lower costs" }\n',
    right=SHOP
    + ANNA
    + 'department support { serves: anna; success: "nobody has to ask twice, and costs stay below last year" }\n',
)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


WORK = _listed("""
account accounts call calls case cases click clicks contact contacts conversion conversions deal deals email
emails impression impressions incident incidents inquiry inquiries invoice invoices kpi kpis lead leads mail
mails metric metrics number numbers opportunity opportunities order orders pageview pageviews parcel parcels
payment payments pipeline prospect prospects quota queue rate rates record records request requests sale
sales session sessions shipment shipments signup signups target targets task tasks ticket tickets traffic
transaction transactions user users view views visit visits volume
""")
"""Words for the work of a company, which say nothing about a person."""

MONEY = _listed("""
budget budgets cash cost costs efficiency expense expenses growth hour hours income margin margins money
output overhead productivity profit profits return returns revenue revenues roi roas savings spend spending
throughput time turnover utilisation utilization year years month months week weeks quarter quarters day days
percent
""")
"""Words for what a company gets out of it."""

FILLERS = _listed("""
a above all an and are as at average be below better big by cheap cheaper daily each every fast faster few
fewer for from good grow grows has have high higher in increase increased increases incoming into is it keep
last less low lower many monthly more most new next no number of on open or our over own per plus reach
reduce reduced rise rises same than that the this to total under up us usd eur gbp we weekly with yearly
""")


class Views:
    """What departments say of the customer."""

    rules = (UNSEEN, OWN_WORDS, MEASURES_ITSELF)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings; only a text in which every single word is about the company is questioned."""
        if not plan.complete:  # what is missing may only be misspelled
            return
        known = _words(" ".join(_about(plan)))
        seeing = [d for d in plan.of(Department) if d.sees]
        for department in plan.of(Department):
            if not department.sees and seeing and department.serves:
                yield UNSEEN.at(
                    department.headline,
                    f"department {department.label} does not say how it meets {_served(plan, department)}",
                    help='say what it sees, as in `sees: "a parcel on the step within 4 days"`',
                    related=[Related("another department says it", seeing[0].place("sees"))],
                )
            if department.sees and _is_about(department.sees, WORK | MONEY, known):
                yield OWN_WORDS.at(
                    department.place("sees"),
                    f"department {department.label} sees “{department.sees}”, which are words for its work: "
                    f"{_served(plan, department)} is not in it",
                    help=f"say what {_served(plan, department)} is doing or waiting for when {department.label} meets "
                    "them",
                )
            success = department.success
            if isinstance(success, str) and _is_about(success, WORK | MONEY, known):
                yield MEASURES_ITSELF.at(
                    department.place("success"),
                    f"department {department.label} calls it a success when there is “{success}”, whoever the customers "
                    "are",
                    help=f"say what is different for {_served(plan, department)} then, or count people, as in "
                    f"`count({bought_in(plan)}) >= 150`",
                )


def _is_about(text: str, things: frozenset[str], known: set[str]) -> bool:
    """Whether all words of a text that say anything are among these, and none comes from the customer or the mission."""
    words = _words(text)
    saying = {w for w in words - FILLERS if not w[0].isdigit()}
    return bool(saying) and saying <= things and not saying & known


def _about(plan: Plan) -> Iterator[str]:
    """What the plan says of its customers, its mission and its message."""
    for customer in plan.of(Customer):
        yield customer.label
        yield customer.name
        yield from (t for t in (customer.who, customer.message) if t)
        yield from (*customer.needs, *customer.wants, *customer.pains)
    business = plan.one(Business)
    if business is not None:
        yield from (t for t in (business.mission, business.message) if t)


def _served(plan: Plan, department: Department) -> str:
    served = [plan.all[r.name].label for r in department.serves if r.name in plan]
    return served[0] if served else "the customer"


def _words(text: str) -> set[str]:
    return {*"".join(c if c.isalnum() else " " for c in text.casefold()).split()}
