"""A text is cut where a line in column 0 begins a top-level block."""

from __future__ import annotations

import pytest

from funneldsl.syntax.blocks import split


def pieces(text: str) -> list[str]:
    found = [text[start:end] for start, end in split(text)]
    assert text == "".join(found)
    return found


def test_every_line_in_column_0_that_begins_with_a_word_begins_a_piece() -> None:
    assert ["language 1\n\n", "stage a\n", "stage b { x: 1 }\n"] == pieces(
        "language 1\n\nstage a\nstage b { x: 1 }\n"
    )


@pytest.mark.parametrize(
    "line", ["sells: course", "a.b.c: none", "a -> b 3%", "a → b", "a-> b", "}"]
)
def test_properties_flows_and_braces_begin_none(line: str) -> None:
    assert 1 == len(pieces(f"stage a {{\n{line}\n"))


def test_comments_right_above_a_block_go_with_it() -> None:
    assert ["# file\n\n", "## what\n# why\nstage a\n"] == pieces(
        "# file\n\n## what\n# why\nstage a\n"
    )


@pytest.mark.parametrize("text", ["", "\n", "# only\n", "  indented: 1\n", "\ufeffstage a"])
def test_a_text_without_a_block_is_one_piece(text: str) -> None:
    assert [text] == pieces(text)


def test_what_is_still_open_does_not_reach_the_next_block() -> None:
    assert 3 == len(pieces('a "x {\n  b: [1,\nc {\n  d: (\ne {}\n'))


def test_an_unindented_body_belongs_to_its_header() -> None:
    text = 'offer a {\nprice: $7\nstage b { x: 1 }\nfoo bar "}"\n}\nstage c\n'

    assert [text[:-8], "stage c\n"] == pieces(text)


def test_an_unindented_body_that_is_never_closed_is_not_joined() -> None:
    assert ["offer a {\n", "price b\n", "stage c\n"] == pieces("offer a {\nprice b\nstage c\n")


def test_braces_in_texts_and_comments_do_not_close_a_body() -> None:
    text = 'a {\nb "}" # }\n}\nc\n'

    assert ['a {\nb "}" # }\n}\n', "c\n"] == pieces(text)
