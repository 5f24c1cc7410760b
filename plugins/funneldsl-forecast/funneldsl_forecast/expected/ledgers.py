"""What subscriptions come to, sale by sale: numbers by (day, world)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats, running
from funneldsl_forecast.expected.collecting import Billed
from funneldsl_forecast.expected.contracts import Contract
from funneldsl_forecast.flow.books import End
from funneldsl_forecast.recurring import Subscribers


@define(eq=False)
class Subscribed:
    """Of one sale."""

    contract: Contract
    sold: Floats = field(init=False)
    renewed: Floats = field(init=False)
    begun: Floats = field(init=False)
    before: Floats = field(init=False)
    asking: Floats = field(init=False)
    """First payments after a trial that will come back, by the day of payment."""
    rarer: tuple[Floats, ...] = field(init=False)
    """Renewals at which the rarer bills are paid, too, bill by bill."""
    ended: Mapping[End, Floats] = field(init=False)

    def __attrs_post_init__(self) -> None:
        shape = self.contract.scene.shape
        self.sold, self.renewed, self.begun, self.asking = (np.zeros(shape) for _ in range(4))
        self.rarer = tuple(np.zeros(shape) for _ in self.contract.billing.rarer)
        self.before = np.zeros(shape[1])
        self.ended = {why: np.zeros(shape) for why in End}

    def note(self, day: int, billed: Billed) -> None:
        """Bills of a day."""
        self.renewed[day] += billed.paid
        self.asking[day] += billed.asking
        self.ended[End.CHURNED][day] += billed.ended
        for book, paid in zip(self.rarer, billed.rarer, strict=True):
            book[day] += paid

    @property
    def subscribers(self) -> Subscribers:
        """Who subscribes at the close of each day, and why that changes."""
        change = self.begun - sum(self.ended.values(), np.zeros_like(self.begun))
        active = np.maximum(running(change), 0.0)
        ended = {why.name.lower(): people for why, people in self.ended.items()}
        return Subscribers(active, self.begun, self.before, ended)
