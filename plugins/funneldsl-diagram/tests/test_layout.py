"""The parts of the layout, each by what it promises."""

from __future__ import annotations

from funneldsl_diagram.lanes import Block, lanes
from funneldsl_diagram.metrics import width, wrap
from funneldsl_diagram.ranks import downwards, ranks
from funneldsl_diagram.spread import spread
from hypothesis import given
from hypothesis import strategies as st

NODES = 8
LINKS = st.lists(
    st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)).filter(lambda p: p[0] != p[1]),
    max_size=20,
)


@given(LINKS)
def test_links_lead_down_by_two_ranks_once_ways_back_are_turned(
    links: list[tuple[int, int]],
) -> None:
    down = downwards(NODES, links)
    turned = [link if d else link[::-1] for link, d in zip(links, down, strict=True)]
    rank = ranks([False] * NODES, turned)

    assert all(rank[a] + 2 <= rank[b] for a, b in turned)
    assert all(r % 2 == 0 for r in rank)


def test_a_chain_has_no_ways_back() -> None:
    assert (True, True) == downwards(3, [(0, 1), (1, 2)])


def test_a_start_stands_right_above_what_it_leads_to() -> None:
    assert (0, 2, 4, 2) == ranks([False] * 4, [(0, 1), (1, 2), (3, 2)])


def test_odd_things_stand_between() -> None:
    assert (0, 1, 2) == ranks([False, True, False], [(0, 1), (1, 2), (0, 2)])


@given(
    st.lists(
        st.tuples(st.floats(-1e3, 1e3), st.floats(0.1, 10), st.floats(0, 50)),
        min_size=1,
        max_size=12,
    )
)
def test_things_in_a_row_keep_their_distance(things: list[tuple[float, float, float]]) -> None:
    wanted, weights, distances = (list(column) for column in zip(*things, strict=True))
    places = spread(wanted, weights, distances[1:])

    assert all(
        b - a >= d - 1e-6 for a, b, d in zip(places, places[1:], distances[1:], strict=False)
    )


def test_things_that_have_room_stand_where_they_want() -> None:
    assert [0.0, 100.0, 200.0] == spread([0, 100, 200], [1, 1, 1], [50, 50])


def test_things_that_want_the_same_place_share_the_loss_by_weight() -> None:
    assert [-2.5, 7.5] == spread([0, 0], [3, 1], [10])


def test_blocks_of_different_ranks_share_a_lane() -> None:
    blocks = [Block("a", 0, 0), Block("b", 2, 8), Block("c", 8, 12)]

    assert {"a": 0, "b": 0, "c": 1} == lanes(blocks, {("a", "b"): 2, ("b", "c"): 1})


@given(st.text(max_size=80), st.integers(1, 4))
def test_no_line_is_wider_than_allowed(text: str, lines: int) -> None:
    wrapped = wrap(text, 100, 12, lines=lines)

    assert len(wrapped) <= lines
    assert all(width(line, 12) <= 100 for line in wrapped)


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert ("Bought the", "starter co…") == wrap("Bought the starter course", 70, 12, lines=2)
