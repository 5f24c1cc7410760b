"""Amounts as a person could type them."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from funneldsl.model import fit
from funneldsl.model.shapes import AmountShape
from funneldsl.model.values import Dimension, Form, Period

Text = SearchStrategy[str]

_PERIODS = st.sampled_from([p.value for p in Period])
_MONEY = ("${}", "€{}", "{} USD", "{} CHF")
_SPREADS = ("exponential({0} days)", "erlang(2, {0} hours)", "weibull(1.5, {0} weeks)")


@cache
def amounts(shape: AmountShape) -> Text:
    """Any amount of one of the forms of a shape."""
    return st.one_of(*(_amount(form, shape) for form in shape.forms))


def _amount(form: Form, shape: AmountShape) -> Text:
    each = " each" if form.each else ""
    per = _PERIODS.map(lambda p: f" per {p}") if form.rate else st.just("")
    return st.builds("{}{}{}".format, _laws(form, shape), st.just(each), per)


def _laws(form: Form, shape: AmountShape) -> Text:
    match form.dimension:
        case Dimension.SHARE:
            return _shares(shape)
        case Dimension.POINTS:
            return st.one_of(_single("{} points", 100), _range("{} to {} points", 100))
        case Dimension.TIME:
            return st.one_of(*(_measured(f" {p.value}s") for p in Period))
        case Dimension.MONEY:
            return st.one_of(*map(_money, _MONEY))
    return _measured("")


def _measured(tail: str) -> Text:
    """A number of something, known in all ways there are."""
    return st.one_of(
        _single("{}" + tail, 10_000),
        _range("{} to {}" + tail, 10_000),
        _range("between {} and {}" + tail, 10_000),
        _range(f"triangular({{0}}{tail}, {{1}}{tail}, {{1}}{tail})", 10_000),
        _single(f"normal({{0}}{tail}, {{0}}{tail})", 10_000, least=1),
        _range(f"mix({{0}} to {{1}}{tail}, {{0}}{tail})", 10_000),
    )


def _money(sign: str) -> Text:
    both = sign.format("{}") + " to " + sign.format("{}")
    return st.one_of(
        _single(sign, 100_000),
        _range(both, 100_000),
        _range(f"between {sign.format('{}')} and {sign.format('{}')}", 100_000),
        _single(f"lognormal({sign.format('{0}')}, {sign.format('{0}')})", 1000, least=1),
    )


def _shares(shape: AmountShape) -> Text:
    options = [
        _single("{}%", 100),
        _feasible().map(lambda ends: f"{ends[0]}% to {ends[1]}%"),
        _range("between {}% and {}%", 100),
        _counts(),
        st.just("beta(2, 30.5)"),
    ]
    if shape.signed:
        options += [st.just("-2% to 3%"), st.just("-5%")]
    if shape.factor:
        options += [st.just("300%"), st.just("120% to 150%")]
    return st.one_of(*options)


def _counts() -> Text:
    """`412 of 1,530`."""
    pairs = st.tuples(st.integers(0, 5000), st.integers(1, 5000))
    return pairs.map(lambda p: f"{min(p):,} of {max(*p, 1):,}")


def _feasible() -> SearchStrategy[tuple[str, str]]:
    """Ends of a range of shares that has a middle."""
    pairs = st.tuples(st.integers(0, 1000), st.integers(0, 1000)).filter(
        lambda p: p[0] < p[1] and fit.feasible(p[0] / 1000, p[1] / 1000)
    )
    return pairs.map(lambda p: (f"{p[0] / 10:g}", f"{p[1] / 10:g}"))


def numbers(most: int, least: int = 0) -> Text:
    """A number in one of its spellings: `1200`, `1,200`, `1_200`, `12.5`."""
    whole = st.integers(least, most)
    return st.one_of(
        whole.map(str),
        whole.map("{:,}".format),
        whole.map("{:_}".format),
        st.decimals(least, most, places=2).map(str),
    )


def _single(form: str, most: int, *, least: int = 0) -> Text:
    return numbers(most, least).map(form.format)


def _range(form: str, most: int) -> Text:
    """Two different numbers, the smaller one first."""
    pairs = st.tuples(st.integers(0, most - 1), st.integers(1, most)).filter(lambda p: p[0] < p[1])
    return pairs.map(lambda p: form.format(f"{p[0]:,}", f"{p[1]:,}"))


@cache
def spreads() -> Text:
    """How long people take."""
    options = [
        _range("{} to {} days", 500),
        _range("between {} and {} hours", 500),
        _single("{} days", 90),
    ]
    return st.one_of(*options, *(_single(form, 90, least=1) for form in _SPREADS))
