"""Which numbers are worth knowing better before one chooses between ways to go."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.analysis.information import Worth, hits_of, knowing, knowing_all
from funneldsl.analysis.inputs import Input, inputs
from funneldsl.analysis.levers import spaced
from funneldsl.analysis.outcomes import outcome
from funneldsl.analysis.study import Study
from funneldsl.errors import FunnelError, UnknownNameError
from funneldsl.network import Basis
from funneldsl.results import Forecast

Floats = NDArray[np.float64]

NOTHING = "nothing"
"""The way to leave it all: it costs nothing and brings nothing."""


@frozen
class Way:
    """One of the ways to go: its mean payoff, and in which share of worlds it is the best."""

    name: str
    mean: float
    error: float
    best: float


@frozen
class Known:
    """What it would be worth to know one number: exactly, or by a test with some people."""

    name: str
    basis: Basis
    worth: Worth
    people: int = 0
    """Of the test; 0 for knowing it exactly."""
    days: int | None = None
    """How many days of the plan go by until so many people have come, on average; None if they never do."""


@frozen
class Worths:
    """The ways, what knowing everything would be worth, and each number alone, the most worth first."""

    of: str
    unit: str
    worlds: int
    ways: tuple[Way, ...]
    all: Worth
    numbers: tuple[Known, ...]
    tests: tuple[Known, ...]


def worth(
    ways: Mapping[str, Study],
    of: str,
    *,
    nothing: bool = False,
    tests: Mapping[str, int] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Worths:
    """What it is worth to know more before choosing one of the ways: studies of the same worlds, by name.

    `nothing` adds the way to do nothing, which pays 0. `tests` asks for tests of shares: people by the path of the
    share. Raises UnknownNameError for an unknown outcome or share, FunnelError for less than two ways.
    """
    if len(ways) + nothing < 2:
        raise FunnelError(
            "there is only one way to go, so knowing more could not change anything; "
            "write the other ways as scenarios, or compare with doing nothing"
        )
    columns: list[Floats] = []
    known: dict[str, Input] = {}
    unit = ""
    first: Forecast | None = None
    for number, study in enumerate(ways.values(), 1):
        network = study.network()
        worlds = study.draw(network)
        forecast = study.simulate(network, worlds)
        first = first or forecast
        found = outcome(forecast, of)
        unit = found.unit
        columns.append(found.values)
        known |= {i.name: i for i in inputs(network, worlds) if i.name not in known}
        if progress is not None:
            progress(number / len(ways))
    if nothing:
        columns.append(np.zeros(len(columns[0])))
    payoffs = np.stack(columns, axis=1)
    names = (*ways, NOTHING) if nothing else tuple(ways)
    one = next(iter(ways.values()))
    numbers = [Known(i.name, i.basis, knowing(i.values, payoffs)) for i in known.values()]
    trials = [_test(known, path, n, payoffs, one.seed, first) for path, n in (tests or {}).items()]
    return Worths(
        of,
        unit,
        len(payoffs),
        tuple(_way(name, payoffs, w) for w, name in enumerate(names)),
        knowing_all(payoffs),
        tuple(sorted(numbers, key=lambda k: -k.worth.value)),
        tuple(trials),
    )


def _way(name: str, payoffs: Floats, number: int) -> Way:
    own = payoffs[:, number]
    best = float((payoffs.argmax(axis=1) == number).mean())
    return Way(name, float(own.mean()), float(own.std() / len(own) ** 0.5), best)


def _test(
    known: Mapping[str, Input],
    path: str,
    people: int,
    payoffs: Floats,
    seed: int,
    forecast: Forecast | None,
) -> Known:
    """A test of a share: its path may leave out `.share` behind a flow."""
    one = known.get(path) or known.get(f"{path}.share") or known.get(f"{spaced(path)}.share")
    if one is None:
        raise UnknownNameError("uncertain number", path, [n.removesuffix(".share") for n in known])
    if one.values.min() < 0 or one.values.max() > 1:
        raise FunnelError(f"{path} is no share, so no test can count it; name a flow or a share")
    found = hits_of(one.values, people, seed)
    days = _days(forecast, one.name, people) if forecast is not None else None
    return Known(one.name, one.basis, knowing(found, payoffs), people, days)


def _days(forecast: Forecast, name: str, people: int) -> int | None:
    """Until so many have entered the stage that a flow comes from."""
    stage, arrow, _ = name.partition(" -> ")
    if not arrow or "stage.entered" not in forecast.series:
        return None
    if stage not in forecast.axes["stage"].labels:
        return None
    entered = forecast.at("stage.entered", statistic="mean", stage=stage)
    enough = np.flatnonzero(entered >= people)
    return int(enough[0]) + 1 if len(enough) else None
