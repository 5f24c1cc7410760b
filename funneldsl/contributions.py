"""What a hook may return, and under which names the host books it. Says what is wrong in the author's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from funneldsl.diagnostics import Rule
from funneldsl.errors import FunnelError
from funneldsl.model import shapes
from funneldsl.model.kinds import Declaration, props


class ContributionError(FunnelError):
    """What a plugin brings is not what its hook asks for, or has a name that is taken."""


@frozen
class Part:
    """A sort of thing that plugins contribute: its word, and what each one must have."""

    word: str
    has: Mapping[str, str]
    """Attribute: what it is for. Those that end in `()` are methods."""


PARTS: Mapping[str, Part] = {
    "simulators": Part(
        "simulator",
        {
            "name": "how users ask for it",
            "needs": "names of simulators that must have run before, or ()",
            "runs": "the tokens of network.uses that it can run",
            "simulate()": "turns a network and worlds into a forecast",
        },
    ),
    "checks": Part(
        "check",
        {"rules": "every rule that its findings may break", "check()": "the findings about a plan"},
    ),
    "exporters": Part(
        "exporter",
        {
            "name": "how users ask for it",
            "suffix": "of a file that holds it, with the dot",
            "export()": "the bytes",
        },
    ),
    "kinds": Part("kind", {}),
    "commands": Part(
        "command", {"name": "what users type", "invoke()": "runs it; a click command"}
    ),
}
"""By the last word of the hook's name."""

Key = tuple[str, str]
"""Word of the part, and the name within it: `("simulator", "flow")`."""

LINT_CODES = "F7"
"""Beginning of the codes of the core's own lint rules."""

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_CODE = re.compile(r"(F|[A-Z]{2,8})[0-9]{1,4}")
_RULE = re.compile(r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+")


def is_advice(check: object) -> bool:
    """Whether a check is asked by `funneldsl lint` only: it has an attribute `lint` that is true."""
    return bool(getattr(check, "lint", False))


def keys(hook: str, thing: Any) -> tuple[Key, ...]:
    """The names that a contribution takes. Raises ContributionError."""
    part = PARTS[hook]
    if hook == "kinds":
        return (("kind", _kind_name(thing)),)
    if isinstance(thing, type):
        raise ContributionError(
            f"{thing.__name__} is a class; the hook must return {part.word}s made from it"
        )
    for attribute, meaning in part.has.items():
        found = getattr(thing, attribute.removesuffix("()"), None)
        if found is None or (attribute.endswith("()") and not callable(found)):
            raise ContributionError(
                f"{part.word} {type(thing).__name__} has no `{attribute}`, which is {meaning}"
            )
    if hook == "checks":
        return tuple(dict.fromkeys(_rule_keys(thing)))
    if not isinstance(thing.name, str) or not _NAME.fullmatch(thing.name):
        raise ContributionError(
            f"{part.word} is named {thing.name!r}; names are lower-case letters, digits, - and _"
        )
    return ((part.word, thing.name),)


def letters(code: str) -> str:
    """The letters that a code begins with; they belong to one plugin."""
    found = _CODE.fullmatch(code)
    if found is None:
        raise ContributionError(
            f"code {code!r} is not two to eight capital letters and a number, like SHOP1"
        )
    return found[1]


def _rule_keys(check: Any) -> Iterator[Key]:
    rules = tuple(check.rules)
    if not rules:
        raise ContributionError(
            f"check {type(check).__name__} has no rules, so it can find nothing"
        )
    for rule in rules:
        if not isinstance(rule, Rule):
            raise ContributionError(f"check {type(check).__name__} has {rule!r} among its rules")
        letters(rule.code)
        if not _RULE.fullmatch(rule.name):
            raise ContributionError(
                f"rule {rule.code} is named {rule.name!r}; write `subject.mistake`"
            )
        yield "rule", rule.code
        yield "rule", rule.name


def _kind_name(thing: Any) -> str:
    if not (isinstance(thing, type) and issubclass(thing, Declaration) and thing.kind):
        raise ContributionError(f"{thing!r} is not a kind; a kind is a class decorated with @kind")
    for p in props(thing).values():
        if type(p.shape).__module__ != shapes.__name__:
            raise ContributionError(
                f"property `{p.word}` of kind `{thing.kind}` has a shape of its own; combine those in shapes"
            )
    return f"{thing.kind} {thing.variant}" if thing.variant else thing.kind
