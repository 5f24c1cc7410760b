"""Formulas over metrics: `profit >= $6k per month over 3 months`, `chance(cash >= $0) >= 90%`."""

from __future__ import annotations

from typing import Any

from attrs import define

from funneldsl.bind import formula_rules as rules
from funneldsl.bind import units
from funneldsl.bind.amounts import amount
from funneldsl.bind.columns import COMPARISONS
from funneldsl.bind.literals import Want
from funneldsl.bind.measures import (
    AVERAGED,
    MEASURES,
    Side,
    added,
    alike,
    in_period,
    in_same_period,
    literal_side,
    multiplied,
)
from funneldsl.bind.phrases import a, listed, typed
from funneldsl.bind.reading import Reading, Refused
from funneldsl.diagnostics import near
from funneldsl.model.formulas import (
    Chance,
    Comparison,
    Every,
    Formula,
    Inside,
    Literal,
    Metric,
    Named,
    Not,
    Some,
)
from funneldsl.model.shapes import TIME
from funneldsl.model.values import Amount, Dimension, Ref
from funneldsl.syntax import nodes

_NUMBER = Want(signed=True, factor=True, exact=True)
_TIME = Want((TIME,), exact=True)
_AIMS = ("goal", "limit")
_CUSTOMERS = ("customer", "channel")
_DIMENSIONS = {
    Dimension.MONEY: "money",
    Dimension.COUNT: "a number",
    Dimension.SHARE: "a share",
    Dimension.TIME: "time",
    Dimension.POINTS: "points",
}


def condition(node: nodes.Expression, at: Reading, over: Amount | None) -> Formula | None:
    """Something that holds or not."""
    reader = _Formula(at, over)
    read = reader.condition(node)
    return reader.finished(node, read)


def number(node: nodes.Expression, at: Reading, over: Amount | None) -> Formula | None:
    """A metric, or something calculated from metrics."""
    reader = _Formula(at, over)
    side = reader.side(node)
    return reader.finished(node, side.formula if side is not None else None)


@define(eq=False)
class _Formula:
    """A formula while it is read; `over` is the window that stands behind it."""

    at: Reading
    over: Amount | None
    averaged: bool = False
    """Whether a metric took the window."""

    def finished(self, node: nodes.Expression, read: Formula | None) -> Formula | None:
        if read is not None and self.over is not None and not self.averaged:
            message = f"{self.at.path}: nothing in `{self.at.typed(node)}` is averaged over a time"
            help = f"`over` belongs to {typed(sorted(AVERAGED))}; leave it out"
            return self.at.refuse(rules.OVER, node, message, help=help)
        return read

    # --- what holds or not -------------------------------------------------------------------------

    def condition(self, node: nodes.Expression) -> Formula | None:
        match node:
            case nodes.Operation(operators=(operator, *_), operands=operands):
                if operator in ("and", "or"):
                    return self.joined(operator, operands)
                if operator in COMPARISONS:
                    return self.comparison(node, operator)
            case nodes.Between(subject=subject) if subject is not None:
                return self.inside(node, subject)
            case nodes.Unary(operator="not"):
                part = self.condition(node.operand)
                return Not(part) if part is not None else None
            case nodes.Group(value=value) if value.expression is not None:
                inner = self.inside_of(value)
                return inner.condition(value.expression) if inner is not None else None
            case nodes.Name():
                return self.aim(node)
        return self.refuse_condition(node)

    def joined(self, operator: str, operands: tuple[nodes.Expression, ...]) -> Formula | None:
        read = [self.condition(o) for o in operands]
        parts = tuple(p for p in read if p is not None)
        if len(parts) < len(read):
            return None
        return Every(parts) if operator == "and" else Some(parts)

    def comparison(self, node: nodes.Operation, operator: str) -> Formula | None:
        pair = self.pair(node, *node.operands)
        return Comparison(operator, pair[0].formula, pair[1].formula) if pair is not None else None

    def inside(self, node: nodes.Between, subject: nodes.Expression) -> Formula | None:
        low, high = self.pair(node, subject, node.low), self.pair(node, subject, node.high)
        if low is None or high is None:
            return None
        return Inside(low[0].formula, low[1].formula, high[1].formula, node.negated)

    def aim(self, node: nodes.Name) -> Formula | None:
        """The name of a goal or limit."""
        at = self.at
        if at.names.find_plainly(node.text, _AIMS) is None:
            if node.text in MEASURES or node.text in ("yes", "no", "none", "was"):
                return self.refuse_condition(node)
            if at.strict and not at.names.anywhere(node.text, _AIMS, 2):
                return self.refuse_word(node)
        found = at.plain_ref(node, _AIMS)
        return Named(found) if found is not None else None

    def pair(
        self, node: nodes.Expression, left: nodes.Expression, right: nodes.Expression
    ) -> tuple[Side, Side] | None:
        """Both sides of a comparison, of one sort and in one period."""
        first, second = self.side(left), self.side(right)
        if first is None or second is None:
            return None
        at = self.at
        if not alike(first, second):
            message = (
                f"{at.path}: `{at.typed(left)}` is {_DIMENSIONS[first.dimension]}, "
                f"but `{at.typed(right)}` is {_DIMENSIONS[second.dimension]}"
            )
            return at.refuse(
                rules.COMPARED, node, message, help=_compare_with(first, second, at.typed(right))
            )
        both = in_same_period(first, second)
        return both if both is not None else self.refuse_period(node, left, first, right, second)

    # --- numbers -----------------------------------------------------------------------------------

    def side(self, node: nodes.Expression) -> Side | None:
        match node:
            case nodes.Name():
                return self.metric(node, node, ())
            case nodes.Call(name=name, arguments=arguments):
                if name.text == "chance":
                    return self.chance(node)
                return self.metric(node, name, arguments)
            case nodes.Per(value=nodes.Name() | nodes.Call() | nodes.Group()):
                return self.rate(node)
            case nodes.Operation(operators=(operator, *_)) if operator in "+-*/":
                return self.arithmetic(node)
            case nodes.Group(value=value) if value.expression is not None:
                inner = self.inside_of(value)
                return inner.side(value.expression) if inner is not None else None
            case nodes.Number() | nodes.Quantity() | nodes.Per() | nodes.Each() | nodes.Unary():
                return self.literal(node)
            case nodes.Range() | nodes.Between(subject=None) | nodes.Of():
                return self.literal(node)
        return self.refuse_number(node)

    def literal(self, node: nodes.Expression) -> Side | None:
        found = amount(node, self.at, _NUMBER)
        return literal_side(found) if found is not None else None

    def metric(
        self, node: nodes.Expression, name: nodes.Name, arguments: tuple[nodes.Value, ...]
    ) -> Side | None:
        word = name.text
        measure = MEASURES.get(word)
        if measure is None:
            return self.refuse_word(name)
        of, customers = self.arguments(word, arguments)
        if of is None or customers is None:
            return None
        if not of and measure.required:
            message = f"{self.at.path}: `{word}` of what?"
            help = f"write {listed([a(k) for k in measure.kinds])} behind it: `{measure.example}`"
            return self.at.refuse(rules.ARGUMENTS, node, message, help=help)
        averaged = self.over is not None and word in AVERAGED
        self.averaged = self.averaged or averaged
        metric = Metric(word, of, customers, None, self.over if averaged else None)
        return Side(metric, measure.dimension, open=measure.rate)

    def arguments(
        self, word: str, values: tuple[nodes.Value, ...]
    ) -> tuple[tuple[Ref[Any], ...] | None, tuple[Ref[Any], ...] | None]:
        """What a metric is asked of, and for which customers; None for what was refused."""
        measure, at = MEASURES[word], self.at
        of: list[Ref[Any]] = []
        customers: list[Ref[Any]] = []
        for value in values:
            if not measure.kinds:
                message = f"{at.path}: `{word}` is that of the whole business"
                at.refuse(rules.ARGUMENTS, value, message, help=f"write `{word}` alone")
                return None, None
            if value.later or not isinstance(value.expression, nodes.Name | None):
                what = listed([a(k) for k in measure.kinds])
                message = f"{at.path}: `{word}` is asked of {what}, not `{at.typed(value)}`"
                at.refuse(rules.ARGUMENTS, value, message, help=f"write the name of {what}")
                return None, None
            if value.expression is not None:
                found = at.plain_ref(value.expression, measure.kinds)
                if found is None:
                    return None, None
                of.append(found)
            for clause in value.clauses:
                if not self.customers(clause, customers):
                    return None, None
        return tuple(of), tuple(customers)

    def customers(self, clause: nodes.Clause, into: list[Ref[Any]]) -> bool:
        """`for beginner`, `for [beginner, expert]`."""
        at, node = self.at, clause.value
        named = [v.expression for v in node.items] if isinstance(node, nodes.List) else [node]
        if clause.word.text != "for" or not all(isinstance(n, nodes.Name) for n in named):
            message = f"{at.path}: `{at.typed(clause)}` has no meaning here"
            at.refuse(
                rules.OVER,
                clause,
                message,
                help="write `for` and the customers, as in `count(visitor for beginner)`",
            )
            return False
        found = [at.plain_ref(n, _CUSTOMERS) for n in named if isinstance(n, nodes.Name)]
        into.extend(ref for ref in found if ref is not None)
        return None not in found

    def chance(self, node: nodes.Call) -> Side | None:
        if len(node.arguments) != 1 or node.arguments[0].expression is None:
            message = f"{self.at.path}: `chance` is asked of one thing that holds or not"
            help = "write `chance(cash >= $0)`, or `chance(income)` for a goal"
            return self.at.refuse(rules.ARGUMENTS, node, message, help=help)
        value = node.arguments[0]
        inner = self.inside_of(value)
        if inner is None or value.expression is None:
            return None
        read = inner.finished(value.expression, inner.condition(value.expression))
        return Side(Chance(read), Dimension.SHARE) if read is not None else None

    def inside_of(self, value: nodes.Value) -> _Formula | None:
        """The reader of what stands in parentheses, which may have a window of its own."""
        if not value.clauses:
            return self
        clause = value.clauses[0]
        if clause.word.text != "over" or len(value.clauses) > 1 or self.over is not None:
            message = f"{self.at.path}: `{clause.word.text}` has no meaning in this formula"
            help = "write `over 3 months`, say, or leave it out"
            return self.at.refuse(rules.OVER, clause, message, help=help)
        window = amount(clause.value, self.at, _TIME)
        return _Formula(self.at, window) if window is not None else None

    def rate(self, node: nodes.Per) -> Side | None:
        """`profit per month`."""
        side = self.side(node.value)
        if side is None:
            return None
        period = units.PERIODS.get(node.unit.text) if isinstance(node.unit, nodes.Name) else None
        if period is None:
            message = f"{self.at.path}: `{self.at.typed(node.unit)}` is not a period"
            return self.at.refuse(
                rules.PERIOD, node.unit, message, help="write `per month` or `per week`"
            )
        if not side.open:
            message = f"{self.at.path}: `{self.at.typed(node.value)}` is what is there at a moment, not per {period.value}"
            return self.at.refuse(
                rules.PERIOD, node, message, help=f"write `{self.at.typed(node.value)}` alone"
            )
        return in_period(side, period)

    def arithmetic(self, node: nodes.Operation) -> Side | None:
        read = [self.side(o) for o in node.operands]
        sides = [side for side in read if side is not None]
        if len(sides) < len(read):
            return None
        join = added if node.operators[0] in "+-" else multiplied
        total = join(sides, node.operators)
        if total is None:
            message = f"{self.at.path}: unlike things are put together in `{self.at.typed(node)}`"
            help = "add what is of one sort and period; multiply by plain numbers"
            return self.at.refuse(rules.COMPARED, node, message, help=help)
        return total

    # --- mistakes ------------------------------------------------------------------------------------

    def refuse_word(self, name: nodes.Name) -> Refused:
        at = self.at
        if at.names.is_doubtful(name.text, _AIMS):
            return None
        kind = at.names.known.get(at.names.find_plainly(name.text, ()) or "")
        if kind is not None and kind.kind in _AIMS:
            message = f"{at.path}: `{name.text}` is {a(kind.kind)}, not a number"
            return at.refuse(
                rules.NUMBER, name, message, help=f"write `chance({name.text}) >= 70%`, say"
            )
        if kind is not None:
            message = f"{at.path}: `{name.text}` is {a(kind.kind)}, not a metric"
            fitting = [m.replace("(", f"({name.text}") for m in self.metrics_of(kind.kind)]
            help = f"write {typed(fitting)}" if fitting else f"metrics are {typed(MEASURES)}"
            return at.refuse(rules.METRIC, name, message, help=help)
        aims = (
            [n for n, k in at.names.known.items() if k.kind in _AIMS]
            if at.names.explained < 25
            else []
        )
        at.names.explained += 1
        guess = near(name.text, [*MEASURES, "chance", *aims])
        message = f"{at.path}: `{name.text}` is neither a metric nor a goal"
        message += f"; did you mean `{guess}`?" if guess else ""
        help = f"write `{guess}`" if guess else f"metrics are {typed(MEASURES)}"
        return at.refuse(rules.METRIC, name, message, help=help, put=guess)

    def metrics_of(self, kind: str) -> list[str]:
        return [f"{word}()" for word, m in MEASURES.items() if kind in m.kinds][:3]

    def refuse_condition(self, node: nodes.Expression) -> Refused:
        if isinstance(node, nodes.BrokenValue):
            return None
        text = self.at.typed(node)
        help = "write a comparison, as in `cash >= $5,000`"
        if isinstance(node, nodes.Call) and node.name.text == "chance":
            help = f"say how sure it must be: `{text} >= 70%`"
        elif isinstance(node, nodes.Name | nodes.Call):
            help = f"compare it with a number: `{text} >= …`"
        message = f"{self.at.path}: `{text}` is not something that holds or not"
        return self.at.refuse(rules.CONDITION, node, message, help=help)

    def refuse_number(self, node: nodes.Expression) -> Refused:
        if isinstance(node, nodes.BrokenValue):
            return None
        message = f"{self.at.path}: `{self.at.typed(node)}` is not a number"
        return self.at.refuse(
            rules.NUMBER, node, message, help="compare metrics with numbers: `cash >= $5,000`"
        )

    def refuse_period(
        self,
        node: nodes.Expression,
        left: nodes.Expression,
        first: Side,
        right: nodes.Expression,
        second: Side,
    ) -> Refused:
        at = self.at
        if first.open or second.open:
            lacking = left if first.open else right
            message = f"{at.path}: `{at.typed(lacking)}` in which time?"
            other = right if first.open else left
            week = " per week" if first.dimension is Dimension.TIME else " per month"
            return at.refuse(rules.PERIOD, node, message, help=f"write `{at.typed(other)}{week}`")
        moment, timed = (left, right) if first.per is None else (right, left)
        message = f"{at.path}: `{at.typed(moment)}` is what is there at a moment, but `{at.typed(timed)}` has a period"
        help = "leave the period out"
        if at.typed(moment).startswith(("count(", "entered(")):
            help += f", or write `new{at.typed(moment)[at.typed(moment).index('(') :]}` for those who come in that time"
        return at.refuse(rules.PERIOD, node, message, help=help)


def _compare_with(first: Side, second: Side, text: str) -> str:
    known, other = (second, first) if isinstance(first.formula, Literal) else (first, second)
    if (
        known.dimension is Dimension.MONEY
        and other.dimension is Dimension.COUNT
        and text[:1].isdigit()
    ):
        return f"write `${text}`"
    if known.dimension is Dimension.SHARE and text.startswith("0."):
        return f"write `{float(text) * 100:.10g}%`"
    return {
        Dimension.MONEY: "compare it with money, as in `$5,000`",
        Dimension.COUNT: "compare it with a number, as in `300`",
        Dimension.SHARE: "compare it with a share, as in `70%`",
        Dimension.TIME: "compare it with a time, as in `25 hours per week` or `6 months`",
    }.get(known.dimension, "compare like with like")
