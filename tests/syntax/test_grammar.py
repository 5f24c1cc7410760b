"""The grammar is LALR(1), and the reader accepts what Lark accepts."""

from __future__ import annotations

import logging
from functools import cache

import lark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from funneldsl.source import Part, Source
from funneldsl.syntax import lalr
from funneldsl.syntax.assembly import NODES
from funneldsl.syntax.parser import drive
from funneldsl.syntax.reading import Reading
from funneldsl.syntax.tables import tables


def conflicts(text: str) -> list[str]:
    """What Lark tells of conflicts in a grammar: it resolves them by itself, and only logs them."""
    told: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    before = lark.logger.level
    lark.logger.addHandler(handler)
    lark.logger.setLevel(logging.DEBUG)
    try:
        lalr.from_lark(text)
    finally:
        lark.logger.removeHandler(handler)
        lark.logger.setLevel(before)
    return [line for line in told if "onflict" in line]


def test_the_grammar_has_no_conflict() -> None:
    assert [] == conflicts(lalr.grammar())


def test_a_conflict_would_be_seen() -> None:
    assert conflicts('start: x\nx: "a" | x "b" x\n%ignore " "\n')


def test_every_rule_makes_a_node() -> None:
    rules = {rule.name for rule in lalr.grammar_data().rules if not rule.name.startswith("_")}

    assert rules - {"start", "expression"} == set(NODES)


def test_words_are_those_of_the_grammar() -> None:
    words = tables().words

    assert ("CLAUSE", "THEN", "NOT") == (words["because"], words["then"], words["not"])
    assert all(word.isascii() and word.islower() for word in words)


SENTENCES = (
    "NAME",
    "NAME NAME TEXT LBRACE RBRACE",
    "LANGUAGE NUMBER _END NAME LBRACE NAME COLON NUMBER _END NAME ARROW NAME RBRACE",
    "NAME COLON NUMBER NAME TO NUMBER PER NAME CLAUSE TEXT THEN NUMBER CLAUSE NAME",
    "NAME COLON NOT NAME LPAR NAME CLAUSE NAME RPAR COMPARE NUMBER AND NAME NOT IN LSQB NAME RSQB",
    "NAME COLON BETWEEN NUMBER AND NUMBER EACH PER NAME",
    "NAME COLON LBRACE NAME COLON NUMBER _COMMA TEXT COLON NUMBER _END RBRACE",
    "NAME ARROW NAME MINUS LPAR NUMBER PLUS NAME TIMES NAME OF NAME RPAR OR NAME ARROW NAME",
)
KINDS = sorted(lalr.grammar_data().terminals.keys() - {"COMMENT", "SPACE"})
TYPED = {"NAME": "a", "NUMBER": "1", "TEXT": '"t"', "DATE": "2027-01-04", "ARROW": "->"}


@cache
def larks_own() -> lark.Lark:
    return lark.Lark(lalr.grammar(), parser="lalr", lexer=lalr._no_lexer())


def lark_accepts(kinds: list[str]) -> bool:
    parser = larks_own().parse_interactive()
    try:
        for kind in kinds:
            parser.feed_token(lark.Token(kind, ""))
        parser.feed_eof()
    except lark.UnexpectedToken:
        return False
    return True


def we_accept(kinds: list[str]) -> bool:
    text, tokens = "", []
    for kind in kinds:
        typed = TYPED.get(kind, kind.lower())
        tokens.append((kind, typed, len(text), len(text) + len(typed)))
        text += f"{typed} "
    tokens.append(("$END", "", len(text), len(text)))
    return drive(tokens, Reading(Part(Source("plan", text), 0), text)) is not None


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_of_the_grammar_is_accepted_by_both(sentence: str) -> None:
    assert lark_accepts(sentence.split())
    assert we_accept(sentence.split())


@given(st.data(), st.sampled_from(SENTENCES))
def test_what_lark_accepts_and_refuses_we_accept_and_refuse(
    data: st.DataObject, sentence: str
) -> None:
    kinds = sentence.split()
    for _ in range(data.draw(st.integers(0, 2))):
        place = data.draw(st.integers(0, len(kinds) - 1))
        kinds[place : place + data.draw(st.integers(0, 1))] = data.draw(
            st.lists(st.sampled_from(KINDS), max_size=2)
        )
        kinds = kinds or ["NAME"]

    assert lark_accepts(kinds) == we_accept(kinds)
