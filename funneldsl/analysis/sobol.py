"""Sobol indices of a result: shares of its variance by group of inputs, from runs made for the purpose (SALib).

Rows are sampled as Saltelli proposes (Computer Physics Communications 145, 2002), first-order and total shares are
estimated as in Saltelli et al. (Computer Physics Communications 181, 2010). A forecast has luck of its own in every
world. It adds its variance to every total share, for each is measured by what changes when one group is drawn anew. The
first rows are therefore run twice, with other luck: half the mean squared difference is the variance of luck, and its
share is taken off. What remains is measured against the whole variance, luck included.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from funneldsl.analysis.inputs import Input, groups, inputs
from funneldsl.analysis.outcomes import outcome
from funneldsl.analysis.sensitivity import Influence, Sensitivity
from funneldsl.analysis.study import Study
from funneldsl.errors import FunnelError
from funneldsl.model.correlating import factor
from funneldsl.network import Derived, Id, Network, Timed
from funneldsl.quantiles import quantile
from funneldsl.worlds import BLOCK, SHARED, factors

Floats = NDArray[np.float64]
Rows = Callable[[Floats], Floats]
"""Results (row,) of rows in the unit cube (row, input), each with luck of its own."""

BATCH = 16 * BLOCK
"""So many worlds are run at a time."""
_EDGE = 1e-9
"""Quantiles stay so far from 0 and 1."""


@frozen(eq=False)
class Indices:
    """Shares of the variance by group, and standard errors."""

    first: Floats
    total: Floats
    error: Floats
    """Of `total`."""
    noise: float
    """Share of luck."""
    runs: int


def indices(
    run: Rows, groups: Sequence[Sequence[int]], base: int, seed: int
) -> tuple[Indices, ...]:
    """Indices of each column of what `run` gives (row, result), by group of inputs; `base` is a power of 2.

    Rows are `base` times the number of groups and three. Raises FunnelError where SALib is missing.
    """
    sample, analyze = _salib()
    problem = _problem(groups)
    rows = sample(problem, base, calc_second_order=False, seed=seed)
    step = len(groups) + 2
    results = run(np.concatenate([rows, rows[::step]]))
    results = results[:, None] if results.ndim == 1 else results
    found = []
    for column in results.T:
        once, again = column[: len(rows)], column[len(rows) :]
        found.append(_of(analyze, problem, once, again, step, seed))
    return tuple(found)


def _of(
    analyze: Any, problem: dict[str, Any], once: Floats, again: Floats, step: int, seed: int
) -> Indices:
    count = step - 2
    ends = np.concatenate([once[::step], once[step - 1 :: step]])
    spread = float(ends.var())
    if spread <= 1e-12 * max(1.0, float((ends**2).mean())):
        none = np.zeros(count)
        return Indices(none, none, none, 0.0, len(once) + len(again))
    told = analyze(problem, once, calc_second_order=False, seed=seed)
    squares = (once[::step] - again) ** 2 / 2
    noise = float(squares.mean()) / spread
    doubt = float(squares.std()) / len(squares) ** 0.5 / spread
    error = np.hypot(np.asarray(told["ST_conf"]) / 1.96, doubt)
    total = np.asarray(told["ST"]) - noise
    return Indices(np.asarray(told["S1"]), total, error, noise, len(once) + len(again))


def _problem(groups: Sequence[Sequence[int]]) -> dict[str, Any]:
    group_of = {i: f"g{g}" for g, members in enumerate(groups) for i in members}
    count = len(group_of)
    told: dict[str, Any] = {"num_vars": count, "bounds": [[0.0, 1.0]] * count}
    told["names"] = [f"x{i}" for i in range(count)]
    if any(len(members) > 1 for members in groups):
        told["groups"] = [group_of[i] for i in range(count)]
    return told


def _salib() -> tuple[Any, Any]:
    try:
        from SALib.analyze import sobol as analysis
        from SALib.sample import sobol as sampling
    except ImportError as e:
        raise FunnelError(
            "Sobol indices need SALib; install it with `pip install funneldsl[sobol]`"
        ) from e
    return sampling.sample, analysis.analyze


# --- of a plan ------------------------------------------------------------------------------------------


def with_sobol(
    study: Study,
    found: Sequence[Sensitivity],
    base: int,
    progress: Callable[[float], None] = lambda share: None,
) -> tuple[Sensitivity, ...]:
    """The same answers with shares by Sobol's method; bars stay as they were told from the first draws.

    Raises FunnelError where SALib is missing, and what a forecast raises.
    """
    network = study.network()
    known = inputs(network, study.draw(network))
    told = groups(network, known)
    cube = _Cube(network, known, told)
    names = [one.of for one in found]

    def run(rows: Floats) -> Floats:
        results = []
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            asked = attrs.evolve(study, worlds=len(part), first=study.first + start)
            forecast = asked.given(network, cube.columns(part))
            results.append(np.stack([outcome(forecast, name).values for name in names], axis=1))
            progress((start + len(part)) / len(rows))
        return np.concatenate(results)

    if not known or not found:
        return tuple(found)
    all_found = indices(run, [members for _, members in told], base, study.seed)
    position = {name: g for g, (name, _) in enumerate(told)}
    return tuple(
        _replaced(one, one_indices, position)
        for one, one_indices in zip(found, all_found, strict=True)
    )


def _replaced(one: Sensitivity, told: Indices, position: dict[str, int]) -> Sensitivity:
    def of(influence: Influence) -> Influence:
        g = position[influence.name]
        return attrs.evolve(
            influence,
            first=float(told.first[g]),
            total=float(told.total[g]),
            error=float(told.error[g]),
        )

    influences = sorted(
        map(of, one.influences), key=lambda i: (-i.total, -abs(i.bar.swing), i.name)
    )
    return attrs.evolve(
        one, influences=tuple(influences), explained=1.0 - told.noise, runs=told.runs
    )


class _Cube:
    """Rows of the unit cube as values of inputs: each its own quantile, correlated ones joined as in the worlds."""

    def __init__(
        self,
        network: Network,
        known: Sequence[Input],
        told: Sequence[tuple[str, tuple[int, ...]]],
    ) -> None:
        self._network, self._known = network, known
        self._joined = [
            (members, np.array(_lower(network, [known[m].position for m in members])))
            for _, members in told
            if len(members) > 1
        ]

    def columns(self, rows: Floats) -> dict[Id, Floats]:
        """By position of the parameter."""
        from scipy.special import ndtr, ndtri

        rows = np.clip(rows, _EDGE, 1 - _EDGE)
        for members, lower in self._joined:
            chosen = list(members)
            rows[:, chosen] = ndtr(ndtri(rows[:, chosen]) @ lower.T)
        found: dict[Id, Floats] = {}
        for number, one in enumerate(self._known):
            row = self._network.parameters[one.position]
            assert not isinstance(row.law, Derived | Timed)  # noqa: S101 - inputs are drawn
            found[one.position] = quantile(row.law, rows[:, number]) * row.scale
        return found


def _lower(network: Network, positions: Sequence[Id]) -> tuple[tuple[float, ...], ...]:
    """The factor that joins normal scores of these parameters."""
    for row in network.correlations:
        if positions[0] in row.parameters:
            at = [row.parameters.index(p) for p in positions]
            scores = [[row.scores[a][b] for b in at] for a in at]
            break
    else:
        shared = factors(network)
        scores = [
            [1.0 if a == b else SHARED * (shared.get(a) == shared.get(b)) for b in positions]
            for a in positions
        ]
    lower = factor(scores)
    if lower is None:
        raise FunnelError("the correlations of these numbers contradict each other")
    return lower
