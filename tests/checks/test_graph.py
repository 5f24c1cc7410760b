"""Circles are found, all of them, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from funneldsl.checks.graph import circles, components, reached, round_trip

NAMES = "abcdefgh"
GRAPHS = st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=3))


def leads(edges: dict[str, list[str]], a: str, b: str) -> bool:
    """Whether at least one step leads from a to b."""
    return b in reached(edges, edges.get(a, []))


@given(GRAPHS)
def test_groups_are_those_that_lead_to_each_other(edges: dict[str, list[str]]) -> None:
    group_of = {name: group for group in components(edges) for name in group}

    for a in group_of:
        for b in group_of:
            together = a == b or (leads(edges, a, b) and leads(edges, b, a))
            assert together == (b in group_of[a])


@given(GRAPHS)
def test_groups_come_after_those_they_lead_to(edges: dict[str, list[str]]) -> None:
    position = {name: i for i, group in enumerate(components(edges)) for name in group}

    for a, targets in edges.items():
        for b in targets:
            assert position[b] <= position[a]


@given(GRAPHS)
def test_a_round_trip_is_a_way_that_returns(edges: dict[str, list[str]]) -> None:
    for group in circles(edges):
        trip = round_trip(edges, group)

        assert set(trip) <= set(group)
        for a, b in zip(trip, (*trip[1:], trip[0]), strict=True):
            assert b in edges[a]


def test_a_long_chain_needs_no_deep_recursion() -> None:
    edges = {str(n): [str(n + 1)] for n in range(50_000)}

    assert 50_001 == len(components(edges))
    assert [] == [*circles(edges)]


def test_a_self_circle_is_one() -> None:
    assert [("a",)] == [*circles({"a": ["a"], "b": ["a"]})]
