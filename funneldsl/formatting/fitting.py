"""Blocks that are too long for one line get several, unless they are the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from funneldsl.formatting.lines import INDENT, WIDEST, Line, Row, Sort
from funneldsl.formatting.remarks import is_remark
from funneldsl.formatting.widths import width

WIDEST_TABLE = 140
"""Columns of a row in a table: rows of one shape are read down, and worth some width."""
FEWEST_ROWS = 3


def fitted(lines: Iterable[Line]) -> list[Line]:
    """The lines, with every block that does not fit on several."""
    done: list[Line] = []
    for run in runs(lines):
        rows = [line.row for line in run if line.row is not None]
        at = 0
        for table in tables(rows):
            part = run[at : at + len(table)]
            at += len(table)
            narrow = max(map(_wide, part)) <= WIDEST_TABLE
            done += part if narrow and is_table(table) else (x for row in part for x in _whole(row))
        done += run[at:]
    return done


def runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Neighbours that may share columns: whole blocks of one kind, or flows, with no empty line between them."""
    run: list[Line] = []
    for line in lines:
        if run and (line.blank or _shared(line) != _shared(run[0])):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _shared(line: Line) -> object:
    if line.row is not None:
        return line.sort, line.depth, line.row.kind
    return (line.sort, line.depth) if line.sort is Sort.FLOW else line


def tables(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Neighbours with the same properties in the same order."""
    for _, table in groupby(rows, key=lambda row: row.keys):
        yield list(table)


def is_table(rows: list[Row]) -> bool:
    """Whether so many rows have the same properties that they are read down as well as across."""
    return rows[0].keys is not None and len(rows) >= FEWEST_ROWS


def _whole(line: Line) -> list[Line]:
    """A block as it fits. With a remark that accepts a finding it stays, for the remark is about its line."""
    row = line.row
    if row is None or not row.body or _wide(line) <= WIDEST or is_remark(line.comment):
        return [line]
    lines = fitted(row.expand())
    lines[0].blank, lines[-1].comment = line.blank, line.comment
    return lines


def _wide(line: Line) -> int:
    return len(INDENT) * line.depth + width(line.text)
