"""Brackets and braces that do not pair: indentation says where they belong.

A brace stays open while lines are indented more than the line that opened it; `(` and `[` end where a line looks
like a new statement. What is added has no width, so every span stays true. A text whose brackets pair is left
alone, however it is indented.
"""

from __future__ import annotations

from funneldsl.syntax import rules
from funneldsl.syntax.lines import Line
from funneldsl.syntax.pairing import Pairing
from funneldsl.syntax.reading import Reading
from funneldsl.syntax.scanner import DEEPEST
from funneldsl.syntax.tokens import CLOSING, OPENING


def mend_brackets(reading: Reading, lines: list[Line]) -> list[Line]:
    """The lines with brackets that pair."""
    lines = _not_too_deep(reading, lines)
    return lines if _pair(lines) else Pairing(reading, lines).mended()


def _pair(lines: list[Line]) -> bool:
    opened: list[str] = []
    for line in lines:
        for kind in line.kinds:
            if kind in OPENING:
                opened.append(kind)
            elif kind in CLOSING and (not opened or opened.pop() != CLOSING[kind]):
                return False
    return not opened


def _not_too_deep(reading: Reading, lines: list[Line]) -> list[Line]:
    """Without what stands in more than DEEPEST brackets."""
    depth, kept, reported = 0, [], False
    for line in lines:
        tokens = []
        for token in line.tokens:
            depth += token[0] in OPENING
            if depth <= DEEPEST:
                tokens.append(token)
            elif not reported:
                reported = True
                reading.mended.add(line.start)
                reading.report(
                    rules.TOO_DEEP,
                    token[2],
                    token[3],
                    f"more than {DEEPEST} brackets stand inside each other here",
                    help="split it; what is deeper was not read",
                )
            depth -= token[0] in CLOSING and depth > 0
        if tokens:
            kept.append(Line(line.start, line.end, tokens))
    return kept
