"""Where people end up: the flows of a plan as an absorbing Markov chain, at the numbers of the start.

With Q the shares of the flows between stages, normalised, N = (I - Q)^-1 holds the expected visits; whoever rests is
absorbed. The chance to get from one stage to another at all is N_ij / N_jj; moves from a stage on have the mean N1 - 1
and the variance (2N - I)N1 - (N1)^2 (Kemeny and Snell, 1960). Time adds up the delays of the flows, with variances by
conditioning on the first move. Doors are taken to be open, and what leaves or campaigns do after a stage is left out.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import define, frozen
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.channels import Traffic
from funneldsl_forecast.durations import whole_days, whole_days_within
from funneldsl_forecast.expected.delays import Weights
from funneldsl_forecast.flow.split import split
from funneldsl_forecast.flow.structure import Structure
from funneldsl_forecast.scene import NONE, Scene

from funneldsl.plugin import Network

ENDLESS = 1e9
"""More visits than that: people go round for ever."""


@define(eq=False)
class Chain:
    """Shares and delays between states, by (world, from, to); delays of nobody are 0."""

    share: Floats
    delay: Floats
    square: Floats
    """Mean of the squared delay."""

    @property
    def visits(self) -> Floats:
        """Expected visits, by (world, from, to), the first one counted."""
        states = np.eye(self.share.shape[-1])
        # A circle that nobody leaves has no inverse: it loses one in a million millions.
        return np.asarray(np.linalg.inv(states - self.share * (1.0 - 1e-12)), dtype=np.float64)

    def told(self) -> Told:
        """All that the chain tells."""
        visits = self.visits
        mean = visits.sum(axis=-1)
        diagonal = np.diagonal(visits, axis1=-2, axis2=-1)
        again = 2.0 * (visits @ mean[..., None])[..., 0] - mean
        days = (visits @ (self.share * self.delay).sum(axis=-1)[..., None])[..., 0]
        second = (self.share * (self.square + 2.0 * self.delay * days[:, None, :])).sum(axis=-1)
        squares = (visits @ second[..., None])[..., 0]
        endless = mean > ENDLESS

        def known(values: Floats) -> Floats:
            return np.where(endless, np.nan, values)

        return Told(
            visits,
            visits / diagonal[:, None, :],
            known(mean - 1.0),
            known(np.maximum(again - mean**2, 0.0)),
            known(days),
            known(np.maximum(squares - days**2, 0.0)),
        )


@frozen(eq=False)
class Told:
    """By (world, from, to), or by (world, from)."""

    visits: Floats
    reaches: Floats
    """Chance to enter a state at least once."""
    moves: Floats
    moves_variance: Floats
    days: Floats
    days_variance: Floats


def entries(network: Network) -> tuple[int, ...]:
    """Stages in which people appear: those that channels bring to, and those with people from the start."""
    brought = {c.stage for c in network.channels}
    there = {s for s, row in enumerate(network.stages) if row.already != NONE}
    return tuple(sorted(brought | there))


def chain(scene: Scene, traffic: Mapping[int, Traffic]) -> dict[str, Floats]:
    """The series that rest on it."""
    told_apart = split(scene.network)
    copies = scene
    if not told_apart.trivial:
        copies = Scene(
            told_apart.network, scene.values, scene.streams, scene.calendar, scene.launches
        )
    told = chain_of(copies, Structure.of(told_apart).circular).told()
    stages, starts = len(scene.network.stages), entries(scene.network)
    worlds = scene.worlds
    found = {
        "expected.conversion": np.zeros((worlds, len(starts), stages)),
        "expected.moves": np.zeros((worlds, len(starts), 2)),
        "expected.days": np.zeros((worlds, len(starts), 2)),
    }
    for number, stage in enumerate(starts):
        # Where sorts of people are told apart these are the ones of whom the plan says nothing more.
        first = told_apart.copies(stage)[0]
        for copy, origin in enumerate(told_apart.stages):
            if told_apart.sorts[copy] == told_apart.sorts[first]:
                found["expected.conversion"][:, number, origin] = told.reaches[:, first, copy]
        found["expected.moves"][:, number, 0] = told.moves[:, first]
        found["expected.moves"][:, number, 1] = told.moves_variance[:, first]
        found["expected.days"][:, number, 0] = told.days[:, first]
        found["expected.days"][:, number, 1] = told.days_variance[:, first]
    buyers = _buyers(copies, told.visits)
    found["expected.cac"] = _cac(scene, traffic, told_apart.channels, copies, buyers)
    return found


def chain_of(scene: Scene, circular: tuple[bool, ...]) -> Chain:
    """The chain of all flows of a plan, at the numbers of the start."""
    shape = (scene.worlds, len(scene.network.stages), len(scene.network.stages))
    share, delay, square = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for number, row in enumerate(scene.network.flows):
        least = int(circular[number])
        lags = whole_days(row.delay, scene.days, least)
        if row.within != NONE:
            lags = whole_days_within(row.delay, scene.days, scene.value(row.within), least)
        weights = Weights.of(lags)
        mine = np.clip(scene.value(row.share, 1.0), 0.0, 1.0)
        cell = (slice(None), row.source, row.target)
        share[cell] += mine
        delay[cell] += mine * weights.mean
        square[cell] += mine * (weights.variance + weights.mean**2)
    mean = np.divide(delay, share, out=np.zeros(shape), where=share > 0)
    squares = np.divide(square, share, out=np.zeros(shape), where=share > 0)
    whole = np.maximum(share.sum(axis=-1, keepdims=True), 1.0)
    return Chain(share / whole, mean, squares)


def _buyers(scene: Scene, visits: Floats) -> Floats:
    """First payments for each person who enters a stage, by (world, stage), in the end."""
    sold = np.zeros(visits.shape[:2])
    for sale in scene.network.sales:
        share = scene.share(sale.share)
        sold[:, sale.stage] += 1.0 if share is None else share
    return np.asarray((visits @ sold[..., None])[..., 0])


def _cac(
    scene: Scene,
    traffic: Mapping[int, Traffic],
    origin: tuple[int, ...],
    copies: Scene,
    buyers: Floats,
) -> Floats:
    """Money for each first payment that a channel's people make in the end, by (world, channel)."""
    found = np.full((scene.worlds, len(scene.network.channels)), np.nan)
    for channel, expected in traffic.items():
        row = scene.network.channels[channel]
        brought = expected.people.sum(axis=0)
        cost = expected.spend.sum(axis=0) / 100 + brought * scene.value(row.cost)
        stage = copies.network.channels[origin.index(channel)].stage
        bought = brought * buyers[:, stage]
        known = (bought > 0) & (buyers[:, stage] < ENDLESS)
        found[:, channel] = np.where(known, cost / np.where(known, bought, 1.0), np.nan)
    return found
