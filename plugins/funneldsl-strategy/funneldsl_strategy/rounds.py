"""How many people come into each stage if everybody goes on, round after round, until nobody is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

ROUNDS = 400
"""If people still come after so many, it is taken that there is no end."""

ENOUGH = 1e-9
"""A part of the people by which a round may still change a number."""


def reached(
    there: Mapping[str, float | None],
    brought: Mapping[str, float | None],
    ways: Iterable[tuple[str, str, float | None]],
) -> dict[str, float | None]:
    """People by stage: those brought, and of those who were or came there each by `ways` (source, target, how many).

    None where a number is not known, or without end.
    """
    into: dict[str, list[tuple[str, float | None]]] = {name: [] for name in there}
    for source, target, each in ways:
        if target in into and source in into:
            into[target].append((source, each))
    order = _sources_first(into)
    unknown = _unknown(order, into, there, brought)
    people = dict.fromkeys(order, 0.0)
    moving: set[str] = set()
    for _ in range(ROUNDS):
        moving = set()
        for name in order:
            if name in unknown:
                continue
            come = (brought.get(name) or 0.0) + sum(
                (people[source] + (there[source] or 0.0)) * (each or 0.0)
                for source, each in into[name]
            )
            if abs(come - people[name]) > ENOUGH * come:
                moving.add(name)
            people[name] = come
        if not moving:
            break
    return {name: None if name in unknown | moving else people[name] for name in order}


def _unknown(
    order: Iterable[str],
    into: Mapping[str, list[tuple[str, float | None]]],
    there: Mapping[str, float | None],
    brought: Mapping[str, float | None],
) -> set[str]:
    """Stages with a number that is not known, and all that people reach from them."""
    onward: dict[str, list[str]] = {}
    waiting = []
    for name in order:
        for source, each in into[name]:
            onward.setdefault(source, []).append(name)
            if each is None or there[source] is None:
                waiting.append(name)
        if name in brought and brought[name] is None:
            waiting.append(name)
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += onward.get(name, ())
    return found


def _sources_first(into: Mapping[str, list[tuple[str, float | None]]]) -> list[str]:
    """Each stage behind those from which people come to it, as far as they do not go in a circle."""
    order: list[str] = []
    seen: set[str] = set()
    waiting = [(name, False) for name in reversed([*into])]
    while waiting:
        name, done = waiting.pop()
        if done:
            order.append(name)
        elif name not in seen:
            seen.add(name)
            waiting.append((name, True))
            waiting += ((source, False) for source, _ in into[name] if source not in seen)
    return order
