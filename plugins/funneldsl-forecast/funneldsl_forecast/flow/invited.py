"""People with a subscription at rest, where free places elsewhere decide whether a campaign hits them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Counts, Flags
from funneldsl_forecast.flow.post import Post
from funneldsl_forecast.flow.sends import Letter
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.streams import Chance

Asked = list[tuple[Letter, Counts]]
"""Campaigns, and positions of those whom they would move."""


@define(eq=False)
class Invited:
    """Everyone who rests in one stage, until leaving or being hit."""

    post: Post
    _parts: list[Rows] = field(factory=list)

    def join(self, people: Rows) -> None:
        """People who begin to rest, with the days on which campaigns touch them."""
        self._parts.append(people)

    def everyone(self) -> Rows:
        """All who are there."""
        if len(self._parts) > 1:
            self._parts[:] = [Rows.joined(self._parts)]
        return self._parts[0]

    def leaving(self, day: int) -> Rows:
        """Those who go today; they are no longer there."""
        return self._remove(self.everyone()["goes"] == day)

    def take(self, accepted: Asked) -> list[tuple[Letter, Rows]]:
        """Those whom campaigns move; they are no longer there."""
        people = self.everyone()
        gone = np.zeros(len(people), bool)
        taken = []
        for letter, positions in accepted:
            taken.append((letter, people.at(positions)))
            gone[positions] = True
        self._remove(gone)
        return taken

    def asked(self, day: int, has_room: Callable[[int], Flags], chance: Chance) -> Asked:
        """Positions of those whom each campaign would move today."""
        people = self.everyone()
        old = people["day"] < day
        by = self.post.today(people, day, has_room, chance)
        found = []
        for letter in self.post.letters:
            positions = np.flatnonzero(old & (by == letter.campaign))
            if len(positions):
                found.append((letter, positions))
        return found

    def _remove(self, chosen: Flags) -> Rows:
        people = self.everyone()
        gone = people.where(chosen)
        if len(gone):
            self._parts[:] = [people.where(~chosen)]
        return gone
