"""In which order the stages of a plan are computed, and which of them day by day together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Stages = Mapping[int, set[int]]
"""By stage, others."""


def together(
    components: Sequence[tuple[int, ...]], visited: set[int], depends: Stages
) -> list[tuple[int, ...]]:
    """Components in their order; those that subscribers visit, and what lies between them, are one.

    `depends`: by stage, those that need to know what happened in it.
    """
    if not visited:
        return list(components)
    later = reached(depends, visited)
    middle = visited | (later & reached(_reversed(depends), visited))
    return [
        *(c for c in components if not later.intersection(c)),
        tuple(s for c in components for s in c if s in middle),
        *(c for c in components if later.intersection(c) and not middle.intersection(c)),
    ]


def reached(ahead: Stages, start: Iterable[int]) -> set[int]:
    """Stages to which one gets from some, and those."""
    found: set[int] = set()
    new = list(start)
    while new:
        stage = new.pop()
        if stage not in found:
            found.add(stage)
            new += ahead[stage]
    return found


def _reversed(ahead: Stages) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {stage: set() for stage in ahead}
    for stage, targets in ahead.items():
        for target in targets:
            found[target].add(stage)
    return found
