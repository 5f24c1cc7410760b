"""Formulas over metrics: `profit >= $6k per month over 3 months`, `chance(cash >= $0) >= 90%`."""

from __future__ import annotations

from attrs import define

from funneldsl.bind import formula_rules as rules
from funneldsl.bind import metric_faults as faults
from funneldsl.bind import units
from funneldsl.bind.amounts import amount
from funneldsl.bind.asked import asked
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
from funneldsl.bind.phrases import typed
from funneldsl.bind.reading import Reading
from funneldsl.model.formulas import (
    Chance,
    Comparison,
    Every,
    Formula,
    Inside,
    Metric,
    Named,
    Not,
    Some,
)
from funneldsl.model.shapes import TIME
from funneldsl.model.values import Amount, Dimension
from funneldsl.syntax import nodes

_NUMBER = Want(signed=True, factor=True, exact=True)
_TIME = Want((TIME,), exact=True)


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


@define(eq=False, repr=False)
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
        return faults.refuse_condition(node, self.at)

    def joined(self, operator: str, operands: tuple[nodes.Expression, ...]) -> Formula | None:
        read = [self.condition(o) for o in operands]
        parts = tuple(p for p in read if p is not None)
        if len(parts) < len(read):
            return None
        return Every(parts) if operator == "and" else Some(parts)

    def comparison(self, node: nodes.Operation, operator: str) -> Formula | None:
        left, right = ((o, self.side(o)) for o in node.operands)
        pair = self.pair(node, left, right)
        return Comparison(operator, pair[0].formula, pair[1].formula) if pair is not None else None

    def inside(self, node: nodes.Between, subject: nodes.Expression) -> Formula | None:
        item, ends = self.side(subject), [(end, self.side(end)) for end in (node.low, node.high)]
        low, high = (self.pair(node, (subject, item), end) for end in ends)
        if low is None or high is None:
            return None
        return Inside(low[0].formula, low[1].formula, high[1].formula, node.negated)

    def aim(self, node: nodes.Name) -> Formula | None:
        """The name of a goal or limit."""
        at = self.at
        if at.names.find_plainly(node.text, faults.AIMS) is None:
            if node.text in MEASURES or node.text in ("yes", "no", "none", "was"):
                return faults.refuse_condition(node, at)
        found = at.plain_ref(node, faults.AIMS)
        return Named(found) if found is not None else None

    def pair(
        self,
        node: nodes.Expression,
        left: tuple[nodes.Expression, Side | None],
        right: tuple[nodes.Expression, Side | None],
    ) -> tuple[Side, Side] | None:
        """Both sides of a comparison, of one sort and in one period."""
        (first, one), (last, other) = left, right
        if one is None or other is None:
            return None
        if not alike(one, other):
            return faults.refuse_unlike(node, (first, one), (last, other), self.at)
        both = in_same_period(one, other)
        if both is None:
            return faults.refuse_period(node, (first, one), (last, other), self.at)
        return both

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
        return faults.refuse_number(node, self.at)

    def literal(self, node: nodes.Expression) -> Side | None:
        found = amount(node, self.at, _NUMBER)
        return literal_side(found) if found is not None else None

    def metric(
        self, node: nodes.Expression, name: nodes.Name, arguments: tuple[nodes.Value, ...]
    ) -> Side | None:
        word = name.text
        measure = MEASURES.get(word)
        if measure is None:
            return faults.refuse_word(name, self.at)
        found = asked(node, word, arguments, self.at)
        if found is None:
            return None
        averaged = self.over is not None and word in AVERAGED
        self.averaged = self.averaged or averaged
        metric = Metric(word, *found, None, self.over if averaged else None)
        return Side(metric, measure.dimension, open=measure.rate)

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
