"""How a value may be written: a closed set of small frozen descriptions. Data only; `bind` reads them.

`Shape[T]` is a promise: a value written in this shape becomes a `T`. Plugins combine shapes but never add one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Generic, TypeVar, overload

from attrs import field

from funneldsl.frozen import frozen
from funneldsl.model.formulas import Expression
from funneldsl.model.values import (
    Amount,
    Charge,
    Dimension,
    Form,
    Multiple,
    NumberAt,
    Portion,
    Ref,
    Route,
    Spread,
    WorkHours,
    Yearly,
)

T_co = TypeVar("T_co", covariant=True)
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")


class Shape(Generic[T_co]):
    """Base of all shapes."""

    __slots__ = ()


@frozen
class TextShape(Shape[str]):
    """Text in quotes."""


@frozen
class FlagShape(Shape[bool]):
    """`yes` or `no`."""


@frozen
class DayShape(Shape[date]):
    """A date, `2028-06-30`."""


@frozen
class CurrencyShape(Shape[str]):
    """A currency code of three letters, `USD`."""


@frozen
class LabelShape(Shape[str]):
    """A name that the writer invents and nothing else knows; also as text in quotes."""


@frozen
class WordShape(Shape[str]):
    """One of a few words."""

    words: tuple[str, ...]


@frozen
class AmountShape(Shape[Amount]):
    """A number in one of the forms; uncertain ones are drawn once per world.

    `signed` amounts may be negative and their ranges are normal (`grows`). A `factor` is a share that may be
    above 100% (`season`). `nouns` are words that may follow the number or `per` besides units (`30 opens`,
    `8,200 moving`).
    """

    forms: tuple[Form, ...]
    signed: bool = False
    factor: bool = False
    nouns: tuple[str, ...] = ()


@frozen
class SpreadShape(Shape[Spread]):
    """A duration that differs from person to person."""


@frozen
class ReferenceShape(Shape[Ref[Any]]):
    """The name of a thing of one of these kinds; no kinds means any."""

    kinds: tuple[str, ...]


@frozen
class RouteShape(Shape[Route]):
    """`a -> b`."""


@frozen
class NumberShape(Shape[NumberAt]):
    """`search_ads.price`: the path of a number."""


@frozen
class FormulaShape(Shape[Expression]):
    """An expression over `metrics` or over `columns`."""

    scope: str
    condition: bool = True
    """Whether it must be something that holds or not (a comparison), rather than a number."""


@frozen
class ChargeShape(Shape[Charge]):
    """A share of the price, money, or both joined by `+`."""

    forms: tuple[Form, ...]


@frozen
class PortionShape(Shape[Portion]):
    """`10% of revenue`."""

    metrics: tuple[str, ...]


@frozen
class MultipleShape(Shape[Multiple]):
    """`2.2 to 3.4 years of profit`."""

    metrics: tuple[str, ...]


@frozen
class SeasonKeyShape(Shape[str | Yearly]):
    """A month (`Jan`), a weekday (`Mon`), or days of every year in quotes (`"Nov 24 for 6 days"`)."""


@frozen
class WorkHoursShape(Shape[WorkHours]):
    """`"Mon-Fri 9:00-17:00"`."""


@frozen
class Many(Shape[tuple[T_co, ...]], Generic[T_co]):
    """One value or a list of them: always a tuple. A unit behind the list holds for each item."""

    of: Shape[T_co]


@frozen
class Clauses(Shape[T_co], Generic[T_co]):
    """A record: a head value with worded clauses."""

    record: type[T_co]


@frozen
class TableShape(Shape[Mapping[Any, T_co]], Generic[T_co]):
    """`{ key: value, … }`."""

    key: Shape[Any]
    value: Shape[T_co]


@frozen
class Either(Shape[T_co], Generic[T_co]):
    """One of several shapes, told apart by how they look; the first that fits is taken."""

    options: tuple[Shape[Any], ...] = field()


@frozen
class PatchesShape(Shape[tuple[Any, ...]]):
    """Lines of a scenario: `path: value` and restated flows."""


# --- the words that kinds use -------------------------------------------------------------------------

text, flag, day, currency = TextShape(), FlagShape(), DayShape(), CurrencyShape()
label, spread, route, work_hours = LabelShape(), SpreadShape(), RouteShape(), WorkHoursShape()
patches, number = PatchesShape(), NumberShape()
season_key = SeasonKeyShape()

MONEY, MONEY_RATE = Form(Dimension.MONEY), Form(Dimension.MONEY, rate=True)
MONEY_EACH, MONEY_EACH_RATE = (
    Form(Dimension.MONEY, each=True),
    Form(Dimension.MONEY, rate=True, each=True),
)
SHARE, SHARE_RATE = Form(Dimension.SHARE), Form(Dimension.SHARE, rate=True)
POINTS = Form(Dimension.POINTS)
COUNT, COUNT_RATE = Form(Dimension.COUNT), Form(Dimension.COUNT, rate=True)
COUNT_EACH, COUNT_EACH_RATE = (
    Form(Dimension.COUNT, each=True),
    Form(Dimension.COUNT, rate=True, each=True),
)
TIME, TIME_RATE = Form(Dimension.TIME), Form(Dimension.TIME, rate=True)
TIME_EACH, TIME_EACH_RATE = (
    Form(Dimension.TIME, each=True),
    Form(Dimension.TIME, rate=True, each=True),
)


def amount(
    *forms: Form, signed: bool = False, factor: bool = False, nouns: tuple[str, ...] = ()
) -> AmountShape:
    """A number in one of these forms."""
    return AmountShape(forms, signed, factor, nouns)


def word(*words: str) -> WordShape:
    """One of these words."""
    return WordShape(words)


def ref(*kinds: str) -> ReferenceShape:
    """The name of a thing of one of these kinds."""
    return ReferenceShape(kinds)


def formula(scope: str, *, condition: bool = True) -> FormulaShape:
    """An expression over `metrics` or `columns`."""
    return FormulaShape(scope, condition)


def charge(*forms: Form) -> ChargeShape:
    """A share of the price, money in one of these forms, or both."""
    return ChargeShape(forms)


def portion(*metrics: str) -> PortionShape:
    """A share of one of these metrics."""
    return PortionShape(metrics)


def multiple(*metrics: str) -> MultipleShape:
    """Years of one of these metrics."""
    return MultipleShape(metrics)


def many(of: Shape[A]) -> Many[A]:
    """One or a list."""
    return Many(of)


def clauses(record: type[A]) -> Clauses[A]:
    """A head value with clauses, as the fields of a record."""
    return Clauses(record)


def table(key: Shape[Any], value: Shape[A]) -> TableShape[A]:
    """A table in braces."""
    return TableShape(key, value)


@overload
def either(first: Shape[A], second: Shape[B], /) -> Either[A | B]: ...
@overload
def either(first: Shape[A], second: Shape[B], third: Shape[C], /) -> Either[A | B | C]: ...
def either(*options: Shape[Any]) -> Either[Any]:
    """The first of these that looks right."""
    return Either(options)


share, money, duration, count = amount(SHARE), amount(MONEY), amount(TIME), amount(COUNT)
factor = amount(SHARE, factor=True)
