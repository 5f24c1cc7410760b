"""Places in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from funneldsl.source import NOWHERE, Source, Span


def test_lines_and_columns_count_from_one() -> None:
    source = Source("a.funnel", "one\ntwo\r\nthree")

    assert (1, 1) == source.position(0)
    assert (2, 1) == source.position(4)
    assert (3, 3) == source.position(11)


def test_line_is_given_without_its_ending() -> None:
    source = Source("a.funnel", "one\ntwo\r\nthree")

    assert ["one", "two", "three"] == [source.line(n) for n in (1, 2, 3)]


def test_only_a_line_feed_ends_a_line() -> None:
    source = Source("a.funnel", "a\u2028b\x0bc\x85d\ne")

    assert 2 == len(source.line_starts)


def test_span_says_where_it_is() -> None:
    span = Span(Source("shop.funnel", "ab\ncdef"), 4, 6)

    assert "shop.funnel:2:2" == str(span)
    assert "de" == span.text
    assert (2, 4) == (span.end_line, span.end_column)


def test_nowhere_is_a_place_all_the_same() -> None:
    assert (1, 1) == (NOWHERE.line, NOWHERE.column)


@given(st.text(alphabet="ab\n\r\u2028", max_size=60), st.data())
def test_position_leads_back_to_the_offset(text: str, data: st.DataObject) -> None:
    source = Source("t", text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = source.position(offset)

    assert offset == source.line_starts[line - 1] + column - 1
