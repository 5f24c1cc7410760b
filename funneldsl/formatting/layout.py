"""The statements of a piece → its lines.

Who wrote the text decides what stands on one line: a block on one line stays there as long as it fits, a block on
several lines has one statement a line. Empty lines stay, one at most; none begins or ends a block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from funneldsl.formatting.continued import continued
from funneldsl.formatting.lines import Line, Row, Sort, braced
from funneldsl.formatting.remarks import is_remark
from funneldsl.formatting.spacing import spaced, straight
from funneldsl.syntax import nodes

GROUNDS = frozenset({"because", "source", "on"})
"""Clauses on what a value rests; they stand together at the end."""


class Layout:
    """One piece without mistakes. `lines()` may be asked once."""

    def __init__(self, piece: nodes.Piece, last: bool) -> None:
        self.piece, self.text = piece, piece.text
        self.last = last
        self.comments = piece.comments
        self.noted = 0
        """How many comments are placed."""
        self.lines: list[Line] = []
        self.opened = 0
        """How many lines there were when a block was opened: no empty line stands right behind it."""

    def laid_out(self) -> list[Line]:
        """All lines of the piece."""
        at = self.statements(self.piece.statements, 0, 0)
        self.notes(at, len(self.text), 0)
        self.keep_apart()
        return self.lines

    def keep_apart(self) -> None:
        """A comment above the next piece that does not belong to it must not move into it."""
        end = self.text.rstrip()
        if self.last or not self.comments or self.comments[-1].end < len(end):
            return
        if self.text.count("\n", len(end)) < 2:
            for line in reversed(self.lines):
                if line.sort is not Sort.NOTE or line.depth:
                    break
                line.depth = 1
                if line.blank:
                    break

    # --- what stands in a block ------------------------------------------------------------------

    def statements(self, statements: Iterable[nodes.Statement], at: int, depth: int) -> int:
        """Lay out statements, with the comments among them; the offset behind them."""
        for statement in statements:
            at = self.notes(at, statement.start, depth)
            blank = self.text.count("\n", at, statement.start) > 1
            if at and self.one_remark(at, statement):
                above = self.lines[-1]
                text = f"{above.text}; {self.inline(statement)}"
                self.lines[-1] = Line(depth, Sort.LEAF, text, above.blank)
            else:
                self.statement(statement, depth, blank)
            at = statement.end
        return at

    def one_remark(self, at: int, statement: nodes.Statement) -> bool:
        """Whether a statement goes on the line above, as a remark at its end is about both."""
        if self.noted >= len(self.comments) or not self.lines or self.lines[-1].sort is Sort.OPEN:
            return False
        comment, text = self.comments[self.noted], self.text
        return is_remark(comment.text) and "\n" not in text[at : comment.start]

    def notes(self, at: int, until: int, depth: int) -> int:
        """Place the comments between two offsets; the offset behind them."""
        while self.noted < len(self.comments):
            comment = self.comments[self.noted]
            if comment.start >= until:
                break
            self.noted += 1
            ends = self.text.count("\n", at, comment.start)
            self.note(comment.text.rstrip(), depth, ends, bool(at))
            at = comment.end
        return at

    def note(self, text: str, depth: int, ends: int, behind: bool) -> None:
        """A comment behind `ends` line ends: at the end of the last line, or on one of its own."""
        if ends == 0 and behind and self.lines and not self.lines[-1].comment:
            self.lines[-1].comment = text
        else:
            self.add(Line(depth, Sort.NOTE, text), ends > 1)

    def add(self, line: Line, blank: bool) -> None:
        """The next line, with an empty one above it unless it is the first of its block."""
        line.blank = blank and len(self.lines) > self.opened
        self.lines.append(line)

    # --- statements ------------------------------------------------------------------------------

    def statement(self, statement: nodes.Statement, depth: int, blank: bool) -> None:
        """Lay out one statement, on as many lines as it was written on."""
        many = self.text.find("\n", statement.start, statement.end) >= 0
        match statement:
            case nodes.Block() if many:
                self.block(statement, depth, blank)
            case nodes.Block():
                row = self.row(statement, depth)
                self.add(Line(depth, Sort.ROW, row.text, row=row), blank)
            case _ if many:
                self.several(statement, depth, blank)
            case nodes.Flow():
                cells = tuple(self.cells(statement))
                self.add(Line(depth, Sort.FLOW, one_flow(cells), cells=cells), blank)
            case nodes.Property():
                self.add(Line(depth, Sort.LEAF, self.property(statement)), blank)

    def block(self, block: nodes.Block, depth: int, blank: bool) -> None:
        """A block on several lines."""
        head = block.head
        self.add(Line(depth, Sort.OPEN, f"{self.head(head)} {{"), blank)
        self.opened = len(self.lines)
        opening = self.text.index("{", head.end) + 1
        at = self.statements(block.statements, opening, depth + 1)
        self.notes(at, block.end, depth + 1)
        self.lines.append(Line(depth, Sort.CLOSE, "}"))

    def several(self, statement: nodes.Statement, depth: int, blank: bool) -> None:
        """A property or flow on several lines, with the comments inside."""
        first = len(self.lines)
        self.lines += continued(self.text, statement.start, statement.end, depth)
        self.lines[first].blank = blank and first > self.opened
        while self.noted < len(self.comments):
            if self.comments[self.noted].start >= statement.end:
                break
            self.noted += 1

    # --- on one line -----------------------------------------------------------------------------

    def head(self, head: nodes.Head) -> str:
        """`stage buyer "Bought"`: kind, name and title."""
        title = f" {self.title(head)}" if head.title is not None else ""
        return self.name(head) + title

    def name(self, head: nodes.Head) -> str:
        """`stage buyer`, `language 1`."""
        parts = (head.kind, head.name, head.number)
        return " ".join(self.text[p.start : p.end] for p in parts if p is not None)

    def title(self, head: nodes.Head) -> str:
        """`"Bought"`, or nothing."""
        title = head.title
        return straight(self.text[title.start : title.end]) if title is not None else ""

    def row(self, block: nodes.Block, depth: int) -> Row:
        """A block that was written on one line."""
        head, body = block.head, block.body
        keys = [s.key.text for s in block.statements if type(s) is nodes.Property]
        return Row(
            head.kind.text,
            self.name(head),
            self.title(head),
            None if body is None else tuple(self.inline(s) for s in body),
            tuple(keys) if body and len(keys) == len(body) else None,
            lambda: self.expanded(block, depth),
        )

    def expanded(self, block: nodes.Block, depth: int) -> list[Line]:
        """A block that was written on one line, on several."""
        within = Layout(self.piece, self.last)
        within.noted = len(self.comments)
        within.block(block, depth, False)
        return within.lines

    def inline(self, statement: nodes.Statement) -> str:
        """A statement inside of a block on one line."""
        text = self.text
        match statement:
            case nodes.Property(key=key, value=value):
                return f"{text[key.start : key.end]}: {spaced(text, value.start, value.end)}"
            case nodes.Flow():
                return " ".join(cell for _, cell in self.cells(statement))
            case nodes.Block(head=head, body=body):
                inside = None if body is None else tuple(self.inline(s) for s in body)
                return self.head(head) + braced(inside)
        return text[statement.start : statement.end]

    def property(self, statement: nodes.Property) -> str:
        """A property on a line of its own: two blanks set off on what it rests."""
        key, value = statement.key, statement.value
        parts = [spaced(self.text, *span) for _, span in _cuts(value)]
        return f"{self.text[key.start : key.end]}: {'  '.join(parts)}"

    def cells(self, flow: nodes.Flow) -> Iterator[tuple[str, str]]:
        """What stands in the columns of a flow, by what the column is."""
        text, source, target = self.text, flow.source, flow.target
        yield "source", text[source.start : source.end]
        yield "target", f"-> {text[target.start : target.end]}"
        if flow.value is not None:
            for column, span in _cuts(flow.value, clauses=True):
                yield column, spaced(text, *span)


def one_flow(cells: Iterable[tuple[str, str]]) -> str:
    """A flow that stands alone."""
    (_, source), *rest = cells
    return f"{source} {'  '.join(cell for _, cell in rest)}"


def _cuts(value: nodes.Value, clauses: bool = False) -> Iterator[tuple[str, tuple[int, int]]]:
    """The parts of a value that stand apart, each up to the next: its expression, clauses, grounds, what comes later.

    Without `clauses` only the grounds stand apart, if nothing comes later.
    """
    begins: dict[str, int] = {}
    if value.expression is not None or not clauses:
        begins["share"] = value.start
    for clause in value.clauses if clauses or not value.later else ():
        word = clause.word.text
        column = "grounds" if word in GROUNDS else word
        if clauses or column == "grounds":
            begins.setdefault(column, clause.start)
        if column == "grounds":
            break
    if value.later and clauses:
        begins["then"] = value.later[0].start
    columns = [*begins.items(), ("", value.end)]
    for (column, start), (_, end) in pairwise(columns):
        yield column, (start, end)
