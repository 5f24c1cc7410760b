"""A plan that notes what is asked of it. So an answer can be kept for as long as all that it rests on is the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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

    def is_touched(self, new: Difference) -> bool:
        """Whether an answer may be another one now."""
        return (
            (self.everything and bool(new.names))
            or not self.kinds.isdisjoint(new.kinds)
            or not self.names.isdisjoint(new.names)
            or not self.parents.isdisjoint(new.parents)
            or not self.users.isdisjoint(new.users)
        )


@frozen
class Difference:
    """Where two plans differ: names whose declarations are not the same objects, and what follows from that."""

    names: frozenset[str] = frozenset()
    kinds: frozenset[type] = frozenset()
    parents: frozenset[str] = frozenset()
    users: frozenset[str] = frozenset()

    @classmethod
    def between(cls, before: Plan, after: Plan) -> Difference | None:
        """What differs; None if the two cannot be compared, because the order of what is in both differs."""
        old, new = before.all, after.all
        different = {name for name, d in new.items() if old.get(name) is not d}
        different.update(old.keys() - new.keys())
        if [n for n in old if n not in different] != [n for n in new if n not in different]:
            return None
        touched = [plan[name] for plan in (old, new) for name in different if name in plan]
        return cls(
            frozenset(different),
            frozenset(map(type, touched)),
            frozenset(d.parent for d in touched),
            frozenset(ref.name for d in touched for _, ref in references(d)),
        )


class Watched(Plan):
    """A plan in every way, which notes in `asked` what is asked of it."""

    asked: Asked
    _plan: Plan

    def __init__(self, plan: Plan) -> None:
        facts = {"scenario": plan.scenario, "before": plan.before, "complete": plan.complete}
        vars(self).update(facts, _plan=plan, asked=Asked())

    def watch(self) -> Asked:
        """A new note, in which all goes from now on."""
        asked = Asked()
        vars(self)["asked"] = asked
        return asked

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
        return iter(self._every())

    def __len__(self) -> int:
        return len(self._every())

    def keys(self) -> Any:
        """All names."""
        return self._every().keys()

    def values(self) -> Any:
        """All declarations."""
        return self._every().values()

    def items(self) -> Any:
        """Both."""
        return self._every().items()

    def _every(self) -> Mapping[str, Declaration]:
        self._plan.asked.everything = True
        return self._declarations
