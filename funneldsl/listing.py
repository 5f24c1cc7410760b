"""How many findings of one kind are listed: as many as anybody would read, and one that counts the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from funneldsl.diagnostics import Finding, Rule, Severity

MOST_ALIKE = 1000
"""Findings with one code. A made-up text could ask for millions."""

TOO_MANY_ALIKE = Rule(
    "F003",
    "file.too-many-alike",
    Severity.NOTE,
    "One mistake is made more often than it is listed.",
    "The rest is of the same kind. Mend what is listed, and check again to see what is left.",
    wrong="# plan.funnel, 1,100 times\noffer candle { price: $39 }",
    right="offer candle { price: $39 }",
)
RULES = (TOO_MANY_ALIKE,)


def listed(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The first findings of each code, in their order; in the place of the others, one that counts them."""
    found = tuple(findings)
    if len(found) <= MOST_ALIKE:
        return found
    counts = Counter(f.code for f in found)
    return tuple(_listed(found, {c: n - MOST_ALIKE for c, n in counts.items() if n > MOST_ALIKE}))


def _listed(findings: Iterable[Finding], left: dict[str, int]) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for f in findings:
        seen[f.code] += 1
        if f.code not in left or seen[f.code] <= MOST_ALIKE:
            yield f
        elif seen[f.code] == MOST_ALIKE + 1:
            yield TOO_MANY_ALIKE.at(
                f.span,
                f"{f.code} is found {left[f.code]:,} more {_times(left[f.code])}; from here on it is not listed",
                help="mend those that are listed first, then check again",
            )


def _times(count: int) -> str:
    return "time" if count == 1 else "times"
