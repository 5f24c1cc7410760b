"""Step (b): sends of one day to the people of several stages, some of them into stages with limited places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import define
from funneldsl_forecast.arrays import Counts, Flags
from funneldsl_forecast.flow.invited import Asked
from funneldsl_forecast.flow.members import Members
from funneldsl_forecast.flow.places import Places
from funneldsl_forecast.flow.rest import Hits, Rest
from funneldsl_forecast.flow.sends import Letter
from funneldsl_forecast.flow.state import State
from funneldsl_forecast.scene import NONE, Scene
from funneldsl_forecast.sharing import lucky_ones, share_out


@define(eq=False)
class Invitations:
    """People whom campaigns would move today; places are shared out over people of all stages together."""

    scene: Scene
    state: State
    rests: Mapping[int, Rest]
    members: Members
    places: Mapping[int, Places]

    def send(self, stages: Sequence[int], day: int) -> None:
        """Find who is hit, then who of them finds a place, then move them."""
        hits: dict[int, Hits] = {}
        asked: dict[int, Asked] = {}
        for stage in stages:
            if self.rests[stage].letters:
                hits[stage] = self.rests[stage].send(day, self._has_room)
                asked[stage] = self._ask(stage, day)
        for target in self._wanted(hits, asked):
            self._share(target, hits, asked)
        for stage in hits:
            for letter, people in hits[stage]:
                moved = people.sum(axis=0)
                move(self.state, stage, letter.campaign, letter.target, day, moved)
            if asked[stage]:
                self.members.accept(stage, asked[stage], day)

    def _ask(self, stage: int, day: int) -> Asked:
        invited = self.members.invited.get(stage)
        if invited is None:
            return []
        name = self.scene.network.stages[stage].name
        return invited.asked(
            day, self._has_room, self.scene.streams.of(f"stage {name} invitations")
        )

    def _has_room(self, stage: int) -> Flags:
        return self.places[stage].room() > 0

    def _wanted(self, hits: Mapping[int, Hits], asked: Mapping[int, Asked]) -> list[int]:
        """Stages with limited places into which somebody would be moved."""
        letters = [x for found in hits.values() for x, _ in found]
        letters += [x for found in asked.values() for x, _ in found]
        return sorted({self._shared(x) for x in letters if x.places})

    def _shared(self, letter: Letter) -> int:
        """The stage whose places it fills, as one for all copies of it."""
        return self.places[letter.target].stage if letter.places else NONE

    def _share(self, target: int, hits: dict[int, Hits], asked: dict[int, Asked]) -> None:
        """More may be hit than there are places: chance decides, and the others stay where they are."""
        places = self.places[target]
        crowd = [
            (s, n) for s in hits for n, (x, _) in enumerate(hits[s]) if self._shared(x) == target
        ]
        people = [
            (s, n) for s in asked for n, (x, _) in enumerate(asked[s]) if self._shared(x) == target
        ]
        worlds = {(s, n): self.members.invited[s].everyone()["world"] for s, n in people}
        groups = [row for s, n in crowd for row in hits[s][n][1]]
        groups += [self._by_world(worlds[s, n][asked[s][n][1]]) for s, n in people]
        name = self.scene.network.stages[target].name
        chance = self.scene.streams.of(f"stage {name} places for letters")
        got = share_out(groups, np.maximum(places.room(), 0), chance)
        places.take(sum(got[1:], got[0]))
        shares = iter(got)
        for stage, n in crowd:
            letter, hit = hits[stage][n]
            lucky = np.stack([next(shares) for _ in hit])
            self.rests[stage].cells += hit - lucky
            hits[stage][n] = (letter, lucky)
        for stage, n in people:
            letter, positions = asked[stage][n]
            chosen = lucky_ones(worlds[stage, n][positions], next(shares), chance)
            asked[stage][n] = (letter, positions[chosen])

    def _by_world(self, worlds: Counts) -> Counts:
        return np.bincount(worlds, minlength=self.scene.worlds)


def move(state: State, stage: int, campaign: int, target: int, day: int, people: Counts) -> None:
    """A campaign moves people of the crowd."""
    state.campaign_moved[campaign][day] += people
    state.sent_away[stage][day] += people
    state.coming[target][day] += people
