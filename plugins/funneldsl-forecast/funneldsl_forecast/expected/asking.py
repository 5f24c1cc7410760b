"""Bills of subscribers who will ask for their money back: they are known by the day on which they bought (SEMANTICS 25)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from attrs import define, field, frozen
from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.billing import Billing
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.terms import Changing


@frozen(eq=False)
class Bill:
    """One bill of those who bought on one day."""

    bought: int
    renewal: int
    """Its number."""
    where: Floats | None
    """Worlds in which it is due; None for all."""
    chance: Floats | None
    """Chance to stop, by world, where people are billed in several rhythms."""


@define(eq=False)
class Bills:
    """All of them."""

    scene: Scene
    billing: Billing
    asking: int
    """Days for which buyers are known by their day of buying."""
    _due: list[Counts] = field(factory=list)
    """By renewal, from the first on: the day by (day of buying, world), or one column for all worlds."""
    _chances: list[Floats] = field(factory=list)
    """The same: chance to stop, where there are several rhythms."""
    _by_day: dict[int, list[tuple[int, int]]] = field(factory=dict)
    """Day of buying and number of the renewals of a day, where worlds are alike."""

    def __attrs_post_init__(self) -> None:
        days = np.arange(self.scene.days)
        several = isinstance(self.billing, Changing)
        worlds = self.scene.worlds if several else 1
        bought, world = np.repeat(days, worlds), np.tile(np.arange(worlds), len(days))
        people = Rows.of(world=world, turns=0, **self.billing.anchor(bought))
        while self.asking:
            due = self.billing.day(people, len(self._due) + 1)
            inside = (due <= bought + self.asking) & (due < len(days))
            if not inside.any():
                break
            self._due.append(np.where(inside, due, -1).reshape(len(days), worlds))
            if isinstance(self.billing, Changing):
                chance = self.billing.stopping(people, np.full(len(people), len(self._due)))
                self._chances.append(chance.reshape(len(days), worlds))
        for renewal, column in enumerate([] if several else self._due, 1):
            for buying, day in enumerate(column[:, 0].tolist()):
                self._by_day.setdefault(day, []).append((buying, renewal))

    def on(self, day: int) -> Iterator[Bill]:
        """Those of a day, the last renewals first."""
        for bought, renewal in reversed(self._by_day.get(day, ())):
            yield Bill(bought, renewal, None, None)
        first = max(0, day - self.asking)
        for number in reversed(range(len(self._chances))):
            here = self._due[number][first : day + 1] == day
            for row in np.flatnonzero(here.any(axis=1)).tolist():
                bought = first + row
                where = here[row].astype(np.float64)
                yield Bill(bought, number + 1, where, self._chances[number][bought])
