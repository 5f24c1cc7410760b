"""The whole of what was meant: a flat index of declarations by qualified name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeVar, overload

import attrs

from funneldsl.errors import UnknownNameError
from funneldsl.model.kinds import Declaration, holds_references, props
from funneldsl.model.shapes import (
    Clauses,
    Either,
    FormulaShape,
    Many,
    PatchesShape,
    Shape,
    TableShape,
)
from funneldsl.model.values import Amount, Fixed, Ref, Spread

if TYPE_CHECKING:
    from funneldsl.diagnostics import Finding

D = TypeVar("D", bound=Declaration)
T = TypeVar("T")


@attrs.frozen(eq=True, slots=False)
class Plan:
    """Declarations never hold each other but name each other; the plan finds them.

    `written` is what the files say, in their order; `expanded` is what kinds of plugins stand for.
    `scenario` is the name of the scenario that was applied, empty for the plan as written.
    """

    written: Mapping[str, Declaration]
    expanded: Mapping[str, Declaration] = attrs.field(factory=Fixed, repr=False)
    scenario: str = ""
    before: Plan | None = attrs.field(default=None, eq=False, repr=False)
    """The plan as written, where a scenario was applied."""
    complete: bool = attrs.field(default=True, eq=False, repr=False)
    """Whether everything that was written is in it. What is absent from an incomplete plan may only be misspelled."""

    @cached_property
    def all(self) -> Mapping[str, Declaration]:
        return {**self.written, **self.expanded} if self.expanded else self.written

    @overload
    def __getitem__(self, key: Ref[D]) -> D: ...
    @overload
    def __getitem__(self, key: str) -> Declaration: ...
    def __getitem__(self, key: Any) -> Any:
        """The declaration of that name. Raises UnknownNameError, with a suggestion."""
        try:
            return self.all[str(key)]
        except KeyError:
            raise UnknownNameError("thing", str(key), self.all) from None

    def __contains__(self, key: object) -> bool:
        return str(key) in self.all

    def of(self, cls: type[D]) -> tuple[D, ...]:
        """All declarations of a kind, in the order of the files."""
        return self._by_class.get(cls, ())

    def one(self, cls: type[D]) -> D | None:
        """The first declaration of a kind, for kinds that come once."""
        return next(iter(self.of(cls)), None)

    def within(self, parent: Declaration, cls: type[D]) -> tuple[D, ...]:
        """Declarations of a kind that stand directly in `parent`."""
        return tuple(d for d in self._by_parent.get(parent.name, ()) if isinstance(d, cls))

    def users(self, name: str) -> tuple[tuple[str, str], ...]:
        """(declaration, property) pairs that refer to `name`."""
        return self._users.get(name, ())

    def kept(self, make: Callable[..., T], *about: object) -> T:
        """What `make(plan, *about)` gives, made once for all who ask this plan; in a `Session` also for later plans.

        After an edit it is made anew only if something that it asked the plan for has another value. So it has to be a
        value itself, made of names, numbers and dates, and equal to another if the same is so. It must not hold
        declarations, places or findings: those move. `make` is a function of a module. Raises what `make` raises.
        """
        key = (make, about)
        if key not in self._kept:
            self._kept[key] = make(self, *about)
        made: T = self._kept[key]
        return made

    def found(self, look: Callable[..., Iterable[Finding]], *about: object) -> tuple[Finding, ...]:
        """The findings of `look(plan, *about)`, made once; in a `Session` again only where an edit touches them.

        For a check that finds much: with a call for each thing that it speaks of, only the edited ones are spoken of
        anew. As to `look` and `about` see `kept`.
        """
        key = (look, about)
        if key not in self._kept:
            self._kept[key] = tuple(look(self, *about))
        made: tuple[Finding, ...] = self._kept[key]
        return made

    @cached_property
    def _kept(self) -> dict[object, Any]:
        return {}

    @cached_property
    def _by_class(self) -> dict[type, tuple[Any, ...]]:
        out: dict[type, list[Any]] = {}
        for d in self.all.values():
            out.setdefault(type(d), []).append(d)
        return {k: tuple(v) for k, v in out.items()}

    @cached_property
    def _by_parent(self) -> dict[str, tuple[Declaration, ...]]:
        out: dict[str, list[Declaration]] = {}
        for d in self.all.values():
            out.setdefault(d.parent, []).append(d)
        return {k: tuple(v) for k, v in out.items()}

    @cached_property
    def _users(self) -> dict[str, tuple[tuple[str, str], ...]]:
        out: dict[str, list[tuple[str, str]]] = {}
        for d in self.all.values():
            for word, target in references(d):
                out.setdefault(target.name, []).append((d.name, word))
        return {k: tuple(v) for k, v in out.items()}


def references(d: Declaration) -> Iterator[tuple[str, Ref[Any]]]:
    """(property word, reference) for every reference that a declaration makes, formulas included."""
    cls: Any = type(d)
    for word, field in _referring(cls):
        if value := getattr(d, field):
            yield from ((word, r) for r in _inside(value))
    for word, changes in d.changes.items():
        yield from ((word, r) for c in changes for r in (*_inside(c.value), *_inside(c.when)))


@cache
def _referring(cls: Any) -> tuple[tuple[str, str], ...]:
    """Words and fields of the properties whose values can name other things: only they need to be looked into."""
    return tuple((word, p.field) for word, p in props(cls).items() if _may_name(p.shape))


def _may_name(shape: Shape[Any]) -> bool:
    match shape:
        case FormulaShape() | PatchesShape():
            return True
        case Many(of):
            return _may_name(of)
        case Clauses(record):
            return any(_may_name(p.shape) for p in props(record).values())
        case TableShape(key, value):
            return _may_name(key) or _may_name(value)
        case Either(options):
            return any(_may_name(o) for o in options)
    return holds_references(shape)


def _inside(value: Any) -> Iterator[Ref[Any]]:
    if isinstance(value, Ref):
        yield value
    elif value is None or isinstance(value, str | Amount | Spread | date):
        return
    elif isinstance(value, tuple):
        for x in value:
            yield from _inside(x)
    elif isinstance(value, Mapping):
        for k, v in value.items():
            yield from _inside(k)
            yield from _inside(v)
    elif attrs.has(type(value)):
        for a in attrs.fields(type(value)):
            yield from _inside(getattr(value, a.name))
