"""What subscriptions bring: first payments, renewals, refunds, ends (SEMANTICS 22, 23 and 25)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Counts, counts, note
from funneldsl_forecast.billing import Billing
from funneldsl_forecast.rows import Rows
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.selling import Claims

MANY = 250_000
"""Ended subscriptions that are kept before their payments are booked: many at a time is faster."""


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
    priced: bool
    """Whether the price changes: then refunds are kept one by one."""
    _claims: list[Claims] = field(factory=list)

    def claims(self) -> Claims | None:
        """Refunds one by one, where the price changes."""
        if not self.priced:
            return None
        none = np.zeros(0, np.int64)
        every = [(none, none, none), *((c.paid, c.back, c.worlds) for c in self._claims)]
        return Claims(*(np.concatenate(parts) for parts in zip(*every, strict=True)))

    def keep(self, claims: Claims) -> None:
        """More of them."""
        self._claims.append(claims)

    def active(self) -> Counts:
        """Subscribers at the close of each day."""
        return (self.begun - self.ended).cumsum(axis=0)


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
                ended=counts(*shape),
                refunded=counts(*shape),
                unrefunded=counts(shape[1]),
                priced=self.scene.changes(billing.amount),
            )
            for sale, billing in self.billings.items()
        }

    def sell(self, sale: int, days: Counts, worlds: Counts) -> None:
        """People subscribe."""
        note(self.books[sale].sold, days, worlds)
        note(self.books[sale].begun, days, worlds)

    def begin(self, sale: int, worlds: Counts) -> None:
        """People have subscribed before the start."""
        self.books[sale].begun[0] += np.bincount(worlds, minlength=self.scene.worlds)

    def refund(self, sale: int, paid: Counts, days: Counts, worlds: Counts) -> None:
        """People who paid on some days will ask for their money on these."""
        books = self.books[sale]
        if books.priced:
            books.keep(Claims(paid, days, worlds))
        note(books.refunded, days, worlds)
        late = days >= self.scene.days
        books.unrefunded += np.bincount(worlds[late], minlength=self.scene.worlds)

    def finish(self, people: Rows, end: Counts, paid_until: Counts) -> None:
        """Subscriptions end on a day, if they do not before; the last payment is on `paid_until` or before."""
        if not len(people):
            return
        stop = np.minimum(people["stop"], people["refund"])
        sooner = stop < end
        kept = {c: people.columns[c] for c in ("world", "sale", "month", "number")}
        self._over.append(
            Rows.of(
                **kept,
                end=np.where(sooner, stop, end),
                paid_until=np.where(sooner, stop - 1, paid_until),
            )
        )
        self._kept += len(people)
        if self._kept > MANY:
            self.close()

    def close(self) -> None:
        """Book all payments of subscriptions whose end is known."""
        if not self._over:
            return
        everyone = Rows.joined(self._over)
        self._over, self._kept = [], 0
        for sale, billing in self.billings.items():
            held = everyone.where(everyone["sale"] == sale)
            books = self.books[sale]
            note(books.ended, held["end"], held["world"])
            renewals = billing.renewals(held, held["paid_until"])
            # Those with most renewals first: whoever has an n-th one is among the first so many.
            order = np.argsort(-renewals, kind="stable")
            held, most = held.at(order), -renewals[order]
            for turn in range(1, -int(most[0]) + 1 if len(most) else 1):
                due = held.first(int(np.searchsorted(most, -turn, side="right")))
                note(books.renewed, billing.day(due, turn), due["world"])
