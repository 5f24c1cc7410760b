"""Names: things that nothing speaks of, work that nobody does, names that are told apart by case only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.kinds import Declaration, Heading
from funneldsl.model.people import Customer, Person
from funneldsl.model.plan import Plan
from funneldsl.model.records import Effort
from funneldsl.model.stages import Stage
from funneldsl.model.systems import Campaign, Funnel, System

CASE = Rule(
    "F495",
    "name.differs-by-case",
    Severity.WARNING,
    "Two names differ only in capital letters.",
    "`Buyer` and `buyer` are two things. Readers take them for one, and a line about one is easily written about the "
    "other. Give one of them another name.",
    wrong=SHOP
    + """\
channel ads { brings: site.buyer; people: 4 per day }
funnel site {
  stage buyer
  stage Buyer
  buyer -> Buyer 10% after 30 days
}
""",
    right=SHOP
    + """\
channel ads { brings: site.buyer; people: 4 per day }
funnel site {
  stage buyer
  stage repeat_buyer
  buyer -> repeat_buyer 10% after 30 days
}
""",
)

IDLE = Rule(
    "F496",
    "person.unused",
    Severity.NOTE,
    "A person has hours, but no work.",
    "Tasks, efforts and stages name the people who do them in `by`. The hours of someone whom nothing names limit "
    "nothing.",
    wrong=SHOP
    + """\
person me { hours: 20 hours per week }
""",
    right=SHOP
    + """\
person me { hours: 20 hours per week }
project site { task design { takes: 5 days; by: me } }
""",
)

NO_SEGMENT = Rule(
    "F497",
    "customer.unused",
    Severity.NOTE,
    "A kind of customer that nothing speaks of.",
    "Departments serve customers, channels bring them, flows can be for them. One that is not the perfect customer "
    "and appears nowhere changes nothing.",
    wrong=SHOP
    + """\
customer beginner { perfect: yes; who: "starts from nothing" }
customer returner { who: "played as a child" }
department teaching { serves: beginner }
""",
    right=SHOP
    + """\
customer beginner { perfect: yes; who: "starts from nothing" }
customer returner { who: "played as a child" }
department teaching { serves: [beginner, returner] }
""",
)

NOBODY = Rule(
    "F498",
    "effort.nobody",
    Severity.WARNING,
    "Work that nobody is named for.",
    "`effort` counts against the hours of the people in its `by`. Without it the work is done by no one, and no limit "
    "on hours sees it.",
    wrong=SHOP
    + """\
person me { hours: 20 hours per week }
system office { effort: 2 to 3 hours per week by me }
system attract { effort: 4 to 7 hours per week }
""",
    right=SHOP
    + """\
person me { hours: 20 hours per week }
system attract { effort: 4 to 7 hours per week by me }
""",
)


def case(plan: Plan) -> Iterator[Finding]:
    """Full names that are the same but for capital letters."""
    folded = Counter(map(str.casefold, plan.written))
    if len(folded) == len(plan.written):
        return
    seen: dict[str, Declaration] = {}
    for name in [n for n in plan.written if folded[n.casefold()] > 1]:
        d = plan.written[name]
        if d.heading is Heading.NONE:
            continue
        other = seen.setdefault(d.name.casefold(), d)
        if other is not d and other.name != d.name and other.parent == d.parent:
            yield CASE.at(
                d.headline,
                f"{d.kind} {d.name} and {other.kind} {other.name} differ only in capital letters",
                help="give one of them another name",
                related=[Related(f"{other.kind} {other.name}", other.headline)],
            )


def idle(plan: Plan) -> Iterator[Finding]:
    """People without work whom nothing else asks about either."""
    for person in plan.of(Person):
        if person.costs is None and not plan.users(person.name):
            yield IDLE.at(
                person.headline,
                f"person {person.name} has hours, but nothing is done by them",
                help=f"name them where work is, for example `by: {person.name}` in a task",
            )


def segments(plan: Plan) -> Iterator[Finding]:
    """Kinds of customers that stand alone."""
    for customer in plan.of(Customer):
        if not customer.perfect and customer.fits is None and not plan.users(customer.name):
            yield NO_SEGMENT.at(
                customer.headline,
                f"nothing speaks of customer {customer.name}",
                help=f"say who serves them, for example `serves: {customer.name}` in a department",
            )


def efforts(plan: Plan) -> Iterator[Finding]:
    """Work without a `by`."""
    holders: tuple[Any, ...] = (
        *plan.of(System),
        *plan.of(Funnel),
        *plan.of(Campaign),
        *plan.of(Stage),
    )
    people = plan.of(Person)
    for d in holders:
        effort: Effort | None = d.effort
        if effort is None or effort.by or _owned(plan, d):
            continue
        help = (
            f"write who does it behind the hours, for example `by {people[0].name}`"
            if people
            else "write who does it behind the hours, `by me`, and add `person me { hours: 20 hours per week }`"
        )
        yield NOBODY.at(
            d.place("effort"),
            f"nobody is named for the work of {d.kind} {d.name}",
            help=help,
        )


def _owned(plan: Plan, d: Any) -> bool:
    """Whether a person answers for it, who then does the work."""
    owner = getattr(d, "owner", None)
    return owner is not None and isinstance(plan.all.get(owner.name), Person)


UNUSED = Family(
    (CASE, IDLE, NO_SEGMENT, NOBODY),
    (case, idle, segments, efforts),
    of_absence=(IDLE, NO_SEGMENT, NOBODY),
)
