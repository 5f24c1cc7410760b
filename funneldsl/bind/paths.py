"""The paths of scenario lines: `attract.search_ads.spend`, `starter.refunds.within`, `ads.season.Jan`."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from funneldsl.bind import scenario_rules as rules
from funneldsl.bind.phrases import a, typed
from funneldsl.bind.reading import Reading, Refused
from funneldsl.bind.values import Valued, expressed, valued
from funneldsl.diagnostics import near
from funneldsl.model.kinds import Declaration, Prop, props
from funneldsl.model.shapes import Clauses, Many, Shape, TableShape
from funneldsl.syntax import nodes

Things = Mapping[str, Declaration]


@frozen
class Path:
    """What a path leads to: a thing, its property, perhaps a clause or an entry of that."""

    target: str
    word: str
    part: str | None

    def __str__(self) -> str:
        return f"{self.target}.{self.word}" + (f".{self.part}" if self.part else "")


def follow(key: nodes.Name, things: Things, at: Reading) -> Path | None:
    """Where a path leads; None, with a finding unless another place is at fault, if nowhere."""
    parts, names = key.text.split("."), at.names
    for length in range(len(parts) - 1, max(len(parts) - 3, 0), -1):
        written = ".".join(parts[:length])
        full = names.find_plainly(written, ())
        if full is not None:
            return _property(full, parts[length:], key, things, at) if full in things else None
        if names.anywhere(written, (), 2):
            at.plain_ref(nodes.Name(key.start, key.start + len(written), written), ())
            return None
    return _refuse_thing(key, parts, things, at)


def _property(
    full: str, rest: list[str], key: nodes.Name, things: Things, at: Reading
) -> Path | None:
    cls = type(things[full])
    words = [word for word, p in props(cls).items() if not p.rest]
    if rest[0] in words:
        return Path(full, rest[0], rest[1] if len(rest) > 1 else None)
    if len(rest) > 1 and (at.names.nameless or at.names.is_doubtful(rest[0])):
        return None
    message = f"{full} is {a(cls.kind)}, which has no property `{rest[0]}`"
    guess = near(rest[0], words)
    if guess is None:
        help = f"properties of {a(cls.kind)} are {typed(words, 'and')}" if words else "leave it out"
        return at.refuse(rules.PATH, key, message, help=help)
    start = key.text[: len(key.text) - len(".".join(rest))]
    put = start + ".".join([guess, *rest[1:]])
    message += f"; did you mean `{guess}`?"
    return at.refuse(rules.PATH, key, message, help=f"write `{put}`", put=put)


def _refuse_thing(key: nodes.Name, parts: list[str], things: Things, at: Reading) -> Refused:
    names = at.names
    if any(names.is_doubtful(part) for part in parts[:-1]):
        return None
    if len(parts) == 1:
        whole = names.find_plainly(key.text, ())
        message = f"`{key.text}` is no path to a property"
        if whole is not None:
            message = f"`{key.text}` is {a(names.known[whole].kind)}; which of its properties?"
        return at.refuse(rules.PATH, key, message, help="write it as in `course.price: $99`")
    thing = ".".join(parts[:-1])
    only = _only_of_kind(parts[0], things)
    if only is None:
        at.plain_ref(nodes.Name(key.start, key.start + len(thing), thing), ())
        return None
    put = f"{only}.{parts[-1]}"
    message = f"nothing is named `{thing}`; did you mean `{put}`?"
    return at.refuse(rules.PATH, key, message, help=f"write `{put}`", put=put)


def _only_of_kind(word: str, things: Things) -> str | None:
    """`business.cash`: there is one business, and it has a name."""
    if word not in ("business", "strategy"):
        return None
    return next((name for name, thing in things.items() if thing.kind == word), None)


def reader(
    path: Path, prop: Prop, thing: Declaration, key: nodes.Name, at: Reading
) -> Valued | None:
    """How the value at a path is read; None, with a finding, if it has no such part."""
    part = path.part
    if part is None:
        return valued(prop.shape)
    shape = _inner(prop.shape)
    if isinstance(shape, TableShape):
        entry = expressed(shape.key)(nodes.Name(key.start, key.end, part), at)
        return valued(shape.value) if entry is not None else None
    clauses = props(shape.record) if isinstance(shape, Clauses) else {}
    if part not in clauses or clauses[part].head:
        words = [word for word, p in clauses.items() if not p.head]
        message = f"`{path.word}` of {path.target} has no part `{part}`"
        help = f"its parts are {typed(words, 'and')}" if words else "leave the last part out"
        return at.refuse(rules.PATH, key, message, help=help)
    before = getattr(thing, prop.field)
    if before is None or before == ():
        if f"{path.target}.{path.word}" in at.names.failed:
            return None
        message = f"{path.target} has no `{path.word}` whose `{part}` could change"
        help = f"write the whole value: `{path.target}.{path.word}: …`"
        return at.refuse(rules.NOTHING_BEFORE, key, message, help=help)
    return valued(clauses[part].shape)


def _inner(shape: Shape[object]) -> Shape[object]:
    return _inner(shape.of) if isinstance(shape, Many) else shape
