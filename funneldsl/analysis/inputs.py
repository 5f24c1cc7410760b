"""What is uncertain in a plan: the unknown numbers that differ from world to world."""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.network import Basis, Derived, Network, Timed
from funneldsl.worlds import Worlds, factors

Floats = NDArray[np.float64]


@frozen(eq=False)
class Input:
    """An unknown number: its path, its position among the parameters, on what it rests, its values (world,)."""

    name: str
    position: int
    basis: Basis
    values: Floats
    scale: float
    """What one unit as written counts in the unit of the values."""


def inputs(network: Network, worlds: Worlds) -> tuple[Input, ...]:
    """The parameters that differ between worlds and follow from no others."""
    return tuple(
        Input(parameter.name, position, parameter.basis, column, parameter.scale)
        for position, parameter in enumerate(network.parameters)
        if not isinstance(parameter.law, Derived | Timed)
        and np.ptp(column := worlds.values[:, position]) > 0
    )


def told(name: str) -> str:
    """How a person calls an input: `a -> b` for the share of a flow, `a.b in dear` for what a scenario says."""
    path, _, rest = name.partition("#")
    path = path.removesuffix(".share") if "->" in path else path
    return f"{path} in {rest.partition('#')[0]}" if rest else path


def groups(network: Network, known: tuple[Input, ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Inputs that are drawn together, by a name for all of them; each other one by itself.

    What the tasks of one person take leans on a shared factor (SEMANTICS 37), and what the plan correlates goes
    together, so that these cannot be told apart.
    """
    shared = factors(network)
    for row in network.correlations:
        shared |= dict.fromkeys(row.parameters, f"numbers of {row.name}")
    found: dict[str, list[int]] = {}
    for number, one in enumerate(known):
        found.setdefault(shared.get(one.position, one.name), []).append(number)
    return tuple(
        (name if len(members) > 1 else known[members[0]].name, tuple(members))
        for name, members in found.items()
    )
