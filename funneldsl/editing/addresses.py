"""What a person says to point at something: `starter.price`, `offer starter price`, `visitor -> buyer after`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

from funneldsl.errors import FunnelError, UnknownNameError
from funneldsl.frozen import frozen
from funneldsl.model.kinds import Declaration, Heading, Kinds
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import Scenario
from funneldsl.model.stages import Flow

_TOKEN = re.compile(r'"[^"]*"|->|→|[^\s"]+')


@frozen
class Address:
    """A thing of the plan, and what is meant of it: nothing for all of it, a property, a part of a property.

    In a scenario `words` is the path of a line; `pair` are the ends of a flow that it restates, as typed.
    """

    thing: Declaration
    words: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None

    def __str__(self) -> str:
        parts = [self.thing.name, " -> ".join(self.pair or ()), ".".join(self.words)]
        return " ".join(part for part in parts if part)


def find(text: str, plan: Plan, kinds: Kinds) -> Address:
    """What an address points at. Raises UnknownNameError; FunnelError if it could be several things."""
    tokens = [normalize("NFC", token) for token in _TOKEN.findall(text)]
    if not tokens:
        raise FunnelError("an address is empty; write it as in `starter.price`")
    arrow = next((i for i, token in enumerate(tokens) if token in ("->", "→")), None)
    if arrow is not None:
        return _flow(text, tokens, arrow, plan, kinds)
    return _of_kind(tokens, plan, kinds) or _path(tokens, plan, kinds)


def thing(text: str, plan: Plan, kinds: Kinds) -> Declaration:
    """A whole thing. Raises UnknownNameError, also where a property is pointed at; FunnelError."""
    found = find(text, plan, kinds)
    if found.words or found.pair:
        raise UnknownNameError("thing", text, plan.written)
    return found.thing


# --- things and their properties ------------------------------------------------------------------------


def _of_kind(tokens: list[str], plan: Plan, kinds: Kinds) -> Address | None:
    """`offer starter price`, `check pays_its_way expect`, `strategy purpose`, `exit sell by`, `track welcome zone`."""
    word = tokens[0]
    cls, rest = kinds.by_word.get(word), tokens[1:]
    if cls is None or (not rest and word in plan):
        return None
    if rest and (cls.heading is Heading.BORROWED or (cls.heading is Heading.TITLE)):
        return _named(f"{word} {rest[0].strip(chr(34))}", rest[1:], plan)
    if word in kinds.variants or cls.heading is Heading.NONE:
        if rest and rest[0] in kinds.variants.get(word, ()):
            rest = rest[1:]
        return Address(_only(word, plan), _dotted(rest))
    if not rest:
        return None
    return _longest(
        _dotted(rest), [n for n, d in plan.written.items() if d.kind == word], plan, word
    )


def _named(name: str, rest: list[str], plan: Plan) -> Address:
    """A thing by its full name; a dot may part the name from a property: `track welcome.zone`."""
    if name not in plan.written and "." in name:
        name, _, last = name.rpartition(".")
        rest = [last, *rest]
    if name not in plan.written:
        raise UnknownNameError("thing", name, plan.written)
    return Address(plan.written[name], _dotted(rest))


def _only(kind: str, plan: Plan) -> Declaration:
    every = [d for d in plan.written.values() if d.kind == kind]
    if len(every) == 1:
        return every[0]
    if not every:
        raise FunnelError(f"the plan has no `{kind}`")
    raise FunnelError(f"there are several: {', '.join(d.name for d in every)}; write the full path")


def _path(tokens: list[str], plan: Plan, kinds: Kinds) -> Address:
    parts = _dotted(tokens)
    if parts[0] in kinds.by_word and not _ending_in(parts[0], plan.written):
        return Address(_only(parts[0], plan), parts[1:])
    return _longest(parts, list(plan.written), plan, "thing")


def _longest(parts: tuple[str, ...], names: list[str], plan: Plan, what: str) -> Address:
    """The thing that as many parts as possible name; the others point at something of it."""
    for length in range(len(parts), 0, -1):
        found = _ending_in(".".join(parts[:length]), names)
        if len(found) > 1:
            listed = ", ".join(found[:6])
            raise FunnelError(f"`{'.'.join(parts)}` could be in {listed}; write the full path")
        if found:
            return Address(plan.written[found[0]], parts[length:])
    raise UnknownNameError(what, ".".join(parts[:-1] or parts), names)


def _ending_in(written: str, names: Iterable[str]) -> list[str]:
    """The name itself if a thing has it, else every full path that ends in it."""
    ended = (name for name in names if name == written or name.endswith(f".{written}"))
    every = [name for name in ended if " " not in name]
    return [written] if written in every else every


def _dotted(tokens: Iterable[str]) -> tuple[str, ...]:
    parts = [
        part for token in tokens for part in ([token] if token[:1] == '"' else token.split("."))
    ]
    return tuple(part.strip('"') for part in parts)


# --- flows ------------------------------------------------------------------------------------------------


def _flow(text: str, tokens: list[str], arrow: int, plan: Plan, kinds: Kinds) -> Address:
    """`visitor -> buyer`, `a -> b for beginner after`, `scenario frugal a -> b within`."""
    if arrow == 0 or arrow + 1 == len(tokens):
        raise FunnelError(f"`{text}`: a flow has a stage at both ends: `visitor -> buyer`")
    source, target, behind = tokens[arrow - 1], tokens[arrow + 1], tokens[arrow + 2 :]
    before = [word for word in tokens[: arrow - 1] if word != "flow"]
    if before:
        scenario = find(" ".join(before), plan, kinds).thing
        if not isinstance(scenario, Scenario):
            raise FunnelError(f"`{text}`: {scenario.name} is no scenario, so it restates no flow")
        return Address(scenario, tuple(behind), (source, target))
    people, words = _people(behind)
    flows = [d for d in plan.written.values() if isinstance(d, Flow)]
    found = [d for d in flows if _joins(d, source, target)]
    if people is not None:
        found = [d for d in found if sorted(people) == sorted(p.name for p in d.for_)]
    elif len(found) > 1:
        found = [d for d in found if not d.for_] or found
    if not found:
        raise UnknownNameError("flow", f"{source} -> {target}", [d.name for d in flows])
    if len(found) > 1:
        raise FunnelError(
            f"`{text}` could be {'; '.join(d.name for d in found[:6])}; write it fully"
        )
    return Address(found[0], tuple(words))


def _people(tokens: list[str]) -> tuple[list[str] | None, list[str]]:
    """Whom a flow is for, and what is left; a lone `for` behind a flow is its clause."""
    if len(tokens) < 2 or tokens[0] != "for":
        return None, tokens
    people, at = [], 1
    while at < len(tokens):
        people.append(tokens[at].rstrip(","))
        at += 1
        if not tokens[at - 1].endswith(","):
            break
    return people, tokens[at:]


def _joins(flow: Flow, source: str, target: str) -> bool:
    ends = ((flow.source.name, source), (flow.target.name, target))
    return all(full == typed or full.endswith(f".{typed}") for full, typed in ends)
