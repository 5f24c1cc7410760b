"""What every engine knows of a block of worlds: the plan, its numbers, its calendar, its chance."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from attrs import Factory, define, field

from funneldsl.plugin import Network
from funneldsl.plugin import network as tables
from funneldsl_forecast.arrays import Counts, Floats, cents
from funneldsl_forecast.by_stage import ByStage
from funneldsl_forecast.calendar import Calendar
from funneldsl_forecast.moments import over_time
from funneldsl_forecast.openings import Opening, opening
from funneldsl_forecast.streams import Streams

NONE = tables.NONE


@define(eq=False)
class Scene:
    """A block of worlds before anything happens in it."""

    network: Network
    values: Floats
    """By (parameter, world)."""
    streams: Streams
    calendar: Calendar
    launches: Counts
    """Launch day by (gate, world); FAR if it never comes."""
    by_stage: ByStage = Factory(lambda self: ByStage.of(self.network), takes_self=True)
    _openings: dict[tuple[object, ...], Opening] = field(factory=dict)
    _stages: dict[int, Opening] = field(factory=dict)
    _daily: dict[int, Floats] = field(factory=dict)

    @property
    def worlds(self) -> int:
        """How many worlds the block holds."""
        return int(self.values.shape[1])

    @property
    def days(self) -> int:
        """Length of the plan."""
        return self.network.days

    @property
    def shape(self) -> tuple[int, int]:
        """(days, worlds)."""
        return self.days, self.worlds

    def in_worlds(self, part: slice, streams: Streams) -> Scene:
        """The same of some worlds only, with streams of their own."""
        values, launches = self.values[:, part], self.launches[:, part]
        return Scene(self.network, values, streams, self.calendar, launches, self.by_stage)

    def value(self, parameter: int, default: float = 0.0) -> Floats:
        """A parameter in each world, at the start if it changes; `default` where the plan says nothing."""
        if parameter == NONE:
            return np.full(self.worlds, default)
        return self.values[parameter]

    def daily(self, parameter: int, default: float = 0.0) -> Floats:
        """A parameter on each day, by (day, world); one row that stands for all days if it never changes."""
        timed = self._timed(parameter)
        if timed is None:
            return self.value(parameter, default)[None]
        if parameter not in self._daily:
            self._daily[parameter] = over_time(self, timed)
        return self._daily[parameter]

    def changes(self, parameter: int) -> bool:
        """Whether a number changes in the course of the plan."""
        return self._timed(parameter) is not None

    def _timed(self, parameter: int) -> tables.Timed | None:
        law = self.network.parameters[parameter].law if parameter != NONE else None
        return law if isinstance(law, tables.Timed) else None

    def share(self, parameter: int) -> Floats | None:
        """A share in each world; None for all."""
        return None if parameter == NONE else np.clip(self.values[parameter], 0.0, 1.0)

    def cents(self, parameter: int) -> Counts:
        """A unit amount in each world, rounded once (SEMANTICS 21)."""
        return cents(self.value(parameter))

    def daily_cents(self, parameter: int) -> Counts:
        """A unit amount on each day, by (day, world); one row that stands for all days if it never changes."""
        return cents(self.daily(parameter))

    def sale(self, number: int) -> str:
        """What to call a sale: `f.buyer sells course`."""
        sale = self.network.sales[number]
        stage, offer = self.network.stages[sale.stage], self.network.offers[sale.offer]
        return f"{stage.name} sells {offer.name}"

    def opening(self, gates: Iterable[int], windows: tuple[tables.DayRange, ...] = ()) -> Opening:
        """When something with these gates and windows is open."""
        key = (tuple(gates), windows)
        if key not in self._openings:
            self._openings[key] = opening(key[0], windows, self.launches, self.days)
        return self._openings[key]

    def stage_opening(self, stage: int) -> Opening:
        """A stage opens with its own gates and those of what it sells."""
        if stage not in self._stages:
            self._stages[stage] = self._stage_opening(stage)
        return self._stages[stage]

    def _stage_opening(self, stage: int) -> Opening:
        row = self.network.stages[stage]
        sold = (self.network.sales[n].offer for n in self.by_stage.sales[stage])
        gates = row.gates + tuple(g for o in sold for g in self.network.offers[o].gates)
        return self.opening(dict.fromkeys(gates), row.windows)
