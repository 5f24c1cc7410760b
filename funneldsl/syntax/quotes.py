"""Texts without a closing quote, texts in single quotes, texts over several lines.

Only the statement with the odd quote is lost: a line is cut where `; name:` begins the next statement, and what
has its quotes in pairs is read as usual.
"""

from __future__ import annotations

import re
from itertools import pairwise

from funneldsl.syntax import rules
from funneldsl.syntax.lines import HEADERS, Line, raw_tokens
from funneldsl.syntax.reading import Reading
from funneldsl.syntax.tables import tables
from funneldsl.syntax.tokens import Token

_SINGLES = frozenset("'‘’")
_QUOTE = re.compile('["“”„‟]')
_SINGLE = re.compile(
    r"['‘’]((?:[^\r\n'‘’]|['‘’](?=\w)){0,300}?)['‘’](?=[ \t]*(?:[,:;)\]}{#\r\n]|because\b|source\b|\Z))"
)
_NEXT = re.compile(
    r"(?<=[;{])(?<!:\{)(?<!: \{)(?=\s*[^\W\d][\w.]*+[ \t]*+(?::|->|→))"
    r"|(?<![ \t}])(?=[ \t]*+\}[ \t}]*+\Z)"
)
_MOST_LINES = 8
"""A text that goes over more lines than this is not recognised as one."""


def mend_quotes(reading: Reading, lines: list[Line]) -> list[Line]:
    """The lines, with every text closed or its statement marked as broken."""
    mended: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if any(token[0] == "UNKNOWN" and token[1][0] in _SINGLES for token in line.tokens):
            line = _with_double_quotes(reading, line)
        if line.tokens[-1][0] == "UNCLOSED":
            last = _last_line_of_text(lines, at)
            if last:
                line = _over_lines(reading, line, lines[last])
                at = last + 1
            else:
                line = _closed(reading, line)
        if line.tokens:
            mended.append(line)
    return mended


# --- single quotes --------------------------------------------------------------------------------------


def _with_double_quotes(reading: Reading, line: Line) -> Line:
    tokens: list[Token] = []
    at, text = line.tokens[0][2], reading.text
    while at < line.end and (match := tables().tokens.match(text, at, line.end)):
        kind = match.lastgroup or ""
        start, at = match.span(kind)
        if kind in ("LAST", "COMMENT"):
            continue
        single = _SINGLE.match(text, start) if match[kind][:1] in _SINGLES else None
        if single is None:
            tokens.append((kind, match[kind], start, at))
            continue
        at = single.end()
        double = '"' + single[1].replace('"', '\\"') + '"'
        tokens.append(("TEXT", double, start, at))
        reading.report(
            rules.QUOTE_SINGLE,
            start,
            at,
            f"{single[0]} stands in single quotes",
            help=f"write {double}",
            put=(start, at, double),
        )
    return Line(line.start, line.end, tokens)


# --- a text over several lines --------------------------------------------------------------------------


def _last_line_of_text(lines: list[Line], first: int) -> int:
    """The index of the line with the other quote, if all lines up to it look like prose; else 0."""
    for at in range(first, min(first + _MOST_LINES, len(lines))):
        line = lines[at]
        kinds = line.kinds
        if (
            kinds[:2] in (["NAME", "COLON"], ["NAME", "ARROW"])
            or "RBRACE" in kinds
            or "LBRACE" in kinds
        ):
            return 0
        if kinds[-1] == "UNCLOSED":
            alone = len(_QUOTE.findall(line.tokens[-1][1])) == 1 and "TEXT" not in kinds
            return at if alone else 0
    return 0


def _over_lines(reading: Reading, first: Line, last: Line) -> Line:
    quote, other = first.tokens[-1], last.tokens[-1]
    end = other[2] + 1
    reading.report(
        rules.QUOTE_LINES,
        quote[2],
        end,
        "this text goes over more than one line",
        help="put all of it on one line",
    )
    reading.mended.add(first.start)
    whole = ("TEXT", quote[1].rstrip() + '"', quote[2], end)
    behind = raw_tokens(reading.text, end, other[3])
    return Line(first.start, last.end, [*first.tokens[:-1], whole, *behind])


# --- one quote too few, or too many ---------------------------------------------------------------------


def _closed(reading: Reading, line: Line) -> Line:
    start, end = line.tokens[0][2], line.end
    cuts = [start, *(start + m.start() for m in _NEXT.finditer(reading.text[start:end])), end]
    parts = [raw_tokens(reading.text, a, b) for a, b in pairwise(cuts) if a < b]
    odd = [i for i, part in enumerate(parts) if part and part[-1][0] == "UNCLOSED"]
    if len(odd) != 1:
        parts, odd = [line.tokens], [0]
    _report(reading, parts[odd[0]])
    reading.mended.add(line.start)
    parts[odd[0]] = _broken(reading, parts[odd[0]])
    return Line(line.start, end, [token for part in parts for token in part])


def _report(reading: Reading, part: list[Token]) -> None:
    _, typed, start, _ = part[-1]
    body = typed[: _tail(typed)].rstrip()
    only = not any(token[0] == "TEXT" for token in part)
    end = start + len(body)
    shown = body if len(body) < 40 else body[:30] + "…"
    reading.report(
        rules.QUOTE_MISSING,
        start,
        end,
        f"a quote is missing: {shown} is opened and never closed",
        help='put `"` at the end of the text' if only else 'every text has one `"` on each side',
        put=(end, end, '"') if only else None,
        safe=False,
    )


def _tail(typed: str) -> int:
    """Where a closing `;` or `{` stands behind an unclosed text."""
    body = typed.rstrip()
    return len(body) - body.endswith((";", "{"))


def _broken(reading: Reading, part: list[Token]) -> list[Token]:
    """What can be kept of a stretch with an odd quote."""
    _, typed, start, _ = part[-1]
    if len(typed.strip()) == 1 and not _changed_over([token[0] for token in part]):
        return part[:-1]
    if [token[0] for token in part[:-1]] == ["NAME"] and "{" in typed.rstrip()[:-1]:
        return _broken_header(reading, part)
    if [token[0] for token in part[:-1]] in HEADERS and typed[1:].lstrip(" \t").startswith("{"):
        return [*part[:-1], *raw_tokens(reading.text, start + 1, start + len(typed))]
    begin = _last_beginning(part)
    kept, part = part[:begin], part[begin:]
    kinds = [token[0] for token in part[:-1]]
    cut = _tail(typed)
    end = start + len(typed[:cut].rstrip())
    tail = raw_tokens(reading.text, start + cut, start + len(typed))
    if kinds in (["NAME"], ["NAME", "NAME"]):
        title = typed[:cut].rstrip() + '"'
        return [*kept, *part[:-1], ("TEXT", title, start, end), *tail]
    kind = "BROKEN" if kinds[:1] == ["NAME"] else "BROKEN_VALUE"
    place = 0
    if kinds[:2] == ["NAME", "COLON"] or kinds[:3] == ["NAME", "ARROW", "NAME"]:
        kind, place = "BROKEN_VALUE", 2 if kinds[1] == "COLON" else 3
        place = (not tail and _opened_list(part)) or place
    elif tail and tail[0][0] == "LBRACE":
        kind = "BROKEN_HEAD"
    words = reading.text[part[place][2] : end].replace('"', " ")  # they may be names
    broken = (kind, words, part[place][2], end)
    return [*kept, *part[:place], broken, *_comma(typed, end), *tail]


def _broken_header(reading: Reading, part: list[Token]) -> list[Token]:
    """`funnel " site { stage visitor`: what stands before the brace is a header, whatever was meant by it."""
    (kind, quote) = part
    brace = quote[2] + quote[1].index("{")
    words = reading.text[kind[2] : brace].replace('"', " ")
    behind = [t for t in raw_tokens(reading.text, brace, quote[3]) if t[0] != "UNCLOSED"]
    return [("BROKEN_HEAD", words, kind[2], brace), *behind]


def _changed_over(kinds: list[str]) -> bool:
    """Whether names stand between quotes and the title outside: `stage " buyer "Bought it"`."""
    return kinds[:3] == ["NAME", "TEXT", "NAME"] or kinds[:2] == ["TEXT", "NAME"]


def _last_beginning(part: list[Token]) -> int:
    """Where the last statement of a stretch begins: behind its last `;`, or behind the `{` of a block."""
    for at in range(len(part) - 1, 0, -1):
        kind = part[at - 1][0]
        if kind == "_END" or (kind == "LBRACE" and at > 1 and part[at - 2][0] != "COLON"):
            return at
    return 0


def _opened_list(part: list[Token]) -> int:
    """Behind the `[` or `(` that is still open at the odd quote, for its other things stand on later lines."""
    opened: list[int] = []
    for at, token in enumerate(part):
        if token[0] in ("LSQB", "LPAR"):
            opened.append(at + 1)
        elif token[0] in ("RSQB", "RPAR") and opened:
            opened.pop()
    return opened[-1] if opened and not set("])") & set(part[-1][1]) else 0


def _comma(typed: str, end: int) -> list[Token]:
    return [("_COMMA", ",", end, end)] if typed.rstrip().endswith(",") else []
