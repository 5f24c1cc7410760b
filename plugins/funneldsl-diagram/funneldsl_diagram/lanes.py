"""Which group stands beside which: lanes, in each of which groups stand one above the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen


@frozen
class Block:
    """Boxes that stay together: a system, a funnel, or a box on its own. It fills ranks `first` to `last`."""

    key: str
    first: int
    last: int


def lanes(blocks: Sequence[Block], ties: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """The lane of each block, by its key. `ties` counts arrows between blocks; tied blocks share a lane if they can."""
    taken: list[list[Block]] = []
    lane: dict[str, int] = {}
    for block in sorted(blocks, key=lambda b: b.first):
        free = [n for n, others in enumerate(taken) if _fits(block, others)]
        best = max(free, key=lambda n: (_pull(block, taken[n], ties), -n), default=len(taken))
        if best == len(taken):
            taken.append([])
        taken[best].append(block)
        lane[block.key] = best
    return lane


def _fits(block: Block, others: Sequence[Block]) -> bool:
    return all(block.first > other.last or block.last < other.first for other in others)


def _pull(block: Block, others: Sequence[Block], ties: Mapping[tuple[str, str], int]) -> int:
    pairs = [(block.key, o.key) for o in others] + [(o.key, block.key) for o in others]
    return sum(ties.get(pair, 0) for pair in pairs)
