"""Words count where an operand has just ended; elsewhere they are names."""

from __future__ import annotations

import pytest

from funneldsl.syntax.tables import tables

from .reading import outline, said, value

WORDS = sorted(tables().words)


@pytest.mark.parametrize("word", WORDS)
def test_every_word_can_name_a_thing(word: str) -> None:
    text = f"stage {word}\n{word} -> a.{word} 3%\na -> {word}\nx: {word}\ny: [{word}, {word}]\n{word}: f({word})\n"

    assert [] == said(text)
    assert [
        f"stage {word}",
        f"{word} -> a.{word} 3%",
        f"a -> {word}",
        f"x: {word}",
        f"y: [{word}, {word}]",
        f"{word}: f({word})",
    ] == outline(text)


@pytest.mark.parametrize("word", WORDS)
def test_every_word_can_be_a_kind(word: str) -> None:
    assert [f"{word} {word} 't' {{"] == outline(f'{word} {word} "t" {{ }}')


def test_a_clause_word_at_the_start_needs_an_operand_behind_it() -> None:
    assert "<after 7_days>" == value("after 7 days")
    assert "<by (at + b)>" == value("by at + b")
    assert "at" == value("at")
    assert "at <by owner>" == value("at by owner")
    assert "(at == 5)" == value("at == 5")
    assert "<after (between 3 and 7_days)>" == value("after between 3 and 7 days")


def test_not_and_between_are_names_without_an_operand_behind_them() -> None:
    assert "[not, between]" == value("[not, between]")
    assert "(not in [a])" == value("not in [a]")
    assert "(not (group a))" == value("not (a)")


def test_a_word_behind_a_number_joins_rather_than_being_a_unit() -> None:
    assert "(5 to 7)" == value("5 to 7")
    assert "5_too" == value("5 too")


def test_language_counts_before_a_number_only() -> None:
    assert ["language 1"] == outline("language 1")
    assert ["language one {"] == outline("language one {\n}")
    assert ["language: 'en'"] == outline('language: "en"')
