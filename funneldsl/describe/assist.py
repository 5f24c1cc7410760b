"""Help while writing: what a word means, what may come next, in which order things stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import frozen

from funneldsl.describe.saying import example, line, sample, say
from funneldsl.errors import UnknownNameError
from funneldsl.model.kinds import Declaration, Heading, Kinds, Prop, props
from funneldsl.model.plan import Plan
from funneldsl.model.shapes import (
    Clauses,
    Either,
    FlagShape,
    Many,
    ReferenceShape,
    Shape,
    TableShape,
    WordShape,
)


@frozen
class Suggestion:
    """A word that may be written here: what it is for, and the text to insert."""

    word: str
    about: str
    insert: str
    example: str = ""
    """As somebody wrote it elsewhere."""


def hover(cls: type[Declaration], word: str | None = None) -> str:
    """Markdown about a kind, or about one of its properties. Raises UnknownNameError."""
    if word is None:
        shown = f"\n\n```funnel\n{cls.example}\n```" if cls.example else ""
        return f"**{written_as(cls)}**\n\n{cls.about}{shown}"
    try:
        p = props(cls)[word]
    except KeyError:
        raise UnknownNameError(f"property of {cls.kind}", word, props(cls)) from None
    parts = [f"**{word}** — {p.doc}", f"Write {say(p.shape)}."]
    parts += [f"For example `{line(cls, p)}`."] if p.example else []
    return "\n\n".join([*parts, *_remarks(p)])


def _remarks(p: Prop) -> Iterable[str]:
    if p.required:
        yield "It must be written."
    if p.changes:
        yield "It may change later: `… then … from 2028-01-01`."


def complete(
    kinds: Kinds, block: type[Declaration] | None, written: Iterable[str] = ()
) -> tuple[Suggestion, ...]:
    """What may stand next in a block (None: at the top): properties not written yet, required ones first, then kinds."""
    present = set(written)
    missing = [p for w, p in props(block).items() if w not in present] if block else []
    missing.sort(key=lambda p: not p.required)
    lines = [
        Suggestion(p.word, p.doc, f"{p.word}: {example(p.shape)}", f"{p.word}: {sample(p)}")
        for p in missing
        if not p.rest
    ]
    inner = kinds.children(block.kind if block else None)
    return (*lines, *(Suggestion(w, c.about, skeleton(c)) for w, c in inner.items()))


def choices(shape: Shape[Any], plan: Plan) -> tuple[str, ...]:
    """Words and names that may be a value of this shape."""
    match shape:
        case WordShape(words):
            return words
        case FlagShape():
            return ("yes", "no")
        case ReferenceShape(kinds):
            return tuple(n for n, d in plan.all.items() if not kinds or d.kind in kinds)
        case Many(of):
            return choices(of, plan)
        case TableShape(key):
            return choices(key, plan)
        case Clauses(record):
            return tuple(
                c for p in props(record).values() if p.head for c in choices(p.shape, plan)
            )
        case Either(options):
            return tuple(dict.fromkeys(c for o in options for c in choices(o, plan)))
    return ()


def order(cls: type[Declaration]) -> tuple[str, ...]:
    """The words of a kind in the order in which they are best written: as they are declared."""
    return tuple(props(cls))


def written_as(cls: type[Declaration]) -> str:
    """How a block of this kind begins: `offer name`, `exit sell`, `import "…"`."""
    if cls.kind == "flow":
        return "stage_name -> other_stage"
    match cls.heading:
        case Heading.TITLE:
            return f'{cls.kind} "…"'
        case Heading.NONE:
            return cls.kind
        case Heading.BORROWED:
            return f"{cls.kind} {cls.borrows[0]}_name"
    return f"{cls.kind} {cls.variant or 'name'}"


def skeleton(cls: type[Declaration]) -> str:
    """The smallest block of this kind: what must be written, with examples."""
    if cls.kind == "flow" or (cls.bare and not _needed(cls)):
        return written_as(cls)
    body = "; ".join(_line(p) for p in _needed(cls))
    return f"{written_as(cls)} {{ {body} }}" if body else f"{written_as(cls)} {{ }}"


def block(cls: type[Declaration]) -> str:
    """A whole block as somebody would write it; the smallest one if the kind shows none."""
    return cls.example or skeleton(cls)


def _needed(cls: type[Declaration]) -> tuple[Prop, ...]:
    declared = props(cls)
    first = tuple(declared[group[0]] for group in cls.one_of)
    return tuple(p for p in declared.values() if p.required or p.rest) + first


def _line(p: Prop) -> str:
    return example(p.shape).strip("{ }") if p.rest else f"{p.word}: {example(p.shape)}"
