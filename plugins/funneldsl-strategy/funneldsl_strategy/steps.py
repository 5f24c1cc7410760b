"""What each of the five steps from stranger to regular takes: a channel, a list, a sale, a second sale, a way on."""

from __future__ import annotations

from collections.abc import Mapping

from funneldsl.plugin import Channel, Flow, Offer, Plan, Stage, percentiles
from funneldsl_strategy.parts import Parts

STEPS: Mapping[str, str] = {
    "leads": "getting leads",
    "subscribers": "turning leads into subscribers",
    "customers": "turning subscribers into customers",
    "repeat": "selling to customers again",
    "onward": "leading customers on to other funnels",
}
"""The roles of systems along the way of a customer, in words."""


class Steps:
    """What each step needs, and whether the parts of a system have it."""

    def __init__(self, plan: Plan) -> None:
        self.offers = plan.kept(_recurring)
        self.selling = plan.kept(_selling)
        self.buyers = plan.kept(_buyers)
        self.listening = plan.kept(_listening)
        self.free = plan.kept(_free)
        self.entries = plan.kept(_entries)

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
        brought = {*parts.channels.values()} & self.listening
        known |= brought & {source for source, target in moves if target in self.selling}
        if known - self.selling or known & self.free:
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
            f"add the flow of those who buy again, as in `{self._again(parts)}`, or drop the role",
        )

    def _onward(self, parts: Parts) -> tuple[str, str] | None:
        own = {name.rpartition(".")[0] for name in parts.stages}
        for source, target in parts.moves():
            here, there = source.rpartition(".")[0], target.rpartition(".")[0]
            if here != there or here not in own:
                return None
        return (
            "none of its flows leads to another funnel",
            f"add the flow to the funnel that comes next, as in `{self._on(parts, own)}`, or drop the role",
        )

    def _buyer(self, parts: Parts) -> str:
        """A stage of it that sells, by its short name."""
        return next((s.rpartition(".")[2] for s in parts.stages if s in self.selling), "buyer")

    def _again(self, parts: Parts) -> str:
        """A flow of those who buy again."""
        return f"{self._buyer(parts)} -> {self._buyer(parts)}  10% to 20%  after 30 to 200 days"

    def _on(self, parts: Parts, own: set[str]) -> str:
        """A flow to the first stage of another funnel."""
        others = (s for s in self.entries if own and s.rpartition(".")[0] not in own)
        return f"{self._buyer(parts)} -> {next(others, 'coaching.applicant')}  3% to 6%"


def _recurring(plan: Plan) -> dict[str, bool]:
    """By offer: whether it is paid for again and again."""
    return {o.name: any(p.amount.unit.per for p in o.price) for o in plan.of(Offer)}


def _selling(plan: Plan) -> frozenset[str]:
    return frozenset(s.name for s in plan.of(Stage) if s.sells)


def _listening(plan: Plan) -> frozenset[str]:
    """Stages whose people stay a while before they buy: some take time, or leave, or are there on the first day."""
    slow = {f.source.name for f in plan.of(Flow) if f.after is not None}
    return frozenset(slow | {s.name for s in plan.of(Stage) if s.leaves or s.already})


def _free(plan: Plan) -> frozenset[str]:
    """Stages on entering which nothing is paid yet: their people are in a free trial."""
    offers = {
        o.name for o in plan.of(Offer) if o.price and percentiles.exactly(o.price[0].amount) == 0.0
    }
    return frozenset(
        s.name
        for s in plan.of(Stage)
        if s.sells and offers.issuperset(x.offer.name for x in s.sells)
    )


def _entries(plan: Plan) -> tuple[str, ...]:
    """The first stage of each funnel to which no channel brings strangers."""
    first: dict[str, str] = {}
    for stage in plan.of(Stage):
        first.setdefault(stage.name.rpartition(".")[0], stage.name)
    brought = {c.brings.name for c in plan.of(Channel)}
    return tuple(name for name in first.values() if name not in brought)


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


def ends_of_sale(plan: Plan) -> frozenset[str]:
    """Stages that sell, and from which nobody goes on to another that sells."""
    selling, flows = plan.kept(_selling), plan.kept(_flows)
    return selling - {source for source, target in flows if target in selling and target != source}
