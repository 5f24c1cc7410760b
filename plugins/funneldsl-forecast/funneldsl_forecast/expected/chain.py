"""Where people end up: the flows of a plan as an absorbing Markov chain, at the numbers of the start.

With Q the shares of the flows between stages, normalised, N = (I - Q)^-1 holds the expected visits; whoever rests is
absorbed. The chance to get from one stage to another at all is N_ij / N_jj; moves from a stage on have the mean N1 - 1
and the variance (2N - I)N1 - (N1)^2 (Kemeny and Snell, 1960). Time adds up the delays of the flows, with variances by
conditioning on the first move. Doors are taken to be open, and what leaves or campaigns do after a stage is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import frozen
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.carried import brought_by_its_money
from funneldsl_forecast.channels import Traffic
from funneldsl_forecast.durations import whole_days, whole_days_within
from funneldsl_forecast.expected.delays import Weights
from funneldsl_forecast.expected.walk import Walk
from funneldsl_forecast.flow.split import Split, split
from funneldsl_forecast.flow.structure import Structure
from funneldsl_forecast.scene import NONE, Scene

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables

ENDLESS = 1e9
"""More visits than that: people go round for ever."""


@frozen(eq=False)
class Chain:
    """Flows between stages with their delays; flows from one to another are taken as one."""

    walk: Walk
    delay: Mapping[tuple[int, int], Floats]
    """Mean days by from and to, by world."""
    square: Mapping[tuple[int, int], Floats]
    """Mean of the squared days."""

    def sums(self, values: Mapping[tuple[int, int], Floats]) -> Floats:
        """What a move from each stage brings on average, by (stage, world), of values by from and to."""
        found = np.zeros((self.walk.states, self.walk.worlds))
        for (source, target), share in self.walk.share.items():
            found[source] += share * values[source, target]
        return found

    def told(self, starts: Sequence[int]) -> Told:
        """All that the chain tells of those who appear in some stages."""
        walk = self.walk
        mean = walk.ahead(np.ones((walk.states, walk.worlds)))
        again = 2.0 * walk.ahead(mean) - mean
        days = walk.ahead(self.sums(self.delay))
        second = {
            (i, j): self.square[i, j] + 2.0 * delay * days[j]
            for (i, j), delay in self.delay.items()
        }
        squares = walk.ahead(self.sums(second))

        def known(values: Floats) -> Floats:
            return np.where(mean > ENDLESS, np.nan, values)[list(starts)].T

        return Told(
            (walk.visited(starts) / walk.again()).transpose(2, 0, 1),
            known(mean - 1.0),
            known(np.maximum(again - mean**2, 0.0)),
            known(days),
            known(np.maximum(squares - days**2, 0.0)),
        )


@frozen(eq=False)
class Told:
    """By (world, start, stage), or by (world, start)."""

    reaches: Floats
    """Chance to enter a stage at least once."""
    moves: Floats
    moves_variance: Floats
    days: Floats
    days_variance: Floats


def entries(network: Network) -> tuple[int, ...]:
    """Stages in which people appear: those that channels bring to, and those with people from the start."""
    brought = {c.stage for c in network.channels}
    there = {s for s, row in enumerate(network.stages) if row.already != NONE}
    return tuple(sorted(brought | there))


def chain(
    scene: Scene, traffic: Mapping[int, Traffic], brought: Sequence[Floats]
) -> dict[str, Floats]:
    """The series that rest on it. `brought`: people by channel of the plan in copies, (day, world)."""
    told_apart = split(scene.network)
    copies = scene
    if not told_apart.trivial:
        copies = Scene(
            told_apart.network, scene.values, scene.streams, scene.calendar, scene.launches
        )
    # Where sorts of people are told apart these are the ones of whom the plan says nothing more.
    first = [told_apart.copies(stage)[0] for stage in entries(scene.network)]
    of = chain_of(copies, Structure.of(told_apart).circular)
    told = of.told(first)
    return {
        "expected.conversion": _of_their_sort(told.reaches, told_apart, first),
        "expected.moves": np.stack([told.moves, told.moves_variance], axis=-1),
        "expected.days": np.stack([told.days, told.days_variance], axis=-1),
        "expected.cac": _cac(
            scene, traffic, told_apart.channels, copies, brought, _buyers(copies, of.walk)
        ),
    }


def _of_their_sort(reaches: Floats, split: Split, starts: Sequence[int]) -> Floats:
    """By (world, start, stage of the plan), of chances by (world, start, copy of a stage)."""
    if split.trivial:
        return reaches
    found = np.zeros((*reaches.shape[:2], len(split.whole.stages)))
    for number, start in enumerate(starts):
        mine = [n for n, sort in enumerate(split.sorts) if sort == split.sorts[start]]
        found[:, number, [split.stages[n] for n in mine]] = reaches[:, number, mine]
    return found


def chain_of(scene: Scene, circular: tuple[bool, ...]) -> Chain:
    """The chain of all flows of a plan, at the numbers of the start."""
    share: dict[tuple[int, int], Floats] = {}
    delay: dict[tuple[int, int], Floats] = {}
    square: dict[tuple[int, int], Floats] = {}
    nobody = np.zeros(scene.worlds)
    leaving = np.zeros((len(scene.network.stages), scene.worlds))
    for number, row in enumerate(scene.network.flows):
        weights = _weights(scene, row, int(circular[number]))
        mine = np.clip(scene.value(row.share, 1.0), 0.0, 1.0)
        cell = row.source, row.target
        leaving[row.source] += mine
        share[cell] = share.get(cell, nobody) + mine
        delay[cell] = delay.get(cell, nobody) + mine * weights.mean
        square[cell] = square.get(cell, nobody) + mine * (weights.variance + weights.mean**2)
    whole = np.maximum(leaving, 1.0)
    states = len(scene.network.stages)
    return Chain(
        Walk(states, scene.worlds, {cell: s / whole[cell[0]] for cell, s in share.items()}),
        {cell: _each(d, share[cell]) for cell, d in delay.items()},
        {cell: _each(d, share[cell]) for cell, d in square.items()},
    )


def _weights(scene: Scene, row: tables.FlowRow, least: int) -> Weights:
    if row.within == NONE:
        return Weights.of(whole_days(row.delay, scene.days, least))
    return Weights.of(whole_days_within(row.delay, scene.days, scene.value(row.within), least))


def _each(total: Floats, people: Floats) -> Floats:
    """So much for each; nothing where there is nobody."""
    return np.divide(total, people, out=np.zeros(len(people)), where=people > 0)


def _buyers(scene: Scene, walk: Walk) -> Floats:
    """First payments for each person who enters a stage, by (world, stage), in the end."""
    sold = np.zeros((walk.states, walk.worlds))
    for sale in scene.network.sales:
        share = scene.share(sale.share)
        sold[sale.stage] += 1.0 if share is None else share
    return walk.ahead(sold).T


def _cac(
    scene: Scene,
    traffic: Mapping[int, Traffic],
    origin: tuple[int, ...],
    copies: Scene,
    brought: Sequence[Floats],
    buyers: Floats,
) -> Floats:
    """Money for each first payment, by (world, channel): ads, and costs of those who come for them.

    Of all whom the money of the plan brings, also of those who come, or buy, after the end; `brought` by channel of the
    copies, (day, world), says what sorts of people they are.
    """
    rows = scene.network.channels
    found = np.full((scene.worlds, len(rows)), np.nan)
    came, bought = np.zeros((2, len(rows), scene.worlds))
    for copy, row in enumerate(copies.network.channels):
        people = brought[copy].sum(axis=0)
        came[origin[copy]] += people
        bought[origin[copy]] += people * buyers[:, row.stage]
    for channel, told in traffic.items():
        paid_for = brought_by_its_money(told)
        known = (bought[channel] > 0) & (bought[channel] < ENDLESS * came[channel]) & (paid_for > 0)
        each = np.divide(bought[channel], came[channel], out=np.ones(scene.worlds), where=known)
        cost = told.spend.sum(axis=0) / 100 + paid_for * scene.value(rows[channel].cost)
        found[known, channel] = cost[known] / (paid_for * each)[known]
    return found
