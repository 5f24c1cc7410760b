"""Characters that no plan can hold: invisible ones, halves of characters, odd line ends."""

from __future__ import annotations

import re

from funneldsl.syntax import rules
from funneldsl.syntax.reading import Reading

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]|\r(?!\n)")


def check_characters(reading: Reading) -> None:
    """One finding for each such character, where it stands first."""
    seen: set[str] = set()
    for match in _FORBIDDEN.finditer(reading.text):
        character = match[0]
        if character in seen:
            continue
        seen.add(character)
        start, end = match.span()
        if character == "\r":
            reading.report(
                rules.LINE_ENDING,
                start,
                end,
                "a line ends in a lone carriage return",
                help="save the file with ordinary line ends",
            )
        else:
            reading.report(
                rules.CONTROL_CHARACTER,
                start,
                end,
                f"the text holds a character that cannot be seen (U+{ord(character):04X})",
                help="delete it",
                put=(start, end, ""),
            )
