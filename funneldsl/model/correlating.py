"""What a rank correlation is in normal scores, and which rank correlations can hold together. Plain Python.

The numbers of a correlation are joined by a Gaussian copula: their normal scores are jointly normal. Spearman's rank
correlation s of two of them belongs to the correlation r = 2 sin(pi s / 6) of their scores (K. Pearson, On further
methods of determining correlation, Drapers' Company Research Memoirs 4, 1907).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import asin, pi, sin, sqrt

from funneldsl.frozen import frozen
from funneldsl.model.correlations import Correlation
from funneldsl.model.kinds import Declaration, props
from funneldsl.model.plan import Plan
from funneldsl.model.single import single
from funneldsl.model.stages import Flow
from funneldsl.model.values import Amount, Combined, Exactly, NumberAt, Route, Was

Matrix = Sequence[Sequence[float]]

_SMALL = 1e-9
"""What rounding makes of 0."""


@frozen
class Named:
    """A number that a correlation names: whose it is, in which property, and what is written there."""

    path: str
    declaration: str
    word: str
    amount: Amount | None
    """None if the property holds no number, or several."""

    @property
    def drawn(self) -> str | None:
        """The name under which it is drawn, in arithmetic that of its first uncertain part; None if it is exact."""
        if self.amount is None:
            return None
        return _drawn(self.amount, f"{self.declaration}.{self.word}")


def named(plan: Plan, of: Route | NumberAt) -> Named | None:
    """The number that is meant; None if there is no such thing or property."""
    if isinstance(of, Route):
        path = f"{of.source} -> {of.target}"
        flow = _flow(plan, of)
        return Named(path, flow.name, "share", flow.share) if flow is not None else None
    thing = plan.all.get(of.of.name)
    p = props(type(thing)).get(of.word) if thing is not None else None
    if thing is None or p is None or p.rest:
        return None
    return Named(str(of), thing.name, of.word, single(getattr(thing, p.field)))


def known(plan: Plan, correlation: Correlation) -> Iterator[Named]:
    """The numbers of a correlation that the plan has."""
    for of in correlation.of:
        if (found := named(plan, of)) is not None:
            yield found


def rank(correlation: Correlation) -> float | None:
    """The rank correlation that is written; None if it is not exact or not possible."""
    law = correlation.rank.law
    return law.value if isinstance(law, Exactly) and abs(law.value) <= 1 else None


def score_of(rank: float) -> float:
    """The correlation of normal scores that belongs to Spearman's rank correlation."""
    return 2 * sin(pi * rank / 6)


def rank_of(score: float) -> float:
    """Spearman's rank correlation of numbers whose normal scores have this correlation."""
    return 6 / pi * asin(score / 2)


def lowest_rank(numbers: int) -> float:
    """The lowest rank correlation that each two of so many numbers can have."""
    return rank_of(-1 / (numbers - 1))


def concordance_of(score: float) -> float:
    """Kendall's tau of numbers whose normal scores have this correlation."""
    return 2 / pi * asin(score)


def factor(correlation: Matrix) -> tuple[tuple[float, ...], ...] | None:
    """The lower triangle L with L L' = `correlation` (Cholesky); None where no numbers can be so correlated.

    A row that follows from those before it has 0 on its diagonal.
    """
    rows: list[tuple[float, ...]] = []
    for i, wanted in enumerate(correlation):
        row: list[float] = []
        for j, earlier in enumerate(rows):
            left = wanted[j] - sum(a * b for a, b in zip(row, earlier[:j], strict=True))
            if earlier[j] <= _SMALL:
                if abs(left) > sqrt(_SMALL):
                    return None
                row.append(0.0)
            else:
                row.append(left / earlier[j])
        rest = wanted[i] - sum(a * a for a in row)
        if rest < -_SMALL:
            return None
        rows.append((*row, sqrt(rest) if rest > _SMALL else 0.0))
    size = len(rows)
    return tuple((*row, *[0.0] * (size - len(row))) for row in rows)


@frozen
class Together:
    """Draws that are correlated with each other, by name, and the correlations of their normal scores."""

    names: tuple[str, ...]
    scores: tuple[tuple[float, ...], ...]
    by: tuple[str, ...]
    """The correlations that say so, by name."""


def together(plan: Plan) -> tuple[Together, ...]:
    """All correlated draws of a plan, those that hang together in one; pairs of which nothing is said have 0."""
    pairs: dict[tuple[str, str], float] = {}
    said_by: dict[str, list[str]] = {}
    links: dict[str, dict[str, None]] = {}
    for correlation in plan.of(Correlation):
        wanted = rank(correlation)
        names = dict.fromkeys(d for n in known(plan, correlation) if (d := n.drawn) is not None)
        if wanted is None or len(names) < 2:
            continue
        for one in names:
            said_by.setdefault(one, []).append(correlation.name)
            links.setdefault(one, {}).update({other: None for other in names if other != one})
            pairs.update({(one, other): score_of(wanted) for other in names if other != one})
    return tuple(_joined(names, pairs, said_by) for names in _parts(links))


def _joined(
    names: tuple[str, ...], pairs: dict[tuple[str, str], float], said_by: dict[str, list[str]]
) -> Together:
    scores = tuple(tuple(1.0 if a == b else pairs.get((a, b), 0.0) for b in names) for a in names)
    return Together(names, scores, tuple(dict.fromkeys(c for n in names for c in said_by[n])))


def _parts(links: dict[str, dict[str, None]]) -> Iterator[tuple[str, ...]]:
    """What hangs together, in the order in which it is written."""
    left = dict(links)
    while left:
        found: dict[str, None] = {next(iter(left)): None}
        ahead = list(found)
        while ahead:
            new = [n for n in left.pop(ahead.pop(0)) if n not in found]
            found.update(dict.fromkeys(new))
            ahead += new
        yield tuple(n for n in links if n in found)


def _flow(plan: Plan, route: Route) -> Flow | None:
    """The flow of a route: the line for everybody, if there are lines for some people too."""
    ends = (route.source.name, route.target.name)
    found = [f for f in plan.of(Flow) if (f.source.name, f.target.name) == ends]
    return next((f for f in found if not f.for_), found[0] if found else None)


def _drawn(amount: Amount, otherwise: str) -> str | None:
    match amount.law:
        case Exactly() | Was():
            return None
        case Combined(_, operands):
            return next((d for o in operands if (d := _drawn(o, o.name or "")) is not None), None)
    return amount.name or otherwise


def whose(plan: Plan, path: NumberAt) -> Declaration | None:
    """The thing of a path."""
    return plan.all.get(path.of.name)
