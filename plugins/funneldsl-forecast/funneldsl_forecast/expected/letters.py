"""What campaigns do to the people at rest in a stage on a day (SEMANTICS 8)."""

from __future__ import annotations

import numpy as np
from attrs import define, field
from funneldsl_forecast.arrays import Floats
from funneldsl_forecast.expected.rest import Cells, Clocked
from funneldsl_forecast.flow.meeting import Hazards, Meetings
from funneldsl_forecast.flow.sends import ByAge, Letter, opened, sent
from funneldsl_forecast.flow.touches import brings_money
from funneldsl_forecast.moments import on_day
from funneldsl_forecast.scene import Scene


@define(eq=False)
class Mail:
    """Campaigns to one stage."""

    scene: Scene
    stage: int
    letters: tuple[Letter, ...]
    """Those that move people."""
    _ages: dict[int, ByAge] = field(init=False)
    """By campaign, where it does not change from day to day."""
    _meetings: Meetings = field(init=False)
    _everyone: list[tuple[int, Floats]] = field(factory=list)
    """Campaigns that bring or cost money and go to everyone: when, by (day, world)."""
    _clocks: list[tuple[int, tuple[float, ...], Floats, Letter | None]] = field(factory=list)
    """The same that follow each person's own clock."""

    def __attrs_post_init__(self) -> None:
        scene, moving = self.scene, {x.campaign: x for x in self.letters}
        self._ages = {x.campaign: x.by_age() for x in self.letters if x.calendar is None}
        self._meetings = Meetings.of(self.letters)
        for number in scene.by_stage.campaigns[self.stage]:
            row = scene.network.campaigns[number]
            if not brings_money(row):
                continue
            if row.after:
                when = opened(scene, row).astype(np.float64)
                self._clocks.append((number, row.after, when, moving.get(number)))
            else:
                self._everyone.append((number, sent(scene, row).astype(np.float64)))

    @property
    def oldest(self) -> int:
        """The highest age in days at which somebody is touched."""
        times = [t for x in self.letters for t in x.touches]
        times += [t for _, after, _, _ in self._clocks for t in after]
        return max((max(1, int(t) + 1) for t in times), default=0)

    # --- whom they reach ----------------------------------------------------------------------------

    def reached(self, day: int, rest: Clocked) -> list[tuple[int, Floats]]:
        """People at rest whom campaigns reach that bring or cost money, by campaign."""
        if not self._everyone and not self._clocks:
            return []
        rows = rest.sums()
        found = [(n, when[day] * rows.sum(axis=0)) for n, when in self._everyone if when[day].any()]
        for number, times, when, letter in self._clocks:
            for time in times:
                touched = self._touched(day, time, letter, rest, rows)
                found.append((number, when[day] * touched))
        return found

    def _touched(
        self, day: int, time: float, letter: Letter | None, rest: Clocked, rows: Floats
    ) -> Floats:
        low, part = int(time), time - int(time)
        if low < 1 or part == 0:
            return np.asarray(rows[rest.row_of(day, max(1, low))])
        late: Floats | float = part
        if letter is not None and day:
            moved = -np.expm1(-on_day(letter.hazard, day - 1)) * letter.able[day - 1]
            late = part / np.maximum(1 - (1 - part) * moved, 1e-300)
        early = rows[rest.row_of(day, low)] * (1 - part)
        return np.asarray(early + rows[rest.row_of(day, low + 1)] * late)

    # --- whom they move -----------------------------------------------------------------------------

    def hits(self, day: int, rest: Clocked) -> list[tuple[Letter, Cells]]:
        """Take those out whom campaigns move, each to the one that wins."""
        hazards = self._hazards(day, rest)
        if not hazards:
            return []
        total = sum((h for _, h in hazards[1:]), hazards[0][1])
        some = total > 0
        each = np.divide(-np.expm1(-total), total, out=np.zeros_like(total), where=some)
        still, found = np.ones_like(total), []
        for letter, hazard in hazards:
            # One behind the other they take what all take together, each in proportion to its hazard.
            share = hazard * each
            part = np.divide(share, still, out=np.zeros_like(total), where=still > 0)
            found.append((letter, rest.taken(np.minimum(part, 1.0))))
            still = np.maximum(still - share, 0.0)
        return found

    @property
    def matters(self) -> bool:
        """Whether campaigns do anything to people at rest."""
        return bool(self.letters or self._everyone or self._clocks)

    def reached_of(self, there: Floats) -> list[tuple[int, Floats]]:
        """Of people at rest by (day, world) those whom campaigns by calendar reach that bring or cost money."""
        return [(number, when * there) for number, when in self._everyone]

    def shares(self) -> list[tuple[Letter, Floats]]:
        """Of people at rest the parts that campaigns by calendar move, by (day, world)."""
        found = [
            (x, x.calendar) for x in self.letters if x.calendar is not None and x.calendar.any()
        ]
        total = sum((hazard for _, hazard in found), np.zeros((1, 1)))
        each = np.divide(-np.expm1(-total), total, out=np.zeros_like(total), where=total > 0)
        return [(letter, np.asarray(hazard * each)) for letter, hazard in found]

    def _hazards(self, day: int, rest: Clocked) -> Hazards:
        found, ages = [], [*(age for _, age in rest.age_rows(day)), 0]
        for letter in self.letters:
            if letter.calendar is not None:
                hazard = letter.calendar[day]
            elif not letter.able[day].any():
                continue
            else:
                before = letter.able[day - 1] if day else np.zeros_like(letter.able[0])
                table = letter.by_age(day) if letter.changes else self._ages[letter.campaign]
                hazard = table.aged(rest.oldest + 1).on(letter.able[day], before)[ages]
            if hazard.any():
                found.append((letter, hazard))
        return _alike(self._meetings.settled(found, ages, day))


def _alike(found: Hazards) -> Hazards:
    """Hazards of one shape: by world, or all by (row, world)."""
    rows = max((len(h) for _, h in found if h.ndim == 2), default=0)
    if not rows:
        return found
    return [(x, h if h.ndim == 2 else np.broadcast_to(h, (rows, len(h)))) for x, h in found]
