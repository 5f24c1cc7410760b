"""Tables of text: columns as wide as they must be, figures to the right."""

from __future__ import annotations

from collections.abc import Sequence

from funneldsl.cli.plain import width

GAP = "  "


def table(rows: Sequence[Sequence[str]], left: int = 1) -> list[str]:
    """Lines of a table; the first `left` columns stand to the left, the others to the right."""
    columns = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        GAP.join(_cell(c, columns[i], i < left) for i, c in enumerate(row)).rstrip() for row in rows
    ]


def _cell(text: str, columns: int, left: bool) -> str:
    blank = " " * (columns - width(text))
    return text + blank if left else blank + text
