"""The reference of all kinds as markdown, made from their declarations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from funneldsl.describe.assist import block, written_as
from funneldsl.describe.saying import a, any_of, clauses_of, line, records, sample, say
from funneldsl.model.kinds import Declaration, Kinds, Prop, accepted, props
from funneldsl.model.literal_wording import say_work_hours
from funneldsl.model.values import WorkHours

_INTRODUCTION = """# Kinds of blocks

Everything that a plan can hold, and every word inside it, with an example that fits into a plan as it stands.
`funneldsl explain offer` and `funneldsl explain offer.price` tell the same on the terminal. What numbers, dates and
formulas look like is told in [Words and signs](words.md) and [The language](language.md).

<!-- Made from the declarations of the kinds by `make golden`; do not edit. -->"""


def reference_page(kinds: Kinds) -> str:
    """One page about all kinds, in the order in which they are declared."""
    contents = [
        f"- [`{written_as(c)}`](#{_anchor(c)}): {_first_line(c.about)}" for c in kinds.all()
    ]
    sections = [reference(c, kinds) for c in kinds.all()]
    return "\n\n".join([_INTRODUCTION, "\n".join(contents), *sections]) + "\n"


def reference(cls: type[Declaration], kinds: Kinds | None = None) -> str:
    """The section about one kind: what it is, where it stands, its words. Among `kinds`, it links to the others."""
    parts = [
        f"## {title(cls)}",
        cls.about,
        _places(cls, kinds),
        f"```funnel shown\n{block(cls)}\n```",
    ]
    parts += [" ".join(told)] if (told := list(rules_of(cls))) else []
    declared = props(cls).values()
    if declared:
        parts.append(_table([(p, line(cls, p)) for p in declared], kinds))
    return "\n\n".join([*parts, *_clause_tables(declared, kinds)])


def title(cls: type[Declaration]) -> str:
    """`offer`, `exit sell`."""
    return f"{cls.kind} {cls.variant}" if cls.variant else cls.kind


def rules_of(cls: type[Declaration]) -> Iterator[str]:
    """What holds between the words of a kind, in sentences."""
    if cls.bare:
        yield "The braces may be left out."
    for group in cls.one_of:
        yield f"Exactly one of {any_of(f'`{w}`' for w in group)} is written."
    for group in cls.together:
        yield f"{' and '.join(f'`{w}`' for w in group)} are written together or not at all."


def where(cls: type[Declaration]) -> str:
    """In which blocks a kind may stand, in a sentence."""
    places = ["at the top of a file"] * cls.top + [f"in {a(k)}" for k in cls.inside]
    return f"Stands {any_of(places)}."


def default_of(p: Prop) -> str:
    """What holds when a property is left out, as it would be written; empty if nothing does."""
    match p.default:
        case bool():
            return "yes" if p.default else "no"
        case str():
            return p.default
        case WorkHours():
            return f'"{say_work_hours(p.default)}"'
    return ""


def named_in(cls: type[Declaration], kinds: Kinds) -> Iterator[tuple[type[Declaration], Prop]]:
    """The properties of all kinds that may hold the name of a thing of this kind."""
    for other in kinds.all():
        for p in props(other).values():
            if cls.kind in accepted(p.shape):
                yield other, p


def _anchor(cls: type[Declaration]) -> str:
    return title(cls).replace(" ", "-")


def _first_line(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())


def _places(cls: type[Declaration], kinds: Kinds | None) -> str:
    """Where it stands, what stands in it, what names it."""
    if kinds is None:
        return where(cls)
    told = [where(cls)]
    if inner := kinds.children(cls.kind):
        told.append(f"Holds {', '.join(_link(k, k, kinds) for k in inner)}.")
    if named := list(named_in(cls, kinds)):
        told.append(f"Named in {', '.join(_named(c, p) for c, p in named)}.")
    return " ".join(told)


def _named(cls: type[Declaration], p: Prop) -> str:
    return f"[`{title(cls)}.{p.word}`](#{_anchor(cls)})"


def _link(text: str, kind: str, kinds: Kinds) -> str:
    return f"[{text}](#{_anchor(kinds.by_word[kind])})"


def _table(rows: Iterable[tuple[Prop, str]], kinds: Kinds | None) -> str:
    lines = [
        "| word | what it says | how it is written | for example | left out |",
        "|---|---|---|---|---|",
    ]

    def named(kind: str) -> str:
        return a(kind) if kinds is None else _link(a(kind), kind, kinds)

    lines += [
        f"| {_word(p)} | {_doc(p)} | {_cell(say(p.shape, named))} | {_code(shown)} | {_left_out(p)} |"
        for p, shown in rows
    ]
    return "\n".join(lines)


def _word(p: Prop) -> str:
    """The word in front of the colon; the lines of a table that is the whole block have their own."""
    return "*its lines*" if p.rest else f"`{p.word}`"


def _doc(p: Prop) -> str:
    return _cell(p.doc + "; may change later with `then … from …`" * p.changes)


def _left_out(p: Prop) -> str:
    if p.required:
        return "must be written"
    return f"`{default_of(p)}`" if default_of(p) else ""


def _code(text: str) -> str:
    return f"`{_cell(text)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _clause_tables(declared: Iterable[Prop], kinds: Kinds | None) -> Iterator[str]:
    """A table for each value that takes clauses."""
    for p in declared:
        for record in records(p.shape):
            if clauses := clauses_of(record):
                rows = [(c, f"{p.word}: {sample(c)}") for c in clauses]
                yield f"Behind the value of `{p.word}` may stand:\n\n{_table(rows, kinds)}"
