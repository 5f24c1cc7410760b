"""What a text becomes."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from funneldsl.source import Source
from funneldsl.syntax import nodes
from funneldsl.syntax.parser import parse, parse_piece

from .reading import outline, read, said, statements, value

NORTHWIND = (Path(__file__).parent / "northwind.funnel").read_text("utf-8")


def test_the_three_statements() -> None:
    text = """\
language 1
stage visitor
offer starter "The starter" {
  price: $79; cost: $6
  channel ads { }
  a.b -> c  3%  after 3 to 21 days
  x.y.z: none
}
import "offers.funnel"
"""
    assert [
        "language 1",
        "stage visitor",
        "offer starter 'The starter' {",
        "  price: $79",
        "  cost: $6",
        "  channel ads {",
        "  a.b -> c 3% <after (3 to 21_days)>",
        "  x.y.z: none",
        "import 'offers.funnel'",
    ] == outline(text)
    assert [] == said(text)


def test_a_block_without_braces_has_no_body() -> None:
    bare, empty = statements("stage a\nstage b { }")
    assert isinstance(bare, nodes.Block)
    assert isinstance(empty, nodes.Block)
    assert (None, ()) == (bare.body, empty.body)
    assert () == bare.statements


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("12,000", "12,000"),
        ('"a \\"b\\" \\\\ c"', "'a \"b\" \\\\ c'"),
        ("“curly”", "'curly'"),
        ("2028-13-45", "2028-13-45"),
        ("24 months", "24_months"),
        ("{ Jan: 140%, Jul: 70%; }", "{Jan: 140%, Jul: 70%}"),
        ('{ "Q 1": 1 }', "{'Q 1': 1}"),
        ("{ }", "{}"),
        ("[]", "[]"),
        ("[a, b after 45 days,]", "[a, b <after 45_days>]"),
        ("[course, workbook at 30% to 40%]", "[course, workbook <at (30% to 40%)>]"),
        ("count(x for beginner)", "count(x <for beginner>)"),
        ("f()", "f()"),
        ("(a by b)", "(group a <by b>)"),
        ("after 7 days", "<after 7_days>"),
        ("3% to 6% within 30 days by a", "(3% to 6%) <within 30_days> <by a>"),
        ('5 because "x" source "y" on 2026-10-01', "5 <because 'x'> <source 'y'> <on 2026-10-01>"),
        ("welcome.visitor -> welcome.subscriber", "(welcome.visitor -> welcome.subscriber)"),
        ("a → b", "(a -> b)"),
        ("profit >= $6k per month over 3 months", "(profit >= ($6k per month)) <over 3_months>"),
        ("[\n  1,\n  2\n]", "[1, 2]"),
    ],
)
def test_a_value(text: str, tree: str) -> None:
    assert tree == value(text)


def test_each_segment_keeps_its_clauses_and_from_closes_it() -> None:
    text = '5 by a because "x" then 3 by b from 2028-01-01 then 1 from launch'

    assert "5 <by a> <because 'x'> <then 3 <by b> from 2028-01-01> <then 1 from launch>" == value(
        text
    )


def test_what_stands_behind_from_still_belongs_to_its_segment() -> None:
    assert "5 <then 3 <because 'x'> from launch>" == value('5 then 3 from launch because "x"')


def test_a_forgotten_from_is_left_to_the_meaning() -> None:
    assert "5 <then 3 from ?>" == value("5 then 3")


def test_names_are_compared_in_nfc() -> None:
    composed, decomposed = statements("stage caf\u00e9\nstage cafe\u0301")
    assert isinstance(composed, nodes.Block)
    assert isinstance(decomposed, nodes.Block)
    assert composed.head.name is not None
    assert decomposed.head.name is not None
    assert composed.head.name.text == decomposed.head.name.text


def test_a_path_of_windows_is_read_as_typed() -> None:
    (source,) = statements('source: "C:\\new\\table.csv"')

    assert isinstance(source, nodes.Property)
    assert nodes.Text(8, 26, "C:\\new\\table.csv") == source.value.expression


def test_descriptions_stand_right_above() -> None:
    document = read(
        "## not this\n\n## One\n# aside\n##   Two  \nstage a {\n  ## inner\n  x b\n}\nstage c"
    )
    outer, last = (s for _, s in document.statements)
    assert isinstance(outer, nodes.Block)
    assert isinstance(last, nodes.Block)
    (inner,) = outer.statements
    assert isinstance(inner, nodes.Block)

    assert ("One\n  Two", "inner", None) == (outer.description, inner.description, last.description)


def test_a_description_at_the_very_top_may_follow_a_byte_order_mark() -> None:
    (stage,) = statements("\ufeff## What\nstage a")
    assert isinstance(stage, nodes.Block)

    assert "What" == stage.description


def test_every_node_says_where_it_stands() -> None:
    text = "# first\nstage a\nstage b {\n  sells: [course, workbook at 30%]\n}\n"
    document = read(text)
    piece, block = list(document.statements)[1]
    assert isinstance(block, nodes.Block)
    (sells,) = block.statements
    assert isinstance(sells, nodes.Property)

    assert text[text.index("stage b") : -1] == piece.span(block).text
    assert "[course, workbook at 30%]" == piece.span(sells.value).text
    assert (4, 10) == (piece.span(sells.value).line, piece.span(sells.value).column)


def test_a_piece_reads_the_same_wherever_it_stands() -> None:
    here = parse_piece(Source("a"), 0, "stage a { x = 1 }")
    there = parse_piece(Source("b"), 100, "stage a { x = 1 }")

    assert here.statements == there.statements
    assert [100] == [
        t.span.start - h.span.start for h, t in zip(here.findings, there.findings, strict=True)
    ]


def test_northwind_is_read_without_a_finding() -> None:
    document = read(NORTHWIND)

    assert () == document.findings
    assert 28 == len(list(document.statements))
    assert NORTHWIND == "".join(piece.text for piece in document.pieces)
    assert NORTHWIND.count("#") == sum(
        comment.text.count("#") for piece in document.pieces for comment in piece.comments
    )


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment", "  \t "])
def test_a_text_that_says_nothing(text: str) -> None:
    assert [] == outline(text)
    assert [] == said(text)


def test_collecting_garbage_is_left_as_it_was() -> None:
    gc.disable()
    try:
        parse(Source("a", "stage a"))
        assert not gc.isenabled()
    finally:
        gc.enable()
    parse(Source("a", "stage a"))
    assert gc.isenabled()


def test_a_sound_text_needs_neither_lark_nor_recovery() -> None:
    program = (
        "import sys\n"
        "from funneldsl.source import Source\n"
        "from funneldsl.syntax.parser import parse\n"
        "parse(Source('a', 'stage a { x: 1 to 2 }'))\n"
        "print({'lark', 'funneldsl.syntax.recovery', 'difflib'} & sys.modules.keys())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert "set()" == run.stdout.strip()
