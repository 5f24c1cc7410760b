"""What people are used to from elsewhere, put right before brackets are counted: comments behind `//`, lists of
lines with dashes, `{` on the next line, `:` or `->` before it.
"""

from __future__ import annotations

from itertools import pairwise

from funneldsl.syntax import rules
from funneldsl.syntax.lines import HEADERS, Line
from funneldsl.syntax.reading import Reading
from funneldsl.syntax.refusals import is_unit
from funneldsl.syntax.tables import tables
from funneldsl.syntax.tokens import END_OF_TEXT, Token

_LONGEST = 200
"""Tokens of a line on which a map is looked for."""
_PART_OF_MAP = {"NAME", "NUMBER"}
_FARTHEST = 60
"""Lines that are looked at to see what a `{` opens."""


def without_slashes(reading: Reading, lines: list[Line]) -> list[Line]:
    """`price: $79  // for now`: the rest of the line is a comment."""
    kept = []
    for line in lines:
        at = next((i for i in range(len(line.tokens) - 1) if _slashes(line.tokens, i)), None)
        if at is not None:
            _, _, start, _ = line.tokens[at]
            reading.report(
                rules.COMMENT_SIGN,
                start,
                start + 2,
                "`//` begins no comment",
                help="write `#`",
                put=(start, start + 2, "#"),
            )
            line = Line(line.start, line.tokens[at - 1][3], line.tokens[:at])
        if line.tokens:
            kept.append(line)
    return kept


def _slashes(tokens: list[Token], at: int) -> bool:
    first, second = tokens[at], tokens[at + 1]
    if first[1] != "/" or second[1] != "/" or first[3] != second[2]:
        return False
    return at == 0 or tokens[at - 1][0] != "COLON" or tokens[at - 1][3] < first[2]


def without_dashes(reading: Reading, lines: list[Line]) -> list[Line]:
    """A property with a list of lines that begin with a dash: the value is not understood, nothing else is lost."""
    kept: list[Line] = []
    for line in lines:
        first = line.tokens[0] if line.tokens else None
        above = kept[-1] if kept else None
        if first is None or first[0] != "MINUS" or above is None:
            kept.append(line)
        elif above.kinds == ["NAME", "COLON"]:
            key = above.tokens[0]
            reading.mended.add(above.start)
            reading.report(
                rules.LIST_SIGN,
                first[2],
                first[3],
                f"`{first[1]}` begins no list",
                help=f'write the list in one value: `{key[1]}: ["…", "…"]`',
            )
            value = ("BROKEN_VALUE", "", first[2], line.end)
            kept[-1] = Line(above.start, line.end, [*above.tokens, value])
        elif above.kinds == ["NAME", "COLON", "BROKEN_VALUE"]:
            value = ("BROKEN_VALUE", "", above.tokens[2][2], line.end)
            kept[-1] = Line(above.start, line.end, [*above.tokens[:2], value])
        else:
            kept.append(line)
    return kept


def mend_headers(reading: Reading, lines: list[Line]) -> list[Line]:
    """Headers that end in `{` on the next line, in `: {`, in `= {`, or that have an arrow in them."""
    mended: list[Line] = []
    for at, line in enumerate(lines):
        if mended and line.tokens[0][0] == "LBRACE" and _belongs_above(mended[-1], line):
            mended[-1] = _with_brace(reading, mended[-1], line.tokens[0])
            line = Line(line.start, line.end, line.tokens[1:])
        elif line.tokens[-1][0] == "LBRACE" and _opens_block(lines, at):
            line = _without_sign(reading, line)
        elif line.kinds[:3] == ["NAME", "COLON", "LBRACE"] and _holds_blocks(line):
            line = _without_colon(reading, line)
        if line.tokens:
            mended.append(line)
    return mended


def maps_with_colons(reading: Reading, lines: list[Line]) -> list[Line]:
    """`season { Jan: 140%, Jul: 70% }`: numbers by name, with commas between them, are a value; its `:` is missing."""
    return [_with_colon(reading, line) for line in lines]


def _with_colon(reading: Reading, line: Line) -> Line:
    if len(line.tokens) > _LONGEST:
        return line
    for at in range(1, len(line.tokens)):
        if line.tokens[at][0] == "LBRACE" and _opens_map(line, at):
            key, brace = line.tokens[at - 1 : at + 1]
            reading.report(
                rules.COLON_MISSING,
                key[2],
                key[3],
                f"a `:` is missing behind `{key[1]}`",
                help=f"write `{key[1]}:`",
                put=(key[3], key[3], ":"),
            )
            colon = ("COLON", "", brace[2], brace[2])
            return Line(line.start, line.end, [*line.tokens[:at], colon, *line.tokens[at:]])
    return line


def _opens_map(line: Line, brace: int) -> bool:
    kinds, before = line.kinds, line.kinds[:brace]
    if before[-1] != "NAME" or not (before[:-1] == [] or before[-2] in ("_END", "LBRACE")):
        return False
    if line.indent == 0 and brace == 1:
        return False
    end = kinds.index("RBRACE", brace) if "RBRACE" in kinds[brace:] else 0
    inside = kinds[brace + 1 : end]
    commas = [at for at, kind in enumerate(inside) if kind == "_COMMA"]
    parts = [inside[a + 1 : b] for a, b in pairwise([-1, *commas, len(inside)])]
    return bool(commas) and all(
        part[1:3] == ["COLON", "NUMBER"] and _PART_OF_MAP.issuperset(part[3:]) for part in parts
    )


def _belongs_above(above: Line, line: Line) -> bool:
    """Whether the `{` that a line begins with is that of the header above it, not one too many before a header."""
    if above.kinds not in HEADERS:
        return False
    pairs = line.kinds.count("LBRACE") == line.kinds.count("RBRACE")
    return len(line.tokens) == 1 or pairs or line.kinds[1:3] == ["NAME", "COLON"]


def _with_brace(reading: Reading, header: Line, brace: Token) -> Line:
    reading.report(
        rules.BRACE_LINE,
        brace[2],
        brace[3],
        "this `{` stands on a line of its own",
        help="put `{` at the end of the line above",
        put=(header.end, brace[3], " {"),
    )
    return Line(header.start, brace[3], [*header.tokens, brace])


def _holds_blocks(line: Line) -> bool:
    """Whether no map begins with the third token of a line: a block stands in it, or it is at the left edge."""
    kinds = line.kinds
    ends = [end for end in range(4, len(kinds[:7])) if kinds[end : end + 2] == ["LBRACE", "NAME"]]
    header = any(kinds[3:end] in HEADERS for end in ends)
    return line.indent == 0 or header


def _without_colon(reading: Reading, line: Line) -> Line:
    colon = line.tokens[1]
    reading.report(
        rules.COLON_BRACE,
        colon[2],
        colon[3],
        "no `:` stands in the header of a block",
        help="delete it",
        put=(colon[2], colon[3], ""),
    )
    return Line(line.start, line.end, [line.tokens[0], *line.tokens[2:]])


def _opens_block(lines: list[Line], at: int) -> bool:
    """Whether what is indented below a line can only stand in a block."""
    for line in lines[at + 1 : at + _FARTHEST]:
        if line.indent <= lines[at].indent:
            return False
        if line.kinds[0] == "NAME" and line.kinds[1:2] in (
            ["NAME"],
            ["ARROW"],
            ["TEXT"],
            ["LBRACE"],
        ):
            return True
    return False


def _without_sign(reading: Reading, line: Line) -> Line:
    """Without the sign that makes a header look like a property or a flow."""
    kinds = line.kinds
    sign = line.tokens[-2] if len(kinds) > 1 else line.tokens[0]
    if sign[0] == "COLON" or sign[1] == "=":
        if kinds[:-2] not in HEADERS:
            return line
    elif kinds[:4] == ["NAME", "ARROW", "NAME", "LBRACE"]:
        sign = line.tokens[1]
    else:
        return line
    reading.report(
        rules.COLON_BRACE,
        sign[2],
        sign[3],
        f"no `{sign[1]}` stands in the header of a block",
        help="delete it",
        put=(sign[2], sign[3], ""),
    )
    return Line(line.start, line.end, [token for token in line.tokens if token is not sign])


def separated(reading: Reading, tokens: list[Token]) -> list[Token]:
    """With a line end where a property or flow begins right behind a number: `price: $79 cost: $6`."""
    found: list[Token] = []
    words = tables().words
    for at, token in enumerate(tokens):
        kind, typed, start, end = token
        if kind == "NAME" and typed not in words and found and found[-1][0] == "NUMBER":
            if _begins_statement(tokens, at):
                place = found[-1][3]
                found.append(("_END", "", start, start))
                reading.report(
                    rules.SEPARATOR_MISSING,
                    start,
                    end,
                    f"`{typed}` begins something new on the same line",
                    help="begin a new line before it, or write `;`",
                    put=(place, place, ";"),
                )
        found.append(token)
    return found


def _begins_statement(tokens: list[Token], at: int) -> bool:
    """Whether a name behind a number begins something, rather than being its unit before a `:` too many."""
    sign, behind = tokens[at + 1][0], tokens[at + 2][0] if at + 2 < len(tokens) else "_END"
    if sign == "COLON" and (is_unit(tokens[at][1]) or behind in ("_END", "RBRACE", END_OF_TEXT)):
        return False
    return sign in ("COLON", "ARROW")
