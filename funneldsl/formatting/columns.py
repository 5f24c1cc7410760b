"""Neighbouring lines of one shape, put into columns. What is too different stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from funneldsl.formatting.fitting import WIDEST_TABLE, is_table, runs, tables
from funneldsl.formatting.lines import INDENT, Line, Row, Sort, braced
from funneldsl.formatting.widths import padded, width

MOST_APART = 10
"""Columns between the shortest and the longest head or value that still stand in a column."""
WIDEST_FLOW = 160
"""Columns of a flow with what it rests on, which is the last column and may be long."""
FARTHEST = 40
"""The same for lines with comments at their ends."""

_COUNTED = re.compile(r"([0-9][0-9,._]*[kM]?) of ([0-9][0-9,._]*[kM]?)")
_NUMBER = re.compile(r"([$€£]?[0-9][0-9,._]*[kM]?%?)(.*)")


def align(lines: Sequence[Line]) -> None:
    """Put what belongs together into columns."""
    for run in runs(lines):
        if len(run) > 1 and run[0].sort is Sort.FLOW:
            _write(run, _flows([line.cells for line in run]), WIDEST_FLOW)
        elif len(run) > 1 and run[0].sort is Sort.ROW:
            _write(run, _rows([line.row for line in run if line.row is not None]), WIDEST_TABLE)
    _align_comments(lines)


def _write(run: Sequence[Line], texts: Sequence[str], widest: int) -> None:
    """Take the aligned texts, unless that makes lines too long that were not."""
    limit = max(widest, *(_reach(line.depth, line.text) for line in run))
    if all(_reach(line.depth, new) <= limit for line, new in zip(run, texts, strict=True)):
        for line, text in zip(run, texts, strict=True):
            line.text = text


def _reach(depth: int, text: str) -> int:
    return len(INDENT) * depth + width(text)


def _apart(texts: Iterable[str]) -> int:
    widths = [width(text) for text in texts]
    return max(widths) - min(widths) if widths else 0


def _column(texts: Sequence[str]) -> list[str]:
    """Texts of one width."""
    wide = max(map(width, texts), default=0)
    return [padded(text, wide) for text in texts]


# --- flows -----------------------------------------------------------------------------------------------


def _flows(flows: Sequence[tuple[tuple[str, str], ...]]) -> list[str]:
    """Flows with their arrows, shares and clauses below each other."""
    order = _order([[column for column, _ in cells] for cells in flows])
    if order is None:
        flows = [_clauses_joined(cells) for cells in flows]
        order = ["source", "target", "share", "clauses"]
    table = [dict(cells) for cells in flows]
    last = [cells[-1][0] for cells in flows]
    lines = [""] * len(table)
    for column in order:
        between = {"source": "", "target": " "}.get(column, "  ")
        cells = _by_number([row.get(column, "") for row in table])
        followed = (cell for cell, end in zip(cells, last, strict=True) if end != column)
        wide = max(map(width, followed), default=0)
        lines = [f"{line}{between}{padded(c, wide)}" for line, c in zip(lines, cells, strict=True)]
    return [line.rstrip() for line in lines]


def _clauses_joined(cells: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """A flow whose clauses stand in one column, as those of its neighbours are in another order."""
    kept = tuple(cell for cell in cells if cell[0] in ("source", "target", "share"))
    clauses = "  ".join(text for _, text in cells[len(kept) :])
    return (*kept, ("clauses", clauses)) if clauses else kept


def _order(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """One order of columns that agrees with all rows; None if there is none."""
    order = ["source", "target", "share"]
    for row in rows:
        known = [order.index(column) for column in row if column in order]
        if known != sorted(known):
            return None
        for place, column in enumerate(row):
            if column not in order:
                behind = [order.index(later) for later in row[place:] if later in order]
                order.insert(behind[0] if behind else len(order), column)
    last = [column for column in ("grounds", "then") if column in order]
    return [column for column in order if column not in last] + last


def _by_number(cells: Sequence[str]) -> list[str]:
    """Counts such as `75 of 1,350` with their digits below each other, if all are such."""
    counted = [_COUNTED.fullmatch(cell) for cell in cells if cell]
    if not counted or None in counted:
        return list(cells)
    part = max(len(m[1]) for m in counted if m is not None)
    whole = max(len(m[2]) for m in counted if m is not None)
    return [
        f"{m[1]:>{part}} of {m[2]:>{whole}}" if (m := _COUNTED.fullmatch(cell)) else cell
        for cell in cells
    ]


# --- blocks on one line ----------------------------------------------------------------------------------


def _rows(rows: Sequence[Row]) -> list[str]:
    """Blocks with their titles, braces and properties below each other, as far as they are alike."""
    heads = _heads(rows)
    with_body = [i for i, row in enumerate(rows) if row.body is not None]
    if _apart(heads[i] for i in with_body) > MOST_APART:
        parts = list(tables(rows))
        if len(parts) > 1:
            return [text for part in parts for text in _rows(part)]
        return [head + body for head, body in zip(heads, _joined(rows), strict=True)]
    for i, head in zip(with_body, _column([heads[i] for i in with_body]), strict=True):
        heads[i] = head
    return [head + body for head, body in zip(heads, _bodies(rows), strict=True)]


def _heads(rows: Sequence[Row]) -> list[str]:
    """The heads; titles stand in a column if all have one, apart from bare names."""
    titled = [row for row in rows if row.title]
    bare = [row for row in rows if not row.title and row.body is None]
    if len(titled) + len(bare) < len(rows) or _apart(row.head for row in titled) > MOST_APART:
        return [row.full_head for row in rows]
    wide = max((width(row.head) for row in titled), default=0)
    return [f"{padded(r.head, wide)} {r.title}" if r.title else r.head for r in rows]


def _joined(rows: Sequence[Row]) -> list[str]:
    return [braced(row.body) for row in rows]


def _bodies(rows: Sequence[Row]) -> list[str]:
    """The braces; tables of neighbours that say the same properties."""
    bodies: list[str] = []
    for table in tables(rows):
        bodies += _table(table) if is_table(table) else _joined(table)
    return bodies


def _table(rows: Sequence[Row]) -> list[str]:
    columns = list(zip(*(row.body for row in rows if row.body is not None), strict=True))
    if any(_apart(column) > MOST_APART for column in columns[:-1]):
        return _joined(rows)
    keys = rows[0].keys or ()
    cells = [_numbers_right(c, len(key) + 2) for key, c in zip(keys, columns, strict=True)]
    inside = [""] * len(rows)
    for column in cells[:-1]:
        ended = _column([f"{cell};" for cell in column])
        inside = [f"{before}{cell} " for before, cell in zip(inside, ended, strict=True)]
    return [f" {{ {before}{c} }}" for before, c in zip(inside, cells[-1], strict=True)]


def _numbers_right(column: Sequence[str], behind: int) -> list[str]:
    """Numbers of one unit, below each other from the right; they begin `behind` the start of each cell."""
    found = [_NUMBER.fullmatch(cell, behind) for cell in column]
    units = {m[2] if m else None for m in found}
    if None in units or len(units) > 1:
        return list(column)
    wide = max(len(m[1]) for m in found if m)
    return [f"{m.string[:behind]}{m[1]:>{wide}}{m[2]}" for m in found if m]


# --- comments at the ends of lines -----------------------------------------------------------------------


def _align_comments(lines: Sequence[Line]) -> None:
    """Comments of neighbouring lines begin below each other."""
    for key, group in groupby(_numbered(lines), key=lambda pair: pair[0]):
        run = [line for _, line in group]
        if not key[1]:
            continue
        texts = [line.text for line in run]
        texts = _column(texts) if _apart(texts) <= FARTHEST else texts
        for line, text in zip(run, texts, strict=True):
            line.text = f"{text}  {line.comment}"


def _numbered(lines: Iterable[Line]) -> Iterable[tuple[tuple[int, bool, int], Line]]:
    """Each line with what it shares with those in the same group."""
    group = 0
    for line in lines:
        group += line.blank or line.sort is Sort.CLOSE
        yield (group, bool(line.comment), line.depth), line
        group += line.sort is Sort.CLOSE
