"""People whom channels bring, as expected (SEMANTICS 11 and 16 to 20)."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Counts, Floats
from funneldsl_forecast.bounds import refuse_crowds
from funneldsl_forecast.channels import Traffic, traffic
from funneldsl_forecast.durations import whole_days
from funneldsl_forecast.expected.delays import Weights
from funneldsl_forecast.expected.paths import Paths
from funneldsl_forecast.expected.sheets import Sheets
from funneldsl_forecast.flow.split import Split
from funneldsl_forecast.moments import on_day
from funneldsl_forecast.openings import Opening
from funneldsl_forecast.scene import NONE, Scene


@define(eq=False, slots=False)
class Arrivals:
    """What channels bring on all days, and what others bring as days go by."""

    scene: Scene
    """Of the plan in copies."""
    split: Split
    paths: Paths
    entering: Sheets = field(init=False)
    """By stage: people without a subscription who get in, by (day, world)."""
    _sums: dict[int, Floats] = field(factory=dict)
    """By channel: people whom it has brought so far, by world."""
    traffic: dict[int, Traffic] = field(factory=dict)
    """What channels of the plan do, but those that people refer to."""
    _present: dict[int, Floats] = field(init=False)
    """By stage whose people bring others: people there at the close of the day before."""
    _finished: dict[int, Floats] = field(factory=dict)
    """By stage of those that is computed: people there at the close of each day."""

    def __attrs_post_init__(self) -> None:
        network = self.scene.network
        (self.entering,) = Sheets.empty(self.scene.shape, [len(network.stages)])
        self._present = {s: self.paths.already[s] for c in network.channels for s in c.referred_by}
        for number, row in enumerate(network.channels):
            whole = self.split.channels[number]
            if row.referred_by:
                continue
            if whole not in self.traffic:
                self.traffic[whole] = traffic(self.scene, self.split.whole.channels[whole])
            people = self.traffic[whole].people * self._share_of_sort(number)
            self._bring(number, 0, np.broadcast_to(people, self.scene.shape))

    # --- sorts of people ------------------------------------------------------------------------------

    def _share_of_sort(self, channel: int) -> Floats | float:
        """Of the people of a channel of the plan the share that this copy of it brings."""
        whole = self.split.channels[channel]
        shares = {
            customer: np.clip(self.scene.daily(share), 0.0, 1.0)
            for customer, share in self.split.mix(whole).items()
        }
        if not shares:
            return 1.0
        total = sum(shares.values(), np.zeros((1, 1)))
        most, customer = np.maximum(total, 1.0), self.split.customers[channel]
        if customer == NONE:
            return np.asarray(np.maximum(1.0 - total / most, 0.0))
        return np.asarray(shares[customer] / most)

    # --- referrals ------------------------------------------------------------------------------------

    @cached_property
    def _referred(self) -> dict[int, list[tuple[int, Floats | float]]]:
        """By stage: channels whose people others bring there."""
        found: dict[int, list[tuple[int, Floats | float]]] = {}
        for number, row in enumerate(self.scene.network.channels):
            if row.referred_by:
                found.setdefault(row.stage, []).append((number, self._share_of_sort(number)))
        return found

    def refer(self, stage: int, day: int) -> None:
        """People whom others bring, a day after they entered or on each day of their stay."""
        for channel, share in self._referred.get(stage, ()):
            row = self.scene.network.channels[channel]
            opening = self.scene.opening(row.gates, row.windows)
            people = np.zeros(self.scene.worlds)
            for source in row.referred_by:
                if row.each != NONE and day:
                    each = on_day(self.scene.daily(row.each), day)
                    people += each * self.paths.entered[source][day - 1]
                if row.each_present != NONE:
                    each = on_day(self.scene.daily(row.each_present), day)
                    people += each * self._present_before(source, day)
            part = on_day(share, day) if isinstance(share, np.ndarray) else share
            able = opening.on(day) & (row.days.first <= day <= row.days.last)
            self._bring(channel, day, np.where(able, people * part, 0.0)[None])

    def _present_before(self, stage: int, day: int) -> Floats:
        if stage in self._finished and day:
            return np.asarray(self._finished[stage][day - 1])
        return self.paths.already[stage] if stage in self._finished else self._present[stage]

    def is_referred_to(self, stage: int) -> bool:
        """Whether others bring people there."""
        return stage in self._referred

    def depends_on_itself(self, stage: int) -> bool:
        """Whether those there bring others there."""
        rows = [self.scene.network.channels[c] for c, _ in self._referred.get(stage, ())]
        return any(stage in row.referred_by for row in rows)

    def close(self, day: int, stages: Collection[int]) -> None:
        """A day of some stages is over."""
        for stage in self._present.keys() & stages:
            self._present[stage] = self._present[stage] + self.paths.change(stage, day)

    def finish(self, stages: Collection[int]) -> None:
        """All days of some stages are over."""
        for stage in self._present.keys() & stages:
            self._finished[stage] = self.paths.in_stage(stage)

    # --- the door of the stage ------------------------------------------------------------------------

    def _bring(self, channel: int, first: int, people: Floats) -> None:
        """People come on days `first` and on; at a closed stage they wait outside or turn away."""
        row = self.scene.network.channels[channel]
        self._note(self.paths.brought, channel, first, people)
        self._sums[channel] = people.sum(axis=0) + self._sums.get(channel, 0.0)
        refuse_crowds(f"people whom channel {row.name} brings", self._sums[channel][None])
        opening = self.scene.stage_opening(row.stage)
        if opening.always:
            self._note(self.entering, row.stage, first, people)
            return
        passing = np.where(opening.table[first : first + len(people)], people, 0.0)
        self._note(self.entering, row.stage, first, passing)
        stuck = people - passing
        if stuck.any():
            self._outside(channel, opening, first, stuck)

    def _note(self, book: Sheets, number: int, first: int, people: Floats) -> None:
        if len(people) == self.scene.days:
            book.add(number, people)
        else:
            book.of(number)[first : first + len(people)] += people

    def _outside(self, channel: int, opening: Opening, first: int, stuck: Floats) -> None:
        stage = self.scene.network.channels[channel].stage
        days, row = self.scene.days, self.scene.network.stages[stage]
        turned, entering = self.paths.turned_away.of(channel), self.entering.of(stage)
        if row.patience is None and not row.waits:
            turned[first : first + len(stuck)] += stuck
            return
        parts = np.zeros(1)
        if not row.waits and row.patience is not None:
            parts = Weights.of(whole_days(row.patience, days)).parts[:, 0]
        there, worlds = np.nonzero(stuck)
        came, people = first + there, stuck[there, worlds]
        opens = opening.when(came, worlds)
        still = np.append(1.0 - np.concatenate([[0.0], parts.cumsum()]), 0.0).clip(0.0)
        if row.waits:
            still[:] = 1.0
        waited = np.minimum(opens - came, len(still) - 1)
        # Whoever loses patience on the day it opens is gone.
        stays = still[np.minimum(waited + 1, len(still) - 1)]
        inside = opens < days
        _add_at(entering, opens[inside], worlds[inside], (people * stays)[inside])
        for after, part in enumerate(parts.tolist()):
            gone = (came + after <= opens) & (came + after < days)
            if part and gone.any():
                _add_at(turned, came[gone] + after, worlds[gone], people[gone] * part)
        last = np.minimum(days - 1 - came, len(still) - 2)
        waits = np.where(inside, 0.0, people * still[last + 1])
        np.add.at(self.paths.outside[channel], worlds, waits)


def _add_at(book: Floats, days: Counts, worlds: Counts, people: Floats) -> None:
    np.add.at(book, (days, worlds), people)
