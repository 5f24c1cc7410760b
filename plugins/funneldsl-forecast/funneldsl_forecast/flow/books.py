"""What subscriptions bring: first payments, renewals, refunds, ends (SEMANTICS 22, 23 and 25)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import FAR, Counts, counts, note, running
from funneldsl_forecast.arrays import people as no_people
from funneldsl_forecast.billing import Billing
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.selling import Claims

MANY = 250_000
"""Ended subscriptions that are kept before their payments are booked: many at a time is faster."""


class End(Enum):
    """Why a subscription ended."""

    CHURNED = 0
    REFUNDED = 1
    REPLACED = 2
    """By another subscription."""
    LEFT = 3
    """The person went away: left the stage, or was lost."""


@define(eq=False)
class Books:
    """What one subscription sale has brought, by (day, world)."""

    sold: Counts
    renewed: Counts
    begun: Counts
    """People who begin to subscribe on the day; on day 0 also those of before the start."""
    before: Counts
    """Of those the ones of before the start, by world."""
    ended: dict[End, Counts]
    """By why it ended."""
    refunded: Counts
    unrefunded: Counts
    """Refunds by world that fall due after the plan."""
    one_by_one: bool
    """Whether refunds are kept one by one."""
    rarer: list[Counts] = field(factory=list)
    """Renewals at which the rarer bills are paid, too, bill by bill."""
    _claims: list[Claims] = field(factory=list)

    def claims(self) -> Claims | None:
        """Refunds one by one, where it matters who asks for them."""
        if not self.one_by_one:
            return None
        none = np.zeros(0, np.int64)
        every = [(none, none, none), *((c.paid, c.back, c.worlds) for c in self._claims)]
        return Claims(*(np.concatenate(parts) for parts in zip(*every, strict=True)))

    def keep(self, claims: Claims) -> None:
        """More of them."""
        self._claims.append(claims)

    def claimed_in(self, part: slice) -> None:
        """Keep the refunds of some worlds only, which count from 0 then."""
        inside = [(c, (part.start <= c.worlds) & (c.worlds < part.stop)) for c in self._claims]
        self._claims = [Claims(c.paid[w], c.back[w], c.worlds[w] - part.start) for c, w in inside]

    def active(self) -> Counts:
        """Subscribers at the close of each day."""
        change = self.begun.copy()
        for ended in self.ended.values():
            change -= ended
        return running(change)


@define(eq=False)
class Accounts:
    """The books of all subscriptions."""

    scene: Scene
    billings: Mapping[int, Billing]
    """By sale."""
    books: dict[int, Books] = field(init=False)
    _over: list[Rows] = field(factory=list)
    """Subscriptions that have ended and are not booked yet."""
    _kept: int = 0

    def __attrs_post_init__(self) -> None:
        shape = self.scene.shape
        self.books = {
            sale: Books(
                sold=counts(*shape),
                renewed=counts(*shape),
                begun=counts(*shape),
                before=counts(shape[1]),
                ended={why: no_people(*shape) for why in End},
                refunded=counts(*shape),
                unrefunded=counts(shape[1]),
                one_by_one=billing.refunds_one_by_one,
                rarer=[counts(*shape) for _ in billing.rarer],
            )
            for sale, billing in self.billings.items()
        }

    @property
    def _columns(self) -> tuple[str, ...]:
        """What is kept of those whose subscription is over."""
        rarer = any(billing.rarer for billing in self.billings.values())
        return ("world", "sale", "month", "number", "refund", *(("turns",) if rarer else ()))

    def sell(self, sale: int, days: Counts, worlds: Counts) -> None:
        """People subscribe."""
        note(self.books[sale].sold, days, worlds)
        note(self.books[sale].begun, days, worlds)

    def begin(self, sale: int, worlds: Counts) -> None:
        """People have subscribed before the start."""
        many = np.bincount(worlds, minlength=self.scene.worlds)
        self.books[sale].begun[0] += many
        self.books[sale].before += many

    def refund(self, sale: int, paid: Counts, days: Counts, worlds: Counts) -> None:
        """People who paid on some days will ask for their money on these."""
        books = self.books[sale]
        if books.one_by_one:
            books.keep(Claims(paid, days, worlds))
        note(books.refunded, days, worlds)
        late = days >= self.scene.days
        books.unrefunded += np.bincount(worlds[late], minlength=self.scene.worlds)

    def finish(
        self, people: Rows, end: Counts, paid_until: Counts, why: End | Counts = End.CHURNED
    ) -> None:
        """Subscriptions end on a day, if they do not before; the last payment is on `paid_until` or before.

        `why`: if they end on that day; the value of an `End`, where people differ.
        """
        if not len(people):
            return
        stop = np.minimum(people["stop"], people["refund"])
        # On one day what ends by itself comes before people go: the bill of that day is not paid.
        sooner = stop <= end
        kept = {c: people.columns[c] for c in self._columns}
        last = np.where(sooner, stop, end)
        told = why.value if isinstance(why, End) else why
        reason = np.where(sooner, End.CHURNED.value, told)
        self._over.append(
            Rows.of(
                **kept,
                end=last,
                paid_until=np.where(sooner, stop - 1, paid_until),
                why=np.where(people["refund"] == last, End.REFUNDED.value, reason),
            )
        )
        self._kept += len(people)
        if self._kept > MANY:
            self.close()

    def _refund_after_trial(self, sale: int, payers: Rows) -> None:
        """Those of them who will ask for the money of their first bill."""
        asking = payers.where(payers["refund"] < FAR)
        paid = self.billings[sale].day(asking, 1)
        self.refund(sale, paid, asking["refund"], asking["world"])

    def close(self) -> None:
        """Book all payments of subscriptions whose end is known."""
        if not self._over:
            return
        everyone = Rows.joined(self._over)
        self._over, self._kept = [], 0
        for sale, billing in self.billings.items():
            held = everyone.where(everyone["sale"] == sale)
            books = self.books[sale]
            for why, ended in books.ended.items():
                gone = held.where(held["why"] == why.value)
                note(ended, gone["end"], gone["world"])
            renewals = billing.renewals(held, held["paid_until"])
            if billing.pays_first_after:
                self._refund_after_trial(sale, held.where(renewals > 0))
            # Those with most renewals first: whoever has an n-th one is among the first so many.
            order = np.argsort(-renewals, kind="stable")
            held, most = held.at(order), -renewals[order]
            for turn in range(1, -int(most[0]) + 1 if len(most) else 1):
                due = held.first(int(np.searchsorted(most, -turn, side="right")))
                days = billing.day(due, turn)
                note(books.renewed, days, due["world"])
                for bill, book in zip(billing.rarer, books.rarer, strict=True):
                    mine = (turn + due["turns"]) % bill.every == 0
                    note(book, days[mine], due["world"][mine])
