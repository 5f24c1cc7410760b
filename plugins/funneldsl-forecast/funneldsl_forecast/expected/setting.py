"""What there is in each stage before anybody comes: ways out, campaigns, what makes people leave, what is sold."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.expected.contracts import Contract, contracts
from funneldsl_forecast.expected.letters import Mail
from funneldsl_forecast.expected.order import reached, together
from funneldsl_forecast.expected.rest import Clocked
from funneldsl_forecast.expected.ways import Way
from funneldsl_forecast.flow.doors import Patience, doors
from funneldsl_forecast.flow.sends import letters
from funneldsl_forecast.flow.structure import Structure
from funneldsl_forecast.scene import NONE, Scene


@define(eq=False, slots=False)
class Setting:
    """All of a block of worlds, by stage."""

    scene: Scene
    """Of the plan in copies, one for each sort of people."""
    structure: Structure
    contracts: dict[int, Contract] = field(init=False)
    """By sale."""
    sold_at: dict[int, Contract] = field(init=False)
    """By the stage that sells it."""
    ways: dict[int, list[Way]] = field(init=False)
    """The flows that lead out of it."""
    shares: dict[int, list[Floats]] = field(init=False)
    """Shares of its flows, then of those who rest, by (day, world) or one row for all days."""
    leaving: dict[int, Floats | None] = field(init=False)
    """Chance to leave on a day, by (day, world) or one row for all days."""
    clock: dict[int, Floats | None] = field(init=False)
    """Chance to leave by (age, world)."""
    rests: dict[int, Clocked] = field(init=False)
    mail: dict[int, Mail] = field(init=False)

    def __attrs_post_init__(self) -> None:
        scene, patience = self.scene, Patience(self.scene)
        stages = range(len(scene.network.stages))
        self.contracts = contracts(scene)
        self.sold_at = {contract.home: contract for contract in self.contracts.values()}
        self.leaving = {s: patience.leaving(s) for s in stages}
        self.clock = {s: self._leaving_by_age(s) for s in stages}
        self.ways = {s: [] for s in stages}
        sales = scene.network.sales
        homes = {c.home for sale, c in self.contracts.items() if sales[sale].share == NONE}
        for door in doors(scene, self.structure.circular):
            clock = self.clock[door.source]
            self.ways[door.source].append(Way(scene, door, self.contracts, clock, homes))
        self.shares = {s: _shares([w.door.share for w in self.ways[s]]) for s in stages}
        self.mail = {s: Mail(scene, s, letters(scene, s)) for s in stages}
        self.rests = {s: self._rest(s) for s in stages}

    def _leaving_by_age(self, stage: int) -> Floats | None:
        """`leaves: after n` at age n, or n+1 for the part of a day, by (age, world)."""
        row = self.scene.network.stages[stage]
        if row.leaves_after == NONE:
            return None
        days = np.maximum(self.scene.value(row.leaves_after), 1.0)
        low = np.floor(days).astype(int)
        ages = np.arange(int(low.max()) + 2)[:, None]
        return np.where(ages == low, 1.0 - (days - low), 0.0) + (ages > low)

    def _rest(self, stage: int) -> Clocked:
        clock = self.clock[stage]
        oldest = max(self.mail[stage].oldest, 0 if clock is None else len(clock) - 1)
        sizes = {sale: c.size for sale, c in self.contracts.items()}
        return Clocked(sizes, self.scene.worlds, oldest)

    # --- what depends on what -------------------------------------------------------------------------

    def together(self) -> list[tuple[int, ...]]:
        """Stages in their order; together those that depend on each other, and all to which subscribers may come."""
        depends = {stage: set(targets) for stage, targets in self._ahead.items()}
        for channel in self.scene.network.channels:
            for stage in channel.referred_by:
                depends[stage].add(channel.stage)
        return together([c.stages for c in self.structure.components], self.visited, depends)

    @cached_property
    def visited(self) -> set[int]:
        """Stages from which subscribers set out, and all to which they may come."""
        return reached(self._ahead, (home for home in self.sold_at if self._ahead[home]))

    @cached_property
    def _ahead(self) -> dict[int, set[int]]:
        """By stage, where flows and campaigns lead."""
        found = {stage: {way.door.target for way in ways} for stage, ways in self.ways.items()}
        for stage, mail in self.mail.items():
            found[stage] |= {letter.target for letter in mail.letters}
        return found


def _shares(shares: list[Floats]) -> list[Floats]:
    """Shares of flows, and of those who take none (SEMANTICS 5)."""
    if not shares:
        return []
    whole = sum(shares[1:], shares[0])
    most = np.maximum(whole, 1.0)
    return [*(share / most for share in shares), np.maximum(1.0 - whole, 0.0)]
