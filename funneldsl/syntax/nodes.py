"""What was written: frozen nodes with offsets, no meaning. Imports nothing of lark.

Offsets count from the start of the node's `Piece` (a top-level block with the comments above it), so that a piece can be
parsed once and kept while the text around it changes. `Piece.span(node)` gives the place in the file.
Together with the text of its piece a node is lossless: nothing here stores a number or a string otherwise
than as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from funneldsl.diagnostics import Finding
from funneldsl.frozen import frozen
from funneldsl.source import Part, Source, Span


@frozen
class Node:
    """Anything that was written, from `start` to `end` in its piece."""

    start: int
    end: int


# --- atoms -------------------------------------------------------------------------------------------


@frozen
class Name(Node):
    """A word or a dotted path, in NFC: `welcome.visitor`."""

    text: str

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.text.split("."))


@frozen
class Number(Node):
    """A number as typed, with what clings to it: `1,200` `$0.70` `30%` `6k` `5m` `$$97` `12,00`."""

    text: str


@frozen
class Quantity(Node):
    """A number and the word behind it: `24 months`, `3 points`, `49 USD`."""

    number: Number
    unit: Name


@frozen
class Date(Node):
    """Digits in the shape of a date, valid or not: `2028-06-30`, `2028-13-45`."""

    text: str


@frozen
class Text(Node):
    """A string; `text` is what stands between the quotes, escapes resolved."""

    text: str


# --- expressions: precedence is already built in -------------------------------------------------------


@frozen
class Edge(Node):
    """`a -> b` as a value."""

    source: Name
    target: Name


@frozen
class Call(Node):
    """`f(x, y)`; arguments may carry clauses (`count(x for beginner)`)."""

    name: Name
    arguments: tuple[Value, ...]


@frozen
class Group(Node):
    """Parentheses."""

    value: Value


@frozen
class List(Node):
    """`[a, b after 45 days]`."""

    items: tuple[Value, ...]


@frozen
class Entry(Node):
    key: Name | Text
    value: Value


@frozen
class Map(Node):
    """`{ Jan: 140%, Jul: 70% }`."""

    entries: tuple[Entry, ...]


@frozen
class Range(Node):
    """`low to high`."""

    low: Expression
    high: Expression


@frozen
class Between(Node):
    """`between low and high`, or `x between low and high` where `subject` is x; `negated` with `not`."""

    subject: Expression | None
    low: Expression
    high: Expression
    negated: bool = False


@frozen
class Per(Node):
    """`value per unit`: `$19 per month`, `$30 per 1,000 opens`, `[9%, 6%] per month`."""

    value: Expression
    unit: Name | Quantity | Expression


@frozen
class Each(Node):
    """`value each`."""

    value: Expression


@frozen
class Of(Node):
    """`412 of 1,530`, `10% of revenue`, `2 to 3 years of profit`."""

    part: Expression
    whole: Expression


@frozen
class Operation(Node):
    """A flat run of operators of one level: `a + b - c` has operators `("+", "-")`.

    Levels: `* /` · `+ -` · comparisons and `in`, `not in` (one operator, two operands) · `and` · `or`.
    """

    operators: tuple[str, ...]
    operands: tuple[Expression, ...]


@frozen
class Unary(Node):
    """`-x` or `not x`."""

    operator: str
    operand: Expression


@frozen
class BrokenValue(Node):
    """A value that could not be understood; a finding has said so."""


Expression = (
    Name
    | Number
    | Quantity
    | Date
    | Text
    | Edge
    | Call
    | Group
    | List
    | Map
    | Range
    | Between
    | Per
    | Each
    | Of
    | Operation
    | Unary
    | BrokenValue
)


@frozen
class Clause(Node):
    """A worded part behind a value: `within 30 days`, `by owner`, `because "…"`."""

    word: Name
    value: Expression


@frozen
class Later(Node):
    """`then VALUE clauses from WHEN`: what holds afterwards. `when` is None if `from` was forgotten."""

    value: Value
    when: Expression | None


@frozen
class Value(Node):
    """An expression with its clauses, and what it becomes later.

    `expression` is None where only clauses were written (`leaves: after 7 days`).
    """

    expression: Expression | None
    clauses: tuple[Clause, ...] = ()
    later: tuple[Later, ...] = ()


# --- statements ----------------------------------------------------------------------------------------


@frozen
class Property(Node):
    """`key: value`; the key is a dotted path in scenarios."""

    key: Name
    value: Value


@frozen
class Flow(Node):
    """`a -> b  3% after 3 days`."""

    source: Name
    target: Name
    value: Value | None


@frozen
class Head(Node):
    """`kind name "Title"`; `number` is set for `language 1` only."""

    kind: Name
    name: Name | None = None
    title: Text | None = None
    number: Number | None = None


@frozen
class Block(Node):
    """`kind name "Title" { … }`.

    `body` is None where the braces were left out. `description` is the text of the `##` comments right above.
    """

    head: Head
    body: tuple[Statement, ...] | None
    description: str | None = None

    @property
    def statements(self) -> tuple[Statement, ...]:
        return self.body or ()


@frozen
class BrokenHead(Node):
    """A block whose header could not be understood; its children were. `words` are the names seen in it."""

    words: tuple[str, ...]
    body: tuple[Statement, ...] | None


@frozen
class Broken(Node):
    """A statement that could not be understood; a finding has said so. `words` are the names seen in it."""

    words: tuple[str, ...]


Statement = Property | Flow | Block | BrokenHead | Broken


@frozen
class Comment(Node):
    """`# …` or `## …`, to the end of its line."""

    text: str


# --- the file ------------------------------------------------------------------------------------------


@frozen
class Piece:
    """A stretch of the file that is parsed on its own: one top-level statement and what stands above it."""

    part: Part
    text: str
    statements: tuple[Statement, ...]
    comments: tuple[Comment, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def source(self) -> Source:
        return self.part.at[0]

    @property
    def start(self) -> int:
        """Offset of the piece in its source."""
        return self.part.at[1]

    @cached_property
    def findings_by_start(self) -> tuple[tuple[int, ...], tuple[Finding, ...]]:
        """Where its findings begin, in order, counted from its own beginning; and the findings, in the same order."""
        pairs = sorted(((f.span.start - self.start, f) for f in self.findings), key=lambda p: p[0])
        return tuple(start for start, _ in pairs), tuple(finding for _, finding in pairs)

    def span(self, node: Node) -> Span:
        return Span(self.part, node.start, node.end)


@frozen
class Document:
    """A file as it was written. The texts of its pieces, joined, are the text of the source."""

    source: Source
    pieces: tuple[Piece, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(f for piece in self.pieces for f in piece.findings)

    @property
    def statements(self) -> Iterator[tuple[Piece, Statement]]:
        for piece in self.pieces:
            for statement in piece.statements:
                yield piece, statement
