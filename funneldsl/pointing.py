"""Where in the text of an expectation each of its parts is written: what an arrow below the line points at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import define

from funneldsl.model.formulas import (
    Arithmetic,
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

_DOTTED = r"[\w.]*"


def columns(text: str, formula: Formula) -> Mapping[int, int]:
    """Columns, from 0, by the `id` of a formula inside `formula`: of names their first letter, of comparisons and
    arithmetic their sign. What is not found (somebody wrote it in another way) is not there."""
    return dict(_Pointing(text).walk(formula))


@define
class _Pointing:
    text: str
    at: int = 0

    def walk(self, formula: Formula) -> Iterator[tuple[int, int]]:
        """All that is found, in the order of the text."""
        match formula:
            case Chance(of):
                yield from self.seek(formula, r"\bchance\b")
                yield from self.walk(of)
            case Metric(word):
                yield from self.seek(formula, rf"\b{word}\b")
                self.pass_things()
            case Named(ref):
                own = re.escape(ref.name.rpartition(".")[2])
                yield from self.seek(formula, rf"(?<![\w.]){_DOTTED}\b{own}(?!\w)")
            case Comparison(operator, left, right):
                yield from self.joined(formula, (left, right), re.escape(operator))
            case Inside(item, low, high):
                yield from self.joined(formula, (item, low, high), r"\bbetween\b")
            case Arithmetic(operators, parts):
                yield from self.joined(formula, parts, re.escape(operators[0]))
            case Every(parts) | Some(parts):
                yield from (found for part in parts for found in self.walk(part))
            case Not(part):
                yield from self.walk(part)

    def joined(
        self, formula: Formula, parts: tuple[Formula, ...], sign: str
    ) -> Iterator[tuple[int, int]]:
        """Parts with a sign behind the first."""
        yield from self.walk(parts[0])
        yield from self.seek(formula, sign)
        yield from (found for part in parts[1:] for found in self.walk(part))

    def seek(self, formula: Formula, pattern: str) -> Iterator[tuple[int, int]]:
        if found := re.compile(pattern).search(self.text, self.at):
            self.at = found.end()
            yield id(formula), found.start()

    def pass_things(self) -> None:
        """Behind what a metric is of."""
        if found := re.compile(r"\s*\([^()]*\)").match(self.text, self.at):
            self.at = found.end()
