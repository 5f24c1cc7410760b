"""Where things in a row stand: as near as they can to where they want to be, without touching."""

from __future__ import annotations

from collections.abc import Sequence


def spread(
    wanted: Sequence[float], weights: Sequence[float], distances: Sequence[float]
) -> list[float]:
    """Places for things in this order, the weighted sum of squares of their distances from `wanted` the least.

    `distances[i]` is the least distance of thing i+1 from thing i. Taking these off leaves isotonic regression,
    solved by pooling adjacent violators (Barlow et al. 1972).
    """
    offsets = [0.0]
    for distance in distances:
        offsets.append(offsets[-1] + distance)
    pools: list[tuple[float, float, int]] = []  # mean, weight and number of things that stand close
    for want, weight, offset in zip(wanted, weights, offsets, strict=True):
        mean, size = want - offset, 1
        while pools and pools[-1][0] >= mean:
            before, heavy, count = pools.pop()
            mean = (before * heavy + mean * weight) / (heavy + weight)
            weight, size = weight + heavy, size + count
        pools.append((mean, weight, size))
    places = [mean for mean, _, size in pools for _ in range(size)]
    return [place + offset for place, offset in zip(places, offsets, strict=True)]
