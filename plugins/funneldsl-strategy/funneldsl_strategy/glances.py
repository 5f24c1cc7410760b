"""Views of departments that are of somebody else: of everyone, of another customer, of what the profile denies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from funneldsl.plugin import Customer, Department, Finding, Plan, Related, Rule, Severity
from funneldsl_strategy.examples import SHOP
from funneldsl_strategy.profiles import ANNA, BEN
from funneldsl_strategy.sayings import ages, apart, denied, phrase, saying, stems, within, words

EVERYONE = Rule(
    "F343",
    "department.view-of-everyone",
    Severity.NOTE,
    "A department sees everyone where the perfect customer should be.",
    "Everyone is nobody in particular: who is told to look for anybody at all cannot tell whom the work is for. Every "
    "department meets the same person at a moment of its own. Say what is seen of that person there.",
    wrong=SHOP + ANNA + 'department counter { serves: anna; sees: "anyone with a purse" }\n',
    right=SHOP
    + ANNA
    + 'department counter { serves: anna; sees: "someone who reads the label twice" }\n',
)

ANOTHER = Rule(
    "F344",
    "department.view-of-another",
    Severity.WARNING,
    "What a department sees is not the customer whom it serves.",
    "What a department sees is how its people learn for whom they work. A view that names a customer whom the department "
    "does not serve, a view that denies what the profile says, and a promise that comes later than what customers see "
    "teach something else than the rest of the plan. One of the two is not meant.",
    wrong=SHOP + ANNA + BEN + 'department counter { serves: anna; sees: "ben, a day too late" }\n',
    right=SHOP
    + ANNA
    + BEN
    + 'department counter { serves: [anna, ben]; sees: "ben, a day too late" }\n',
)

_ALL = re.compile(
    r"(just |simply |really )?((any|every)(one|body)|(all|any) (our |the |kinds of )?"
    r"(people|customers?|visitors?|users?|buyers?|clients?)|the (general )?public)\b",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"(a|an|the|our|one of our) ", re.IGNORECASE)

Beginnings = Mapping[tuple[str, ...], list[Customer]]
LONGEST = 12
"""So many words of a view are looked at for a name."""


class Glances:
    """Whom departments see, against whom they serve."""

    rules = (EVERYONE, ANOTHER)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings; a view is questioned only for words that stand in it."""
        if not plan.complete:  # what is missing may only be misspelled
            return
        beginnings = _beginnings(plan)
        for department in plan.of(Department):
            known = [plan.all.get(ref.name) for ref in department.serves]
            served = [c for c in known if isinstance(c, Customer)]
            if served and department.sees:
                yield from _seen(department, served, beginnings)
            if department.promise:
                yield from _promised(department)


def _seen(
    department: Department, served: list[Customer], beginnings: Beginnings
) -> Iterator[Finding]:
    view = department.sees or ""
    whom = served[0]
    if _ALL.match(view.strip()) and not stems(view) & _told(served):
        yield EVERYONE.at(
            department.place("sees"),
            f"department {department.label} sees “{view}”, which tells nobody that it is for {whom.label}",
            help=f"say what {whom.label} is doing or waiting for when {department.label} meets them",
        )
    for other in _begun(view, beginnings):
        if other not in served and not _named(view, served):
            yield ANOTHER.at(
                department.place("sees"),
                f"department {department.label} serves {whom.label}, but sees “{view}”: that is {other.label}",
                help=f"say what it sees of {whom.label}, or serve them both: "
                f"`serves: [{', '.join([*(c.name for c in served), other.name])}]`",
                related=[Related("the one it sees", other.headline)],
            )
    for customer in served:
        why = _contradicts(view, customer.who or "")
        if why and (len(served) == 1 or why.endswith("denies it")):
            yield ANOTHER.at(
                department.place("sees"),
                f"department {department.label} sees “{view}”, but {customer.label} is “{customer.who}”: {why}",
                help=f"say what {department.label} sees of such a person, or change the profile",
                related=[Related("the profile", customer.place("who"))],
            )


def _contradicts(view: str, who: str) -> str | None:
    """What in the view cannot be true of such a person."""
    seen, meant = ages(view), ages(who)
    if seen and meant and apart(seen, meant):
        return f"{seen[0]} to {seen[1]} is not {meant[0]} to {meant[1]}"
    no = denied(view, by=who)
    return f"“{no}” denies it" if no else None


def _promised(department: Department) -> Iterator[Finding]:
    seen, promised = within(department.sees or ""), within(department.promise or "")
    if seen and promised and promised[1] > seen[1] and len(seen[2] & promised[2]) > 1:
        yield ANOTHER.at(
            department.place("promise"),
            f"department {department.label} promises “{department.promise}”, but what customers see is "
            f"“{department.sees}”: {promised[0]} is later",
            help="promise what customers see, or say in `sees` what they can rely on",
            related=[Related("what they see", department.place("sees"))],
        )


def _told(customers: list[Customer]) -> set[str]:
    """What the profiles of these say, by the stems of words."""
    texts = (t for c in customers for t in (c.who, c.message, *c.needs, *c.wants, *c.pains) if t)
    return {stem for text in texts for stem in stems(text)}


def _beginnings(plan: Plan) -> Beginnings:
    """Customers by the words of their names and titles."""
    found: dict[tuple[str, ...], list[Customer]] = {}
    for customer in plan.of(Customer):
        for name in dict.fromkeys(tuple(words(name)) for name in _names(customer)):
            found.setdefault(name, []).append(customer)
    return found


def _begun(view: str, beginnings: Beginnings) -> Iterable[Customer]:
    """The customers with whose name or title the view begins."""
    spoken = tuple(words(_ARTICLES.sub("", view.strip(), count=1)))[:LONGEST]
    heads = (spoken[:n] for n in range(1, len(spoken) + 1))
    return {c.name: c for head in heads for c in beginnings.get(head, ())}.values()


def _named(view: str, customers: list[Customer]) -> bool:
    return any(phrase(name).search(view) for c in customers for name in _names(c))


def _names(customer: Customer) -> Iterator[str]:
    """Its name as it is said, and its title without the article."""
    names = (customer.name.replace("_", " "), saying(customer.label))
    yield from (name for name in names if len(name) > 2 and any(c.isalpha() for c in name))
