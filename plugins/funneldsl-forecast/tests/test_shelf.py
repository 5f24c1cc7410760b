"""Blocks that are put by come back as they were, wherever they were kept."""

from __future__ import annotations

import numpy as np
import pytest
from funneldsl_forecast.shelf import Shelf, Table
from funneldsl_forecast.statistics import of_table, statistics

BLOCKS = (0, 4, 8)


def _blocks(kind: type) -> list[np.ndarray]:
    """Three blocks of four worlds and six days; the second needs more bits, the third is empty."""
    rng = np.random.default_rng(1)
    few, many = rng.integers(-9, 9, (6, 4)), rng.integers(-(10**6), 10**6, (6, 4))
    return [few.astype(kind), many.astype(kind), np.zeros((6, 4), kind)]


@pytest.mark.parametrize("kept", [0, 60, 10**6], ids=["in the file", "in both", "in memory"])
@pytest.mark.parametrize("kind", [np.int64, np.float64])
def test_what_was_put_by_comes_back(kept: int, kind: type) -> None:
    shelf = Shelf(kept)
    table = Table(shelf, 6, 12)
    blocks = _blocks(kind)
    for number in (2, 0, 1):
        table.put(BLOCKS[number], blocks[number])
    whole = np.concatenate(blocks, axis=1)
    assert whole[2:5].tolist() == table.rows(2, 5).tolist()
    assert statistics(whole).tolist() == of_table(table).tolist()
    shelf.close()


def test_tables_share_one_shelf() -> None:
    shelf = Shelf(kept=0)
    tables = [Table(shelf, 6, 4) for _ in range(3)]
    for number, table in enumerate(tables, 1):
        table.put(0, np.full((6, 4), number * 1000))
    assert [1000, 2000, 3000] == [int(t.rows(5, 6)[0, 0]) for t in tables]
    shelf.close()


def test_a_block_that_is_kept_keeps_nothing_else_alive() -> None:
    shelf = Shelf()
    large = np.ones((1000, 1000), np.int8)
    kept = shelf.put(0, large[:2])
    assert kept is not None
    assert isinstance(kept.there, np.ndarray)
    assert kept.there.base is None
