"""Blocks of worlds put by until all are there: in memory as long as they are few, then in a file without a name."""

from __future__ import annotations

import tempfile
from typing import IO, Any

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

Values = NDArray[Any]

KEPT = 64 * 2**20
"""Bytes that are kept in memory."""

WHOLE = (np.int8, np.int16, np.int32)


@frozen(eq=False)
class Put:
    """A block by (day, world): its first world, and where it is."""

    start: int
    worlds: int
    kind: np.dtype[Any]
    there: Values | int
    """The block itself, or where in the file it begins."""


@define(eq=False)
class Shelf:
    """The memory and the file that all tables of a forecast share."""

    kept: int = KEPT
    _used: int = 0
    _file: IO[bytes] | None = None
    _end: int = 0

    def put(self, start: int, block: Values) -> Put | None:
        """Keep a block; None if nothing is in it."""
        narrow = narrowed(block)
        if not narrow.any():
            return None
        small = np.ascontiguousarray(narrow)
        if small is block or small.base is not None:
            small = small.copy()  # Nothing else is to be kept alive by it.
        if self._used + small.nbytes <= self.kept:
            self._used += small.nbytes
            return Put(start, small.shape[1], small.dtype, small)
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="funneldsl-")  # noqa: SIM115 (closed by `close`)
        at = self._end
        self._file.seek(at)
        self._file.write(small.data)
        self._end += small.nbytes
        return Put(start, small.shape[1], small.dtype, at)

    def read(self, put: Put, first: int, last: int) -> Values:
        """Days `first` to below `last` of a block."""
        if not isinstance(put.there, int):
            return put.there[first:last]
        if self._file is None:
            raise ValueError("the shelf is closed")
        day = put.worlds * put.kind.itemsize
        self._file.seek(put.there + first * day)
        found = np.frombuffer(self._file.read((last - first) * day), put.kind)
        return found.reshape(last - first, put.worlds)

    def close(self) -> None:
        """Give the file back; what was put into it is gone."""
        if self._file is not None:
            self._file.close()
            self._file = None


def narrowed(values: Values) -> Values:
    """Whole numbers in as few bits as hold them; others as they are."""
    if values.dtype.kind != "i" or not values.size:
        return values
    low, high = values.min(), values.max()
    for kind in WHOLE:
        limit = np.iinfo(kind)
        if limit.min <= low and high <= limit.max:
            return values.astype(kind, copy=False)
    return values


@define(eq=False)
class Table:
    """One quantity by (day, world) in all worlds; zero where nothing was put."""

    shelf: Shelf
    days: int
    worlds: int
    blocks: list[Put] = field(factory=list)

    def put(self, start: int, block: Values) -> None:
        """A block's worlds, from world `start` on."""
        if (put := self.shelf.put(start, block)) is not None:
            self.blocks.append(put)

    def rows(self, first: int, last: int) -> Values:
        """Days `first` to below `last`, in all worlds."""
        kind = np.result_type(*(b.kind for b in self.blocks))
        out = np.zeros((last - first, self.worlds), dtype=kind)
        for block in self.blocks:
            part = slice(block.start, block.start + block.worlds)
            out[:, part] = self.shelf.read(block, first, last)
        return out
