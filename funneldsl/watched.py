"""A plan that notes what is asked of it. So an answer can be kept for as long as all that it rests on is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import compress
from operator import is_not
from typing import Any, TypeVar

from attrs import define, field, frozen

from funneldsl.model.kinds import Declaration
from funneldsl.model.plan import Plan, references

D = TypeVar("D", bound=Declaration)


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

    def is_touched(self, new: Difference) -> bool:
        """Whether an answer may be another one now."""
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

    @classmethod
    def between(cls, before: Plan, after: Plan) -> Difference | None:
        """What are not the same objects; None if the order of what is in both plans differs, too."""
        old, new = before.all, after.all
        if list(old) == list(new):
            return cls.of(compress(new, map(is_not, old.values(), new.values())), before, after)
        different = {name for name, d in new.items() if old.get(name) is not d}
        different.update(old.keys() - new.keys())
        kept = ([n for n in names if n not in different] for names in (old, new))
        if next(kept) != next(kept):
            return None
        return cls.of(different, before, after)

    @classmethod
    def of(cls, names: Iterable[str], before: Plan, after: Plan) -> Difference:
        """Of these names."""
        names = frozenset(names)
        touched = [plan.all[n] for plan in (before, after) for n in names if n in plan.all]
        return cls(
            names,
            frozenset(map(type, touched)),
            frozenset(d.parent for d in touched),
            frozenset(ref.name for d in touched for _, ref in references(d)),
            [n for n in names if n in before.all] != [n for n in names if n in after.all]
            or not _in_one_order(names, before, after),
            before.complete != after.complete,
        )

    def in_value(self, before: Plan, after: Plan) -> Difference:
        """What is not equal either: without what only stands elsewhere."""
        if not _in_one_order(self.names, before, after):
            return self
        old, new = before.all, after.all
        return self.of((n for n in self.names if old.get(n) != new.get(n)), before, after)


def _in_one_order(names: frozenset[str], before: Plan, after: Plan) -> bool:
    """Whether those names that both plans have stand in the same places of the order."""
    old, new = before.all, after.all
    if names.isdisjoint(new) or list(old) == list(new):
        return True
    return [n for n in old if n in new] == [n for n in new if n in old]


class Watched(Plan):
    """A plan in every way, which notes in `asked` what is asked of it."""

    asked: Asked
    _plan: Plan

    def __init__(self, plan: Plan) -> None:
        vars(self).update(scenario=plan.scenario, _plan=plan, asked=Asked())

    def watch(self) -> Asked:
        """A new note, in which all goes from now on."""
        asked = Asked()
        vars(self)["asked"] = asked
        return asked

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
