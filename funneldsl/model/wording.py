"""Values in the words of the language: text that reads back as the same value.

Whoever shows a value to a person, in a table, a diagram or a file, says it here, so that it reads everywhere as it
could have been written.
"""

from __future__ import annotations

from funneldsl.frozen import frozen
from funneldsl.model.business import Business
from funneldsl.model.literal_wording import say_number
from funneldsl.model.plan import Plan
from funneldsl.model.values import (
    Amount,
    Beta,
    Between,
    Charge,
    Combined,
    Counted,
    Dimension,
    Erlang,
    Exactly,
    Exponential,
    Law,
    Lognormal,
    Mixture,
    Multiple,
    Normal,
    Period,
    Portion,
    Range,
    Spread,
    Triangular,
    Unit,
    Was,
    Weibull,
)

SIGNS = {"EUR": "€", "GBP": "£", "JPY": "¥"}
"""Currencies that have a sign of their own; `$` depends on the business."""

DOLLARS = frozenset(
    "AUD,BBD,BMD,BND,BSD,BZD,CAD,FJD,GYD,HKD,JMD,NZD,SBD,SGD,TTD,TWD,USD,XCD".split(",")  # noqa: SIM905
)
"""Currencies that their people call dollar and write `$`."""


@frozen
class Wording:
    """How to say a value in a business that counts in `currency`, on which the meaning of `$` and `¥` depends."""

    currency: str = "USD"

    @classmethod
    def of(cls, plan: Plan) -> Wording:
        """As the writer of this plan would say it."""
        business = plan.one(Business)
        return cls(business.currency) if business is not None else cls()

    def amount(self, amount: Amount) -> str:
        """`$0.70 to $1.30 each`, `412 of 1,530`, `2 hours per week`, `was * 50%`."""
        if isinstance(amount.law, Combined):
            return self._combined(amount.law)
        unit = amount.unit
        each = (
            (f" per {unit.noun.removesuffix('s')}" if unit.noun else " each") if unit.each else ""
        )
        per = f" per {unit.per.value}" if unit.per is not None else ""
        return self.law(amount.law, unit) + each + per

    def spread(self, spread: Spread) -> str:
        """`3 to 21 days`, `exponential(3 days)`."""
        return self.law(spread.law, spread.unit)

    def law(self, law: Law, unit: Unit) -> str:
        """What is known about a number, in its unit but without `each` and `per`."""
        match law:
            case Exactly(value):
                return self._one(value, unit)
            case Range(low, high):
                return f"{self._figure(low, unit)} to {self._figure(high, unit)}{_tail(unit)}"
            case Between(low, high):
                return (
                    f"between {self._figure(low, unit)} and {self._figure(high, unit)}{_tail(unit)}"
                )
            case Counted(hits, trials):
                return f"{hits:,} of {trials:,}"
            case Was():
                return "was"
            case Combined():
                return self._combined(law)
        return self._named(law, unit)

    def _named(self, law: Law, unit: Unit) -> str:
        """A law called by its name."""
        match law:
            case Normal(mean, sd):
                return f"normal({self._one(mean, unit)}, {self._one(sd, unit)})"
            case Lognormal(mean, sd):
                return f"lognormal({self._one(mean, unit)}, {self._one(sd, unit)})"
            case Triangular(low, mode, high):
                return f"triangular({', '.join(self._one(x, unit) for x in (low, mode, high))})"
            case Beta(a, b):
                return f"beta({say_number(a)}, {say_number(b)})"
            case Exponential(mean):
                return f"exponential({self._one(mean, unit)})"
            case Erlang(stages, mean):
                return f"erlang({stages}, {self._one(mean, unit)})"
            case Weibull(shape, scale):
                return f"weibull({say_number(shape)}, {self._one(scale, unit)})"
            case Mixture(parts):
                return f"mix({', '.join(self.law(part, unit) for part in parts)})"
        raise TypeError(law)

    def _combined(self, law: Combined) -> str:
        words = [self._operand(law.operands[0])]
        for operator, operand in zip(law.operators, law.operands[1:], strict=True):
            words += [operator, self._operand(operand)]
        return " ".join(words)

    def _operand(self, amount: Amount) -> str:
        said = self.amount(amount)
        return f"({said})" if isinstance(amount.law, Combined | Counted | Between) else said

    def _one(self, value: float, unit: Unit) -> str:
        """A single number with its unit: `$79`, `1 day`, `30%`."""
        return self._figure(value, unit) + _tail(unit, singular=value == 1)

    def _figure(self, value: float, unit: Unit) -> str:
        """A number with what clings to it."""
        if unit.dimension is Dimension.MONEY:
            return self._money(value, unit)
        if unit.dimension is Dimension.SHARE:
            return say_number(value, hundredfold=True) + "%"
        return say_number(value, hundredfold=unit.dimension is Dimension.POINTS)

    def _money(self, value: float, unit: Unit) -> str:
        code = str(unit.measure)
        sign = self._sign(code)
        number = say_number(abs(value), cents=True)
        return f"{'-' if value < 0 else ''}{sign}{number}{'' if sign else ' ' + code}"

    def _sign(self, code: str) -> str:
        """The sign that means this currency here; none for most."""
        if code in DOLLARS:
            return "$" if code == (self.currency if self.currency in DOLLARS else "USD") else ""
        if self.currency == "CNY" and code in ("CNY", "JPY"):
            return "¥" if code == "CNY" else ""
        return SIGNS.get(code, "")

    def charge(self, charge: Charge) -> str:
        """`2.9% + $0.30`."""
        return " + ".join(self.amount(x) for x in (charge.share, charge.money) if x is not None)

    def portion(self, portion: Portion) -> str:
        """`10% of revenue`."""
        return f"{self._whole(portion.share)} of {portion.of}"

    def multiple(self, multiple: Multiple) -> str:
        """`2.2 to 3.4 years of profit`."""
        return f"{self._whole(multiple.years)} of {multiple.of}"

    def _whole(self, amount: Amount) -> str:
        said = self.amount(amount)
        return f"({said})" if isinstance(amount.law, Combined | Counted) else said


def _tail(unit: Unit, *, singular: bool = False) -> str:
    """What stands behind a number, once for both ends of a range."""
    if isinstance(unit.measure, Period):
        return f" {unit.measure.value}{'' if singular else 's'}"
    if unit.dimension is Dimension.POINTS:
        return " points"
    if unit.dimension is Dimension.COUNT and unit.measure is not None:
        return f" {unit.measure}"
    return ""


def say_amount(amount: Amount, currency: str = "USD") -> str:
    """An amount as it could have been written: `2% to 4%`, `$19 per month`, `412 of 1,530`."""
    return Wording(currency).amount(amount)


def say_spread(spread: Spread) -> str:
    """A spread among people as it could have been written: `3 to 21 days`."""
    return Wording().spread(spread)


def say_charge(charge: Charge, currency: str = "USD") -> str:
    """A share of the price, money or both: `2.9% + $0.30`."""
    return Wording(currency).charge(charge)
