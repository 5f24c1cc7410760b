"""Whatever a text holds, reading it gives findings inside it, and time that grows with its length."""

from __future__ import annotations

import copy
import pickle
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from funneldsl.syntax.nodes import Block, Broken
from funneldsl.syntax.parser import MOST_MENDED
from funneldsl.syntax.reading import MOST_FINDINGS

from .reading import codes, outline, read, tree

NORTHWIND = (Path(__file__).parent / "northwind.funnel").read_text("utf-8")

SIGNS = "\" “ { } [ ] ( ) : ; # ## -> → , = ' - – @ && \\ / // % $ . é 1 5m $$97 2028-13-45 12,00"
WORDS = "to between and then from by not a.b stage language"
BLANKS = [
    "\n",
    "\r\n",
    "\r",
    "\x00",
    "\ud800",
    "\u2028",
    "\f",
    "\ufeff",
    "\u0301",
    " ",
    "  ",
    "\n  ",
    "\t",
]
scraps = st.sampled_from([*SIGNS.split(), *WORDS.split(), *BLANKS])
lines = st.sampled_from(NORTHWIND.splitlines(keepends=True))
texts = st.one_of(
    st.text(st.characters()),
    st.lists(scraps | lines, max_size=30).map("".join),
    st.lists(scraps, max_size=30).map(" ".join),
)


@settings(deadline=None)
@given(texts)
@example("a {\r\n  b: \ud800\n")
@example("x: 1 {} x: 1 {}")
@example("\ud800" * 300)
def test_any_text_gives_findings_inside_it_and_nothing_else(text: str) -> None:
    document = read(text)

    assert text == "".join(piece.text for piece in document.pieces)
    assert all(0 <= f.span.start <= f.span.end <= len(text) for f in document.findings)
    assert all(f.message and f.help for f in document.findings)
    for finding in document.findings:
        edits = finding.fix.edits if finding.fix else ()
        assert all(0 <= e.span.start <= e.span.end <= len(text) for e in edits)


@given(texts)
def test_nodes_stand_inside_their_piece_in_order(text: str) -> None:
    for piece in read(text).pieces:
        starts = [s.start for s in piece.statements]
        assert starts == sorted(starts)
        assert all(0 <= s.start <= s.end <= len(piece.text) for s in piece.statements)


@given(texts)
def test_equal_texts_are_read_equally(text: str) -> None:
    first, second = read(text), read(text)

    assert [p.statements for p in first.pieces] == [p.statements for p in second.pieces]
    assert [(f.code, f.message) for f in first.findings] == [
        (f.code, f.message) for f in second.findings
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: 1\rb: 2", "F101"),
        ("a: \x00 1", "F100"),
        ('a: "\ud800"', "F100"),
        ("a: 1\u2028", "F100"),
        ("a: \f 1", "F100"),
        ("(" * 100_000, "F103"),
        ("{" * 100_000, "F103"),
        ("a {" * 50_000, "F103"),
        ("a: " + "(" * 50_000 + "1" + ")" * 50_000, "F103"),
        ("}" * 100_000, "F111"),
        ("a: " + "7" * 10_000, "F160"),
        ("a: " + "7" * 10_000 + " days", "F160"),
        ("language " + "7" * 10_000, "F160"),
    ],
)
def test_a_hostile_text_is_one_clear_mistake(text: str, code: str) -> None:
    assert [code] == codes(text)


@pytest.mark.parametrize(
    "part",
    [
        "a: 1; ", "a = 1, ", "a: 1 $1; ", "a ", "@ ", "' ", '"', '" ', '\\" ', "[1, ", "x: 1 {} ", "s { x: 1 } ",
        "a -> ", "1 + ", "not ", "1 to ", "by x ", "at least ", "/ ", "' '", "{ } ] ", "a\n", "a {\n", "a: {\n b c {\n",
        ' a: "x\n', "##\n", "# x\n", "a: 1 //\n", "- x\n", "\r", " ", "\u2028", "a {\nb\n",
    ],
)  # fmt: skip
def test_time_grows_with_the_text_only(part: str) -> None:
    def seconds(times: int) -> float:
        text = "a: " + part * times
        before = time.process_time()
        read(text)
        return time.process_time() - before

    seconds(10)
    few = 4_000 // len(part)
    short, long = min(seconds(few) for _ in range(2)), seconds(8 * few)

    assert long < 25 * max(short, 0.004)


def test_a_list_of_findings_ends_somewhere() -> None:
    found = codes("a = 1\n" * 3 * MOST_FINDINGS)

    assert ["F122"] * MOST_FINDINGS + ["F199"] == found
    assert "F199" not in codes("a = 1\n" * MOST_FINDINGS)


def test_what_is_not_listed_is_read_all_the_same() -> None:
    assert ["a: 1"] * 3 * MOST_FINDINGS == outline("a = 1\n" * 3 * MOST_FINDINGS)


def test_behind_thousands_of_mistakes_a_statement_is_broken_and_its_words_are_known() -> None:
    document = read("a = 1\n" * (MOST_MENDED + 2) + "offer b { price = }\noffer c {}\n")

    broken, good = (s for _, s in list(document.statements)[-2:])
    assert isinstance(broken, Broken)
    assert ("offer", "b", "price") == broken.words
    assert isinstance(good, Block)


@pytest.mark.parametrize(
    "text",
    [
        "x: " + "(" * 40 + "1" + ")" * 40,
        "x: " + "not " * 20 + "a",
        "a {" * 40 + "}" * 40,
        "x: " + "1 + " * 9_999 + "1",
    ],
)
def test_the_deepest_tree_can_be_printed_copied_and_compared(text: str) -> None:
    (piece,) = read(text).pieces
    nodes = piece.statements

    assert () == piece.findings
    assert nodes == copy.deepcopy(nodes) == pickle.loads(pickle.dumps(nodes))  # noqa: S301
    assert repr(nodes)
    assert hash(nodes) == hash(copy.deepcopy(nodes))


def test_line_ends_of_windows_change_nothing_but_places() -> None:
    assert outline(NORTHWIND) == outline(NORTHWIND.replace("\n", "\r\n"))
    assert [] == codes(NORTHWIND.replace("\n", "\r\n"))


def test_an_unindented_plan_is_understood() -> None:
    flush = "\n".join(line.strip() for line in NORTHWIND.split("\n"))

    assert outline(NORTHWIND) == outline(flush)


def test_tree_of_a_broken_value_is_a_question_mark() -> None:
    (statement,) = [s for _, s in read("x: 1 $2").statements]
    assert "?" == tree(statement.value)  # type: ignore[union-attr]
