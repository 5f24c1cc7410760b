"""Formulas in the words of the language, with no more parentheses than they need."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import evolve

from funneldsl.frozen import frozen
from funneldsl.model.formulas import (
    Arithmetic,
    Chance,
    Column,
    Comparison,
    Every,
    Formula,
    Inside,
    Literal,
    Membership,
    Metric,
    Named,
    Not,
    Some,
)
from funneldsl.model.literal_wording import say_text
from funneldsl.model.values import Amount, Combined, Counted, Period
from funneldsl.model.wording import Wording

_OR, _AND, _NOT, _COMPARED, _SUM, _PRODUCT, _ATOM = range(7)
"""How tightly things bind, loosest first."""


def say_formula(formula: Formula, currency: str = "USD") -> str:
    """A formula as it could have been written: `profit >= $6,000 per month over 3 months`."""
    return _Saying(Wording(currency)).whole(formula)


@frozen
class _Saying:
    wording: Wording
    windowed: bool = True
    """Whether metrics say over which time they are averaged."""

    def whole(self, formula: Formula) -> str:
        """A formula that stands by itself; the window of its only metric stands behind it all."""
        metrics = list(_metrics(formula))
        window = metrics[0].over if len(metrics) == 1 else None
        if window is None:
            return self.say(formula)
        inner = _Saying(self.wording, windowed=False).say(formula)
        return f"{inner} over {self.wording.amount(window)}"

    def say(self, formula: Formula, at_least: int = _OR) -> str:
        """The text, in parentheses if it binds more loosely than what stands around it."""
        said = self._say(formula)
        return f"({said})" if _tightness(formula) < at_least else said

    def _say(self, formula: Formula) -> str:
        match formula:
            case Some(parts):
                return " or ".join(self.say(p, _AND) for p in parts)
            case Every(parts):
                return " and ".join(self.say(p, _NOT) for p in parts)
            case Not(part):
                return f"not {self.say(part, _COMPARED)}"
            case Comparison(operator, left, right):
                one, other = _in_one_period(left, right)
                return f"{self.say(one, _SUM)} {operator} {self.say(other, _SUM)}"
            case Membership(item, choices, negated):
                listed = ", ".join(self.say(c, _SUM) for c in choices)
                return f"{self.say(item, _SUM)} {'not ' * negated}in [{listed}]"
            case Inside(item, low, high, negated):
                ends = f"{self.say(low, _SUM)} and {self.say(high, _SUM)}"
                return f"{self.say(item, _SUM)} {'not ' * negated}between {ends}"
            case Arithmetic(operators, parts):
                return self._arithmetic(operators, parts)
        return self._atom(formula)

    def _arithmetic(self, operators: tuple[str, ...], parts: tuple[Formula, ...]) -> str:
        tighter = _PRODUCT if operators[0] in "+-" else _ATOM
        words = [self.say(parts[0], tighter)]
        for operator, part in zip(operators, parts[1:], strict=True):
            words += [operator, self.say(part, tighter)]
        return " ".join(words)

    def _atom(self, formula: Formula) -> str:
        match formula:
            case Literal(value):
                return self._literal(value)
            case Column(name):
                return name
            case Named(ref):
                return ref.name
            case Chance(of):
                return f"chance({_Saying(self.wording).whole(of)})"
            case Metric():
                return self._metric(formula)
        raise TypeError(formula)

    def _metric(self, metric: Metric) -> str:
        inside = ", ".join(ref.name for ref in metric.of)
        if metric.customers:
            named = [ref.name for ref in metric.customers]
            whom = named[0] if len(named) == 1 else f"[{', '.join(named)}]"
            inside += f"{' ' if inside else ''}for {whom}"
        said = f"{metric.word}({inside})" if inside else metric.word
        if metric.over is not None and self.windowed:
            said = f"({said} over {self.wording.amount(metric.over)})"
        return said + (f" per {metric.per.value}" if metric.per is not None else "")

    def _literal(self, value: Amount | str | date | bool) -> str:
        match value:
            case Amount():
                return self.wording.amount(value)
            case bool():
                return "yes" if value else "no"
            case str():
                return say_text(value)
        return value.isoformat()


def _in_one_period(left: Formula, right: Formula) -> tuple[Formula, Formula]:
    """A metric takes its period from the amount that it is compared with."""
    match left, right:
        case Metric(per=Period() as per), Literal(Amount() as amount) if amount.unit.per is per:
            return evolve(left, per=None), right
    return left, right


def _metrics(formula: Formula) -> Iterator[Metric]:
    """The metrics of a formula, without those inside of a `chance(…)`."""
    match formula:
        case Metric():
            yield formula
        case Comparison(_, left, right):
            yield from _metrics(left)
            yield from _metrics(right)
        case Inside(item, low, high):
            yield from (m for part in (item, low, high) for m in _metrics(part))
        case Every(parts) | Some(parts) | Arithmetic(_, parts):
            yield from (m for part in parts for m in _metrics(part))
        case Not(part):
            yield from _metrics(part)


def _tightness(formula: Any) -> int:
    match formula:
        case Some():
            return _OR
        case Every():
            return _AND
        case Not():
            return _NOT
        case Comparison() | Membership() | Inside():
            return _COMPARED
        case Arithmetic(operators):
            return _SUM if operators[0] in "+-" else _PRODUCT
        case Literal(Amount(law=Combined() | Counted())):
            return _SUM
    return _ATOM
