"""Which rows of a plan have to do with each of its stages, looked up once: plans may have ten thousand stages."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from funneldsl.plugin import Network

Rows = tuple[int, ...]


@frozen
class ByStage:
    """By stage the positions of rows, in the order of the plan."""

    flows: tuple[Rows, ...]
    """Flows that lead out of it."""
    channels: tuple[Rows, ...]
    """Channels that bring people into it."""
    campaigns: tuple[Rows, ...]
    """Campaigns to the people in it."""
    sales: tuple[Rows, ...]
    """What it sells."""

    @classmethod
    def of(cls, network: Network) -> ByStage:
        """Of a plan."""
        stages = len(network.stages)
        return cls(
            _gathered(stages, ((row.source,) for row in network.flows)),
            _gathered(stages, ((row.stage,) for row in network.channels)),
            _gathered(stages, (row.sources for row in network.campaigns)),
            _gathered(stages, ((row.stage,) for row in network.sales)),
        )


def _gathered(stages: int, of_rows: Iterable[Iterable[int]]) -> tuple[Rows, ...]:
    """By stage the rows that name it."""
    found: list[list[int]] = [[] for _ in range(stages)]
    for number, named in enumerate(of_rows):
        for stage in dict.fromkeys(named):
            found[stage].append(number)
    return tuple(map(tuple, found))
