"""Laws called by their names: `normal(m, s)`, `exponential(3 days)`."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from funneldsl.bind import units
from funneldsl.bind import value_rules as rules
from funneldsl.bind.literals import Want, literal
from funneldsl.bind.phrases import listed, typed
from funneldsl.bind.reading import Reading, Refused
from funneldsl.diagnostics import near
from funneldsl.model.values import (
    Beta,
    Dimension,
    Erlang,
    Exponential,
    Law,
    Lognormal,
    Mixture,
    Normal,
    Triangular,
    Unit,
    Weibull,
)
from funneldsl.syntax import nodes

Read = Callable[[nodes.Expression, Reading, Want], tuple[Law, Unit] | None]
"""How an argument that is an amount by itself is read."""

MOST_PARTS = 50


@frozen(eq=False, repr=False)
class Named:
    """A law that has a name: what it takes, and what these numbers must satisfy."""

    signature: str
    spread: bool
    plain: tuple[bool, ...]
    """For each argument, whether it is a bare number; the others share one unit."""
    make: Callable[..., Law]
    holds: Callable[..., bool]
    must: str


NAMED = {
    "normal": Named(
        "normal(mean, deviation)", False, (False, False), Normal,
        lambda mean, sd: sd > 0, "a deviation above zero",
    ),
    "lognormal": Named(
        "lognormal(mean, deviation)", False, (False, False), Lognormal,
        lambda mean, sd: mean > 0 and sd > 0, "a mean and a deviation above zero",
    ),
    "beta": Named(
        "beta(a, b)", False, (True, True), Beta,
        lambda a, b: a > 0 and b > 0, "two numbers above zero",
    ),
    "triangular": Named(
        "triangular(low, mode, high)", False, (False, False, False), Triangular,
        lambda low, mode, high: low <= mode <= high and low < high, "numbers that rise from low to high",
    ),
    "exponential": Named(
        "exponential(mean)", True, (False,), Exponential, lambda mean: mean > 0, "a mean above zero"
    ),
    "erlang": Named(
        "erlang(steps, mean)", True, (True, False), lambda steps, mean: Erlang(int(steps), mean),
        lambda steps, mean: 1 <= steps <= 1000 and steps == int(steps) and mean > 0,
        "a whole number of steps and a mean above zero",
    ),
    "weibull": Named(
        "weibull(shape, scale)", True, (True, False), Weibull,
        lambda shape, scale: shape > 0 and scale > 0, "a shape and a scale above zero",
    ),
}  # fmt: skip
MIX = "mix"

_EXAMPLES = {
    "normal": "`normal($50, $5)`",
    "lognormal": "`lognormal($50, $5)`",
    "beta": "`beta(3, 40)`",
    "triangular": "`triangular($40, $50, $70)`",
    MIX: "`mix($40 to $50, $90 to $99)`",
    "exponential": "`exponential(3 days)`",
    "erlang": "`erlang(2, 3 days)`",
    "weibull": "`weibull(1.5, 3 days)`",
}


def call(node: nodes.Call, at: Reading, want: Want, read: Read) -> tuple[Law, Unit] | None:
    """A law by its name; `read` reads the parts of a mixture."""
    name = node.name.text
    if name == MIX and (want.spread or want.exact):
        return _refuse_sort(node, at, want)
    if name == MIX:
        return _mixture(node, at, want, read)
    law = NAMED.get(name)
    if law is None:
        return _refuse_name(node, at, want)
    if law.spread is not want.spread or want.exact:
        return _refuse_sort(node, at, want)
    arguments = _arguments(node, at)
    if arguments is None:
        return None
    if len(arguments) != len(law.plain):
        return _refuse_numbers(node, law.signature, f"takes {law.signature}", at)
    return _made(node, law, arguments, at, want)


def _made(
    node: nodes.Call, law: Named, arguments: list[nodes.Expression], at: Reading, want: Want
) -> tuple[Law, Unit] | None:
    values, unit = [], units.SHARE if law.make is Beta else None
    for argument, plain in zip(arguments, law.plain, strict=True):
        term = literal(argument, at, want)
        if term is None:
            return None
        value, found = term
        if plain and found is not units.COUNT:
            return _refuse_numbers(
                node, law.signature, f"takes a bare number for `{at.typed(argument)}`", at
            )
        if not plain:
            if unit is not None and unit is not found:
                return _refuse_numbers(node, law.signature, "has numbers in different units", at)
            unit = found
        values.append(value)
    if unit is None or not law.holds(*values):
        return _refuse_numbers(node, law.signature, f"needs {law.must}", at)
    if min(values) < 0 and not want.signed:
        message = f"{at.path} cannot be below zero, but `{at.typed(node)}` is"
        return at.refuse(rules.NEGATIVE, node, message, help="write numbers above zero")
    if (
        unit is units.SHARE
        and max(values) > 1
        and law.make is not Beta
        and not want.signed | want.factor
    ):
        message = f"{at.path}: no share is above 100%, but `{at.typed(node)}` is"
        return at.refuse(rules.ABOVE_ALL, node, message, help="write shares up to 100%")
    return law.make(*values), unit


def _mixture(node: nodes.Call, at: Reading, want: Want, read: Read) -> tuple[Law, Unit] | None:
    arguments = _arguments(node, at)
    if arguments is None:
        return None
    if not 2 <= len(arguments) <= MOST_PARTS:
        return _refuse_numbers(node, "mix(x, y, …)", f"needs 2 to {MOST_PARTS} parts", at)
    laws, unit = [], None
    for argument in arguments:
        part = read(argument, at, want)
        if part is None:
            return None
        if unit is not None and part[1] is not unit:
            return _refuse_numbers(node, "mix(x, y, …)", "has parts in different units", at)
        unit = part[1]
        laws.append(part[0])
    return (Mixture(tuple(laws)), unit) if unit is not None else None


def _arguments(node: nodes.Call, at: Reading) -> list[nodes.Expression] | None:
    """The arguments, if each is an expression without clauses."""
    out: list[nodes.Expression] = []
    for value in node.arguments:
        if value.expression is None or value.clauses or value.later:
            message = f"{at.path}: `{at.typed(value)}` is not a plain number"
            at.refuse(
                rules.LAW_NUMBERS,
                value,
                message,
                help="write a number as in `12,000`, `3%` or `$49`",
            )
            return None
        out.append(value.expression)
    return out


def _refuse_numbers(node: nodes.Call, signature: str, what: str, at: Reading) -> Refused:
    message = f"{at.path}: `{at.typed(node)}` {what}"
    return at.refuse(
        rules.LAW_NUMBERS,
        node,
        message,
        help=f"write `{signature}`, as in {_EXAMPLES[node.name.text]}",
    )


def _refuse_sort(node: nodes.Call, at: Reading, want: Want) -> Refused:
    name = node.name.text
    if want.exact:
        message = f"{at.path} needs one number, but `{name}(…)` is uncertain"
        return at.refuse(rules.UNCERTAIN, node, message, help="write a single number")
    if want.spread:
        message = f"{at.path} says how people differ, but `{name}(…)` says what we do not know"
        help = (
            f"write a range such as `3 to 21 days`, or {listed(_EXAMPLES[n] for n in _sorts(True))}"
        )
        return at.refuse(rules.LAW, node, message, help=help)
    message = (
        f"{at.path} is one number that we may not know, but `{name}(…)` says how people differ"
    )
    ranges = dict.fromkeys(_RANGES.get(form.dimension, "30 to 60") for form in want.forms)
    sample = listed(f"`{r}`" for r in ranges) or "`30 to 60`"
    return at.refuse(rules.LAW, node, message, help=f"write a range, as in {sample}")


_RANGES = {
    Dimension.MONEY: "$70 to $90",
    Dimension.SHARE: "2% to 4%",
    Dimension.POINTS: "2 to 4 points",
    Dimension.TIME: "3 to 21 days",
}


def _sorts(spread: bool) -> list[str]:
    return [name for name, law in NAMED.items() if law.spread is spread]


def _refuse_name(node: nodes.Call, at: Reading, want: Want) -> Refused:
    known = _sorts(want.spread) + [MIX] * (not want.spread)
    name = node.name.text
    guess = near(name, known)
    message = f"{at.path}: no law is called `{name}`" + (
        f"; did you mean `{guess}`?" if guess else ""
    )
    return at.refuse(rules.LAW, node.name, message, help=f"laws are {typed(known)}", put=guess)
