"""Names of things, and flows named by their ends."""

from __future__ import annotations

from typing import Any

from funneldsl.bind import value_rules as rules
from funneldsl.bind.phrases import a, listed
from funneldsl.bind.reading import Reading
from funneldsl.bind.words import unexpected
from funneldsl.model.values import NumberAt, Ref, Route
from funneldsl.syntax import nodes

NOT_NAMES = ("yes", "no", "none", "was")
_STAGE = ("stage",)


def reference(node: nodes.Expression, at: Reading, kinds: tuple[str, ...]) -> Ref[Any] | None:
    """The name of a thing of one of these kinds; of any, if there are none."""
    if isinstance(node, nodes.Name) and node.text not in NOT_NAMES:
        return at.ref(node, kinds)
    if isinstance(node, nodes.Text) and at.names.find(node.text, at.scope, kinds):
        message, put = f"{at.path} takes a name, not text in quotes", node.text
        return at.refuse(rules.EXPECTED, node, message, help=f"write `{put}`", put=put, safe=True)
    what = f"the name of {listed([a(k) for k in kinds])}" if kinds else "a name"
    return unexpected(node, at, what, f"write {what}")


def route(node: nodes.Expression, at: Reading) -> Route | None:
    """`a -> b`."""
    if not isinstance(node, nodes.Edge):
        what, help = "a flow such as `visitor -> buyer`", "write both stages: `a -> b`"
        return unexpected(node, at, what, help)
    source, target = at.ref(node.source, _STAGE), at.ref(node.target, _STAGE)
    return Route(source, target) if source is not None and target is not None else None


def number(node: nodes.Expression, at: Reading) -> NumberAt | None:
    """`starter.price`; whether that thing has such a number is judged once all is known."""
    if not isinstance(node, nodes.Name):
        what = "the path of a number such as `starter.price`"
        return unexpected(node, at, what, "write the thing, a dot, and the property")
    thing, dot, word = node.text.rpartition(".")
    if not dot:
        message = f"`{node.text}` is no path to a number"
        help = "write the thing, a dot, and the property, as in `starter.price`"
        return at.refuse(rules.EXPECTED, node, message, help=help)
    found = at.ref(nodes.Name(node.start, node.start + len(thing), thing), ())
    return NumberAt(found, word) if found is not None else None
