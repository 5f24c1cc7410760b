"""Shapes of arrays, said once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from funneldsl.plugin import LimitError

Floats = NDArray[np.float64]
Counts = NDArray[Any]
"""Whole numbers, of 32 or 64 bits."""
Flags = NDArray[np.bool_]

FAR = 10**9
"""A day that never comes."""

MOST_CENTS = 2.0**53
"""In one amount: up to here every cent is exact also in floating numbers."""


def keep_freed_memory() -> None:
    """Let arrays take the place of others, rather than memory that the system must first fill with zeros.

    The allocator of GNU systems gives back what is larger than the largest block that was ever freed: this is as
    large as it remembers, and is never written to. Elsewhere it does nothing.
    """
    np.empty(LARGEST, np.uint8)


LARGEST = 31 * 2**20
"""Bytes; from 32 MiB on it does not remember."""


def counts(*shape: int) -> Counts:
    """No people, or no cents."""
    return np.zeros(shape, dtype=np.int64)


def people(*shape: int) -> Counts:
    """No people of a day and world: numbers of 32 bits, for there are many such tables."""
    return np.zeros(shape, dtype=np.int32)


def cents(money: Any) -> Counts:
    """Money in whole cents, half to even (SEMANTICS 21).

    5% of $19.50 is meant to be $0.975 although the computer says a little more or less: that noise goes first.
    Raises LimitError for amounts that no exact number of cents can hold.
    """
    amounts = np.round(np.asarray(money, dtype=np.float64) * 100, 6)
    if (most := np.abs(amounts).max(initial=0.0)) > MOST_CENTS:
        raise LimitError("an amount of money", float(most) / 100, MOST_CENTS / 100)
    return np.rint(amounts).astype(np.int64)


def running(amounts: Any, kind: Any = None) -> Any:
    """Sums up to each day of amounts by (day, world), in 64 bits unless `kind` says otherwise.

    Day by day: `cumsum` goes through each world on its own, which takes several times as long where there are many.
    """
    if len(amounts) * FEW > amounts.size:
        return amounts.cumsum(axis=0, dtype=kind)
    kind = np.dtype(kind or (amounts.dtype if amounts.dtype.kind == "f" else np.int64))
    if kind.kind == "i" and not largest(amounts):
        return np.zeros(amounts.shape, kind)
    upto = np.empty(amounts.shape, kind)
    if kind.kind == "f":
        upto[0] = amounts[0]
        for day in range(1, len(upto)):
            np.add(upto[day - 1], amounts[day], upto[day])
    else:
        _run_in_stretches(amounts, upto)
    return upto


def _run_in_stretches(amounts: Counts, upto: Counts) -> None:
    """Sums of whole numbers, of many stretches of days at once: floating numbers would be rounded otherwise."""
    stretches = len(upto) // STRETCH
    whole, worlds = stretches * STRETCH, upto.shape[1]
    added = amounts[:whole].reshape(stretches, STRETCH, worlds)
    sums = upto[:whole].reshape(stretches, STRETCH, worlds)
    sums[:, 0] = added[:, 0]
    for day in range(1, STRETCH):
        np.add(sums[:, day - 1], added[:, day], sums[:, day])
    for number in range(1, stretches):
        sums[number] += sums[number - 1, -1]
    for day in range(whole, len(upto)):
        upto[day] = amounts[day] + upto[day - 1] if day else amounts[day]


FEW = 64
"""Worlds below which a loop over days does not pay."""

STRETCH = 24
"""Days: about as many as there are stretches in some years."""


def whole(amounts: Counts) -> Counts:
    """Sums over all days of whole numbers by (day, world): in 32 bits where they are kept in so many and hold it."""
    if not (most := largest(amounts)):
        return np.zeros(amounts.shape[1:], amounts.dtype)
    return amounts.sum(axis=0, dtype=summing(amounts, most))


def largest(amounts: Counts) -> int:
    """The largest of whole numbers, whatever its sign: in many tables it is nothing, and nothing is to be added up."""
    return max(int(amounts.max()), -int(amounts.min())) if amounts.size else 0


def summing(amounts: Counts, most: int) -> Any:
    """The sort of number in which the days of a book can be summed; sums of 32 bits take half the time."""
    return np.int32 if amounts.dtype == np.int32 and most * len(amounts) < 2**31 else None


SURE = 700.0
"""The hazard of something certain."""


def to_hazard(share: Floats) -> Floats:
    """-ln(1 - share): hazards of the same moment add up."""
    sure = share >= 1.0
    return np.where(sure, SURE, np.minimum(-np.log1p(-np.where(sure, 0.0, share)), SURE))


def note(book: Counts, days: Counts, worlds: Counts, by: Counts | int = 1) -> None:
    """Add people, one by one or so many each, to the cells (day, world) of a book; days behind its last are left out.

    All of one sort of number, or it takes ten times as long.
    """
    if not len(days):
        return
    many = np.asarray(by, dtype=book.dtype)
    if days.max() >= len(book):
        inside = days < len(book)
        days, worlds = days[inside], worlds[inside]
        many = many[inside] if many.ndim else many
    if book.flags.c_contiguous:
        np.add.at(book.reshape(-1), days * book.shape[1] + worlds, many)
    else:
        np.add.at(book, (days, worlds), many)


def tally(days: Counts, worlds: Counts, shape: tuple[int, int]) -> Counts:
    """How many (day, world) pairs fall on each day and world; days outside are left out."""
    book = counts(*shape)
    note(book, days, worlds)
    return book
