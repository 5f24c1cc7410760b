"""What properties hold: amounts, spreads, references and small records. Frozen, flat, no syntax."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from datetime import date
from enum import Enum
from typing import Any, Generic, TypeVar

from attrs import field

from funneldsl.frozen import frozen
from funneldsl.source import NOWHERE, Span

T_co = TypeVar("T_co", covariant=True)
K = TypeVar("K")
V_co = TypeVar("V_co", covariant=True)


class Fixed(Mapping[K, V_co], Generic[K, V_co]):
    """A mapping that cannot change, keeps its order and can be hashed."""

    __slots__ = ("_content", "_hash")
    _content: dict[K, V_co]
    _hash: int | None

    def __init__(self, content: Mapping[K, V_co] | None = None) -> None:
        object.__setattr__(self, "_content", dict(content or {}))
        object.__setattr__(self, "_hash", None)

    def __getitem__(self, key: K) -> V_co:
        return self._content[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._content)

    def __len__(self) -> int:
        return len(self._content)

    # What `Mapping` makes of the three above is many times slower.

    def __contains__(self, key: object) -> bool:
        return key in self._content

    def get(self, key: Any, default: Any = None) -> Any:
        return self._content.get(key, default)

    def keys(self) -> KeysView[K]:
        return self._content.keys()

    def values(self) -> ValuesView[V_co]:
        return self._content.values()

    def items(self) -> ItemsView[K, V_co]:
        return self._content.items()

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot change")

    def __hash__(self) -> int:
        if self._hash is None:
            object.__setattr__(self, "_hash", hash(frozenset(self._content.items())))
        return hash(self._hash)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Fixed, (dict(self),))

    def __repr__(self) -> str:
        return repr(dict(self))


NOTHING_TOLD: Fixed[str, Any] = Fixed()


# --- units ------------------------------------------------------------------------------------------


class Dimension(Enum):
    """What a number measures. SAME is the dimension of `was` before a scenario is applied."""

    MONEY = "money"
    SHARE = "share"
    POINTS = "points"
    COUNT = "count"
    TIME = "time"
    SAME = "same"


class Period(Enum):
    """A measure of time, by its word in the singular."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def days(self) -> float:
        """Its mean length in days: a month is 365.25/12 days."""
        return _DAYS[self]


_DAYS = {
    Period.MINUTE: 1 / 1440,
    Period.HOUR: 1 / 24,
    Period.DAY: 1.0,
    Period.WEEK: 7.0,
    Period.MONTH: 365.25 / 12,
    Period.YEAR: 365.25,
}


@frozen
class Form:
    """The kind of a unit, without its scale: money; money per time; money each; money each per time."""

    dimension: Dimension
    rate: bool = False
    each: bool = False

    def __str__(self) -> str:
        return self.dimension.value + " each" * self.each + (" per period" if self.rate else "")


@frozen
class Unit:
    """In what a number is written.

    `measure` is a currency code for money, a `Period` for time, a noun for counts that have one, else None.
    `per` is the period of a rate as written (`per month`), `each` says "per person", or, with a `noun`,
    for each of these (`$0.03 per open`: `opens`).
    The numbers of a law are in this unit: `6k per month` in USD is 6000.0 with `Unit(MONEY, "USD", MONTH)`;
    shares are fractions (30% is 0.3), points too (3 points are 0.03).
    """

    dimension: Dimension
    measure: Period | str | None = None
    per: Period | None = None
    each: bool = False
    noun: str | None = None

    @property
    def form(self) -> Form:
        return Form(self.dimension, self.per is not None, self.each)


# --- laws: what is known about one number -------------------------------------------------------------


class Family(Enum):
    """The law that `a to b` stands for; follows from the unit and the bounds (SEMANTICS 36)."""

    BETA = "beta"
    LOGNORMAL = "lognormal"
    NORMAL = "normal"
    EXPONENTIAL = "exponential"


@frozen
class Exactly:
    """The number itself."""

    value: float


@frozen
class Range:
    """`low to high`: 5th and 95th percentile of a law of `family`.

    EXPONENTIAL has low 0 and 95% below `high`. BETA with low 0 is Beta(1, b), with high 1 Beta(a, 1).
    """

    low: float
    high: float
    family: Family


@frozen
class Between:
    """`between low and high`: hard limits, all equally likely."""

    low: float
    high: float


@frozen
class Counted:
    """`hits of trials`: measured; the Beta posterior with Jeffreys' prior."""

    hits: int
    trials: int


@frozen
class Normal:
    mean: float
    sd: float


@frozen
class Lognormal:
    """By its own mean and standard deviation, not by those of its logarithm."""

    mean: float
    sd: float


@frozen
class Beta:
    a: float
    b: float


@frozen
class Triangular:
    low: float
    mode: float
    high: float


@frozen
class Exponential:
    """Spread among people only."""

    mean: float


@frozen
class Erlang:
    """Sum of `stages` exponentials, with this mean in all. Spread among people only."""

    stages: int
    mean: float


@frozen
class Weibull:
    """Spread among people only."""

    shape: float
    scale: float


@frozen
class Mixture:
    """One of the laws, all equally likely."""

    parts: tuple[Law, ...]


@frozen
class Was:
    """In a scenario: the value before. Never in a plan to which the scenario was applied."""


@frozen
class Combined:
    """Arithmetic over amounts, from left to right, on one level: `a * b / c` or `a + b - c`."""

    operators: tuple[str, ...]
    operands: tuple[Amount, ...]


Law = (
    Exactly
    | Range
    | Between
    | Counted
    | Normal
    | Lognormal
    | Beta
    | Triangular
    | Exponential
    | Erlang
    | Weibull
    | Mixture
    | Was
    | Combined
)


@frozen
class Amount:
    """A number in a unit that we may not know exactly; there is one true value per world.

    `name` is the path where it was written (`attract.search_ads.price`): the same name is the same draw.
    """

    law: Law
    unit: Unit
    name: str = ""


@frozen
class Spread:
    """A duration that differs from person to person; nothing about it is uncertain."""

    law: Law
    unit: Unit
    name: str = ""


# --- references and provenance ------------------------------------------------------------------------


@frozen
class Ref(Generic[T_co]):
    """A declaration by its qualified name; `plan[ref]` gives the object."""

    name: str
    kinds: tuple[str, ...] = field(default=(), eq=False, repr=False)
    """Kinds that the property accepts."""
    span: Span = field(default=NOWHERE, eq=False, repr=False)

    def __str__(self) -> str:
        return self.name


@frozen
class Told:
    """On what grounds a value stands, and where it is written."""

    span: Span = field(default=NOWHERE, eq=False, repr=False)
    because: str | None = None
    source: str | None = None
    on: date | None = None


@frozen
class Change:
    """`then VALUE … from WHEN`: what a property becomes on a date, or when a project or task ends."""

    value: Any
    when: date | Ref[Any]
    told: Told = field(factory=Told, repr=False)


# --- small values with a form of their own --------------------------------------------------------------


@frozen
class Charge:
    """A share of the price plus money, as in `2.9% + $0.30`; either may be absent."""

    share: Amount | None
    money: Amount | None


@frozen
class Portion:
    """A share of a metric, as in `10% of revenue`."""

    share: Amount
    of: str


@frozen
class Multiple:
    """Years of a metric, as in `2.2 to 3.4 years of profit`."""

    years: Amount
    of: str


@frozen
class Route:
    """`a -> b`: the flow between two stages."""

    source: Ref[Any]
    target: Ref[Any]


@frozen
class NumberAt:
    """`search_ads.price`: the number of a property of a thing."""

    of: Ref[Any]
    word: str

    def __str__(self) -> str:
        return f"{self.of}.{self.word}"


@frozen
class WorkHours:
    """`Mon-Fri 9:00-17:00`: days of the week (0 = Monday) and minutes after midnight."""

    days: tuple[int, ...]
    opens: int
    closes: int


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@frozen
class Yearly:
    """Days of every year: `"Nov 24 for 6 days"`. `month` and `day` count from 1."""

    month: int
    day: int
    days: int
