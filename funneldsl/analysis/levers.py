"""Numbers of a plan that somebody could set: found by their path, changed in the plan itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from funneldsl.bind.rewriting import evolved
from funneldsl.errors import FunnelError, UnknownNameError
from funneldsl.frozen import frozen
from funneldsl.model.kinds import Declaration, props
from funneldsl.model.plan import Plan
from funneldsl.model.single import head_field, single
from funneldsl.model.values import Amount, Dimension, Exactly, Fixed, Law
from funneldsl.model.wording import say_amount


@frozen
class Lever:
    """One number: `attract.search_ads.spend`, `starter.price`, the share of `welcome.visitor -> welcome.subscriber`.

    `field` is the attribute of the declaration that holds it; `amount` is what is written now.
    """

    path: str
    declaration: str
    word: str
    amount: Amount

    @property
    def parameter(self) -> str:
        """What the number is called among the parameters of a network."""
        return self.amount.name or f"{self.declaration}.{self.word}"

    @property
    def is_share(self) -> bool:
        """Whether it must stay between 0 and 1."""
        return self.amount.unit.dimension is Dimension.SHARE

    @property
    def is_whole(self) -> bool:
        """Whether it counts places."""
        return self.word == "capacity"

    def possible(self, value: float) -> float:
        """The nearest value that it can have: places are whole, and there is one at least."""
        return float(max(1, round(value))) if self.is_whole else value

    @property
    def now(self) -> float:
        """What is written: a number, or the median of a range."""
        return median(self.amount)

    def told(self, value: float, currency: str) -> str:
        """A value of it as one would write it: `$60 per day`."""
        return say_amount(attrs.evolve(self.amount, law=Exactly(value)), currency)


def lever(plan: Plan, path: str) -> Lever:
    """The number at a path. Raises UnknownNameError with what was probably meant, FunnelError where it is no number."""
    for found in levers(plan):
        if found.path == spaced(path):
            return found
    known = [found.path for found in levers(plan)]
    if path.endswith("-"):
        raise FunnelError(
            f"{path!r} is half a path: put it in quotes, as in '{path}>STAGE', or the shell takes what is behind `>` "
            "for a file to write to"
        )
    if whole := next((k for k in known if k.endswith("." + spaced(path))), None):
        raise FunnelError(f"{path!r} is not written in full; write `{whole}`")
    raise UnknownNameError("number", path, known)


def levers(plan: Plan) -> Iterator[Lever]:
    """Every number of the plan that stands alone: the number of a property, or the first one of a value."""
    for d in plan.all.values():
        for word, p in props(type(d)).items():
            if (d.kind, word) in _NOT_SET or d.kind in _NOT_RUN or word in d.changes:
                continue
            if (amount := single(getattr(d, p.field))) is not None:
                yield Lever(_path(d, word), d.name, word, amount)


def set_to(plan: Plan, laws: Mapping[Lever, Law]) -> Plan:
    """The plan with other numbers in these places; all else is drawn as before.

    As with a scenario, the plan before stays known: what a channel costs was written for the spend that was written.
    """
    written, expanded = dict(plan.written), dict(plan.expanded)
    for one, law in laws.items():
        home = written if one.declaration in written else expanded
        old = home[one.declaration]
        field = props(type(old))[one.word].field
        value = with_law(getattr(old, field), law)
        home[one.declaration] = evolved(old, **{field: value})
    before = plan.before or plan
    return Plan(Fixed(written), Fixed(expanded), plan.scenario, before, plan.complete)


def median(amount: Amount) -> float:
    """The median of a number; the number itself where it is exact."""
    import numpy as np

    from funneldsl.quantiles import quantile

    if isinstance(amount.law, Exactly):
        return amount.law.value
    return float(quantile(amount.law, np.array([0.5]))[0])


_NOT_RUN = frozenset({"scenario", "goal", "limit", "check", "experiment", "track", "trial"})
"""Kinds whose numbers ask something of a forecast instead of making it."""

_NOT_SET = frozenset({("business", "horizon")})
"""Numbers that say how far one looks."""


def _path(d: Declaration, word: str) -> str:
    if "->" in d.name:
        return spaced(d.name) if word == "share" else f"{spaced(d.name)}.{word}"
    return f"{d.name}.{word}"


def spaced(path: str) -> str:
    """`a->b` as `a -> b`."""
    return " -> ".join(part.strip() for part in path.split("->"))


def with_law(value: Any, law: Law) -> Any:
    """The value of a property with another number in front."""
    if isinstance(value, Amount):
        return attrs.evolve(value, law=law)
    if isinstance(value, tuple):
        return (with_law(value[0], law), *value[1:])
    field = head_field(value)
    return attrs.evolve(value, **{field: with_law(getattr(value, field), law)})
