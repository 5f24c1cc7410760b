"""What is printed is only ever text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funneldsl.cli.plain import plain, plain_lines, width
from tests.cli.hostile import HOSTILE, OBEYED


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert not OBEYED & set(plain(text))
    assert "\n" not in plain(text)


@given(st.text(st.characters(exclude_categories=[])))
def test_plain_text_is_one_line_and_can_be_written(text: str) -> None:
    shown = plain(text)

    assert len(shown.splitlines()) <= 1
    assert shown == plain(shown)
    shown.encode("utf-8")


def test_lines_stay_lines() -> None:
    assert "a\nb �" == plain_lines("a\nb \x1b")


def test_wide_and_combining_characters_have_their_width() -> None:
    assert (3, 6, 1) == (width("abc"), width("한국어"), width("e\u0301"))
