"""A plan that notes what is asked of it. So an answer can be kept for as long as all that it rests on is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress, count
from operator import is_not
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define, evolve, field, frozen

from funneldsl.model.kinds import Declaration
from funneldsl.model.plan import Plan, references

if TYPE_CHECKING:
    from funneldsl.diagnostics import Finding

Kept = tuple[Callable[..., Any], tuple[object, ...], bool]
"""What is made of a plan: the function, what it is asked about, and whether what comes of it holds places."""

D = TypeVar("D", bound=Declaration)
T = TypeVar("T")


@define(eq=False)
class Asked:
    """What somebody asked of a plan."""

    names: set[str] = field(factory=set)
    """For the declaration of each of these names."""
    kinds: set[type] = field(factory=set)
    """For all declarations of each of these kinds."""
    parents: set[str] = field(factory=set)
    """For what stands in each of these."""
    users: set[str] = field(factory=set)
    """For what refers to each of these."""
    everything: bool = False
    """For all declarations, one by one."""
    listed: bool = False
    """For all names, in order."""
    complete: bool = False
    """Whether everything is in it."""
    before: bool = False
    """For the plan as it was before a scenario. What is asked of that is not noted."""
    kept: dict[Kept, Any] = field(factory=dict)
    """For what was made of the plan, and what that was."""

    def is_touched(self, new: Difference) -> bool:
        """Whether an answer may be another one now, as far as declarations go: `kept` is another question."""
        return (
            self.before
            or (self.everything and bool(new.names))
            or (self.listed and new.lists)
            or (self.complete and new.complete)
            or not self.kinds.isdisjoint(new.kinds)
            or not self.names.isdisjoint(new.names)
            or not self.parents.isdisjoint(new.parents)
            or not self.users.isdisjoint(new.users)
        )


@frozen
class Difference:
    """Where two plans differ: names whose declarations are not the same, and what follows from that."""

    names: frozenset[str] = frozenset()
    kinds: frozenset[type] = frozenset()
    parents: frozenset[str] = frozenset()
    users: frozenset[str] = frozenset()
    lists: bool = False
    """Whether there are other names now, or in another order."""
    complete: bool = False
    """Whether one of them is complete, and the other is not."""

    ordered: bool = True
    """Whether what both have stands in one order."""

    @classmethod
    def between(cls, before: Plan, after: Plan) -> Difference | None:
        """What are not the same objects; None if the order of those that are differs, too."""
        old, new = _without_same_ends(list(before.all.values()), list(after.all.values()))
        was, is_ = {d.name: d for d in old}, {d.name: d for d in new}
        different = {name for name in was.keys() | is_.keys() if was.get(name) is not is_.get(name)}
        if [n for n in was if n not in different] != [n for n in is_ if n not in different]:
            return None
        ordered = [n for n in was if n in is_] == [n for n in is_ if n in was]
        complete = before.complete != after.complete
        return cls(lists=list(was) != list(is_), complete=complete, ordered=ordered).of(
            different, before, after
        )

    def of(self, names: Iterable[str], before: Plan, after: Plan) -> Difference:
        """The same, of these names only."""
        names = frozenset(names)
        touched = [plan.all[n] for plan in (before, after) for n in names if n in plan.all]
        return evolve(
            self,
            names=names,
            kinds=frozenset(map(type, touched)),
            parents=frozenset(d.parent for d in touched),
            users=frozenset(ref.name for d in touched for _, ref in references(d)),
        )

    def in_value(self, before: Plan, after: Plan) -> Difference:
        """What is not equal either: without what only stands elsewhere."""
        if not self.ordered:
            return self
        old, new = before.all, after.all
        return self.of((n for n in self.names if old.get(n) != new.get(n)), before, after)


def _without_same_ends(
    old: Sequence[Declaration], new: Sequence[Declaration]
) -> tuple[Sequence[Declaration], Sequence[Declaration]]:
    """What stands between the same objects at the front and the same at the back."""
    front = next(compress(count(), map(is_not, old, new)), min(len(old), len(new)))
    old, new = old[front:], new[front:]
    pairs = map(is_not, reversed(old), reversed(new))
    back = next(compress(count(), pairs), min(len(old), len(new)))
    return old[: len(old) - back], new[: len(new) - back]


class Watched(Plan):
    """A plan in every way, which notes in `asked` what is asked of it."""

    asked: Asked
    _plan: Plan
    _made: Callable[[Kept, Watched], Any]

    def __init__(self, plan: Plan, made: Callable[[Kept, Watched], Any]) -> None:
        vars(self).update(scenario=plan.scenario, _plan=plan, _made=made, asked=Asked())

    def watch(self) -> Asked:
        """A new note, in which all goes from now on."""
        asked = Asked()
        self.note(asked)
        return asked

    def note(self, asked: Asked) -> None:
        """All goes into this note from now on."""
        vars(self)["asked"] = asked

    @property
    def complete(self) -> bool:
        """As in the plan."""
        self.asked.complete = True
        return self._plan.complete

    @property
    def before(self) -> Plan | None:
        """As in the plan."""
        self.asked.before = self._plan.before is not None
        return self._plan.before

    @property
    def written(self) -> Mapping[str, Declaration]:
        """As in the plan."""
        return _Watching(self._plan.written, self)

    @property
    def expanded(self) -> Mapping[str, Declaration]:
        """As in the plan."""
        return _Watching(self._plan.expanded, self)

    @property
    def all(self) -> Mapping[str, Declaration]:
        """As in the plan."""
        return _Watching(self._plan.all, self)

    def __getitem__(self, key: Any) -> Any:
        """As in the plan."""
        self.asked.names.add(str(key))
        return self._plan[key]

    def __contains__(self, key: object) -> bool:
        self.asked.names.add(str(key))
        return key in self._plan

    def of(self, cls: type[D]) -> tuple[D, ...]:
        """As in the plan."""
        self.asked.kinds.add(cls)
        return self._plan.of(cls)

    def within(self, parent: Declaration, cls: type[D]) -> tuple[D, ...]:
        """As in the plan."""
        self.asked.parents.add(parent.name)
        return self._plan.within(parent, cls)

    def users(self, name: str) -> tuple[tuple[str, str], ...]:
        """As in the plan."""
        self.asked.users.add(name)
        return self._plan.users(name)

    def kept(self, make: Callable[..., T], *about: object) -> T:
        """As in the plan, or in the one before it."""
        made: T = self._ask((make, about, False))
        return made

    def found(self, look: Callable[..., Iterable[Finding]], *about: object) -> tuple[Finding, ...]:
        """As in the plan, or in the one before it."""
        made: tuple[Finding, ...] = self._ask((look, about, True))
        return made

    def _ask(self, key: Kept) -> Any:
        made = self._made(key, self)
        self.asked.kept[key] = made
        return made


class _Watching(Mapping[str, Declaration]):
    """The declarations of a plan that is watched."""

    def __init__(self, declarations: Mapping[str, Declaration], plan: Watched) -> None:
        self._declarations, self._plan = declarations, plan

    def __getitem__(self, name: str) -> Declaration:
        self._plan.asked.names.add(name)
        return self._declarations[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The declaration of that name."""
        self._plan.asked.names.add(name)
        return self._declarations.get(name, default)

    def __contains__(self, name: object) -> bool:
        self._plan.asked.names.add(str(name))
        return name in self._declarations

    def __iter__(self) -> Iterator[str]:
        self._plan.asked.listed = True
        return iter(self._declarations)

    def __len__(self) -> int:
        self._plan.asked.listed = True
        return len(self._declarations)

    def keys(self) -> Any:
        """All names."""
        self._plan.asked.listed = True
        return self._declarations.keys()

    def values(self) -> Any:
        """All declarations."""
        return self._every().values()

    def items(self) -> Any:
        """Both."""
        return self._every().items()

    def _every(self) -> Mapping[str, Declaration]:
        self._plan.asked.everything = True
        return self._declarations
