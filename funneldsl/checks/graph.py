"""Circles in what leads to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def components(edges: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Groups of things of which each leads to every other, each group after those that it leads to.

    Tarjan's algorithm (SIAM Journal on Computing 1, 1972), with a stack of its own so that a long chain
    needs no deep recursion. Targets that are no key lead nowhere.
    """
    return tuple(_Search(edges).groups())


def circles(edges: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """The groups that hold a circle, self-circles included; each in the order of `edges`."""
    position = {name: i for i, name in enumerate(edges)}
    if _all_one_way(edges, position):
        return
    for group in components(_without_ends(edges)):
        if len(group) > 1 or group[0] in edges.get(group[0], ()):
            yield tuple(sorted(group, key=lambda name: position.get(name, len(position))))


def _all_one_way(edges: Mapping[str, Iterable[str]], position: Mapping[str, int]) -> bool:
    """Whether each leads only to later ones, or each only to earlier ones: then there is no circle."""
    onwards = back = False
    for here, targets in enumerate(edges.values()):
        for target in targets:
            there = position.get(target)
            if there is not None:
                onwards, back = onwards or there > here, back or there < here
                if there == here or (onwards and back):
                    return False
    return True


def _without_ends(edges: Mapping[str, Iterable[str]]) -> Mapping[str, Iterable[str]]:
    """Without most of what leads nowhere, which is in no circle: a short way to find that there is none."""
    for _ in range(4):
        left = {name: [t for t in targets if t in edges] for name, targets in edges.items()}
        left = {name: targets for name, targets in left.items() if targets}
        if len(left) == len(edges):
            return edges
        edges = left
    return edges


def round_trip(edges: Mapping[str, Iterable[str]], group: tuple[str, ...]) -> tuple[str, ...]:
    """One shortest circle through the first of a group: `a, b, c` stands for a to b to c to a."""
    first, inside = group[0], set(group)
    came: dict[str, str] = {}
    queue = [first]
    for name in queue:
        for target in edges.get(name, ()):
            if target == first:
                return _back(came, first, name)
            if target in inside and target not in came:
                came[target] = name
                queue.append(target)
    return group


def _back(came: Mapping[str, str], first: str, last: str) -> tuple[str, ...]:
    path = [last]
    while path[-1] != first:
        path.append(came[path[-1]])
    return tuple(reversed(path))


def reached(edges: Mapping[str, Iterable[str]], starts: Iterable[str]) -> set[str]:
    """Everything that the starts lead to, themselves included."""
    seen = set(starts)
    queue = list(seen)
    for name in queue:
        new = [t for t in edges.get(name, ()) if t not in seen]
        seen.update(new)
        queue += new
    return seen


class _Search:
    """One run of Tarjan's algorithm."""

    def __init__(self, edges: Mapping[str, Iterable[str]]) -> None:
        self.edges = edges
        self.order: dict[str, int] = {}
        self.lowest: dict[str, int] = {}
        self.stack: list[str] = []
        self.waiting: set[str] = set()

    def groups(self) -> Iterator[tuple[str, ...]]:
        for name in self.edges:
            if name not in self.order:
                yield from self._from(name)

    def _from(self, root: str) -> Iterator[tuple[str, ...]]:
        path = [(root, iter(self.edges.get(root, ())))]
        self._enter(root)
        while path:
            name, targets = path[-1]
            new = self._next(name, targets)
            if new is not None:
                self._enter(new)
                path.append((new, iter(self.edges.get(new, ()))))
                continue
            path.pop()
            if path:
                above = path[-1][0]
                self.lowest[above] = min(self.lowest[above], self.lowest[name])
            if self.lowest[name] == self.order[name]:
                yield self._close(name)

    def _enter(self, name: str) -> None:
        self.order[name] = self.lowest[name] = len(self.order)
        self.stack.append(name)
        self.waiting.add(name)

    def _next(self, name: str, targets: Iterator[str]) -> str | None:
        for target in targets:
            if target not in self.order:
                return target
            if target in self.waiting:
                self.lowest[name] = min(self.lowest[name], self.order[target])
        return None

    def _close(self, name: str) -> tuple[str, ...]:
        group: list[str] = []
        while not group or group[-1] != name:
            group.append(self.stack.pop())
        self.waiting.difference_update(group)
        return tuple(reversed(group))
