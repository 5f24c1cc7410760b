"""Declared correlations as rows over the parameters that they join."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.compile.draft import Draft
from funneldsl.model.correlating import together
from funneldsl.network import CorrelationRow, Derived, Id, Timed


def correlations(draft: Draft) -> Iterator[CorrelationRow]:
    """Groups of numbers that are drawn together; numbers that the forecast does not use are left out."""
    positions: dict[str, Id] = {}
    for position, row in enumerate(draft.parameters.rows):
        if not isinstance(row.law, Derived | Timed):
            positions.setdefault(row.name, position)
    for group in together(draft.plan):
        used = [i for i, name in enumerate(group.names) if name in positions]
        if len(used) > 1:
            yield CorrelationRow(
                " and ".join(group.by),
                tuple(positions[group.names[i]] for i in used),
                tuple(tuple(group.scores[i][j] for j in used) for i in used),
            )
