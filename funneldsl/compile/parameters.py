"""Amounts become parameters: one row per unknown number, in the unit of the column that refers to it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, evolve, field, frozen

from funneldsl.compile.rules import NO_RATE
from funneldsl.diagnostics import Finding
from funneldsl.model.kinds import Declaration
from funneldsl.model.values import (
    Amount,
    Combined,
    Counted,
    Dimension,
    Exactly,
    Period,
    Told,
)
from funneldsl.network import NONE, Basis, Derived, Id, Parameter, Step, Timed

_WEAKEST_LAST = (Basis.MEASURED, Basis.STATED, Basis.SOURCED, Basis.GUESS)


@frozen
class Column:
    """The unit in which a column counts. Money is always in the business's own."""

    measure: float = 1.0
    """Days in one unit of time."""
    per: Period | None = None
    """The period of a rate; None leaves it as written."""


PLAIN = Column()
DAYS = Column()
DAILY = Column(per=Period.DAY)
HOURS = Column(measure=1 / 24)
HOURLY = Column(measure=1 / 24, per=Period.HOUR)
HOURS_DAILY = Column(measure=1 / 24, per=Period.DAY)
HOURS_WEEKLY = Column(measure=1 / 24, per=Period.WEEK)
YEARS = Column(measure=Period.YEAR.days)


@frozen
class Place:
    """The property in which an amount stands."""

    declaration: Declaration
    word: str
    later: Told | None = None
    """The grounds of a later value, which has its own."""

    @property
    def path(self) -> str:
        """`offer.price`."""
        return f"{self.declaration.name}.{self.word}"

    @property
    def told(self) -> Told | None:
        """On what grounds it stands."""
        return self.later or self.declaration.told.get(self.word)


@define
class Parameters:
    """Collects parameters; the same number asked for twice is one row."""

    currency: str
    rates: Mapping[str, Amount]
    rates_told: Told | None = None
    rows: list[Parameter] = field(factory=list)
    findings: list[Finding] = field(factory=list)
    _known: dict[tuple[object, ...], Id] = field(factory=dict)

    def of(
        self,
        d: Declaration,
        word: str,
        amount: Amount | None,
        column: Column = PLAIN,
        later: Told | None = None,
    ) -> Id:
        """The parameter of an amount that stands in property `word`; NONE for none. `later`: grounds of its own."""
        return NONE if amount is None else self._add(amount, Place(d, word, later), column)

    def timed(self, path: str, first: Id, steps: tuple[Step, ...]) -> Id:
        """The parameter of a number that changes; itself where all steps say the same."""
        if all(step.value == first for step in steps):
            return first
        written = [p for p in (first, *(s.value for s in steps)) if p != NONE]
        basis = max((self.rows[p].basis for p in written), key=_WEAKEST_LAST.index)
        return self._row(Parameter(f"{path} over time", Timed(first, steps), 1.0, basis))

    def _add(self, amount: Amount, place: Place, column: Column) -> Id:
        if not amount.name:
            amount = evolve(amount, name=place.path)
        if isinstance(amount.law, Combined):
            return self._combine(amount, amount.law, place, column)
        basis = _basis(amount, place.told)
        raw = self._row(Parameter(amount.name, amount.law, _scale(amount, column), basis))
        return self._in_own_money(amount, raw, place)

    def _combine(self, amount: Amount, law: Combined, place: Place, column: Column) -> Id:
        parts: list[Id] = []
        for number, operand in enumerate(law.operands, 1):
            if not operand.name or (number > 1 and operand.name == amount.name):
                operand = evolve(operand, name=f"{amount.name} ({number})")
            own = operand.unit.dimension is amount.unit.dimension
            parts.append(self._add(operand, place, column if own else PLAIN))
        return self._derive(amount.name + " =", law.operators, tuple(parts))

    def _in_own_money(self, amount: Amount, raw: Id, place: Place) -> Id:
        code = amount.unit.measure
        if amount.unit.dimension is not Dimension.MONEY or code in (None, self.currency):
            return raw
        worth = self._worth(str(code), place)
        if worth == NONE:
            return raw
        return self._derive(f"{amount.name} in {self.currency}", ("*",), (raw, worth))

    def rate(self, d: Declaration, word: str, code: str) -> Id:
        """What one unit of a currency is worth in the plan's own, where property `word` asks for it; NONE if unknown."""
        return self._worth(code, Place(d, word))

    def _worth(self, code: str, place: Place) -> Id:
        rate = self.rates.get(code)
        if rate is None:
            self.findings.append(_no_rate(place, code, self.currency))
            return NONE
        name = rate.name or f"rates.{code}"
        return self._row(Parameter(name, rate.law, 1.0, _basis(rate, self.rates_told)))

    def _derive(self, name: str, operators: tuple[str, ...], parts: tuple[Id, ...]) -> Id:
        basis = max((self.rows[p].basis for p in parts), key=_WEAKEST_LAST.index)
        return self._row(Parameter(name, Derived(operators, parts), 1.0, basis))

    def _row(self, row: Parameter) -> Id:
        """The position of a row. A law that is there in another unit is converted, not drawn twice."""
        same = self._known.get((row.name, row.law, row.scale))
        if same is not None:
            return same
        first = self._known.get((row.name, row.law))
        if first is not None:
            ratio = row.scale / self.rows[first].scale
            row = Parameter(row.name + " =", Derived((), (first,)), ratio, row.basis)
        position = len(self.rows)
        self._known[row.name, row.law, row.scale] = position
        self._known.setdefault((row.name, row.law), position)
        self.rows.append(row)
        return position


def _scale(amount: Amount, column: Column) -> float:
    unit, scale = amount.unit, 1.0
    if unit.dimension is Dimension.TIME and isinstance(unit.measure, Period):
        scale *= unit.measure.days / column.measure
    if unit.per is not None and column.per is not None:
        scale *= column.per.days / unit.per.days
    return scale


def _basis(amount: Amount, told: Told | None) -> Basis:
    if isinstance(amount.law, Counted):
        return Basis.MEASURED
    if told is not None and told.source:
        return Basis.SOURCED
    return Basis.STATED if isinstance(amount.law, Exactly) else Basis.GUESS


def _no_rate(place: Place, code: str, currency: str) -> Finding:
    d = place.declaration
    return NO_RATE.at(
        d.place(place.word),
        f"{place.word} of {d.label} is in {code}, and the business counts in {currency}",
        help=f"write what one {code} is worth in `business`: `rates: {{ {code}: 1.10 {currency} }}`",
    )
