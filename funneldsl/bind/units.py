"""The words behind numbers, and the units that they make."""

from __future__ import annotations

from functools import cache

from funneldsl.model.values import Dimension, Form, Period, Unit


@cache
def unit(
    dimension: Dimension,
    measure: Period | str | None = None,
    per: Period | None = None,
    each: bool = False,
    noun: str | None = None,
) -> Unit:
    """The unit of these parts; the same parts give the same object."""
    return Unit(dimension, measure, per, each, noun)


COUNT, SHARE, POINTS = unit(Dimension.COUNT), unit(Dimension.SHARE), unit(Dimension.POINTS)
SAME = unit(Dimension.SAME)

PERIODS = {word: p for p in Period for word in (p.value, p.value + "s")}
"""The periods by their words, singular and plural."""

TIMES = {word: unit(Dimension.TIME, p) for word, p in PERIODS.items()}
WORDS = {**TIMES, "point": POINTS, "points": POINTS}
"""What may stand behind a number anywhere, besides currency codes."""


@cache
def per(base: Unit, period: Period) -> Unit:
    """`… per month` of it."""
    return unit(base.dimension, base.measure, period, base.each, base.noun)


@cache
def each(base: Unit, noun: str | None = None) -> Unit:
    """`… each` of it, or per one of a noun."""
    return unit(base.dimension, base.measure, base.per, True, noun)


_NAMES = {
    Dimension.MONEY: "money",
    Dimension.SHARE: "a share",
    Dimension.POINTS: "points",
    Dimension.COUNT: "a number",
    Dimension.TIME: "a duration",
    Dimension.SAME: "what was",
}
_EXAMPLES = {
    Dimension.MONEY: "$49",
    Dimension.SHARE: "3%",
    Dimension.POINTS: "3 points",
    Dimension.COUNT: "300",
    Dimension.TIME: "3 days",
    Dimension.SAME: "was * 120%",
}
_PERIODS_OF_EXAMPLES = {Dimension.COUNT: "per day", Dimension.TIME: "per week"}


SHORT = {
    short: unit
    for unit, shorts in {
        "minutes": "min mins",
        "hours": "h hr hrs",
        "days": "d",
        "weeks": "w wk wks",
        "months": "mo mos mth mths",
        "years": "y yr yrs",
        "points": "pp pt pts",
    }.items()
    for short in shorts.split()
}
"""How people shorten units elsewhere."""


def named(form: Form) -> str:
    """What a form is called: `money for each person per period`."""
    name = _NAMES[form.dimension]
    if form.dimension is Dimension.TIME and (form.rate or form.each):
        name = "time"
    return name + " for each person" * form.each + " per period" * form.rate


def example(form: Form) -> str:
    """How an amount of a form may look: `$49 each per month`."""
    text = (
        "5 hours" if form.dimension is Dimension.TIME and form.rate else _EXAMPLES[form.dimension]
    )
    if form.each:
        text += " each"
    return f"{text} {rate_words(form)}" if form.rate else text


def rate_words(form: Form) -> str:
    """The period that a form is mostly written for: `per week`."""
    return _PERIODS_OF_EXAMPLES.get(form.dimension, "per month")


def called(u: Unit) -> str:
    """What a unit is called in a message: `money in USD per month`, `a duration in days`."""
    name = _NAMES[u.dimension]
    if isinstance(u.measure, Period):
        name += f" in {u.measure.value}s"
    elif u.measure:
        name += f"{' in' if u.dimension is Dimension.MONEY else ' of'} {u.measure}"
    if u.each:
        name += f" for each {u.noun.removesuffix('s') if u.noun else 'person'}"
    return f"{name} per {u.per.value}" if u.per is not None else name
