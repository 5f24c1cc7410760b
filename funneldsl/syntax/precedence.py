"""A flat chain of operands and joining tokens → the expression that it is.

From the tightest: sign · `to`, `between` · `per`, `each` · `of` · `* /` · `+ -` · comparisons, `in` (one only) ·
`not` · `and` · `or`.
"""

from __future__ import annotations

from typing import Any

from funneldsl.syntax import nodes, rules
from funneldsl.syntax.reading import Reading
from funneldsl.syntax.refusals import (
    Refused,
    check_dash,
    check_date,
    check_one_in,
    plain,
    rate,
    refuse,
    typed,
)
from funneldsl.syntax.tokens import Token

OR, AND, NOT, COMPARISON, SUM, PRODUCT, OF, PER, RANGE = range(9)

_STRENGTH = {
    "OR": OR,
    "AND": AND,
    "NOT": COMPARISON,  # of `not in` and `not between`
    "COMPARE": COMPARISON,
    "IN": COMPARISON,
    "BETWEEN": COMPARISON,
    "PLUS": SUM,
    "MINUS": SUM,
    "TIMES": PRODUCT,
    "OF": OF,
    "PER": PER,
    "EACH": PER,
    "TO": RANGE,
}

_MOST = 20
"""More `per`, `of`, `each`, `not` and signs in one value than anybody means; each is a level of the tree."""


def expression_of(reading: Reading, parts: list[Any]) -> nodes.Expression:
    """The tree of a chain; a BrokenValue if it has none, with a finding."""
    start = _start(parts[0])
    end = _end(parts[-1])
    parts.reverse()
    try:
        tree: nodes.Expression = _Chain(reading, parts).climb(OR)
    except Refused:
        return nodes.BrokenValue(start, end)
    return tree


def _start(part: Any) -> int:
    return part[2] if type(part) is tuple else part.start  # type: ignore[no-any-return]


def _end(part: Any) -> int:
    return part[3] if type(part) is tuple else part.end  # type: ignore[no-any-return]


class _Chain:
    """The parts that are still to be read, the next one last."""

    __slots__ = ("depth", "parts", "reading")

    def __init__(self, reading: Reading, parts: list[Any]) -> None:
        self.reading, self.parts, self.depth = reading, parts, 0

    def climb(self, least: int) -> Any:
        """What the parts make, up to the next joining token that is weaker than `least`."""
        left = self.operand()
        while self.parts:
            strength = _STRENGTH[self.parts[-1][0]]
            if strength < least:
                break
            left = _JOIN[strength](self, left)
        return left

    def operand(self) -> Any:
        part = self.parts.pop()
        if type(part) is not tuple:
            return part
        kind, _, start, end = part
        self.deeper(start, end)
        if kind == "BETWEEN":
            low, high = self.bounds(part, RANGE + 1)
            return nodes.Between(start, high.end, None, low, high)
        if kind == "NOT":
            operand = self.climb(COMPARISON)
            return nodes.Unary(start, operand.end, "not", operand)
        operator = plain(self.reading, part)
        operand = self.operand()
        return nodes.Unary(start, operand.end, operator, operand)

    # --- joining ---------------------------------------------------------------------------------

    def to(self, low: Any) -> nodes.Range:
        self.parts.pop()
        high = self.operand()
        if self.next_is("TO"):
            refuse(
                self.reading,
                rules.RANGE_ENDS,
                low.start,
                self.parts[-1][3],
                "a range has two ends, but this one goes on",
                help="write `LOW to HIGH`, with one `to`",
            )
        return nodes.Range(low.start, high.end, low, high)

    def per(self, left: Any) -> nodes.Per | nodes.Each:
        kind, _, start, end = self.parts.pop()
        self.deeper(start, end)
        if kind == "EACH":
            return nodes.Each(left.start, end, left)
        unit = self.climb(RANGE)
        if type(unit) is nodes.Range and type(unit.low) is nodes.Name:
            low, every = typed(self.reading, left), typed(self.reading, unit.low)
            refuse(
                self.reading,
                rules.PER_TWICE,
                left.start,
                unit.end,
                f"`per {every}` stands between the two ends of a range",
                help=f"write it once, behind both: `{low} to {typed(self.reading, unit.high)} per {every}`",
            )
        return nodes.Per(left.start, unit.end, left, unit)

    def of(self, part: Any) -> nodes.Of:
        _, _, start, end = self.parts.pop()
        self.deeper(start, end)
        whole = self.climb(PER)
        return nodes.Of(part.start, whole.end, part, whole)

    def comparison(self, left: Any) -> nodes.Operation | nodes.Between:
        sign = self.parts.pop()
        negated = sign[0] == "NOT"
        if negated:
            sign = self.parts.pop()
        result: nodes.Operation | nodes.Between
        if sign[0] == "BETWEEN":
            low, high = self.bounds(sign, SUM)
            result = nodes.Between(left.start, high.end, left, low, high, negated)
        else:
            right = self.climb(SUM)
            operator = "not in" if negated else plain(self.reading, sign)
            if operator == "in":
                check_one_in(self.reading, left, right)
            result = nodes.Operation(left.start, right.end, (operator,), (left, right))
        if self.parts and _STRENGTH[self.parts[-1][0]] == COMPARISON:
            refuse(
                self.reading,
                rules.COMPARED_TWICE,
                left.start,
                self.parts[-1][3],
                "two comparisons stand in a row",
                help="join them with `and`: `a < b and b < c`; or write `x between 1 and 5`",
            )
        return result

    def flat(self, left: Any, strength: int) -> nodes.Operation:
        operators: list[str] = []
        operands: list[Any] = [left]
        while self.parts and _STRENGTH[self.parts[-1][0]] == strength:
            sign = self.parts.pop()
            right = self.climb(strength + 1)
            if sign[0] == "MINUS":
                check_dash(self.reading, operands[-1], sign, right)
            elif sign[1] == "/" and (meant := rate(self.reading, operands[-1], right)):
                operands[-1] = meant
                continue
            operators.append(plain(self.reading, sign))
            operands.append(right)
        if strength == PRODUCT:
            check_date(self.reading, operators, operands)
        if not operators:
            return operands[0]  # type: ignore[no-any-return]  # `$4k/month` was a rate
        return nodes.Operation(left.start, operands[-1].end, tuple(operators), tuple(operands))

    def bounds(self, between: Token, strength: int) -> tuple[Any, Any]:
        """The two ends of a `between`, which has just been read."""
        low = self.operand() if strength > RANGE else self.climb(strength)
        if not self.next_is("AND"):
            refuse(
                self.reading,
                rules.BETWEEN_AND,
                between[2],
                low.end,
                f"`between {typed(self.reading, low)}` has no `and`",
                help=f"write `between {typed(self.reading, low)} and …`; a `per` comes last, behind both",
            )
        self.parts.pop()
        high = self.operand() if strength > RANGE else self.climb(strength)
        return low, high

    def next_is(self, kind: str) -> bool:
        return bool(self.parts) and self.parts[-1][0] == kind

    def deeper(self, start: int, end: int) -> None:
        self.depth += 1
        if self.depth > _MOST:
            refuse(
                self.reading,
                rules.TOO_LONG,
                start,
                end,
                f"more than {_MOST} signs and words such as `per`, `of`, `not` in one value",
                help="say it with fewer",
            )


_JOIN: dict[int, Any] = {
    OR: lambda chain, left: chain.flat(left, OR),
    AND: lambda chain, left: chain.flat(left, AND),
    COMPARISON: _Chain.comparison,
    SUM: lambda chain, left: chain.flat(left, SUM),
    PRODUCT: lambda chain, left: chain.flat(left, PRODUCT),
    OF: _Chain.of,
    PER: _Chain.per,
    RANGE: _Chain.to,
}
