"""Marks of other languages at the beginning of a line: bullets, bold type, comments."""

from __future__ import annotations

import re

from funneldsl.syntax import rules
from funneldsl.syntax.lines import Line
from funneldsl.syntax.reading import Reading

_BULLET = re.compile(r"(?:[-–*•·+]|\*\*|__)[ \t]*(?=[^\W\d])")
_COMMENT = re.compile(r"(?P<slash>/\*+)|(?P<angle><!--)|(?P<dashes>--(?![>-]))")
_ENDS = {"slash": "*/", "angle": "-->"}
_FARTHEST = 60
"""Lines that a comment may go over."""


def without_marks(reading: Reading, lines: list[Line]) -> list[Line]:
    """The lines without what other languages begin them with."""
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        first = line.tokens[0]
        if first[0] in ("TIMES", "MINUS", "COMPARE", "UNKNOWN", "PLUS"):
            end = _comment(reading, lines, at - 1)
            if end is not None:
                at = end
                continue
            line = _without_bullet(reading, line)
        kept.append(line)
    return kept


def _comment(reading: Reading, lines: list[Line], at: int) -> int | None:
    """The index behind a comment that begins with a line; None if none does."""
    line, text = lines[at], reading.text
    start = line.tokens[0][2]
    match = _COMMENT.match(text, start, line.end)
    if match is None:
        return None
    closing = _ENDS.get(match.lastgroup or "")
    last = at
    while closing is not None and closing not in text[lines[last].start : lines[last].end]:
        last += 1
        if last - at > _FARTHEST or last == len(lines):
            return None
    end = lines[last].end
    body = text[match.end() : end].removesuffix(closing or "").strip()
    put = (start, end, f"# {body}") if last == at else None
    reading.report(
        rules.COMMENT_SIGN,
        start,
        match.end(),
        f"`{match[0]}` begins no comment",
        help="write `#`" if put else "write `#` before each of these lines",
        put=put,
    )
    return last + 1


def _without_bullet(reading: Reading, line: Line) -> Line:
    """`- price: $79`, `**price**: $79`."""
    start = line.tokens[0][2]
    match = _BULLET.match(reading.text, start, line.end)
    if match is None:
        return line
    rest = [token for token in line.tokens if token[2] >= match.end()]
    kinds = [token[0] for token in rest]
    marks = 0
    while marks + 1 < len(kinds) and kinds[marks + 1] == "TIMES":
        marks += 1
    bold = match[0].startswith(("*", "_")) and marks > 0
    if bold:
        rest = [rest[0], *rest[marks + 1 :]]
        kinds = [token[0] for token in rest]
    if kinds[1:2] not in (["COLON"], ["ARROW"]) and not (
        kinds[:2] == ["NAME", "NAME"] and kinds[-1] == "LBRACE"
    ):
        return line
    behind = rest[0][3]
    end = rest[1][2] if bold else behind
    reading.report(
        rules.LIST_SIGN,
        start,
        end,
        f"`{match[0].strip()}` is not needed: each line is a statement of its own",
        help="delete it",
        put=(start, end, rest[0][1]),
    )
    return Line(line.start, line.end, rest)
