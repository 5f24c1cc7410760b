"""People with a subscription, one by one: what they pay, when they stop, where they go (SEMANTICS 22, 23 and 25).

All that chance decides about somebody at rest is drawn on entering: when he would leave, churn, be refunded or be
hit by a campaign. The first of these happens. Columns: `world`; `day` of entering the stage (-1 for people of
before the start) and `since`, the day of entering as their own clocks count it; `sale` and `home`, the stage that
sold it; `month` and `number`, the billing anchor; `turns`, renewals before the start; `stop`, the day on which the
subscription ends by itself once it has left its home; `refund`, the day on which the money is given back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import FAR, Counts, Flags, Floats, counts, note
from funneldsl_forecast.billing import UNSOLD, Billing
from funneldsl_forecast.flow.doors import Door, Patience
from funneldsl_forecast.flow.invited import Asked, Invited
from funneldsl_forecast.flow.post import Post
from funneldsl_forecast.flow.sends import Letter
from funneldsl_forecast.flow.state import State
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.scatter import pick
from funneldsl_forecast.streams import Chance

if TYPE_CHECKING:
    from funneldsl_forecast.flow.places import Places

MANY = 250_000
"""Subscriptions that are kept before they are booked."""


@define(eq=False)
class Books:
    """What one subscription sale has brought, by (day, world)."""

    sold: Counts
    renewed: Counts
    begun: Counts
    """People who begin to subscribe on the day; on day 0 also those of before the start."""
    ended: Counts
    refunded: Counts
    unrefunded: Counts
    """Refunds by world that fall due after the plan."""

    def active(self) -> Counts:
        """Subscribers at the close of each day."""
        return (self.begun - self.ended).cumsum(axis=0)


@define(eq=False)
class Members:
    """Plans what people with a subscription do."""

    state: State
    patience: Patience
    doors: Mapping[int, tuple[Door, ...]]
    """By stage, the flows that lead out of it."""
    posts: Mapping[int, Post]
    """By stage, what is sent to its people."""
    billings: Mapping[int, Billing]
    """By sale."""
    places: Mapping[int, Places]
    books: dict[int, Books] = field(init=False)
    resting: dict[int, Counts] = field(factory=dict)
    """By stage: people who rest there at the time of the sends, as changes by (day, world)."""
    invited: dict[int, Invited] = field(factory=dict)
    """By stage: people at rest whose campaigns depend on free places; their fates are found day by day."""

    _over: list[Rows] = field(factory=list)
    """Subscriptions that have ended and are not booked yet."""
    _waiting_for_books: int = 0

    def __attrs_post_init__(self) -> None:
        shape = self.state.scene.shape
        self.books = {
            sale: Books(*(counts(*shape) for _ in range(5)), counts(shape[1]))
            for sale in self.billings
        }

    # --- buying -------------------------------------------------------------------------------------

    def buy(self, sale: int, days: Counts, worlds: Counts) -> Rows:
        """People who subscribe on these days, at home in the stage that sells it."""
        billing, books = self.billings[sale], self.books[sale]
        note(books.sold, days, worlds)
        note(books.begun, days, worlds)
        buyers = self._rows(sale, days, worlds, billing.anchor(days))
        return buyers.but(refund=self._refunds(sale, days, worlds))

    def before(self, sale: int, worlds: Counts, days_there: Floats) -> Rows:
        """People who subscribed before the start: nothing is sold to them any more."""
        billing, books, scene = self.billings[sale], self.books[sale], self.state.scene
        luck = self._stream(self._called(sale) + " before").of(worlds)
        books.begun[0] += np.bincount(worlds, minlength=scene.worlds)
        anchor = billing.anchor_before(len(worlds), luck)
        rows = self._rows(sale, np.full(len(worlds), -1), worlds, anchor)
        cycle = billing.cycle.months * 365.25 / 12 + billing.cycle.days
        since = -luck.rounded(days_there)
        return rows.but(since=since, turns=(days_there / cycle).astype(np.int64))

    def _rows(self, sale: int, days: Counts, worlds: Counts, anchor: dict[str, Counts]) -> Rows:
        home = self.state.scene.network.sales[sale].stage
        columns = {"world": worlds, "day": days, "since": days, **anchor}
        return Rows(columns).but(sale=sale, home=home, turns=0, stop=FAR, refund=FAR)

    def _refunds(self, sale: int, days: Counts, worlds: Counts) -> Counts:
        scene = self.state.scene
        row = scene.network.offers[scene.network.sales[sale].offer]
        share = scene.share(row.refunds)
        if share is None:
            return np.full(len(worlds), FAR)
        luck = self._stream(self._called(sale) + " refunds").of(worlds)
        asks = luck.random() < share[worlds]
        longest = np.maximum(np.rint(scene.value(row.refund_days, 1.0)), 1)[worlds]
        later = days + 1 + np.floor(luck.random() * longest).astype(np.int64)
        due = np.where(asks, later, FAR)
        note(self.books[sale].refunded, due, worlds)
        late = asks & (due >= scene.days)
        self.books[sale].unrefunded += np.bincount(worlds[late], minlength=scene.worlds)
        return due

    # --- entering a stage -----------------------------------------------------------------------------

    def enter(self, stage: int, people: Rows, at_start: bool = False) -> None:
        """Let them choose a flow, or rest. `at_start`: flows are drawn on day 0 for people of before."""
        if not len(people):
            return
        doors = self.doors[stage]
        taken = self._choose(stage, doors, people)
        for position, door in enumerate(doors):
            movers = people.where(taken == position)
            if len(movers):
                self._plan(door, movers)
        self._rest(stage, people.where(taken == len(doors)))

    def _choose(self, stage: int, doors: tuple[Door, ...], people: Rows) -> Counts:
        """The position of the flow that each takes; the number of flows for those who rest."""
        chosen = np.full(len(people), len(doors))
        if not doors or ((people["day"] < 0).any() and not self._moving(stage)):
            return chosen
        shares = np.stack([d.share for d in doors])
        upto = np.cumsum(shares / np.maximum(shares.sum(axis=0), 1.0), axis=0)
        chance = self._stream(f"stage {self._name(stage)} members choice")
        u = chance.of(people["world"]).random()
        return np.asarray((u >= upto[:, people["world"]]).sum(axis=0), dtype=np.int64)

    def _moving(self, stage: int) -> bool:
        return self.state.scene.network.stages[stage].already_moving

    # --- moving ---------------------------------------------------------------------------------------

    def _plan(self, door: Door, people: Rows) -> None:
        chance = self._stream(f"flow {self._flow(door)} members delay")
        delay = pick(door.chances, people["world"], chance)
        planned = np.maximum(people["day"], 0) + delay
        later = delay >= self.state.scene.days
        planned = np.where(later, FAR, planned)
        self.still_there(people.where(planned >= self.state.scene.days))
        inside = planned < self.state.scene.days
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
        waiting, opens = people.where(stuck), opens[stuck]
        waiting = self.wait(door, waiting)
        days = self.state.scene.days
        passes = (opens < waiting["goes"]) & (opens < days)
        gone = (waiting["goes"] <= opens) & (waiting["goes"] < days)
        self.through(door, waiting.where(passes), opens[passes])
        self.gone(door.source, waiting.where(gone))
        self.still_there(waiting.where(~passes & ~gone))

    def wait(self, door: Door, people: Rows) -> Rows:
        """People who wait at a door, with the day when each would go and whether lost then; churn at home is leaving."""
        chance = self._stream(f"flow {self._flow(door)} members waiting")
        since = people["planned"]
        if not door.waits:
            return people.but(goes=since, lost=1, churned=0)
        goes, lost = self.patience.goes(door, since, people["world"], chance)
        churn = np.full(len(people), FAR)
        for sale, mine in self._by_sale(people):
            home = mine & (people["home"] == door.source)
            if home.any():
                churn[home] = self.billings[sale].churns(people.where(home), since[home], chance)
        churn = np.where(people["refund"] <= churn, FAR, churn)
        churned = churn <= goes
        goes, lost = np.where(churned, churn, goes), np.where(churned, False, lost)
        return people.but(goes=goes, lost=lost.astype(np.int64), churned=churned.astype(np.int64))

    def through(self, door: Door, people: Rows, days: Counts) -> None:
        """They move on these days, with what they have subscribed to."""
        if not len(people):
            return
        note(self.state.flow_moved[door.flow], days, people["world"])
        self.hand_over(door.source, door.target, people, days)

    def hand_over(self, source: int, target: int, people: Rows, days: Counts) -> None:
        """They enter another stage; a subscription that leaves home goes on until it stops by itself."""
        chance = self._stream(f"stage {self._name(source)} members onward")
        stop = people["stop"].copy()
        for sale, mine in self._by_sale(people):
            leaves = mine & (people["home"] == source)
            if leaves.any():
                chosen = people.where(leaves)
                churn = self.billings[sale].churns(chosen, days[leaves], chance)
                stop[leaves] = np.minimum(churn, chosen["refund"])
        columns = ("world", "sale", "home", "month", "number", "turns", "refund")
        rows = Rows({c: people[c] for c in columns}).but(stop=stop, day=days, since=days)
        self.state.members_coming[target].append(rows)

    def gone(self, source: int, people: Rows) -> None:
        """They go away while they wait, on the day `goes`; what they subscribed to ends."""
        if not len(people):
            return
        state, days, worlds = self.state, people["goes"], people["world"]
        lost, at_once = people["lost"] > 0, people["goes"] <= people["planned"]
        for book, who in (
            (state.left, ~lost),
            (state.lost, lost & at_once),
            (state.gave_up, lost & ~at_once),
        ):
            note(book[source], days[who], worlds[who])
        self._finish(people, days, days - people["churned"])

    # --- resting --------------------------------------------------------------------------------------

    def _rest(self, stage: int, people: Rows) -> None:
        if not len(people):
            return
        chance = self._stream(f"stage {self._name(stage)} members at rest")
        day, world = people["day"], people["world"]
        home = self._at_home(stage, people)
        churn = np.full(len(people), FAR)
        for sale, mine in self._by_sale(people):
            chosen = mine & home
            if chosen.any():
                churn[chosen] = self.billings[sale].churns(
                    people.where(chosen), day[chosen], chance
                )
        early = np.minimum(churn, np.where(home, people["refund"], FAR))
        leave = self.patience.leave_day(stage, day, world, chance)
        after = self.patience.after_day(stage, people["since"], world, chance)
        leave = np.minimum(leave, np.maximum(after, day + 1))
        # On one day refunds and churn come before leaving: then the renewal of that day is not paid.
        people = people.but(goes=np.minimum(early, leave), unpaid=(early <= leave).astype(np.int64))
        post = self.posts[stage]
        if post.limited:
            self.invited.setdefault(stage, Invited(post)).join(people, chance)
        else:
            self._fate(stage, people, *post.first_hits(people, chance))

    def _fate(self, stage: int, people: Rows, hit: Counts, by: Counts) -> None:
        """What happens first; on one day leaving comes before sends."""
        days, goes = self.state.scene.days, people["goes"]
        left = (goes <= hit) & (goes < days)
        moved = (hit < goes) & (hit < days)
        self._leave(stage, people.where(left))
        self._note_resting(stage, people, np.where(moved, hit + 1, goes))
        for letter in self.posts[stage].letters:
            mine = moved & (by == letter.campaign)
            self._hit(stage, letter, people.where(mine), hit[mine])
        self.still_there(people.where(~left & ~moved))

    def leave_today(self, stage: int, day: int) -> None:
        """Step (a), for people whose fates are found day by day."""
        if stage in self.invited:
            gone = self.invited[stage].leaving(day)
            self._leave(stage, gone)
            self._note_resting(stage, gone, gone["goes"])

    def accept(self, stage: int, accepted: Asked, day: int) -> None:
        """Step (b), for the same: these are hit and find a place."""
        for letter, people in self.invited[stage].take(accepted):
            days = np.full(len(people), day)
            self._note_resting(stage, people, days + 1)
            self._hit(stage, letter, people, days)

    def close(self, stage: int) -> None:
        """After the last day."""
        if stage in self.invited:
            people = self.invited[stage].everyone()
            self._note_resting(stage, people, people["goes"])
            self.still_there(people)

    def _leave(self, stage: int, people: Rows) -> None:
        goes = people["goes"]
        note(self.state.left[stage], goes, people["world"])
        self._finish(people, goes, goes - people["unpaid"])

    def _hit(self, stage: int, letter: Letter, people: Rows, days: Counts) -> None:
        """A campaign moves them."""
        if len(people):
            note(self.state.campaign_moved[letter.campaign], days, people["world"])
            note(self.state.sent_away[stage], days, people["world"])
            self.hand_over(stage, letter.target, people, days)

    def _note_resting(self, stage: int, people: Rows, until: Counts) -> None:
        """They rest at the time of the sends of the days after entering and before `until`."""
        change = self.resting.setdefault(stage, counts(*self.state.scene.shape))
        note(change, people["day"] + 1, people["world"])
        note(change, until, people["world"], by=-1)

    # --- the end of a subscription ----------------------------------------------------------------------

    def replace(self, people: Rows) -> None:
        """They subscribe to something else on entering: what they held ends that day."""
        self._finish(people, people["day"], people["day"])

    def lapsed(self, people: Rows) -> Flags:
        """Who enters a stage without a subscription any more; its books are closed."""
        over = people["stop"] <= people["day"]
        self._finish(people.where(over), people["stop"][over], people["stop"][over] - 1)
        return over | (people["sale"] == UNSOLD)

    def still_there(self, people: Rows) -> None:
        """They are there to the end of the plan."""
        never = np.full(len(people), FAR)
        self._finish(people, never, never)

    def _finish(self, people: Rows, end: Counts, paid_until: Counts) -> None:
        """Subscriptions end on a day; the last payment is on `paid_until` or before."""
        if not len(people):
            return
        stop = np.minimum(people["stop"], people["refund"])
        paid_until = np.where(stop < end, stop - 1, paid_until)
        columns = ("world", "sale", "month", "number")
        over = Rows({c: people[c] for c in columns}).but(
            end=np.minimum(stop, end), paid_until=paid_until
        )
        self._over.append(over)
        self._waiting_for_books += len(over)
        if self._waiting_for_books > MANY:
            self.close_books()

    def close_books(self) -> None:
        """Book all payments of subscriptions whose end is known; many at a time, for that is faster."""
        if not self._over:
            return
        everyone = Rows.joined(self._over)
        self._over, self._waiting_for_books = [], 0
        for sale, mine in self._by_sale(everyone):
            billing, books = self.billings[sale], self.books[sale]
            held = everyone.where(mine)
            note(books.ended, held["end"], held["world"])
            left = billing.renewals(held, held["paid_until"])
            turn = 1
            while len(left):
                due = left >= turn
                held, left = held.where(due), left[due]
                note(books.renewed, billing.day(held, np.full(len(left), turn)), held["world"])
                turn += 1

    # --- small things -----------------------------------------------------------------------------------

    def _at_home(self, stage: int, people: Rows) -> Flags:
        return (people["sale"] != UNSOLD) & (people["home"] == stage)

    def _by_sale(self, people: Rows) -> list[tuple[int, Flags]]:
        masks = ((sale, people["sale"] == sale) for sale in self.billings)
        return [(sale, mask) for sale, mask in masks if mask.any()]

    def _stream(self, name: str) -> Chance:
        return self.state.scene.streams.of(name)

    def _called(self, sale: int) -> str:
        return self.state.scene.sale(sale)

    def _name(self, stage: int) -> str:
        return self.state.scene.network.stages[stage].name

    def _flow(self, door: Door) -> str:
        return self.state.scene.network.flows[door.flow].name
