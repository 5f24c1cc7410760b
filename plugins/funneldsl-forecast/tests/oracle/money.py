"""Whole cents, day by day (rules 21 and 26 to 28)."""

import numpy as np
from numpy.typing import NDArray

BOOKS = (
    "sales",
    "earnings",
    "refunds",
    "fees",
    "commission",
    "unit_costs",
    "ads",
    "costs",
    "task_costs",
    "wages",
)


def cents(money: float) -> int:
    """Rule 21: to the cent, half to even; 0.05 * 19.5 is meant to be 0.975, so the noise goes first."""
    return round(round(money * 100, 6))


class Ledger:
    """What is booked on each day, and what reaches the bank."""

    def __init__(self, days: int, opening: int) -> None:
        self.books = {book: [0] * days for book in BOOKS}
        self.opening = opening
        self._bank = [0] * days
        self._days = days

    def book(self, name: str, day: int, amount: int, arrives: int | None = None) -> None:
        """Book an amount on a day; income arrives on that day too, unless said otherwise."""
        self.books[name][day] += amount
        sign = 1 if name in ("sales", "earnings") else -1
        self.bank(day if arrives is None else arrives, sign * amount)

    def bank(self, day: int, amount: int) -> None:
        """Money that reaches the bank, or leaves it; after the horizon nobody sees it."""
        if day < self._days:
            self._bank[day] += amount

    def revenue(self, day: int) -> int:
        """Rule 28: sales and earnings less refunds, of one day."""
        return self.books["sales"][day] + self.books["earnings"][day] - self.books["refunds"][day]

    def profit(self, day: int) -> int:
        """Rule 28: what of that is left after all that was booked so far."""
        spent = (b for b in BOOKS if b not in ("sales", "earnings", "refunds"))
        return self.revenue(day) - sum(self.books[b][day] for b in spent)

    def accounts(self) -> dict[str, NDArray[np.int64]]:
        """All accounts: of the day; cash at its close."""
        books = {name: np.array(days, dtype=np.int64) for name, days in self.books.items()}
        books["revenue"] = books["sales"] + books["earnings"] - books["refunds"]
        out = sum(books[b] for b in BOOKS if b not in ("sales", "earnings", "refunds"))
        books["profit"] = books["revenue"] - out
        books["cash"] = self.opening + np.cumsum(np.array(self._bank, dtype=np.int64))
        return books
