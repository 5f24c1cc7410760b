"""What happened to people of all sorts together, row by row of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from funneldsl_forecast.arrays import Counts
from funneldsl_forecast.flow.split import Split
from funneldsl_forecast.flow.state import State
from funneldsl_forecast.scene import Scene


def merged(scene: Scene, split: Split, state: State) -> State:
    """The state of the plan itself; what only matters while it is computed is left empty."""
    if split.trivial:
        return state
    whole = State(scene)
    for name in ("already", "entered", "left", "gave_up", "lost", "sent_away"):
        _add(getattr(whole, name), getattr(state, name), split.stages)
    _add(whole.flow_moved, state.flow_moved, split.flows)
    for name in ("brought", "turned_away", "outside"):
        _add(getattr(whole, name), getattr(state, name), split.channels)
    for name in ("campaign_moved", "reached"):
        _add(getattr(whole, name), getattr(state, name), split.campaigns)
    return whole


def _add(whole: list[Counts], copies: Sequence[Counts], origin: Sequence[int]) -> None:
    for number, copy in zip(origin, copies, strict=True):
        whole[number] = whole[number] + copy
