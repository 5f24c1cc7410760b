"""What stands in a box and on an arrow, in the writer's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from attrs import frozen

from funneldsl.plugin import (
    Already,
    Campaign,
    Channel,
    Declaration,
    Flow,
    Offer,
    Payment,
    Plan,
    Sale,
    Stage,
    Task,
    Wording,
    values,
)


@frozen
class Words:
    """Says the values of one plan."""

    plan: Plan
    wording: Wording

    @classmethod
    def of(cls, plan: Plan) -> Words:
        """As the writer of this plan would say them."""
        return cls(plan, Wording.of(plan))

    def title(self, d: Declaration) -> str:
        """Its title, or its own name as words."""
        return d.title or d.name.rpartition(".")[2].replace("_", " ")

    def named(self, name: str) -> str:
        """The title of the thing of that name."""
        return self.title(self.plan[name]) if name in self.plan else name

    def channel(self, channel: Channel) -> Iterator[str]:
        """How many come, or for how much money."""
        for word in ("people", "spend", "price"):
            if (value := getattr(channel, word)) is not None:
                yield self._over_time(channel, word, value, self.wording.amount)

    def stage(self, stage: Stage) -> Iterator[str]:
        """What it sells, for how many it has places, who is there already."""
        yield from map(self._sale, stage.sells)
        if stage.capacity is not None:
            yield self._over_time(stage, "capacity", stage.capacity, self._places)
        if isinstance(stage.already, Already):
            yield f"{self.wording.amount(stage.already.people)} already here"

    def _places(self, capacity: values.Amount) -> str:
        return f"{self.wording.amount(capacity)} places"

    def _sale(self, sale: Sale) -> str:
        buyers = f"{self.wording.amount(sale.at)} buy " if sale.at is not None else ""
        offer = self.plan.all.get(sale.offer.name)
        if not isinstance(offer, Offer):
            return f"{buyers}{sale.offer.name}"
        price = self._over_time(offer, "price", offer.price, self._price)
        return f"{buyers}{self.title(offer)}: {price}"

    def _price(self, payments: tuple[Payment, ...]) -> str:
        amounts = {self.wording.amount(p.amount) for p in payments}
        if len(payments) > 1 and len(amounts) == 1:
            return f"{len(payments)} × {amounts.pop()}"
        return " + ".join(map(self._payment, payments))

    def _payment(self, payment: Payment) -> str:
        said = self.wording.amount(payment.amount)
        if payment.for_ is not None:
            said += f" for {self.wording.amount(payment.for_)}"
        return said + (f" after {self.wording.amount(payment.after)}" if payment.after else "")

    def flow(self, flow: Flow) -> Iterator[str]:
        """The share that moves and how long it takes, each on its own line."""
        whom = ", ".join(self.named(r.name) for r in flow.for_)
        share = "all"
        if flow.share is not None:
            share = self._over_time(flow, "share", flow.share, self.wording.amount)
        yield f"{share} of {whom}" if whom else share
        if flow.after is not None:
            yield f"after {self.wording.spread(flow.after)}"
        if flow.within is not None:
            yield f"within {self.wording.amount(flow.within)}"

    def again(self, flow: Flow) -> str:
        """A flow from a stage to itself."""
        return "again: " + " ".join(self.flow(flow))

    def campaign(self, campaign: Campaign) -> Iterator[str]:
        """When it is sent."""
        every = campaign.every
        if isinstance(every, str):
            yield f"every {every}"
        elif every is not None:
            yield f"every {self.wording.amount(every)}"
        if campaign.dates:
            yield _some([day.isoformat() for day in campaign.dates], "dates")
        if campaign.after:
            yield (
                _some([self.wording.amount(a) for a in campaign.after], "times") + " after entering"
            )

    def converts(self, campaign: Campaign) -> Iterator[str]:
        """How many of those it reaches move."""
        if campaign.converts is not None:
            yield self._over_time(campaign, "converts", campaign.converts, self.wording.amount)

    def project(self, tasks: tuple[Task, ...]) -> Iterator[str]:
        """How much there is to do."""
        if tasks:
            yield "1 task" if len(tasks) == 1 else f"{len(tasks)} tasks"

    def _over_time(self, d: Declaration, word: str, value: Any, say: Callable[[Any], str]) -> str:
        """A value and what it becomes later."""
        later = (f", {say(c.value)} from {self._when(c.when)}" for c in d.changes.get(word, ()))
        return say(value) + "".join(later)

    def _when(self, when: Any) -> str:
        return when.isoformat() if isinstance(when, date) else f"the end of {self.named(when.name)}"


def _some(listed: list[str], what: str) -> str:
    return ", ".join(listed) if len(listed) <= 3 else f"{len(listed)} {what}"
