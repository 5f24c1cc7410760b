"""Pages about kinds, their properties and clauses, from their declarations."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.describe.assist import block
from funneldsl.describe.reference import default_of, named_in, rules_of, title, where
from funneldsl.describe.saying import any_of, clauses_of, line, records, sample, say
from funneldsl.explaining.topic import Part, Topic
from funneldsl.model.kinds import Declaration, Kinds, Prop, props

Kind = type[Declaration]


def about(asked: str, kinds: Kinds) -> Iterator[Topic]:
    """The kinds, properties and clauses that this may be."""
    for cls in kinds.all():
        if asked in (title(cls), title(cls).replace(" ", ".")) or asked == cls.kind:
            yield _kind(cls, kinds)
    owner, _, word = asked.rpartition(".")
    places = [(cls, p) for cls in kinds.all() for p in props(cls).values()]
    if owner:
        yield from (
            _property(cls, p)
            for cls, p in places
            if p.word == word and owner in (title(cls), cls.kind)
        )
        yield from (
            _clause(cls, p, clause)
            for cls, p in places
            for clause in _clauses(p)
            if clause.word == word and owner in (p.word, f"{title(cls)}.{p.word}")
        )
    else:
        yield from _by_word_alone(word, places)


def names(kinds: Kinds) -> Iterator[str]:
    """Everything that can be asked."""
    for cls in kinds.all():
        yield title(cls)
        for p in props(cls).values():
            yield p.word
            yield f"{title(cls)}.{p.word}"
            yield from (f"{title(cls)}.{p.word}.{clause.word}" for clause in _clauses(p))


def _clauses(p: Prop) -> tuple[Prop, ...]:
    return tuple(clause for record in records(p.shape) for clause in clauses_of(record))


def _kind(cls: Kind, kinds: Kinds) -> Topic:
    parts = tuple(_part("…" if p.rest else p.word, cls, p) for p in props(cls).values())
    told = [*cls.about.split("\n\n"), " ".join([where(cls), *rules_of(cls)])]
    if inner := kinds.children(cls.kind):
        told.append(f"It holds {', '.join(inner)}.")
    if named := [f"`{title(c)}.{p.word}`" for c, p in named_in(cls, kinds)]:
        told.append(f"It is named in {', '.join(named)}.")
    see = tuple(f"{title(cls)}.{p.word}" for p in props(cls).values())[:1]
    return Topic(title(cls), "a kind of block", tuple(told), (block(cls),), parts, see)


def _part(word: str, cls: Kind, p: Prop) -> Part:
    return Part(word, p.doc + "; must be written" * p.required, line(cls, p))


def _property(cls: Kind, p: Prop) -> Topic:
    told = [f"{p.doc[:1].upper()}{p.doc[1:]}.", f"Write {say(p.shape)}."]
    if p.required:
        told.append("It must be written.")
    elif default_of(p):
        told.append(f"Left out, `{default_of(p)}` holds.")
    for group in (*cls.one_of, *cls.together):
        if p.word in group:
            others = any_of(f"`{w}`" for w in group if w != p.word)
            told.append(
                f"Not together with {others}."
                if group in cls.one_of
                else f"Always together with {others}."
            )
    if p.changes:
        told.append("It may change later: `… then … from 2028-01-01`.")
    parts = tuple(Part(c.word, c.doc, f"{p.word}: {sample(c)}") for c in _clauses(p))
    name = f"{title(cls)}.{p.word}"
    return Topic(
        name, f"a property of {title(cls)}", tuple(told), (line(cls, p),), parts, (title(cls),)
    )


def _clause(cls: Kind, p: Prop, clause: Prop) -> Topic:
    name = f"{title(cls)}.{p.word}"
    told = (
        f"{clause.doc[:1].upper()}{clause.doc[1:]}.",
        f"Write `{clause.word}` and {say(clause.shape)}.",
    )
    return Topic(
        f"{name}.{clause.word}",
        f"a part of `{p.word}`",
        told,
        (f"{p.word}: {sample(clause)}",),
        see=(name,),
    )


def _by_word_alone(word: str, places: list[tuple[Kind, Prop]]) -> Iterator[Topic]:
    """A property or a clause: its page, or a list of all places where it may stand."""
    properties = [(cls, p) for cls, p in places if p.word == word]
    clauses = [(cls, p, c) for cls, p in places for c in _clauses(p) if c.word == word]
    if len(properties) + len(clauses) == 1:
        yield from (_property(*place) for place in properties)
        yield from (_clause(*place) for place in clauses)
    elif properties or clauses:
        parts = [_part(f"{title(cls)}.{word}", cls, p) for cls, p in properties]
        parts += [
            Part(f"{title(cls)}.{p.word}.{word}", c.doc, f"{p.word}: {sample(c)}")
            for cls, p, c in clauses
        ]
        told = ("It stands in several places.",)
        yield Topic(word, "a property", told, (), tuple(parts), (parts[0].word,))
