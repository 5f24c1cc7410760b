"""Tables of text: names to the left, figures to the right, figures that belong together close to each other."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from funneldsl.cli.plain import width

APART = "  "


@frozen
class Group:
    """Columns that belong together: what stands above them, and their rows of cells. Longer cells widen them."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    picture: str = ""
    """A line between title and rows."""

    @property
    def wide(self) -> int:
        """Columns of text that the group takes."""
        columns = _widths(self.rows)
        return max(sum(columns) + len(columns) - 1, width(self.title), len(self.picture))


def table(names: Sequence[str], groups: Sequence[Group]) -> list[str]:
    """Lines of a table: names, then the groups beside each other."""
    left = max((width(n) for n in names), default=0)
    heads = [[g.title for g in groups]]
    if any(g.picture for g in groups):
        heads.append([g.picture for g in groups])
    wide = [g.wide for g in groups]
    lines = [_line(" " * left, head, wide) for head in heads]
    columns = [_widths(g.rows) for g in groups if names]
    for i, name in enumerate(names):
        cells = [_cells(g.rows[i], own) for g, own in zip(groups, columns, strict=True)]
        lines.append(_line(name + " " * (left - width(name)), cells, wide))
    return lines


def _line(name: str, cells: Sequence[str], wide: Sequence[int]) -> str:
    to_the_right = (" " * (w - width(c)) + c for c, w in zip(cells, wide, strict=True))
    return APART.join((name, *to_the_right)).rstrip()


def _cells(row: Sequence[str], columns: Sequence[int]) -> str:
    return " ".join(" " * (w - width(c)) + c for c, w in zip(row, columns, strict=True))


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
