"""A plan without what some simulator cannot run: with room for everyone, or with everyone served at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import evolve, frozen

from funneldsl.network import NONE, Network, StageRow, Use


@frozen
class Freed:
    """A network that leaves something out, and what."""

    network: Network
    places: bool = False
    """Whether places are not limited."""
    service: bool = False
    """Whether everyone is served at once, and nobody has to be free for it."""


def freed(network: Network) -> Iterator[Freed]:
    """The plan with less and less of what binds people; nothing where nothing does."""
    held = any(_is_held(row) for row in network.stages)
    served = any(row.serves for row in network.stages)
    if served:
        yield Freed(_without(network, lambda row: row.serves), service=True)
    if held:
        both = _without(network, lambda row: _is_held(row) or row.serves)
        yield Freed(both, places=True, service=served)


def _is_held(row: StageRow) -> bool:
    """Whether people hold places as long as they stay."""
    return row.capacity != NONE and not row.serves


def _without(network: Network, bound: Callable[[StageRow], bool]) -> Network:
    names = {row.name for row in network.stages if bound(row)}
    stages = tuple(
        evolve(row, capacity=NONE, takes=None, by=(), first=()) if row.name in names else row
        for row in network.stages
    )
    still = any(row.serves for row in stages)
    persons = network.persons if still else tuple(evolve(p, first=()) for p in network.persons)
    uses = tuple(u for u in network.uses if not _speaks_of(u, names, still))
    return evolve(network, stages=stages, persons=persons, uses=uses)


def _speaks_of(use: Use, names: set[str], still: bool) -> bool:
    """Whether it is one of the words that were taken away."""
    word = use.token.partition(":")[0]
    if word == "person.first":
        return not still
    return word in _BINDING and use.path in names


_BINDING = ("stage.capacity", "stage.takes", "stage.by", "stage.first")
