"""Small networks in which several campaigns meet at the same people, for hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from funneldsl.network import DayRange, Network
from oracle.sketch import Changing, Sketch

AFTER = st.sampled_from(
    [(1.5,), (1.5, 2.75), (2.0,), (0.4, 1.25), (1.0, 2.5, 3.5), (3.75, 4.25), (1.5, 1.5)]
)
CONVERTS = st.sampled_from([0.1, 0.5, 0.9]) | st.builds(
    Changing, st.just(0.2), st.integers(1, 12), st.just(0.8)
)


@st.composite
def letters(draw: st.DrawFn) -> Network:
    """Two to four campaigns to one stage, at least one of them with touches on parts of days."""
    sketch = Sketch(days=draw(st.integers(8, 20)))
    leaving = draw(st.sampled_from([{}, {"leaves": 0.6}, {"leaves_after": 3}]))
    before = draw(st.sampled_from([{}, {"already": 12}]))
    reader = sketch.stage("f.reader", **leaving, **before)
    others = [sketch.stage(f"f.s{number}") for number in range(2)]
    sketch.channel(reader, people=draw(st.sampled_from([1.0, 4.0])))
    if draw(st.booleans()):
        sketch.flow(reader, others[0], 0.3, 2)
    for number in range(draw(st.integers(2, 4))):
        words = {"after": draw(AFTER)} if number < 2 or draw(st.booleans()) else _by_calendar(draw)
        if draw(st.integers(0, 3)) == 0:
            words["windows"] = (DayRange(draw(st.integers(1, 5)), draw(st.integers(6, 12))),)
        target = draw(st.sampled_from([*others, *others, reader]))
        sketch.campaign(reader, target=target, converts=draw(CONVERTS), **words)
    return sketch.network(cash=100)


def _by_calendar(draw: st.DrawFn) -> dict[str, Any]:
    return draw(st.sampled_from([{"every": 1}, {"every": 3}, {"dates": (2, 3, 7)}]))
