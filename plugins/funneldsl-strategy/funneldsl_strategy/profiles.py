"""The perfect customer, held against who is brought, sold to and served."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.plugin import (
    Campaign,
    Channel,
    Customer,
    Department,
    Finding,
    Flow,
    Offer,
    Plan,
    Related,
    Rule,
    Severity,
    Stage,
    percentiles,
)
from funneldsl_strategy.examples import LIST, SHOP
from funneldsl_strategy.metrics import measures
from funneldsl_strategy.sentences import listed

ANNA = 'customer anna { perfect: yes; who: "works late, lives alone"; wants: "a light evening" }\n'
BEN = 'customer ben { who: "forgets birthdays"; wants: "a gift that looks expensive" }\n'

THIN = Rule(
    "F324",
    "customer.profile-thin",
    Severity.NOTE,
    "A perfect customer whom nobody would recognise.",
    "The whole company is to have this person in mind: what to write to them, what to leave out, whom to turn away. For "
    "that it takes who they are, and what they want or what hurts. Everyone is nobody in particular.",
    wrong=SHOP + 'customer anna { perfect: yes; who: "everyone" }\n',
    right=SHOP + ANNA,
)

NONE_BROUGHT = Rule(
    "F325",
    "channel.none-perfect",
    Severity.WARNING,
    "A channel that brings everybody but the perfect customer.",
    "What a channel says about its people leaves no room for the perfect customer. Its people cost the same work as "
    "others and are not those whom the business is made for. Other customers may be meant, as on a marketplace: "
    "nothing is said of those whom a department serves, a flow or a goal is `for`, or who come into a funnel of their own.",
    wrong=SHOP + ANNA + BEN + LIST.replace("4 per day }", "4 per day; customers: { ben: 100% } }"),
    right=SHOP + ANNA + BEN + LIST.replace("4 per day }", "4 per day; customers: { ben: 70% } }"),
)

OTHERS_SERVED = Rule(
    "F326",
    "department.not-perfect",
    Severity.NOTE,
    "A department that serves customers, but not the perfect one.",
    "Every department has a customer of its own, and yet it boils down to one and the same. Where a department serves "
    "somebody else, as those who sell ads do, say behind `serves` what its work brings the perfect customer, with "
    "`because`. If there is nothing to say, it works for another business.",
    wrong=SHOP + ANNA + BEN + "department gifts { serves: ben }\n",
    right=SHOP + ANNA + BEN + "department gifts { serves: [ben, anna] }\n",
)

OTHERS_SOLD = Rule(
    "F329",
    "offer.not-for-perfect",
    Severity.NOTE,
    "An offer to which no perfect customer ever comes.",
    "All ways to the stages that sell it are `for` other customers. If it is worth selling to them, say so with "
    "`because` behind its price; if not, it takes work from those whom the business is made for.",
    wrong=SHOP
    + ANNA
    + BEN
    + LIST.replace("guest -> buyer 3% to 6%", "guest -> buyer 3% to 6% for ben"),
    right=SHOP
    + ANNA
    + BEN
    + LIST.replace("guest -> buyer 3% to 6%", "guest -> buyer 3% to 6% for anna"),
)

NOBODY_IN_PARTICULAR = frozenset(
    word
    for line in (
        "adult adults all anybody anyone buyers client clients consumers customer customers everybody everyone folks guys",
        "humans kids ladies man men people person persons public users woman women world",
        "affordable best better cheap fair good great high low nice price priced prices product products quality service",
        "services solution solutions stuff thing things value",
        "a able ages an and any at by every for from general have in is kind kinds like likes love loves need needs of on",
        "or our sort sorts that the their they to wants want who whole with",
    )
    for word in line.split()
)
"""Words that tell nobody from others: who is meant by everyone, what all want, and what holds sentences together."""

EVERYONE = frozenset(["all", "any", "anybody", "anyone", "every", "everybody", "everyone"])
"""With these a text begins that is of everyone."""


class Profiles:
    """Whether the perfect customer is known, brought, sold to and served."""

    rules = (THIN, NONE_BROUGHT, OTHERS_SERVED, OTHERS_SOLD)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings, in a plan that says who the perfect customer is."""
        perfect = [c for c in plan.of(Customer) if c.perfect]
        if not plan.complete or not perfect:  # what is missing may only be misspelled
            return
        for customer in perfect:
            yield from self._thin(customer)
        yield from self._brought(plan, perfect)
        yield from self._served(plan, perfect)
        yield from self._sold(plan, perfect)

    def _thin(self, customer: Customer) -> Iterator[Finding]:
        missing = []
        if not _says(customer.who):
            missing.append("who they are (`who`)")
        if not any(_says(t) for t in (*customer.wants, *customer.needs, *customer.pains)):
            missing.append("what they want or what hurts (`wants`, `needs`, `pains`)")
        if missing:
            yield THIN.at(
                customer.headline,
                f"customer {customer.label} is the perfect one, and nothing particular is said about "
                + listed(missing).replace(" and what", ", nor about what"),
                help='write what you know of the best one you ever had, as in `who: "35 to 60, works full time"; '
                'wants: "one song, played for friends"`',
            )

    def _brought(self, plan: Plan, perfect: list[Customer]) -> Iterator[Finding]:
        names = {c.name for c in perfect}
        meant, lanes = _meant(plan), _lanes(plan, names)
        for channel in plan.of(Channel):
            shares = {r.name: percentiles.exactly(v) for r, v in channel.customers.items()}
            if not shares or None in shares.values():
                continue
            others = sum(v or 0.0 for n, v in shares.items() if n not in names)
            own = [v for n, v in shares.items() if n in names]
            if others >= 1 - 1e-9 or (own and not any(own)):
                other_side = bool(lanes) and channel.brings.name.rpartition(".")[0] not in lanes
                brought = [name for name, share in shares.items() if share]
                if brought and (other_side or meant.issuperset(brought)):
                    continue
                rather = "".join(
                    f", or say who serves {name}: `serves: {name}` in a department"
                    for name in brought[:1]
                )
                yield NONE_BROUGHT.at(
                    channel.place("customers"),
                    f"channel {channel.label} brings {listed(brought or ['others'])} only, and "
                    f"none like {perfect[0].label}, the perfect customer",
                    help=f"say how many of its people are such customers, as in `{perfect[0].name}: 30%`"
                    + rather,
                    related=[Related("the perfect customer", perfect[0].headline)],
                )

    def _served(self, plan: Plan, perfect: list[Customer]) -> Iterator[Finding]:
        names = {c.name for c in perfect}
        for department in plan.of(Department):
            told = department.told.get("serves")
            if not department.serves or (told is not None and told.because):
                continue
            if not names & {r.name for r in department.serves}:
                yield OTHERS_SERVED.at(
                    department.place("serves"),
                    f"department {department.label} serves {listed(r.name for r in department.serves)}, and nothing says what "
                    f"that brings {perfect[0].label}, the perfect customer",
                    help=f'say it: `serves: {_own(department)} because "…"`, or serve them too: '
                    f"`serves: [{', '.join(r.name for r in department.serves)}, {perfect[0].name}]`",
                    related=[Related("the perfect customer", perfect[0].headline)],
                )

    def _sold(self, plan: Plan, perfect: list[Customer]) -> Iterator[Finding]:
        reached = _reached(plan, {c.name for c in perfect})
        sellers: dict[str, list[str]] = {}
        for stage in plan.of(Stage):
            for sale in stage.sells:
                sellers.setdefault(sale.offer.name, []).append(stage.name)
        walled = {f.target.name for f in plan.of(Flow) if f.for_}
        anybody = _everything(plan) if walled else set()
        for offer in plan.of(Offer):
            told = offer.told.get("price")
            stages = sellers.get(offer.name, [])
            if not walled.intersection(stages) or (told is not None and told.because):
                continue  # what is sold further on is out of reach because this is
            if not reached & set(stages) and anybody & set(stages):
                yield OTHERS_SOLD.at(
                    offer.headline,
                    f"nobody like {perfect[0].label}, the perfect customer, ever comes to {listed(stages)}, where "
                    f"{offer.label} is sold",
                    help=f"add a flow `for {perfect[0].name}`, or say behind its price why it is sold to others: "
                    '`because "…"`',
                    related=[Related("the perfect customer", perfect[0].headline)],
                )


def _own(department: Department) -> str:
    names = [r.name for r in department.serves]
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


def _meant(plan: Plan) -> set[str]:
    """Customers for whom something is done: a department serves them, or a flow or a measure of success is `for` them."""
    served = {r.name for d in plan.of(Department) for r in d.serves}
    for flow in plan.of(Flow):
        served |= {r.name for r in flow.for_}
    return served | {ref.name for _, _, metric in measures(plan) for ref in metric.customers}


def _lanes(plan: Plan, perfect: set[str]) -> set[str]:
    """The funnels into which a channel brings perfect customers, or does not say whom."""
    return {
        c.brings.name.rpartition(".")[0]
        for c in plan.of(Channel)
        if not c.customers or perfect & {r.name for r in c.customers}
    }


def _says(text: str | None) -> bool:
    """Whether a text says anything in particular; of everyone who likes candles it says too little."""
    words = "".join(c if c.isalnum() else " " for c in (text or "").casefold()).split()
    telling = set(words) - NOBODY_IN_PARTICULAR
    return len(telling) > 2 if words and words[0] in EVERYONE else bool(telling)


def _reached(plan: Plan, customers: set[str] | None) -> set[str]:
    """The stages to which these customers can come; all that anybody can come to for None."""
    moves: dict[str, list[str]] = {}
    kinds = {c.name for c in plan.of(Customer)}
    for flow in plan.of(Flow):
        only = {r.name for r in flow.for_} & kinds
        if customers is None or not only or only & customers:
            moves.setdefault(flow.source.name, []).append(flow.target.name)
    found: set[str] = set()
    waiting = [c.brings.name for c in plan.of(Channel)]
    waiting += [s.name for s in plan.of(Stage) if s.already is not None]
    for campaign in _movers(plan):
        for to, target in campaign:
            moves.setdefault(to, []).append(target)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += moves.get(name, ())
    return found


def _movers(plan: Plan) -> Iterator[list[tuple[str, str]]]:
    for campaign in plan.of(Campaign):
        if campaign.moves is not None:
            yield [(to.name, campaign.moves.name) for to in campaign.to]


def _everything(plan: Plan) -> set[str]:
    return _reached(plan, None)
