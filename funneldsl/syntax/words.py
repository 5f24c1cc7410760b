"""When a word of the grammar is one, and when it is somebody's name.

A joining word counts where an operand has just ended. Where an operand may begin, a word counts only if an
operand follows it: `leaves: after 7 days`, but `time: at` is a name.
"""

from __future__ import annotations

import re

from funneldsl.syntax.tables import State, Tables

_NUMBER_FOLLOWS = re.compile(r"[ \t\xa0]++[0-9]")


def counts(grammar: Tables, word: str, actions: State, text: str, end: int) -> bool:
    """Whether a word, which ends at `end`, is the token `word` in a place where `actions` may come next."""
    if word == "LANGUAGE":
        return _NUMBER_FOLLOWS.match(text, end) is not None
    operand_may_begin = "NUMBER" in actions
    return not operand_may_begin or grammar.operand.match(text, end) is not None
