"""People with a subscription, one by one: what they pay, when they stop, where they go (SEMANTICS 22, 23 and 25).

All that chance decides about somebody at rest is drawn on entering: when he would leave, churn, be refunded or be
hit by a campaign. The first of these happens. Columns: `world`; `day` of entering the stage (-1 for people of
before the start) and `since`, the day of entering as their own clocks count it; `sale` and `home`, the stage that
sold it; `month` and `number`, the billing anchor; `turns`, renewals before the start; `stop`, the day on which the
subscription ends by itself once it has left its home; `refund`, the day on which the money is given back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import FAR, Counts, Flags, Floats, note
from funneldsl_forecast.billing import UNSOLD, days_of
from funneldsl_forecast.flow.books import Accounts, End
from funneldsl_forecast.flow.doors import Door, Patience
from funneldsl_forecast.flow.invited import Asked, Invited
from funneldsl_forecast.flow.post import Post
from funneldsl_forecast.flow.sends import Letter
from funneldsl_forecast.flow.state import State
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.scene import NONE
from funneldsl_forecast.streams import Chance

if TYPE_CHECKING:
    from funneldsl_forecast.flow.places import Places
    from funneldsl_forecast.flow.reach import Reach


@define(eq=False)
class Members:
    """Plans what people with a subscription do."""

    state: State
    patience: Patience
    doors: Mapping[int, tuple[Door, ...]]
    """By stage, the flows that lead out of it."""
    posts: Mapping[int, Post]
    """By stage, what is sent to its people."""
    accounts: Accounts
    places: Mapping[int, Places]
    reaches: Mapping[int, Reach]
    """By stage, whom campaigns reach."""
    invited: dict[int, Invited] = field(factory=dict)
    """By stage: people at rest whose campaigns depend on free places; their fates are found day by day."""

    # --- buying -------------------------------------------------------------------------------------

    def buy(self, sale: int, days: Counts, worlds: Counts) -> Rows:
        """People who subscribe on these days, at home in the stage that sells it."""
        self.accounts.sell(sale, days, worlds)
        anchor = self.accounts.billings[sale].anchor(days)
        return self._rows(sale, worlds, days, days, anchor).but(
            refund=self._refunds(sale, days, worlds)
        )

    def before(self, sale: int, worlds: Counts, days_there: Floats) -> Rows:
        """People who subscribed before the start: nothing is sold to them any more."""
        billing = self.accounts.billings[sale]
        luck = self._stream(self.state.scene.sale(sale) + " before").of(worlds)
        self.accounts.begin(sale, worlds)
        anchor = billing.anchor_before(len(worlds), luck)
        since = -np.maximum(luck.rounded(days_there), 1)
        turns = (days_there / days_of(billing.cycle)).astype(np.int64)
        return self._rows(sale, worlds, -1, since, anchor).but(turns=turns)

    def _rows(
        self, sale: int, worlds: Counts, day: Counts | int, since: Counts, anchor: dict[str, Counts]
    ) -> Rows:
        home = self.state.scene.network.sales[sale].stage
        columns = {"world": worlds, "day": day, "since": since, **anchor}
        return Rows.of(**columns, sale=sale, home=home, turns=0, stop=FAR, refund=FAR)

    def _refunds(self, sale: int, days: Counts, worlds: Counts) -> Counts | int:
        scene = self.state.scene
        row = scene.network.offers[scene.network.sales[sale].offer]
        share = scene.share(row.refunds)
        if share is None:
            return FAR
        luck = self._stream(scene.sale(sale) + " refunds").of(worlds)
        asks = luck.random() < share[worlds]
        longest = np.maximum(np.rint(scene.value(row.refund_days, 1.0)), 1)[worlds]
        paid = days + self.accounts.billings[sale].pays_first_after
        later = paid + 1 + np.floor(luck.random() * longest).astype(np.int64)
        if not self.accounts.billings[sale].pays_first_after:
            self.accounts.refund(sale, paid[asks], later[asks], worlds[asks])
        return np.where(asks, later, FAR)

    def stays(self, stage: int, sale: int) -> int:
        """On so many days after subscribing here nobody goes; 1 if somebody may go on the next day."""
        network = self.state.scene.network
        row, offer = network.stages[stage], network.offers[network.sales[sale].offer]
        leaves = row.leaves != NONE or row.leaves_after != NONE or offer.refunds != NONE
        if leaves or self.doors[stage] or self.posts[stage].letters:
            return 1
        return self.accounts.billings[sale].spares

    # --- entering a stage -----------------------------------------------------------------------------

    def come(self, stage: int, people: Rows) -> None:
        """People enter with what they have subscribed to; who has left this stage before is at home again."""
        home = self._at_home(stage, people)
        again = bool(home.any())
        if again:
            people = people.but(stop=np.where(home, FAR, people["stop"]))
        self.enter(stage, people, again)

    def enter(self, stage: int, people: Rows, again: bool = False) -> None:
        """Let them choose a flow, or rest. `again`: some were at home here before, and have renewed since."""
        if not len(people):
            return
        doors = self.doors[stage]
        if not doors or not self._may_choose(stage, people):
            self._rest(stage, people, again)
            return
        taken = self._choose(stage, doors, people)
        for position, door in enumerate(doors):
            movers = people.where(taken == position)
            if len(movers):
                self._plan(door, movers)
        self._rest(stage, people.where(taken == len(doors)), again)

    def _may_choose(self, stage: int, people: Rows) -> bool:
        """People of before the start are at rest, unless the plan says that they are `moving`."""
        before = people.common("day") == -1
        return not before or self.state.scene.network.stages[stage].already_moving

    def _choose(self, stage: int, doors: tuple[Door, ...], people: Rows) -> Counts:
        """The position of the flow that each takes; the number of flows for those who rest."""
        shares = np.stack(np.broadcast_arrays(*(d.share for d in doors)))
        upto = np.cumsum(shares / np.maximum(shares.sum(axis=0), 1.0), axis=0)
        chance = self._stream(f"stage {self._name(stage)} members choice")
        u = chance.of(people["world"]).random()
        rows = np.maximum(people["day"], 0) if upto.shape[1] > 1 else 0
        return np.asarray((u >= upto[:, rows, people["world"]]).sum(axis=0), dtype=np.int64)

    # --- moving ---------------------------------------------------------------------------------------

    def _plan(self, door: Door, people: Rows) -> None:
        chance = self._stream(f"flow {self._flow(door)} members delay")
        delay = door.lags.draw(people["world"], chance)
        planned = np.maximum(people["day"], 0) + delay
        inside = planned < self.state.scene.days
        self.still_there(people.where(~inside))
        people = people.where(inside).but(planned=planned[inside])
        if door.places:
            self.places[door.target].expect(door, people)
        else:
            self._arrive(door, people)

    def _arrive(self, door: Door, people: Rows) -> None:
        """At a door without limited places, on the planned day."""
        opens = door.opening.when(people["planned"], people["world"])
        stuck = opens > people["planned"]
        self.through(door, people.where(~stuck), people["planned"][~stuck])
        if not stuck.any():
            return
        waiting, opens = self.wait(door, people.where(stuck)), opens[stuck]
        goes, days = waiting["goes"], self.state.scene.days
        passes = (opens < goes) & (opens < days)
        gone = (goes <= opens) & (goes < days)
        self.through(door, waiting.where(passes), opens[passes])
        self.gone(door.source, waiting.where(gone))
        self.still_there(waiting.where(~passes & ~gone))

    def wait(self, door: Door, people: Rows) -> Rows:
        """People who wait at a door, with the day when each would go, and how; churn at home is leaving.

        Churn spares a mover at home through the planned day; a refund ends the subscription, but not the wait.
        """
        since = people["planned"]
        if not door.waits:
            return people.but(goes=since, lost=1, churned=0)
        chance = self._stream(f"flow {self._flow(door)} members waiting")
        goes, lost = self.patience.goes(door, since, people["world"], chance)
        churn = self.churn_of_waiting(door.source, people, since, chance)
        churned = churn <= goes
        return people.but(
            goes=np.where(churned, churn, goes),
            lost=np.where(churned, 0, lost),
            churned=churned.astype(np.int64),
        )

    def churn_of_waiting(self, stage: int, people: Rows, since: Counts, chance: Chance) -> Counts:
        """When those at home in a stage churn who wait at a door since a day; FAR for all others."""
        churn = self._churn_at(stage, people, since, chance)
        return np.where(people["refund"] <= churn, FAR, churn)

    def through(self, door: Door, people: Rows, days: Counts) -> None:
        """They move on these days, with what they have subscribed to."""
        if len(people):
            note(self.state.flow_moved[door.flow], days, people["world"])
            self._hand_over(door.source, door.target, people, days)

    def _hand_over(self, source: int, target: int, people: Rows, days: Counts) -> None:
        """They enter another stage; a subscription that leaves home goes on until it stops by itself."""
        chance = self._stream(f"stage {self._name(source)} members onward")
        churn = self._churn_at(source, people, days, chance)
        leaves = self._at_home(source, people)
        stop = np.where(leaves, np.minimum(churn, people["refund"]), people["stop"])
        columns = ("world", "sale", "home", "month", "number", "turns", "refund")
        kept = {c: people.columns[c] for c in columns}
        self.state.members_coming[target].append(Rows.of(**kept, stop=stop, day=days, since=days))

    def gone(self, source: int, people: Rows) -> None:
        """They go away while they wait, on the day `goes`; what they subscribed to ends."""
        if not len(people):
            return
        state, days, worlds = self.state, people["goes"], people["world"]
        lost, at_once = people["lost"] > 0, days <= people["planned"]
        note(state.left[source], days[~lost], worlds[~lost])
        for book, who in ((state.lost, lost & at_once), (state.gave_up, lost & ~at_once)):
            note(book[source], days[who], worlds[who])
        why = np.where(people["churned"] > 0, End.CHURNED.value, End.LEFT.value)
        self.accounts.finish(people, days, days - people["churned"], why)

    # --- resting --------------------------------------------------------------------------------------

    def _rest(self, stage: int, people: Rows, again: bool) -> None:
        if not len(people):
            return
        chance = self._stream(f"stage {self._name(stage)} members at rest")
        day, world = people["day"], people["world"]
        # Who is here for the first time has not renewed; renewals of before the start were counted as `turns`.
        early = self._churn_at(stage, people, day if again else None, chance)
        if people.common("refund") != FAR:
            early = np.where(
                self._at_home(stage, people), np.minimum(early, people["refund"]), early
            )
        leave = self.patience.leave_day(stage, day, world, chance)
        after = self.patience.after_day(stage, people["since"], world, chance)
        leave = np.minimum(leave, np.maximum(after, day + 1))
        # On one day refunds and churn come before leaving: then the renewal of that day is not paid.
        people = people.but(goes=np.minimum(early, leave), unpaid=(early <= leave).astype(np.int64))
        post = self.posts[stage]
        people = post.touched(people, chance)
        if post.limited:
            self.invited.setdefault(stage, Invited(post)).join(people)
        elif post.letters:
            self._fate(stage, people, *post.first_hits(people, chance))
        else:
            self._leave(stage, people)

    def _fate(self, stage: int, people: Rows, hit: Counts, by: Counts) -> None:
        """What happens first; on one day leaving comes before sends."""
        moved = (hit < people["goes"]) & (hit < self.state.scene.days)
        self._leave(stage, people.where(~moved))
        self.reaches[stage].note_members(people.where(moved), hit[moved] + 1)
        for letter in self.posts[stage].letters:
            mine = moved & (by == letter.campaign)
            self._hit(stage, letter, people.where(mine), hit[mine])

    def leave_today(self, stage: int, day: int) -> None:
        """Step (a), for people whose fates are found day by day."""
        if stage in self.invited:
            self._leave(stage, self.invited[stage].leaving(day))

    def accept(self, stage: int, accepted: Asked, day: int) -> None:
        """Step (b), for the same: these are hit and find a place."""
        for letter, people in self.invited[stage].take(accepted):
            days = np.full(len(people), day)
            self.reaches[stage].note_members(people, days + 1)
            self._hit(stage, letter, people, days)

    def close(self, stage: int) -> None:
        """After the last day."""
        if stage in self.invited:
            self._leave(stage, self.invited[stage].everyone())

    def _leave(self, stage: int, people: Rows) -> None:
        """They leave on the day `goes`; those for whom that never comes stay."""
        goes = people["goes"]
        note(self.state.left[stage], goes, people["world"])
        self.reaches[stage].note_members(people, goes)
        why = np.where(people["unpaid"] > 0, End.CHURNED.value, End.LEFT.value)
        self.accounts.finish(people, goes, goes - people["unpaid"], why)

    def _hit(self, stage: int, letter: Letter, people: Rows, days: Counts) -> None:
        """A campaign moves them."""
        if len(people):
            note(self.state.campaign_moved[letter.campaign], days, people["world"])
            note(self.state.sent_away[stage], days, people["world"])
            self._hand_over(stage, letter.target, people, days)

    # --- the end of a subscription ----------------------------------------------------------------------

    def replace(self, people: Rows) -> None:
        """They subscribe to something else on entering: what they held ends that day."""
        self.accounts.finish(people, people["day"], people["day"], End.REPLACED)

    def lapsed(self, people: Rows) -> Flags:
        """Who enters a stage without a subscription any more; its books are closed."""
        over = people["stop"] <= people["day"]
        ended = people.where(over)
        self.accounts.finish(ended, ended["stop"], ended["stop"] - 1)
        return over | (people["sale"] == UNSOLD)

    def still_there(self, people: Rows) -> None:
        """They are there to the end of the plan."""
        never = np.full(len(people), FAR)
        self.accounts.finish(people, never, never)

    # --- small things -----------------------------------------------------------------------------------

    def _churn_at(self, stage: int, people: Rows, since: Counts | None, chance: Chance) -> Counts:
        """The day on which those churn who are at home in this stage, after a day or from the first; FAR for others."""
        churn = np.full(len(people), FAR)
        for sale, home in self._at_home_by_sale(stage, people):
            billing, chosen = self.accounts.billings[sale], people.where(home)
            turn = 0 if since is None else billing.renewals(chosen, since[home])
            found = billing.churns(chosen, turn, chance)
            if len(chosen) == len(people):
                return found
            churn[home] = found
        return churn

    def _at_home_by_sale(self, stage: int, people: Rows) -> Iterator[tuple[int, Flags]]:
        for sale in self.accounts.billings:
            if self.state.scene.network.sales[sale].stage == stage:
                home = people["sale"] == sale
                if home.any():
                    yield sale, home

    def _at_home(self, stage: int, people: Rows) -> Flags:
        return (people["sale"] != UNSOLD) & (people["home"] == stage)

    def _stream(self, name: str) -> Chance:
        return self.state.scene.streams.of(name)

    def _name(self, stage: int) -> str:
        return self.state.scene.network.stages[stage].name

    def _flow(self, door: Door) -> str:
        return self.state.scene.network.flows[door.flow].name
