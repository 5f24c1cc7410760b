"""What Lark makes of the grammar is stored beside it, and never differs from it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from funneldsl.syntax import lalr

ROOT = Path(__file__).parents[2]
STORED = ROOT / "grammar" / lalr.STORED


def test_stored_tables_are_those_of_the_grammar() -> None:
    made = lalr.written(lalr.grammar())
    if os.environ.get("UPDATE_GOLDEN"):
        STORED.write_text(made, "utf-8")

    assert made == STORED.read_text("utf-8"), "the grammar has changed: run `make golden`"


def test_stored_tables_read_back_as_they_were() -> None:
    assert lalr.from_lark(lalr.grammar()) == lalr.grammar_data()


def test_lark_is_asked_when_the_grammar_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    smaller = 'start: WORD*\nWORD: /[a-z]+/\nSPACE: " "\n%ignore SPACE\n'
    monkeypatch.setattr(lalr, "grammar", lambda: smaller)

    assert {"WORD", "SPACE"} == set(lalr.grammar_data().terminals)


def test_every_state_and_rule_is_reached() -> None:
    data = lalr.grammar_data()
    goals = [goal for state in data.states for goal in state.values()]

    assert set(range(1, len(data.states))) == {g for g in goals if g > 0}
    assert set(range(len(data.rules))) == {-1 - g for g in goals if g < 0}
