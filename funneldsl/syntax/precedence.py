"""A flat chain of operands and joining tokens → the expression that it is.

From the tightest: sign · `to`, `between` · `per`, `each` · `of` · `* /` · `+ -` · comparisons, `in` (one only) ·
`not` · `and` · `or`.
"""

from __future__ import annotations

from typing import Any, NoReturn

from funneldsl.diagnostics import Rule
from funneldsl.syntax import nodes, rules
from funneldsl.syntax.reading import Reading
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

_PLAIN = {
    "=": "==", "=<": "<=", "=>": ">=", "<>": "!=", "≤": "<=", "≥": ">=", "≠": "!=",
    "×": "*", "÷": "/", "−": "-", "–": "-", "—": "-",
}  # fmt: skip

_UNITS_OF_TIME = {
    short: unit
    for unit, others in {
        "minute": "minutes min",
        "hour": "hours hr h",
        "day": "days d",
        "week": "weeks wk w",
        "month": "months mo m",
        "year": "years yr y",
    }.items()
    for short in (unit, *others.split())
}


class _Refused(Exception):  # noqa: N818 - never leaves this file
    """The chain has a mistake, which has been reported."""


def expression_of(reading: Reading, parts: list[Any]) -> nodes.Expression:
    """The tree of a chain; a BrokenValue if it has none, with a finding."""
    start = _start(parts[0])
    end = _end(parts[-1])
    parts.reverse()
    try:
        tree: nodes.Expression = _Chain(reading, parts).climb(OR)
    except _Refused:
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
        operator = self.plain(part)
        operand = self.operand()
        return nodes.Unary(start, operand.end, operator, operand)

    # --- joining ---------------------------------------------------------------------------------

    def to(self, low: Any) -> nodes.Range:
        self.parts.pop()
        high = self.operand()
        if self.next_is("TO"):
            self.refuse(
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
            low, every = self.typed(left), self.typed(unit.low)
            self.refuse(
                rules.PER_TWICE,
                left.start,
                unit.end,
                f"`per {every}` stands between the two ends of a range",
                help=f"write it once, behind both: `{low} to {self.typed(unit.high)} per {every}`",
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
            operator = "not in" if negated else self.plain(sign)
            if operator == "in":
                self.check_one_in(left, right)
            result = nodes.Operation(left.start, right.end, (operator,), (left, right))
        if self.parts and _STRENGTH[self.parts[-1][0]] == COMPARISON:
            self.refuse(
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
                self.check_dash(operands[-1], sign, right)
            elif sign[1] == "/" and (rate := self.rate(operands[-1], sign, right)):
                operands[-1] = rate
                continue
            operators.append(self.plain(sign))
            operands.append(right)
        if strength == PRODUCT:
            self.check_date(operators, operands)
        if not operators:
            return operands[0]  # type: ignore[no-any-return]  # `$4k/month` was a rate
        return nodes.Operation(left.start, operands[-1].end, tuple(operators), tuple(operands))

    def bounds(self, between: Token, strength: int) -> tuple[Any, Any]:
        """The two ends of a `between`, which has just been read."""
        low = self.operand() if strength > RANGE else self.climb(strength)
        if not self.next_is("AND"):
            self.refuse(
                rules.BETWEEN_AND,
                between[2],
                low.end,
                f"`between {self.typed(low)}` has no `and`",
                help=f"write `between {self.typed(low)} and …`; a `per` comes last, behind both",
            )
        self.parts.pop()
        high = self.operand() if strength > RANGE else self.climb(strength)
        return low, high

    # --- mistakes --------------------------------------------------------------------------------

    def check_dash(self, low: Any, dash: Token, high: Any) -> None:
        """`3-5 days`: was a range meant?"""
        if not (_literal(low) and _literal(high)):
            return
        first, last = self.typed(low), self.typed(high)
        if (
            type(low) is nodes.Number
            and low.text.isdigit()
            and len(low.text) == 4
            and len(last) == 2
        ):
            help = f"write a whole date: `{first}-{last}-01`"
            self.refuse(rules.DASH, low.start, high.end, f"`{first}-{last}` is no date", help=help)
        if first[-1].isdigit() and last[-1:] == "%":
            first += "%"
        if last[0].isdigit() and not first[0].isdigit():
            last = first[0] + last
        meant = f"{first} to {last}"
        self.refuse(
            rules.DASH,
            low.start,
            high.end,
            f"`{self.reading.text[low.start : high.end]}` joins two numbers by `{dash[1]}`",
            help=f"write `{meant}`",
            put=(low.start, high.end, meant),
        )

    def check_one_in(self, one: Any, many: Any) -> None:
        """`1 in 40`: a guess or a measurement?"""
        if type(one) is not nodes.Number or type(many) is not nodes.Number:
            return
        help = f"write `{one.text} of {many.text}` if you counted it"
        try:
            share = float(one.text.replace(",", "")) / float(many.text.replace(",", ""))
            help += f", or `{100 * share:.3g}%` if you guess"
        except (ValueError, ZeroDivisionError):
            help += ", or a share such as `2.5%` if you guess"
        self.refuse(
            rules.ONE_IN,
            one.start,
            many.end,
            f"`{one.text} in {many.text}` could be counted or guessed",
            help=help,
        )

    def rate(self, amount: Any, slash: Token, unit: Any) -> nodes.Per | None:
        """`$4k/month`: understood, with a finding."""
        if type(unit) is not nodes.Name or not _literal(amount):
            return None
        if (every := _UNITS_OF_TIME.get(unit.text)) is None:
            return None
        self.reading.report(
            rules.SLASH,
            amount.start,
            unit.end,
            f"`{self.reading.text[amount.start : unit.end]}` is not how a rate is written",
            help=f"write `{self.typed(amount)} per {every}`",
            put=(amount.end, unit.end, f" per {every}"),
        )
        whole = nodes.Name(unit.start, unit.end, every)
        return nodes.Per(amount.start, unit.end, amount, whole)

    def check_date(self, operators: list[str], operands: list[Any]) -> None:
        """`10/05/2027`: a date?"""
        if operators != ["/", "/"] or not all(type(n) is nodes.Number for n in operands):
            return
        first, second, third = (n.text for n in operands)
        if not (first + second + third).isdigit() or {len(first), len(third)}.isdisjoint({4}):
            return
        months = (first, second) if len(third) == 4 else (second,)
        days = (second, first) if len(third) == 4 else (third,)
        year = third if len(third) == 4 else first
        ways = [f"`{year}-{m:0>2}-{d:0>2}`" for m, d in zip(months, days, strict=True)]
        self.refuse(
            rules.DATE_SPELLING,
            operands[0].start,
            operands[2].end,
            f"`{first}/{second}/{third}` is not how a date is written",
            help="write year, month, day: " + " or ".join(dict.fromkeys(ways)),
        )

    # --- helpers ---------------------------------------------------------------------------------

    def next_is(self, kind: str) -> bool:
        return bool(self.parts) and self.parts[-1][0] == kind

    def deeper(self, start: int, end: int) -> None:
        self.depth += 1
        if self.depth > _MOST:
            self.refuse(
                rules.TOO_LONG,
                start,
                end,
                f"more than {_MOST} signs and words such as `per`, `of`, `not` in one value",
                help="say it with fewer",
            )

    def plain(self, sign: Token) -> str:
        """The operator as the language spells it."""
        _, text, start, end = sign
        plain = _PLAIN.get(text)
        if plain is None:
            return text
        self.reading.report(
            rules.SIGN,
            start,
            end,
            f"`{text}` is not how this is written here",
            help=f"write `{plain}`",
            put=(start, end, plain),
        )
        return plain

    def typed(self, node: nodes.Node) -> str:
        return self.reading.text[node.start : node.end]

    def refuse(
        self,
        rule: Rule,
        start: int,
        end: int,
        message: str,
        *,
        help: str,
        put: tuple[int, int, str] | None = None,
    ) -> NoReturn:
        self.reading.report(rule, start, end, message, help=help, put=put)
        raise _Refused


def _literal(node: Any) -> bool:
    while type(node) in (nodes.Per, nodes.Each):
        node = node.value
    return type(node) in (nodes.Number, nodes.Quantity, nodes.Date)


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
