"""What is wrong with a formula over metrics, and what to type instead."""

from __future__ import annotations

from funneldsl.bind import formula_rules as rules
from funneldsl.bind.measures import MEASURES, Side
from funneldsl.bind.names import MOST_SUGGESTIONS
from funneldsl.bind.phrases import a, typed
from funneldsl.bind.reading import Reading, Refused
from funneldsl.diagnostics import near
from funneldsl.model.formulas import Literal
from funneldsl.model.values import Dimension
from funneldsl.syntax import nodes

AIMS = ("goal", "limit")

_SORTS = {
    Dimension.MONEY: "money",
    Dimension.COUNT: "a number",
    Dimension.SHARE: "a share",
    Dimension.TIME: "time",
    Dimension.POINTS: "points",
}
_COMPARE = {
    Dimension.MONEY: "compare it with money, as in `$5,000`",
    Dimension.COUNT: "compare it with a number, as in `300`",
    Dimension.SHARE: "compare it with a share, as in `70%`",
    Dimension.TIME: "compare it with a time, as in `25 hours per week` or `6 months`",
}


def refuse_word(name: nodes.Name, at: Reading) -> Refused:
    """A word that is no metric."""
    names = at.names
    if names.is_doubtful(name.text, AIMS):
        return None
    known = names.known.get(names.find_plainly(name.text, ()) or "")
    if known is None:
        return _refuse_unknown(name, at)
    kind = known.kind
    if kind in AIMS:
        message = f"{at.path}: `{name.text}` is {a(kind)}, not a number"
        help = f"write `chance({name.text}) >= 70%`, say"
        return at.refuse(rules.NUMBER, name, message, help=help)
    message = f"{at.path}: `{name.text}` is {a(kind)}, not a metric"
    fitting = [f"{word}({name.text})" for word, m in MEASURES.items() if kind in m.kinds]
    help = f"write {typed(fitting[:3])}" if fitting else f"metrics are {typed(MEASURES)}"
    return at.refuse(rules.METRIC, name, message, help=help)


def _refuse_unknown(name: nodes.Name, at: Reading) -> Refused:
    names = at.names
    names.explained += 1
    looked = names.known.items() if names.explained < MOST_SUGGESTIONS else ()
    guess = near(name.text, [*MEASURES, "chance", *(n for n, k in looked if k.kind in AIMS)])
    message = f"{at.path}: `{name.text}` is neither a metric nor a goal"
    if guess is None:
        return at.refuse(rules.METRIC, name, message, help=f"metrics are {typed(MEASURES)}")
    message += f"; did you mean `{guess}`?"
    return at.refuse(rules.METRIC, name, message, help=f"write `{guess}`", put=guess)


def refuse_condition(node: nodes.Expression, at: Reading) -> Refused:
    """Something that neither holds nor fails to hold."""
    text = at.typed(node)
    help = "write a comparison, as in `cash >= $5,000`"
    if isinstance(node, nodes.Call) and node.name.text == "chance":
        help = f"say how sure it must be: `{text} >= 70%`"
    elif isinstance(node, nodes.Name | nodes.Call):
        help = f"compare it with a number: `{text} >= …`"
    message = f"{at.path}: `{text}` is not something that holds or not"
    return at.refuse(rules.CONDITION, node, message, help=help)


def refuse_number(node: nodes.Expression, at: Reading) -> Refused:
    """Something that is no number."""
    message = f"{at.path}: `{at.typed(node)}` is not a number"
    help = "compare metrics with numbers: `cash >= $5,000`"
    return at.refuse(rules.NUMBER, node, message, help=help)


def refuse_unlike(
    node: nodes.Expression,
    left: tuple[nodes.Expression, Side],
    right: tuple[nodes.Expression, Side],
    at: Reading,
) -> Refused:
    """A comparison of unlike things."""
    texts = at.typed(left[0]), at.typed(right[0])
    sorts = _SORTS[left[1].dimension], _SORTS[right[1].dimension]
    message = f"{at.path}: `{texts[0]}` is {sorts[0]}, but `{texts[1]}` is {sorts[1]}"
    turned = isinstance(left[1].formula, Literal)
    known, other = (right, left) if turned else (left, right)
    help = _instead(known[1], other[0], at) or _COMPARE.get(
        known[1].dimension, "compare like with like"
    )
    return at.refuse(rules.COMPARED, node, message, help=help)


def _instead(known: Side, other: nodes.Expression, at: Reading) -> str | None:
    """A bare number with the sign that it lacks."""
    bare = other.value if isinstance(other, nodes.Per) else other
    if not isinstance(bare, nodes.Number):
        return None
    if known.dimension is Dimension.MONEY and bare.text[0].isdigit() and bare.text[-1] != "%":
        return f"write `${at.typed(other)}`"
    if known.dimension is Dimension.SHARE and bare is other and bare.text.startswith("0."):
        return f"write `{float(bare.text) * 100:.10g}%`"
    return None


def refuse_period(
    node: nodes.Expression,
    left: tuple[nodes.Expression, Side],
    right: tuple[nodes.Expression, Side],
    at: Reading,
) -> Refused:
    """A period is missing, or stands where there is none."""
    if left[1].open or right[1].open:
        lacking, other = (left, right) if left[1].open else (right, left)
        message = f"{at.path}: `{at.typed(lacking[0])}` in which time?"
        period = "per week" if lacking[1].dimension is Dimension.TIME else "per month"
        where = lacking if other[1].open else other
        help = f"write `{at.typed(where[0])} {period}`"
        return at.refuse(rules.PERIOD, node, message, help=help)
    first, last = (left, right) if left[1].per is None else (right, left)
    moment, timed = at.typed(first[0]), at.typed(last[0])
    message = f"{at.path}: `{moment}` is what is there at a moment, but `{timed}` has a period"
    help = "leave the period out"
    if moment.startswith(("count(", "entered(")):
        help += f", or write `new{moment[moment.index('(') :]}` for those who come in that time"
    return at.refuse(rules.PERIOD, node, message, help=help)
