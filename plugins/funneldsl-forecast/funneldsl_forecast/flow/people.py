"""Everyone in a block of worlds, stage by stage: the order of a day is that of SEMANTICS 4.

Stages that nothing later in the plan can act upon are computed for all days at once; circles, and stages with
limited places, are computed day by day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import FAR, Counts, Floats, note, tally
from funneldsl_forecast.billing import Billing, subscription
from funneldsl_forecast.bounds import MOST_BUYERS, refuse_crowds, refuse_queues
from funneldsl_forecast.channels import Traffic, arrivals, traffic
from funneldsl_forecast.durations import draw, whole_days
from funneldsl_forecast.flow.books import Accounts
from funneldsl_forecast.flow.crowd import Crowd
from funneldsl_forecast.flow.doors import Door, Patience, doors
from funneldsl_forecast.flow.enrolment import Enrolment
from funneldsl_forecast.flow.inviting import Invitations, move
from funneldsl_forecast.flow.members import Members
from funneldsl_forecast.flow.places import Places
from funneldsl_forecast.flow.post import Post
from funneldsl_forecast.flow.reach import Reach
from funneldsl_forecast.flow.rest import Rest
from funneldsl_forecast.flow.sends import letters
from funneldsl_forecast.flow.split import Split
from funneldsl_forecast.flow.state import State
from funneldsl_forecast.flow.structure import Structure
from funneldsl_forecast.flow.touches import touches
from funneldsl_forecast.moments import on_day
from funneldsl_forecast.precedence import Precedence
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.scatter import Ways, one_by_one, part, scatter
from funneldsl_forecast.scene import NONE, Scene

AT_ONCE = 128
"""Days whose buyers of subscriptions are kept in memory one by one at the same time."""

ONE_BY_ONE = 0.5
"""People who come to rest on a day of a world: up to so many are followed one by one, which then is faster."""


@define(eq=False)
class People:
    """Runs the stages of a block."""

    scene: Scene
    """Of the plan in copies, one for each sort of people."""
    structure: Structure
    split: Split
    state: State = field(init=False)
    doors: dict[int, tuple[Door, ...]] = field(init=False)
    rests: dict[int, Rest] = field(init=False)
    places: dict[int, Places] = field(factory=dict)
    members: Members = field(init=False)
    accounts: Accounts = field(init=False)
    traffic: dict[int, Traffic] = field(factory=dict)
    """What channels of the plan spend."""
    _brought: dict[int, dict[int, Counts]] = field(factory=dict)
    """By channel of the plan and sort of customer."""
    _closes: dict[int, tuple[int, Counts]] = field(factory=dict)
    """By stage: a day, and the people there at its close."""
    _crowd: Crowd = field(init=False)
    _reach: dict[int, Reach] = field(init=False)
    _invitations: Invitations = field(init=False)
    _subscriptions: dict[int, tuple[int, Billing]] = field(init=False)
    """By stage: the sale that is a subscription."""
    _enrolments: dict[int, Enrolment] = field(init=False)
    """By stage that sells a subscription."""
    _patience: Patience = field(init=False)

    def __attrs_post_init__(self) -> None:
        scene, network = self.scene, self.scene.network
        stages = range(len(network.stages))
        self.state, self._patience = State(scene), Patience(scene)
        every = doors(scene, self.structure.circular)
        self.doors = {s: tuple(every[n] for n in scene.by_stage.flows[s]) for s in stages}
        posts = {
            s: Post(letters(scene, s), {t.campaign: t for t in touches(scene, s)}) for s in stages
        }
        reached = self.state.reached
        self._reach = {s: Reach(scene, s, posts[s].letters, reached) for s in stages}
        leaving = self._patience.leaving
        self.rests = {
            s: Rest(scene, s, posts[s].letters, leaving(s), self._reach[s].oldest) for s in stages
        }
        leading: dict[int, list[Door]] = {}
        for door in every:
            leading.setdefault(door.target, []).append(door)
        for copies in self._with_places():
            # In the order of the plan, whichever copy they lead to.
            found_doors = (d for s in copies for d in leading.get(s, ()))
            inward = {d.flow: d for d in sorted(found_doors, key=lambda d: d.flow)}
            channels = [c for s in copies for c in self._channels(s)]
            ranks = Precedence.of(self.split, copies, inward, channels)
            places = Places(self.state, copies, inward, channels, self._patience, ranks)
            self.places |= dict.fromkeys(copies, places)
        found = {s: subscription(scene, s) for s in stages}
        self._subscriptions = {s: x for s, x in found.items() if x is not None}
        billings = dict(self._subscriptions.values())
        self._crowd = Crowd(self.state, self._patience, self.places, self.doors)
        self.accounts = Accounts(scene, billings)
        self.members = Members(
            self.state, self._patience, self.doors, posts, self.accounts, self.places, self._reach
        )
        self._enrolments = {
            s: Enrolment(min(AT_ONCE, self.members.stays(s, sale)))
            for s, (sale, _) in self._subscriptions.items()
        }
        self._invitations = Invitations(scene, self.state, self.rests, self.members, self.places)

    def run(self) -> None:
        """Compute all stages."""
        for component in self.structure.components:
            if component.daily:
                self._day_by_day(component.stages)
            else:
                self._at_once(component.stages[0])
        self.accounts.close()
        for reach in self._reach.values():
            reach.finish()
        # Everybody has come in: many tables that nobody reads any more.
        self.state.coming.clear()

    def _with_places(self) -> list[list[int]]:
        """Stages with limited places, each with its copies, in the order in which they are computed."""
        found: dict[int, list[int]] = {}
        for component in self.structure.components:
            for s in component.stages:
                if self.scene.network.stages[s].capacity != NONE:
                    found.setdefault(self.split.stages[s], []).append(s)
        return list(found.values())

    # --- all days at once -------------------------------------------------------------------------------

    def _at_once(self, stage: int) -> None:
        for channel in self._channels(stage):
            self._bring(stage, channel, 0, self._arrivals(channel))
        self._begin(stage)
        members = self.state.members_coming[stage]
        everyone = Rows.joined(members) if members else None
        resting = self._receive(stage, 0, self.state.coming[stage], everyone)
        rest, reach = self.rests[stage], self._reach[stage]
        if rest.still and not reach.matters:
            return
        if rest.only_leaves and not reach.matters:
            resting = self._leave_one_by_one(stage, resting)
            if not resting.any():
                return
        for day in range(self.scene.days):
            self.state.left[stage][day] += rest.leave(day)
            reach.count(day, rest)
            for letter, hits in rest.send(day):
                people = hits.sum(axis=0)
                move(self.state, stage, letter.campaign, letter.target, day, people)
            rest.add(day, resting[day])

    def _leave_one_by_one(self, stage: int, resting: Counts) -> Counts:
        """In blocks where few come to rest they leave one by one; those who rest in the others are returned."""
        name = self.scene.network.stages[stage].name
        chance = self.scene.streams.of(f"stage {name} leaves")
        few = np.zeros(self.scene.worlds, bool)
        for block, _ in chance.blocks():
            few[block] = resting[:, block].mean() < ONE_BY_ONE
        if not few.any():
            return resting
        days, worlds = one_by_one(np.where(few, resting, 0))
        note(self.state.left[stage], self._patience.leave_day(stage, days, worlds, chance), worlds)
        return np.where(few, 0, resting)

    # --- day by day -------------------------------------------------------------------------------------

    def _day_by_day(self, stages: tuple[int, ...]) -> None:
        brought = {
            c: self._arrivals(c)
            for s in stages
            for c in self._channels(s)
            if not self.scene.network.channels[c].referred_by
        }
        for stage in stages:
            self._begin(stage)
        limited = [self.places[s] for s in stages if s in self.places and s == self.places[s].stage]
        for day in range(self.scene.days):
            for stage in stages:
                self._leave_today(stage, day)
            for places in limited:
                places.give_up(day, self.members)
            for places in limited:
                places.count(day)
            for stage in stages:
                self._reach[stage].count(day, self.rests[stage])
            self._invitations.send(stages, day)
            for stage in stages:
                self._enter_today(stage, day, brought)
            for places in limited:
                places.close(day)
        for stage in stages:
            self._enrol_who_may_go(stage, FAR)
        for places in limited:
            places.finish(self.members)
        for stage in stages:
            self.members.close(stage)

    def _leave_today(self, stage: int, day: int) -> None:
        """Step (a)."""
        self._enrol_who_may_go(stage, day)
        if not self.rests[stage].still:
            self.state.left[stage][day] += self.rests[stage].leave(day)
        self.members.leave_today(stage, day)

    def _enter_today(self, stage: int, day: int, brought: Mapping[int, Counts]) -> None:
        state, places = self.state, self.places.get(stage)
        if places is not None:
            if stage == places.stage:
                today = self._today(places.channels, day, brought)
                for channel, people in today.items():
                    state.brought[channel][day] += people
                places.admit(day, today, self.members)
        else:
            for channel, people in self._today(self._channels(stage), day, brought).items():
                self._bring(stage, channel, day, people[None])
        members = self._members_of(stage, day)
        resting = self._receive(stage, day, state.coming[stage][day : day + 1], members)
        self.rests[stage].add(day, resting[0])

    def _today(
        self, channels: Iterable[int], day: int, brought: Mapping[int, Counts]
    ) -> dict[int, Counts]:
        """People whom channels bring on a day."""
        return {c: brought[c][day] if c in brought else self._referred(c, day) for c in channels}

    def _members_of(self, stage: int, day: int) -> Rows | None:
        coming = self.state.members_coming[stage]
        today, later = [], []
        for people in coming:
            now = people["day"] == day
            if now.any():
                today.append(people.where(now))
                people = people.where(~now)
            if len(people):
                later.append(people)
        coming[:] = later
        return Rows.joined(today) if today else None

    # --- entering ---------------------------------------------------------------------------------------

    def _receive(self, stage: int, first: int, people: Counts, members: Rows | None) -> Counts:
        """People enter, buy and choose; who rests is returned, one row per day."""
        state = self.state
        span = slice(first, first + len(people))
        state.entered[stage][span] += people
        if members is not None:
            note(state.entered[stage], members["day"], members["world"])
            lapsed = self.members.lapsed(members)
            over, members = members.where(lapsed), members.where(~lapsed)
            people = people + tally(over["day"] - first, over["world"], people.shape)
        if stage in self._subscriptions:
            people = self._subscribe(stage, first, people, members)
        elif members is not None:
            self.members.come(stage, members)
        return self._crowd.set_out(stage, first, people)

    def _subscribe(self, stage: int, first: int, people: Counts, members: Rows | None) -> Counts:
        """Some of those who enter subscribe, and what they had before ends; the others are returned."""
        sale, _ = self._subscriptions[stage]
        share = self.scene.share(self.scene.network.sales[sale].share)
        chance = self.scene.streams.of(self.scene.sale(sale))
        if members is not None and len(members):
            # What is drawn for buyers of the days before comes first, as if they had been entered day by day.
            self._enrol_who_may_go(stage, FAR)
            buys = np.ones(len(members), bool)
            if share is not None:
                world = members["world"]
                buys = chance.of(world).random() < share[world]
            again = members.where(buys)
            self.members.replace(again)
            self.members.enter(stage, self.members.buy(sale, again["day"], again["world"]))
            self.members.come(stage, members.where(~buys))
        buyers = part(people, share, chance)
        enrolment = self._enrolments[stage]
        if enrolment.days > 1 and len(people) == 1:
            enrolment.add(first, buyers)
        else:
            self._enrol(stage, first, buyers)
        return people - buyers

    def _enrol_who_may_go(self, stage: int, day: int) -> None:
        """Enter those who have bought before one of them could go, that is on this day."""
        enrolment = self._enrolments.get(stage)
        if enrolment is not None and enrolment.due(day):
            self._enrol(stage, *enrolment.take())

    def _enrol(self, stage: int, first: int, buyers: Counts) -> None:
        sale, _ = self._subscriptions[stage]
        name = self.scene.network.stages[stage].name
        for days, worlds in _portions(buyers, AT_ONCE, f"people who subscribe in stage {name}"):
            self.members.enter(stage, self.members.buy(sale, first + days, worlds))

    def _begin(self, stage: int) -> None:
        """People who are there before the start (SEMANTICS 14)."""
        row = self.scene.network.stages[stage]
        if row.already == NONE:
            return
        people = np.maximum(np.rint(self.scene.value(row.already)), 0)
        refuse_crowds(f"people who are already in stage {row.name}", people[None])
        people = people.astype(np.int64)
        self.state.already[stage] = people
        if stage in self.places:
            self.places[stage].inside = self.places[stage].inside + people
        if stage in self._subscriptions:
            people = self._begin_members(stage, people)
        if row.already_moving:
            people = self._crowd.set_out(stage, 0, people[None])[0]
        chance = self.scene.streams.of(f"stage {row.name} since")
        last = self.rests[stage].oldest + 1
        ages = whole_days(row.since, last, least=1)
        self.rests[stage].begin(scatter(people[None], ages, 0, last + 1, chance))

    def _begin_members(self, stage: int, people: Counts) -> Counts:
        row = self.scene.network.stages[stage]
        sale, _ = self._subscriptions[stage]
        chance = self.scene.streams.of(f"stage {row.name} members before")
        buyers = part(people, self.scene.share(self.scene.network.sales[sale].share), chance)
        worlds = np.repeat(np.arange(len(people)), buyers)
        there = np.zeros(len(worlds))
        if row.since is not None:
            there = draw(row.since, chance.of(worlds))
        self.members.enter(stage, self.members.before(sale, worlds, there))
        return people - buyers

    # --- channels ---------------------------------------------------------------------------------------

    def _channels(self, stage: int) -> tuple[int, ...]:
        return self.scene.by_stage.channels[stage]

    def _arrivals(self, channel: int) -> Counts:
        """People whom a channel brings on all days."""
        row = self.scene.network.channels[channel]
        if row.referred_by:
            days = range(self.scene.days)
            return np.stack([self._referred(channel, day) for day in days])
        whole = self.split.channels[channel]
        if whole not in self._brought:
            self._brought[whole] = self._of_all_sorts(whole)
        return self._brought[whole][self.split.customers[channel]]

    def _of_all_sorts(self, channel: int) -> dict[int, Counts]:
        """People whom a channel of the plan brings on all days, by the customers that they are."""
        row = self.split.whole.channels[channel]
        self.traffic[channel] = traffic(self.scene, row)
        people = arrivals(self.scene, row, self.traffic[channel])
        told = self.split.mix(channel)
        if not told:
            return {NONE: people}
        ways = Ways.of([self.scene.daily(share) for share in told.values()])
        chance = self.scene.streams.of(f"channel {row.name} customers")
        taken, rest = ways.choose(people, chance, 0)
        return {NONE: rest, **dict(zip(told, taken, strict=True))}

    def _share_of_sort(self, channel: int) -> Floats | float:
        """Of the people of a channel of the plan the share that this copy of it brings."""
        told = self.split.mix(self.split.channels[channel])
        if not told:
            return 1.0
        shares = {c: np.clip(self.scene.value(share), 0.0, 1.0) for c, share in told.items()}
        whole = np.maximum(sum(shares.values()), 1.0)
        customer = self.split.customers[channel]
        if customer == NONE:
            return np.maximum(1.0 - sum(shares.values()) / whole, 0.0)
        return shares[customer] / whole

    def _referred(self, channel: int, day: int) -> Counts:
        """People whom others bring, a day after they entered or on each day of their stay (SEMANTICS 20)."""
        row, state = self.scene.network.channels[channel], self.state
        opening = self.scene.opening(row.gates, row.windows)
        open_now = opening.on(day) & (row.days.first <= day <= row.days.last)
        expected = np.zeros(self.scene.worlds)
        for stage in row.referred_by:
            if row.each != NONE and day:
                expected += self._on(row.each, day) * state.entered[stage][day - 1]
            if row.each_present != NONE:
                expected += self._on(row.each_present, day) * self._present(stage, day)
        expected = expected * self._share_of_sort(channel)
        expected = np.where(open_now, expected, 0.0)
        refuse_crowds(f"people whom channel {row.name} brings", expected[None] * self.scene.days)
        return self.scene.streams.of(f"channel {row.name}").poisson(expected)

    def _on(self, parameter: int, day: int) -> Floats:
        return on_day(self.scene.daily(parameter), day)

    def _present(self, stage: int, day: int) -> Counts:
        """People in a stage at the close of the day before."""
        known, there = self._closes.get(stage, (-1, self.state.already[stage]))
        while known < day - 1:
            known += 1
            there = there + self.state.change(stage, known)
        self._closes[stage] = (known, there)
        return there

    def _bring(self, stage: int, channel: int, first: int, people: Counts) -> None:
        """People come to a stage without limited places; at a closed one they wait outside or turn away."""
        state, span = self.state, slice(first, first + len(people))
        state.brought[channel][span] += people
        opening = self.scene.stage_opening(stage)
        passing = people if opening.always else np.where(opening.table[span], people, 0)
        state.coming[stage][span] += passing
        stuck = people - passing
        if not stuck.any():
            return
        row = self.scene.network.stages[stage]
        if row.patience is None and not row.waits:
            state.turned_away[channel][span] += stuck
            return
        days, worlds = np.nonzero(stuck)
        many = stuck[days, worlds]
        days, worlds = np.repeat(days + first, many), np.repeat(worlds, many)
        name = self.scene.network.channels[channel].name
        chance = self.scene.streams.of(f"channel {name} outside")
        ends = self._patience.ends(stage, days, worlds, chance)
        opens = opening.when(days, worlds)
        enters, gone = opens < ends, ends <= opens
        note(state.coming[stage], np.where(enters, opens, FAR), worlds)
        note(state.turned_away[channel], np.where(gone, ends, FAR), worlds)
        waits = np.minimum(opens, ends) >= self.scene.days
        state.outside[channel] += np.bincount(worlds[waits], minlength=self.scene.worlds)


def _portions(people: Counts, days: int, what: str) -> Iterator[tuple[Counts, Counts]]:
    """Day and world of each person, so many days at a time: memory is bounded, and no block sees another's size."""
    for first in range(0, len(people), days):
        cells = people[first : first + days]
        refuse_queues(what, cells, MOST_BUYERS)
        if cells.any():
            row, worlds = one_by_one(cells)
            yield first + row, worlds
