"""The table of frequent mistakes: what people type, and what they meant.

Each entry looks at a place where reading cannot go on, and answers, or leaves it to the next. The first answer
counts; the last entry always has one. To add a mistake: a rule in rules.py, a function in signs.py, shapes.py,
spellings.py or sayings.py, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from funneldsl.syntax import sayings, shapes, signs, spellings
from funneldsl.syntax.faults import Answer, Fault

Entry: TypeAlias = Callable[[Fault], Answer | None]

TABLE: tuple[Entry, ...] = (
    sayings.bound,
    spellings.date,
    sayings.in_words,
    signs.currency_alone,
    signs.dots,
    spellings.give_or_take,
    spellings.hedge,
    spellings.short_hedge,
    shapes.glued,
    signs.sign_for_word,
    signs.word_in_capitals,
    signs.unknown_sign,
    signs.equals,
    signs.separator_missing,
    shapes.twice,
    spellings.instalments,
    signs.comma,
    signs.semicolon_in_list,
    signs.colon,
    signs.list_comma_missing,
    spellings.amount_last,
    spellings.grouped_by_blanks,
    spellings.phrase,
    spellings.clause,
    signs.colon_missing,
    shapes.value_missing,
    shapes.begins_wrong,
    shapes.hyphen_in_name,
    shapes.flow_chain,
    shapes.word_for_arrow,
    shapes.quotes_needed,
    shapes.head_order,
    shapes.not_understood,
)


def recognise(fault: Fault) -> Answer:
    """What to tell about a fault, and how to go on."""
    return next(answer for entry in TABLE if (answer := entry(fault)) is not None)
