"""On what a result depends: bars from P10 to P90 of each input, and shares of its spread."""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.analysis.inputs import Input, groups, inputs
from funneldsl.analysis.levers import levers
from funneldsl.analysis.outcomes import outcome
from funneldsl.analysis.shares import cleared, normal_scores, variance_shares
from funneldsl.analysis.study import Study
from funneldsl.analysis.tornado import HIGH, LOW, Bar, bar
from funneldsl.model.plan import Plan
from funneldsl.network import Basis
from funneldsl.results import Forecast

Floats = NDArray[np.float64]


@frozen
class Part:
    """One of several numbers that the plan correlates: its ends, and the result there.

    Where it is low, the others are as low (or high) as the correlation makes them.
    """

    name: str
    low: str
    high: str
    bar: Bar


@frozen
class Influence:
    """What one input does to a result."""

    name: str
    """Its path, or `tasks of PERSON` for those that are drawn together."""
    inputs: tuple[str, ...]
    basis: Basis
    """The weakest of them: a guess, if one is a guess."""
    low: str
    """Its P10 as one would write it; empty for inputs that are drawn together."""
    high: str
    bar: Bar
    first: float
    """Share of the variance of the result that goes with it alone."""
    total: float
    """The same with what it does together with others."""
    error: float
    """Standard error of `total`."""
    parts: tuple[Part, ...] = ()
    """Of numbers that the plan correlates, each of them: they have one share, for nothing tells them apart."""


@frozen
class Sensitivity:
    """All influences on a result, the largest first."""

    of: str
    unit: str
    mean: float
    error: float
    """Standard error of the mean."""
    worlds: int
    influences: tuple[Influence, ...]
    explained: float
    """Share of the variance that all inputs explain; the rest is chance inside the worlds."""
    runs: int = 0
    """Worlds that were run for Sobol indices; 0 where shares are told from the draws already made."""


def sensitivity(study: Study, of: str, forecast: Forecast | None = None) -> Sensitivity:
    """What decides `of`: a goal, a check, an account such as `profit`, or `value`, the proceeds of a sale.

    Nothing is run again: everything is told from the worlds of one forecast, which is made if it is not given. Raises
    UnknownNameError, and what a forecast raises.
    """
    network = study.network()
    worlds = study.draw(network)
    asked = outcome(forecast or study.simulate(network, worlds), of)
    known = inputs(network, worlds)
    told = groups(network, known)
    table = np.stack([i.values for i in known], axis=1) if known else np.zeros((len(worlds), 0))
    members_of = [members for _, members in told]
    shares = variance_shares(table, asked.values, members_of)
    clear = cleared(table, asked.values, members_of)
    written = Writing(study.plan, network.currency)
    correlated = {f"numbers of {row.name}" for row in network.correlations}
    found = [
        Influence(
            name,
            tuple(known[m].name for m in members),
            _weakest([known[m].basis for m in members]),
            *(written.ends(known[members[0]]) if len(members) == 1 else ("", "")),
            bar(_level(table, members), clear[:, g]),
            float(shares.first[g]),
            float(shares.total[g]),
            float(shares.error[g]),
            tuple(
                Part(known[m].name, *written.ends(known[m]), bar(table[:, m], clear[:, g]))
                for m in (members if name in correlated else ())
            ),
        )
        for g, (name, members) in enumerate(told)
    ]
    ordered = sorted(found, key=lambda i: (-i.total, -abs(i.bar.swing), i.name))
    return Sensitivity(
        of,
        asked.unit,
        asked.mean,
        asked.error,
        len(worlds),
        tuple(ordered),
        shares.explained,
    )


def _level(table: Floats, members: tuple[int, ...]) -> Floats:
    """How high the inputs of a group are: the values of one, the mean of the normal scores of several."""
    if len(members) == 1:
        return table[:, members[0]]
    return np.asarray(normal_scores(table[:, list(members)]).mean(axis=1), dtype=np.float64)


_STRONGEST_FIRST = (Basis.MEASURED, Basis.STATED, Basis.SOURCED, Basis.GUESS)


def _weakest(bases: list[Basis]) -> Basis:
    return max(bases, key=_STRONGEST_FIRST.index)


class Writing:
    """How values of inputs are written in the plan."""

    def __init__(self, plan: Plan, currency: str) -> None:
        self._levers = {one.parameter: one for one in levers(plan)}
        self._currency = currency

    def ends(self, one: Input) -> tuple[str, str]:
        """P10 and P90."""
        low, high = np.quantile(one.values / one.scale, (LOW, HIGH)).tolist()
        return self.told(one.name, low), self.told(one.name, high)

    def told(self, name: str, value: float) -> str:
        """A value of the number of this name, as one would write it."""
        rounded = float(f"{value:.3g}")
        if name in self._levers:
            return self._levers[name].told(rounded, self._currency)
        return f"{rounded:g}"
