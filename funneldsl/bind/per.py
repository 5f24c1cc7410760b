"""What stands behind `per`: a period, a stage or a noun; of 1,000, perhaps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from funneldsl.bind import sayings, units
from funneldsl.bind import value_rules as rules
from funneldsl.bind.literals import Want, plural
from funneldsl.bind.names import MOST_SUGGESTIONS
from funneldsl.bind.numbers import figure
from funneldsl.bind.reading import Reading, Refused
from funneldsl.diagnostics import near
from funneldsl.model.values import Unit
from funneldsl.syntax import nodes

_ELSE = "write `per month`, `each`, or `per` and the name of a stage"


def behind_per(node: Any, at: Reading, want: Want) -> tuple[float, Callable[[Unit], Unit]] | None:
    """By how many to divide, and what becomes of the unit: `per month`, `per 1,000 opens`."""
    count = 1.0
    if isinstance(node, nodes.Quantity):
        read = figure(node.number.text)
        if read is None or read[1] or read[0] <= 0:
            message = f"{at.path}: `{node.number.text}` is no number of anything"
            help = "write a number above zero, as in `per 1,000 opens`"
            return at.refuse(rules.PER, node.number, message, help=help)
        count, node = read[0], node.unit
    if not isinstance(node, nodes.Name):
        message = f"{at.path}: `{at.typed(node)}` is neither a period nor a stage"
        return at.refuse(rules.PER, node, message, help=_ELSE)
    period = units.PERIODS.get(node.text)
    if period is not None:
        return count, lambda unit: units.per(unit, period)
    if node.text in want.nouns:
        noun = plural(node.text, want.nouns)
        return count, lambda unit: units.each(unit, noun)
    if _is_a_person(node.text, at):
        return count, units.each
    return _refuse_word(node, at, want)


PEOPLE = frozenset(("person", "people", "visitor", "click", "lead", "subscriber", "customer"))
"""What prices are per, in the words of those who sell traffic."""


def _is_a_person(word: str, at: Reading) -> bool:
    """`per visitor`, `per 1,000 visitors`, `per person`; these words whether or not a stage is called so."""
    if word in PEOPLE or word.removesuffix("s") in PEOPLE:
        return True
    stages = ("stage",)
    singular = word.removesuffix("s")
    names = at.names
    if names.find(word, at.scope, stages) or names.anywhere(word, stages, 1):
        return True
    if names.anywhere(singular, stages, 1) or not at.strict:
        return True
    return names.is_doubtful(word, stages)


def _refuse_word(name: nodes.Name, at: Reading, want: Want) -> Refused:
    names = at.names
    names.explained += 1
    looked = names.known.items() if names.explained < MOST_SUGGESTIONS else ()
    stages = (n.rpartition(".")[2] for n, k in looked if k.kind == "stage")
    guess = near(name.text, [*units.PERIODS, *want.nouns, *stages])
    message = f"{at.path}: `{name.text}` is neither a period nor a stage"
    if name.text == "cent":
        help = "write the sign: `3%`"
        return at.refuse(rules.PER, name, f"{at.path}: a share is written with its sign", help=help)
    if name.text in ("views", "impressions", "view", "impression"):
        help = "write what a visitor costs, as in `$1.50 per visitor`: divide by how many of 1,000 views become visitors"
        return at.refuse(rules.PER, name, f"{at.path}: nobody counts {name.text} here", help=help)
    if (every := sayings.period_of(name.text)) is not None:
        put = every.removeprefix("per ")
        return at.refuse(rules.PER, name, message, help=f"write `{every}`", put=put)
    if guess is None:
        return at.refuse(rules.PER, name, message, help=_ELSE)
    message += f"; did you mean `{guess}`?"
    return at.refuse(rules.PER, name, message, help=f"write `per {guess}`", put=guess)
