"""What people did in blocks of worlds that were computed together, and the same of each block alone.

People are computed for several blocks at a time, because days go by one after the other; money is then counted block
by block, because its tables fit into the memory next to the processor.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any, TypeVar

import numpy as np
from attrs import evolve, fields, frozen

from funneldsl_forecast.billing import Billing
from funneldsl_forecast.channels import Traffic
from funneldsl_forecast.flow.books import Books
from funneldsl_forecast.flow.people import People
from funneldsl_forecast.flow.split import Split
from funneldsl_forecast.flow.state import State
from funneldsl_forecast.scene import Scene

Value = TypeVar("Value")


@frozen(eq=False)
class Happened:
    """What remains of people who have run."""

    scene: Scene
    """Of the plan in copies, one for each sort of people."""
    split: Split
    state: State
    traffic: Mapping[int, Traffic]
    """By channel of the plan."""
    books: Mapping[int, Books]
    """By sale that is a subscription."""
    billings: Mapping[int, Billing]

    @classmethod
    def of(cls, people: People) -> Happened:
        """To all of them."""
        accounts = people.accounts
        return cls(
            people.scene,
            people.split,
            people.state,
            people.traffic,
            accounts.books,
            accounts.billings,
        )

    def in_worlds(self, part: slice, scene: Scene) -> Happened:
        """To those of some worlds, whose scene is given."""
        whole = self.scene.worlds
        state = in_worlds(self.state, whole, part)
        state.scene = scene
        return evolve(
            self,
            scene=scene,
            state=state,
            traffic={n: in_worlds(t, whole, part) for n, t in self.traffic.items()},
            books={n: _books(b, whole, part) for n, b in self.books.items()},
        )


def _books(books: Books, whole: int, part: slice) -> Books:
    found = in_worlds(books, whole, part)
    found.claimed_in(part)
    return found


def in_worlds(value: Value, whole: int, part: slice) -> Value:
    """The same value with tables of some of all worlds: arrays with worlds as their last axis, one by one or in lists."""
    found = copy(value)
    for attribute in fields(type(value)):  # type: ignore[arg-type]
        cut = _cut(getattr(value, attribute.name), whole, part)
        object.__setattr__(found, attribute.name, cut)
    return found


def _cut(value: Any, whole: int, part: slice) -> Any:
    if isinstance(value, np.ndarray):
        return value[..., part] if value.shape[-1:] == (whole,) else value
    if isinstance(value, list):
        return [_cut(v, whole, part) for v in value]
    if isinstance(value, dict):
        return {k: _cut(v, whole, part) for k, v in value.items()}
    return value
