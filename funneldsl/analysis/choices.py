"""What can be chosen in a plan: how a budget is shared, numbers in their ranges, the order of projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

import attrs

from funneldsl.analysis.allocating import Split, transfers
from funneldsl.analysis.allocating import starts as splits
from funneldsl.frozen import frozen
from funneldsl.model.plan import Plan
from funneldsl.model.projects import Project
from funneldsl.model.values import Fixed

ALL_ORDERS = 3
"""Of so many projects every order is a start."""


@frozen
class Choice:
    """One way to decide; parts that are not asked for are empty."""

    split: Split = ()
    """Shares of the budget; the last one is not spent."""
    places: tuple[float, ...] = ()
    """Where each number is between the lowest (0) and the highest (1) that it may be."""
    order: tuple[int, ...] = ()
    """Projects by their positions in the plan, the first one first."""


def starts(now: Choice) -> Iterator[Choice]:
    """Today's choice, then others that differ in one respect: other splits, numbers at their ends, other orders."""
    yield now
    if now.split:
        for split in splits(len(now.split)):
            yield attrs.evolve(now, split=split)
    for number in range(len(now.places)):
        for place in (0.0, 0.5, 1.0):
            yield attrs.evolve(now, places=_with(now.places, number, place))
    for order in _orders(now.order):
        yield attrs.evolve(now, order=order)


def steps(choice: Choice, size: float) -> Sequence[Choice | None]:
    """What is one step away: a part of the budget moved, a number moved, two projects swapped."""
    found: list[Choice | None] = [
        attrs.evolve(choice, split=split) if split is not None else None
        for split in transfers(choice.split, size)
    ]
    for number, place in enumerate(choice.places):
        for there in (min(1.0, place + size), max(0.0, place - size)):
            moved = _with(choice.places, number, round(there, 12))
            found.append(attrs.evolve(choice, places=moved) if there != place else None)
    for one, other in combinations(range(len(choice.order)), 2):
        order = list(choice.order)
        order[one], order[other] = order[other], order[one]
        found.append(attrs.evolve(choice, order=tuple(order)))
    return found


def _orders(order: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    if len(order) <= ALL_ORDERS:
        yield from permutations(order) if order else ()
    else:
        yield order[::-1]


def _with(places: tuple[float, ...], number: int, place: float) -> tuple[float, ...]:
    return (*places[:number], place, *places[number + 1 :])


def ordered(plan: Plan, order: Sequence[str]) -> Plan:
    """The plan with its projects written in another order, by their names: who is free takes the first one.

    What a task waits for (`after`) stays as it is.
    """
    rank = {name: place for place, name in enumerate(order)}
    blocks: dict[str, list[str]] = {name: [] for name in order}
    for d in plan.written.values():
        if (owner := _owner(plan, d.name, d.parent)) in rank:
            blocks[owner].append(d.name)
    turn = iter(order)
    written = {}
    for name, d in plan.written.items():
        owner = _owner(plan, name, d.parent)
        if owner not in rank:
            written[name] = d
        elif name == owner:
            written |= {inside: plan.written[inside] for inside in blocks[next(turn)]}
    return attrs.evolve(plan, written=Fixed(written), before=plan.before or plan)


def _owner(plan: Plan, name: str, parent: str) -> str:
    """The project that it is, or stands in."""
    if isinstance(plan.written.get(name), Project):
        return name
    return parent if isinstance(plan.written.get(parent), Project) else ""
