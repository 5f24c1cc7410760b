"""Predicates that tell perfect customers from others: whether anybody can match them."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from attrs import define

from funneldsl.plugin import (
    Customer,
    Events,
    Finding,
    Plan,
    Related,
    Rule,
    Severity,
    Track,
    formulas,
    percentiles,
    values,
)
from funneldsl_strategy.examples import LIST, SHOP
from funneldsl_strategy.sayings import ages, apart

_TRACK = """\
track site {
  source: "events.csv"
  person: visitor_id
  time: ts
  within: 30 days
  events { guest: event == "visit" and utm_source == "fair"; buyer: event == "order" }
}
"""

FITS_NOBODY = Rule(
    "F341",
    "customer.fits-nobody",
    Severity.WARNING,
    "A customer whom nobody can fit.",
    "`fits` tells such customers from others in your data. Where two of its conditions exclude each other, or a text is "
    "asked of a column of numbers, no row can match, and the share of perfect customers would be zero for ever.",
    wrong=SHOP
    + 'customer anna { perfect: yes; who: "works late"; wants: "a light evening"; fits: age > 60 and age < 35 }\n',
    right=SHOP
    + 'customer anna { perfect: yes; who: "works late"; wants: "a light evening"; fits: age > 35 and age < 60 }\n',
)

FITS_UNTRACKED = Rule(
    "F342",
    "customer.fits-untracked",
    Severity.WARNING,
    "A customer is recognised by a column that the tracked data has under another name, or not about people.",
    "`fits` is looked up in the columns of the tracked data, letter for letter. A column that is written almost like one "
    "of a track is usually misspelled; the columns that say who somebody is and when something happened do not say what "
    "they are like.",
    wrong=SHOP
    + 'customer anna { perfect: yes; who: "works late"; wants: "a light evening"; fits: utm_sorce == "fair" }\n'
    + LIST
    + _TRACK,
    right=SHOP
    + 'customer anna { perfect: yes; who: "works late"; wants: "a light evening"; fits: utm_source == "fair" }\n'
    + LIST
    + _TRACK,
)

FITS_ANOTHER = Rule(
    "F347",
    "customer.fits-another",
    Severity.WARNING,
    "`fits` finds people of another age than the profile tells of.",
    "The profile tells the company for whom it works; `fits` finds those people in its data. If the two have no age in "
    "common, what is measured is the success with somebody else.",
    wrong=SHOP
    + 'customer anna { perfect: yes; who: "35 to 60, works late"; wants: "a light evening"; fits: age between 18 and 25 }\n',
    right=SHOP
    + 'customer anna { perfect: yes; who: "35 to 60, works late"; wants: "a light evening"; fits: age between 35 and 60 }\n',
)


class Fits:
    """What `fits` says of customers."""

    rules = (FITS_NOBODY, FITS_UNTRACKED, FITS_ANOTHER)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings about customers that are recognised in data."""
        columns, keys = _tracked(plan)
        sorts = _sorts(plan)
        for customer in plan.of(Customer):
            if customer.fits is None:
                continue
            column = _impossible(customer.fits.formula)
            if column is not None:
                yield FITS_NOBODY.at(
                    customer.place("fits"),
                    f"nobody fits customer {customer.label}: the conditions on `{column}` exclude each other",
                    help="write `or` where either is enough, or move the bounds",
                )
            for name, said in _compared(customer.fits.formula):
                if sorts.get(name, said) != said:
                    yield FITS_NOBODY.at(
                        customer.place("fits"),
                        f"nobody fits customer {customer.label}: `{name}` is compared with {said} here, and with {sorts[name]} "
                        "in the tracks of this plan",
                        help="write it as in the tracks: numbers without quotes, texts in quotes",
                    )
            yield from _of_another_age(customer)
            for name in dict.fromkeys(_columns(customer.fits.formula)):
                yield from self._untracked(customer, name, columns, keys)

    def _untracked(
        self, customer: Customer, name: str, columns: set[str], keys: dict[str, Track]
    ) -> Iterator[Finding]:
        if name in keys:
            yield FITS_UNTRACKED.at(
                customer.place("fits"),
                f"customer {customer.label} is recognised by `{name}`, which says who or when, not what they are like",
                help="use a column that describes people, such as their country",
                related=[Related("the column is used here", keys[name].headline)],
            )
        elif name not in columns and (meant := _meant(name, columns)):
            yield FITS_UNTRACKED.at(
                customer.place("fits"),
                f"customer {customer.label} is recognised by `{name}`, and the tracks of this plan call a column "
                f"`{meant}`",
                help=f"write `{meant}`, if that is meant; columns are looked up letter for letter",
            )


def _of_another_age(customer: Customer) -> Iterator[Finding]:
    meant, asked = ages(customer.who or ""), _asked_age(customer)
    if meant is not None and asked is not None and apart(meant, asked):
        yield FITS_ANOTHER.at(
            customer.place("fits"),
            f"customer {customer.label} is “{customer.who}”, and `fits` asks for another age: nobody from {meant[0]} to "
            f"{meant[1]} is found by it",
            help=f"write `age between {meant[0]} and {meant[1]}`, or change the profile",
            related=[Related("the profile", customer.place("who"))],
        )


def _asked_age(customer: Customer) -> tuple[float, float] | None:
    found = _ranges(customer.fits.formula).get("age") if customer.fits is not None else None
    return (
        None if found is None or found.empty or found.only is not None else (found.low, found.high)
    )


def _compared(formula: formulas.Formula) -> Iterator[tuple[str, str]]:
    """Each column that is compared with one value, and the sort of it."""
    match formula:
        case formulas.Every(parts) | formulas.Some(parts):
            for part in parts:
                yield from _compared(part)
        case formulas.Comparison(_, formulas.Column(name), formulas.Literal(value)) if (
            not isinstance(value, bool)
        ):
            yield (
                name,
                "a text"
                if isinstance(value, str)
                else "a number"
                if isinstance(value, values.Amount)
                else "a date",
            )


def _sorts(plan: Plan) -> dict[str, str]:
    """With what the tracks compare their columns, where it is always the same."""
    found: dict[str, set[str]] = {}
    for events in plan.of(Events):
        for step in events.steps.values():
            for name, sort in _compared(step.formula):
                found.setdefault(name, set()).add(sort)
    return {name: sorts.pop() for name, sorts in found.items() if len(sorts) == 1}


def _meant(name: str, columns: set[str]) -> str | None:
    """A column that is the same but for a letter or two: `age` is not `page`, so short names must differ by case only."""
    folded = {c.casefold(): c for c in columns}
    if name.casefold() in folded:
        return folded[name.casefold()]
    alike = [
        c for c in sorted(columns) if abs(len(c) - len(name)) <= 2 and len({*c} ^ {*name}) <= 3
    ]
    if len(name) < 6 or not alike:
        return None
    from difflib import get_close_matches  # slow to import, and seldom asked for

    return next(iter(get_close_matches(name, alike, n=1, cutoff=0.9)), None)


@define
class _Range:
    """What one column may be, so far."""

    low: float = -inf
    high: float = inf
    open_low: bool = False
    open_high: bool = False
    only: frozenset[object] | None = None

    @property
    def empty(self) -> bool:
        nothing = self.low > self.high or (
            self.low == self.high and (self.open_low or self.open_high)
        )
        return nothing or self.only == frozenset()

    def one_of(self, choices: frozenset[object]) -> None:
        self.only = choices if self.only is None else self.only & choices

    def above(self, value: float, *, excluded: bool) -> None:
        if (value, excluded) > (self.low, self.open_low):
            self.low, self.open_low = value, excluded

    def below(self, value: float, *, excluded: bool) -> None:
        if (-value, excluded) > (-self.high, self.open_high):
            self.high, self.open_high = value, excluded


def _impossible(formula: formulas.Formula) -> str | None:
    """A column that would have to be two things at once; only what must all hold is looked at."""
    return next((name for name, found in _ranges(formula).items() if found.empty), None)


def _ranges(formula: formulas.Formula) -> dict[str, _Range]:
    """What must all hold of each column."""
    ranges: dict[str, _Range] = {}
    parts = formula.parts if isinstance(formula, formulas.Every) else (formula,)
    for part in parts:
        match part:
            case formulas.Comparison(sign, formulas.Column(name), formulas.Literal(value)):
                _compare(ranges.setdefault(name, _Range()), sign, value)
            case formulas.Membership(formulas.Column(name), choices, False):
                found = [c.value for c in choices if isinstance(c, formulas.Literal)]
                if len(found) == len(choices):
                    ranges.setdefault(name, _Range()).one_of(frozenset(map(_plain, found)))
            case formulas.Inside(
                formulas.Column(name), formulas.Literal(low), formulas.Literal(high), False
            ):
                _compare(ranges.setdefault(name, _Range()), ">=", low)
                _compare(ranges.setdefault(name, _Range()), "<=", high)
    return ranges


def _compare(found: _Range, sign: str, value: object) -> None:
    plain = _plain(value)
    if sign == "==":
        found.one_of(frozenset([plain]))
    elif isinstance(plain, float) and sign in (">", ">="):
        found.above(plain, excluded=sign == ">")
    elif isinstance(plain, float) and sign in ("<", "<="):
        found.below(plain, excluded=sign == "<")


def _plain(value: object) -> object:
    return percentiles.exactly(value) if isinstance(value, values.Amount) else value


def _columns(formula: formulas.Formula) -> Iterator[str]:
    match formula:
        case formulas.Column(name):
            yield name
        case formulas.Every(parts) | formulas.Some(parts) | formulas.Arithmetic(_, parts):
            for part in parts:
                yield from _columns(part)
        case formulas.Comparison(_, left, right):
            yield from _columns(left)
            yield from _columns(right)
        case formulas.Not(part) | formulas.Membership(part) | formulas.Inside(part):
            yield from _columns(part)


def _tracked(plan: Plan) -> tuple[set[str], dict[str, Track]]:
    """Columns that the plan knows of, and those that say who and when."""
    columns: set[str] = set()
    keys: dict[str, Track] = {}
    for track in plan.of(Track):
        columns.update(track.hold)
        keys.setdefault(track.person, track)
        keys.setdefault(track.time, track)
        for exclusion in track.exclusions:
            columns.update(_columns(exclusion.formula))
    for events in plan.of(Events):
        for step in events.steps.values():
            columns.update(_columns(step.formula))
    return columns, keys
