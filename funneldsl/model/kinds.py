"""What a kind is: an attrs class whose fields are properties. The one declaration that all else follows from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform, overload

import attrs

from funneldsl.errors import KindError
from funneldsl.frozen import frozen
from funneldsl.model.shapes import (
    Clauses,
    Either,
    Many,
    NumberShape,
    ReferenceShape,
    RouteShape,
    Shape,
    TableShape,
)
from funneldsl.model.values import NOTHING_TOLD, Change, Told
from funneldsl.source import NOWHERE, Span

if TYPE_CHECKING:
    from funneldsl.diagnostics import Finding
    from funneldsl.model.plan import Plan

T = TypeVar("T")
D = TypeVar("D")
K = TypeVar("K", bound=type)

REQUIRED: Any = attrs.NOTHING

_HEADLINE = re.compile(r'[^\s{"“”]+(?:[ \t]+(?:"[^"\n]*"|[“”][^“”\n]*[“”]|[^\s{"“”]+))*')


class Heading(Enum):
    """What the word after a kind is."""

    NAME = "its own name"
    NONE = "nothing: there is one per file or parent"
    TITLE = "a text in quotes, no name"
    BORROWED = "the name of another thing"


@frozen
class Prop:
    """What is declared about one property. `word` is how it is written."""

    word: str
    shape: Shape[Any]
    doc: str
    default: Any
    head: bool = False
    """The value itself, in a record of clauses."""
    rest: bool = False
    """Takes all properties that have no field of their own, as a table."""
    changes: bool = False
    """May become another value later: `… then … from DATE`."""
    example: str = ""
    """A value as somebody would write it; for a clause, the whole value that it belongs to."""
    field: str = ""
    """Name of the Python attribute."""

    @property
    def required(self) -> bool:
        return self.default is attrs.NOTHING


@overload
def prop(
    shape: Shape[T],
    doc: str,
    *,
    example: str = ...,
    head: bool = ...,
    changes: bool = ...,
    rest: bool = ...,
) -> T: ...
@overload
def prop(
    shape: Shape[T],
    doc: str,
    *,
    default: D,
    example: str = ...,
    head: bool = ...,
    changes: bool = ...,
    rest: bool = ...,
) -> T | D: ...
def prop(
    shape: Any,
    doc: str,
    *,
    default: Any = REQUIRED,
    example: str = "",
    head: bool = False,
    changes: bool = False,
    rest: bool = False,
) -> Any:
    """A property: how its value is written, what it means, what holds when it is left out.

    `example` is a value as somebody would write it; the reference, hover and `explain` show it. A trailing
    underscore of the attribute is not part of the word (`from_` is written `from`).
    """
    told = {"shape": shape, "doc": doc, "head": head, "changes": changes, "rest": rest}
    told["example"] = example
    return attrs.field(default=default, metadata={"prop": told})


@dataclass_transform(
    frozen_default=True, kw_only_default=True, field_specifiers=(prop, attrs.field)
)
def _base(cls: K) -> K:
    return frozen(kw_only=True)(cls)


@_base
class Declaration:
    """Base of every kind: one thing that the plan declares."""

    kind: ClassVar[str] = ""
    variant: ClassVar[str | None] = None
    inside: ClassVar[tuple[str, ...]] = ()
    top: ClassVar[bool] = True
    heading: ClassVar[Heading] = Heading.NAME
    borrows: ClassVar[tuple[str, ...]] = ()
    bare: ClassVar[bool] = False
    one_of: ClassVar[tuple[tuple[str, ...], ...]] = ()
    together: ClassVar[tuple[tuple[str, ...], ...]] = ()
    about: ClassVar[str] = ""
    example: ClassVar[str] = ""

    name: str
    """Qualified name, unique in the plan: `welcome.subscriber`."""
    title: str | None = None
    description: str | None = None
    """Text of the `##` comments above it."""
    span: Span = attrs.field(default=NOWHERE, eq=False, repr=False)
    told: Mapping[str, Told] = attrs.field(default=NOTHING_TOLD, repr=False)
    """By property word: on what grounds its value stands, and where it is written."""
    changes: Mapping[str, tuple[Change, ...]] = attrs.field(default=NOTHING_TOLD, repr=False)
    """By property word: what it becomes later. A reader that ignores this must refuse it aloud."""
    origin: str | None = attrs.field(default=None, repr=False)
    """Name of the declaration that this one was expanded from."""

    @property
    def headline(self) -> Span:
        """Where its first words are written, up to the brace: what to underline when all of it is meant."""
        first = _HEADLINE.match(self.span.text)
        return self.span.beginning(first.end()) if first else self.span

    @property
    def label(self) -> str:
        """What to call it in front of a person: its title, or its own name."""
        return self.title or self.name.rpartition(".")[2]

    @property
    def parent(self) -> str:
        """Qualified name of what it stands in; empty at the top."""
        return self.name.rpartition(".")[0]

    def place(self, word: str) -> Span:
        """Where property `word` is written, or the first words of the declaration."""
        told = self.told.get(word)
        return told.span if told is not None and told.span is not NOWHERE else self.headline

    def check(self, plan: Plan) -> Iterable[Finding]:
        """What this declaration can say about itself once all names are known."""
        return ()

    def expand(self, plan: Plan) -> Iterable[Declaration]:
        """The declarations of core kinds that this one stands for; core kinds stand for themselves."""
        return ()


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(prop,))
def kind(
    word: str,
    *,
    variant: str | None = None,
    inside: tuple[str, ...] = (),
    top: bool | None = None,
    heading: Heading = Heading.NAME,
    borrows: tuple[str, ...] = (),
    bare: bool = False,
    one_of: tuple[tuple[str, ...], ...] = (),
    together: tuple[tuple[str, ...], ...] = (),
    example: str = "",
) -> Callable[[K], K]:
    """Make a class the kind `word` of the language; its docstring is its documentation.

    `variant`: the word after the kind chooses the class (`exit sell`). `inside`: kinds it may stand in;
    `top`: whether it may stand alone (default: only when `inside` is empty). `borrows`: kinds whose name
    it carries (`track welcome`). `bare`: braces may be left out. `one_of`: exactly one of these properties;
    `together`: all of these or none. `example`: a whole block as somebody would write it.
    """

    def make(cls: K) -> K:
        made: Any = frozen(kw_only=True, slots=True)(cls)
        made.kind, made.variant, made.inside, made.heading = word, variant, inside, heading
        made.top = not inside if top is None else top
        made.borrows, made.bare, made.one_of, made.together = borrows, bare, one_of, together
        made.about, made.example = cleandoc(cls.__doc__ or ""), example
        return made  # type: ignore[no-any-return]

    return make


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(prop,))
def record(cls: K) -> K:
    """Make a class a value with clauses: `3% to 6% within 30 days`. At most one field is the head."""
    return frozen(kw_only=True)(cls)


def props(cls: Any) -> Mapping[str, Prop]:
    """The properties of a kind or record, by word, in the order of declaration."""
    return _properties(cls).by_word


def rest(cls: Any) -> Prop | None:
    """The property that takes what no other does, if the kind has one."""
    return _properties(cls).rest


def head(cls: Any) -> Prop | None:
    """The head of a record, if it has one."""
    return _properties(cls).head


@frozen
class _Properties:
    by_word: Mapping[str, Prop]
    rest: Prop | None
    head: Prop | None


@cache
def _properties(cls: Any) -> _Properties:
    by_word: dict[str, Prop] = {}
    for a in attrs.fields(cls):
        if "prop" in a.metadata:
            word = a.name.rstrip("_")
            by_word[word] = Prop(word=word, default=a.default, field=a.name, **a.metadata["prop"])
    return _Properties(
        by_word,
        next((p for p in by_word.values() if p.rest), None),
        next((p for p in by_word.values() if p.head), None),
    )


@cache
def holds_references(shape: Shape[Any]) -> bool:
    """Whether a value of this shape can hold the name of another thing (formulas are not counted)."""
    match shape:
        case ReferenceShape() | RouteShape() | NumberShape():
            return True
        case Many(of):
            return holds_references(of)
        case Clauses(cls):
            return any(holds_references(p.shape) or p.changes for p in props(cls).values())
        case TableShape(key, value):
            return holds_references(key) or holds_references(value)
        case Either(options):
            return any(holds_references(o) for o in options)
    return False


def accepted(shape: Shape[Any]) -> Iterable[str]:
    """Kinds that references inside this shape name."""
    match shape:
        case ReferenceShape(kinds):
            yield from kinds
        case Many(of):
            yield from accepted(of)
        case Clauses(cls):
            for p in props(cls).values():
                yield from accepted(p.shape)
        case TableShape(key, value):
            yield from accepted(key)
            yield from accepted(value)
        case Either(options):
            for option in options:
                yield from accepted(option)


@frozen(eq=False)
class Kinds:
    """The vocabulary: kinds by word. A value that is passed along; plugins make it larger."""

    by_word: Mapping[str, type[Declaration]]
    """One class per word; for kinds with variants the first of them."""
    variants: Mapping[str, Mapping[str, type[Declaration]]]
    """Classes by variant, for kinds that have variants."""

    @classmethod
    def of(cls, *classes: type[Declaration]) -> Kinds:
        """The vocabulary of these classes. Raises KindError for a word declared twice or unknown kinds."""
        words: dict[str, type[Declaration]] = {}
        variants: dict[str, dict[str, type[Declaration]]] = {}
        for c in classes:
            known = variants.setdefault(c.kind, {}) if c.variant else None
            if (known is None and c.kind in words) or (known is not None and c.variant in known):
                other = words[c.kind]
                raise KindError(
                    f"kind {c.kind!r} is declared by {other.__module__} and by {c.__module__}"
                )
            if known is not None and c.variant is not None:
                known[c.variant] = c
            words.setdefault(c.kind, c)
        vocabulary = cls(words, variants)
        for c in classes:
            vocabulary._refuse_strangers(c)
        return vocabulary

    def _refuse_strangers(self, c: type[Declaration]) -> None:
        named = [k for p in props(c).values() for k in accepted(p.shape)] + list(c.inside)
        for word in named:
            if word not in self.by_word:
                raise KindError(
                    f"{c.__module__}.{c.__name__} names kind {word!r}, which does not exist"
                )

    def children(self, parent: str | None) -> Mapping[str, type[Declaration]]:
        """What may stand in a block of kind `parent`, or at the top for None."""
        return {
            w: c
            for w, c in self.by_word.items()
            if (c.top if parent is None else parent in c.inside)
        }

    def all(self) -> tuple[type[Declaration], ...]:
        """Every class, variants included."""
        out = []
        for w, c in self.by_word.items():
            out += list(self.variants[w].values()) if w in self.variants else [c]
        return tuple(out)
