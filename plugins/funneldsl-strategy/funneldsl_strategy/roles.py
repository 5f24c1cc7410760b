"""The five steps from stranger to regular: whether a system that takes a step on itself has what the step needs."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.plugin import Finding, Flow, Funnel, Offer, Plan, Rule, Severity, Stage, System
from funneldsl_strategy.examples import LIST, SHOP, STRATEGY
from funneldsl_strategy.parts import Parts, parts_of

NOT_DONE = Rule(
    "F315",
    "role.not-done",
    Severity.WARNING,
    "A system claims a step of the customer's way that nothing in it takes.",
    "Five steps make a marketing system: leads, subscribers, customers, repeat buyers, and onward to other funnels. A "
    "role that no channel, flow or sale of the system carries out looks taken care of and is not: the forecast "
    "has nobody take that step. Write what the system does for it, or leave the role to a system that does it.",
    wrong=SHOP + STRATEGY + LIST.replace("funnel site {", "funnel site {\n  role: [leads, repeat]"),
    right=SHOP
    + STRATEGY
    + LIST.replace("funnel site {", "funnel site {\n  role: [leads, repeat]").replace(
        "3% to 6% after 0 to 10 days",
        "3% to 6% after 0 to 10 days\n  buyer -> buyer 10% to 20% after 100 to 300 days",
    ),
)


class Roles:
    """What systems say they do, against what stands in them."""

    rules = (NOT_DONE,)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings about roles; a system that holds nothing is taken at its word."""
        if not plan.complete:  # what is missing may only be misspelled
            return
        every: tuple[System | Funnel, ...] = (*plan.of(System), *plan.of(Funnel))
        systems = [s for s in every if s.role]
        if not systems:
            return
        parts, steps = plan.kept(parts_of), _Steps(plan)
        for system in systems:
            for role in system.role if not parts[system.name].empty else ():
                lacking = steps.lacks(role, parts[system.name])
                if lacking is not None:
                    missing, help = lacking
                    yield NOT_DONE.at(
                        system.place("role"),
                        f"{system.kind} {system.label} has role `{role}`, but {missing}",
                        help=help,
                    )


class _Steps:
    """What each step needs."""

    def __init__(self, plan: Plan) -> None:
        self.offers = plan.kept(_recurring)
        self.selling = plan.kept(_selling)
        self.buyers = plan.kept(_buyers)

    def lacks(self, role: str, parts: Parts) -> tuple[str, str] | None:
        """What is missing for a role, and what to do; None if it is carried out."""
        needs = {
            "leads": self._leads,
            "subscribers": self._subscribers,
            "customers": self._customers,
            "repeat": self._repeat,
            "onward": self._onward,
        }
        return needs[role](parts) if role in needs else None

    def _leads(self, parts: Parts) -> tuple[str, str] | None:
        if parts.channels:
            return None
        return (
            "no channel stands in it or brings people to it",
            "add the channel that brings leads, or leave `leads` to the system that has it",
        )

    def _subscribers(self, parts: Parts) -> tuple[str, str] | None:
        moves = [*parts.moves()]
        known = {target for _, target in moves} | {
            to for stages in parts.campaigns.values() for to in stages
        }
        brought = {*parts.channels.values()}
        known |= brought & {source for source, target in moves if target in self.selling}
        if known - self.selling:
            return None
        return (
            "there is no stage in it for people who listen and have not bought",
            "add one, such as `stage subscriber`, or drop the role",
        )

    def _customers(self, parts: Parts) -> tuple[str, str] | None:
        ends = parts.stages.keys() | {target for _, target in parts.moves()}
        if not self.offers or ends & self.selling:
            return None
        return (
            "nothing is sold in it",
            f"write what people buy, as in `sells: {next(iter(self.offers))}`, or drop the role",
        )

    def _repeat(self, parts: Parts) -> tuple[str, str] | None:
        if not self.offers or any(
            source in self.buyers and target in self.selling for source, target in parts.moves()
        ):
            return None
        for sold in parts.stages.values():
            if len(sold) > 1 or any(self.offers.get(name) for name in sold):
                return None
        return (
            "nobody buys a second time in it",
            "add the flow of those who buy again, as in `buyer -> buyer 10% to 20%`, or drop the role",
        )

    def _onward(self, parts: Parts) -> tuple[str, str] | None:
        own = {name.rpartition(".")[0] for name in parts.stages}
        for source, target in parts.moves():
            here, there = source.rpartition(".")[0], target.rpartition(".")[0]
            if here != there or here not in own:
                return None
        return (
            "none of its flows leads to another funnel",
            "add the flow to the funnel that comes next, as in `buyer -> coaching.applicant 3% to 6%`, or drop the role",
        )


def _recurring(plan: Plan) -> dict[str, bool]:
    """By offer: whether it is paid for again and again."""
    return {o.name: any(p.amount.unit.per for p in o.price) for o in plan.of(Offer)}


def _selling(plan: Plan) -> frozenset[str]:
    return frozenset(s.name for s in plan.of(Stage) if s.sells)


def _flows(plan: Plan) -> tuple[tuple[str, str], ...]:
    return tuple((f.source.name, f.target.name) for f in plan.of(Flow))


def _buyers(plan: Plan) -> set[str]:
    """Stages that sell, and all to which flows lead from them: their people have bought before."""
    moves: dict[str, list[str]] = {}
    for source, target in plan.kept(_flows):
        moves.setdefault(source, []).append(target)
    stages = plan.kept(_selling)
    found, waiting = set(stages), [*stages]
    while waiting:
        for target in moves.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found
