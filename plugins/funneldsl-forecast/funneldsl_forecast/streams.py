"""Named streams of random numbers: adding a thing to a plan does not reshuffle the others (SEMANTICS 40).

Each block of 256 worlds has a stream of its own for each name, so that any split at block borders gives the same
numbers. What is drawn for a world or a person must therefore never depend on other blocks: a `Chance` draws block by
block, and draws nothing where nothing is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
from attrs import define, field, frozen

from funneldsl.plugin import BLOCK
from funneldsl_forecast.arrays import FAR, Counts, Floats

Generator = np.random.Generator


@define
class Streams:
    """Streams of some blocks of worlds that are computed together, by a name that says what is drawn."""

    seed: int
    first: int
    """The first block."""
    worlds: int
    _known: dict[str, Chance] = field(factory=dict)

    def of(self, name: str) -> Chance:
        """The stream of that name; it goes on where it was left."""
        if name not in self._known:
            blocks = range(self.first, self.first + -(-self.worlds // BLOCK))
            generators = tuple(_generator(self.seed, block, name) for block in blocks)
            self._known[name] = Chance(generators, self.worlds)
        return self._known[name]

    def of_block(self, number: int) -> Streams:
        """Those of one of the blocks; they go on where these were left."""
        worlds = min(BLOCK, self.worlds - number * BLOCK)
        known = {
            name: Chance(chance.generators[number : number + 1], worlds)
            for name, chance in self._known.items()
        }
        return Streams(self.seed, self.first + number, worlds, known)


def _generator(seed: int, block: int, name: str) -> Generator:
    key = blake2b(f"{seed}\0{block}\0{name}".encode(), digest_size=16).digest()
    return Generator(np.random.SFC64(int.from_bytes(key, "little")))


@frozen
class Chance:
    """One stream: draws for worlds (the last axis of arrays), or for people in worlds."""

    generators: tuple[Generator, ...]
    worlds: int

    def blocks(self) -> Iterator[tuple[slice, Generator]]:
        """Each block's worlds and generator."""
        return zip(self._parts, self.generators, strict=True)

    @cached_property
    def _parts(self) -> tuple[slice, ...]:
        starts = range(0, self.worlds, BLOCK)
        return tuple(slice(first, min(first + BLOCK, self.worlds)) for first in starts)

    def binomial(self, people: Counts, share: Floats | float) -> Counts:
        """How many of these people are in a share of them; shares by world, or for all alike."""
        shares = np.asarray(share, dtype=np.float64)
        if (float(shares) if not shares.ndim else shares.max()) < 1.0:
            return self._by_block(np.asarray(people), shares, _binomial)
        # Where all are in it there is nothing to draw.
        sure = shares >= 1.0
        asked = np.where(sure, 0, people)
        return np.where(sure, people, self._by_block(asked, np.where(sure, 0.0, shares), _binomial))

    def poisson(self, rate: Floats) -> Counts:
        """How many come."""
        return self._by_block(rate, rate, _poisson)

    def gamma(self, form: Floats, shape: tuple[int, int]) -> Floats:
        """Gamma numbers of these forms (by world), with mean 1."""
        out = np.empty(shape)
        for part, generator in self.blocks():
            size = (shape[0], part.stop - part.start)
            out[:, part] = generator.gamma(form[part], 1.0 / form[part], size)
        return out

    def hypergeometric(self, good: Counts, bad: Counts, places: Counts) -> Counts:
        """How many of the good get a place, by world."""
        out = np.empty_like(good)
        for part, generator in self.blocks():
            # Where nobody is left out there is nothing to draw.
            open_ = np.flatnonzero((good[part] > 0) & (places[part] < good[part] + bad[part]))
            out[part] = np.where(places[part] > 0, good[part], 0)
            if len(open_):
                chosen = (x[part][open_] for x in (good, bad, places))
                out[part.start + open_] = generator.hypergeometric(*chosen)
        return out

    def of(self, worlds: Counts) -> People:
        """Draws for people, by their worlds."""
        return People(self.generators, worlds)

    def _by_block(self, a: Counts | Floats, b: Floats, draw: Callable[..., Counts]) -> Counts:
        if len(self.generators) == 1:
            return draw(self.generators[0], a, b)
        out = np.empty(np.broadcast(a, b).shape, dtype=np.int64)
        for part, generator in self.blocks():
            out[..., part] = draw(generator, _part(a, part), _part(b, part))
        return out


def _binomial(rng: Generator, people: Counts, share: Floats) -> Counts:
    return rng.binomial(people, share)


def _poisson(rng: Generator, rate: Floats, _: Floats) -> Counts:
    return rng.poisson(rate)


def _part(values: Counts | Floats, part: slice) -> Counts | Floats:
    return values[..., part] if values.ndim and values.shape[-1] > 1 else values


class People:
    """Draws for people one by one, each from the stream of his block."""

    def __init__(self, generators: tuple[Generator, ...], worlds: Counts) -> None:
        self._generators = generators
        self._count = len(worlds)
        self._order: Counts | None = None
        self._sizes = [self._count]
        if len(generators) > 1 and self._count:
            block = worlds // BLOCK
            self._sizes = np.bincount(block, minlength=len(generators)).tolist()
            if (block[1:] < block[:-1]).any():
                self._order = np.argsort(block, kind="stable")

    def draw(self, law: Callable[[Generator, int], Any]) -> Floats:
        """Numbers from a law that takes a generator and how many are wanted."""
        pairs = zip(self._generators, self._sizes, strict=False)
        return self._placed([law(g, n) for g, n in pairs if n])

    def random(self) -> Floats:
        """Uniform on (0, 1)."""
        return self.draw(lambda g, n: g.random(n))

    def exponential(self) -> Floats:
        """Exponential with mean 1."""
        return self.draw(lambda g, n: g.exponential(1.0, n))

    def keys(self) -> Counts:
        """Large whole numbers, for ties."""
        return self.whole(2**62)

    def whole(self, below: int, least: int = 0) -> Counts:
        """Whole numbers from `least` to below `below`."""
        drawn: Counts = self.draw(lambda g, n: g.integers(least, below, n))
        return drawn.astype(np.int64)

    def rounded(self, durations: Floats) -> Counts:
        """Whole days, up or down by chance so that the mean is kept."""
        return np.floor(durations + self.random()).astype(np.int64)

    def tries(self, hazard: Floats) -> Counts:
        """How many trials it takes, each with chance 1 - exp(-hazard); FAR where there is none.

        An exponential time with that rate, rounded up, is geometric.
        """
        with np.errstate(divide="ignore"):
            time = self.exponential() / hazard
        return np.minimum(np.floor(time) + 1.0, FAR).astype(np.int64)

    def _placed(self, parts: list[np.ndarray]) -> np.ndarray:
        if not parts:
            return np.zeros(0)
        drawn = parts[0] if len(parts) == 1 else np.concatenate(parts)
        if self._order is None:
            return drawn
        placed = np.empty_like(drawn)
        placed[self._order] = drawn
        return placed
