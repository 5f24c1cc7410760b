"""Stages in which some go before others, in all worlds of a block: with all that the same persons serve, one line.

Day by day: who asks is handed to the turns of each world, and whose turn has come or who has given up is handed back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from attrs import define, field

from funneldsl_forecast.arrays import Counts, Flags
from funneldsl_forecast.people.register import Register
from funneldsl_forecast.people.turns import Asker, Turn, Turns
from funneldsl_forecast.precedence import OTHERS, Precedence
from funneldsl_forecast.rows import Rows

if TYPE_CHECKING:
    from funneldsl_forecast.people.desk import Desk, Served
    from funneldsl_forecast.people.servers import Person


@define(eq=False)
class Line:
    """What serves some desks, and all who wait there."""

    persons: Sequence[Person]
    turns: Sequence[Turns]
    """By world."""
    desks: list[Desk] = field(factory=list)
    """In the order of a day; those that it serves enter themselves."""
    day: int = -1
    """The last one whose turns have all been given."""
    _ranks: list[Precedence] = field(factory=list)
    _registers: list[Register] = field(factory=list)

    def enter(self, desk: Desk, ranks: Precedence) -> None:
        """It serves this desk, too."""
        self.desks.append(desk)
        self._ranks.append(ranks)
        self._registers.append(Register())

    def serve(
        self, day: int, brought: Mapping[int, Counts], deliver: Callable[[Served], None]
    ) -> None:
        """Let all ask whose day it is, and give the turns of the day."""
        for number, desk in enumerate(self.desks):
            self._ask(number, desk.asking(day, brought))
        open_ = [w for w, turns in enumerate(self.turns) if not turns.idle]
        while open_:
            stopped = [w for w in open_ if not self.turns[w].run(day, day + 1)]
            for served in self._settle(open_):
                deliver(served)
            for number, desk in enumerate(self.desks):
                self._ask(number, desk.asked(day))
            open_ = stopped
        self.day = day

    def room(self, desk: Desk, day: int) -> Counts:
        """Places of a desk for which nobody waits when a day begins, by world."""
        number = self.desks.index(desk)
        return np.array([turns.room(number, day) for turns in self.turns], dtype=np.int64)

    def named(self, desk: Desk, people: Rows) -> Flags | None:
        """Whom the stage of a desk names to go first; None where it names nobody."""
        ranks = self._ranks[self.desks.index(desk)]
        if not ranks.names:
            return None
        return ranks.of_people(people["source"], people["stage"]) < OTHERS

    def waiting(self, desk: Desk) -> Rows | None:
        """Those who wait for it still."""
        return self._registers[self.desks.index(desk)].rest()

    def _ask(self, number: int, people: Rows | None) -> None:
        if people is None or not len(people):
            return
        desk = self.desks[number]
        people = desk.in_order(people)
        ranks = self._ranks[number].of_people(people["source"], people["stage"])
        first = self._registers[number].put(people)
        rows = zip(
            people["world"].tolist(),
            ranks.tolist(),
            people["ask"].tolist(),
            people["time"].tolist(),
            range(first, first + len(people)),
            people["until"].tolist(),
            desk.takes(people).tolist(),
            strict=True,
        )
        for world, *told in rows:
            self.turns[world].ask(number, Asker(*told))

    def _settle(self, worlds: Sequence[int]) -> Iterator[Served]:
        """What has become certain in some worlds."""
        begun: list[list[Turn]] = [[] for _ in self.desks]
        gone: list[list[int]] = [[] for _ in self.desks]
        for world in worlds:
            turns = self.turns[world]
            for turn in turns.begun:
                begun[turn.desk].append(turn)
            for desk, number in turns.gone:
                gone[desk].append(number)
            turns.begun.clear()
            turns.gone.clear()
        for desk in range(len(self.desks)):
            if begun[desk] or gone[desk]:
                yield from self._settle_at(desk, begun[desk], gone[desk])

    def _settle_at(self, number: int, begun: list[Turn], gone: list[int]) -> list[Served]:
        never = [Turn(number, n, np.inf, np.inf, -1) for n in gone]
        # In the order in which they asked: draws go by it.
        turns = sorted((*begun, *never), key=lambda turn: turn.number)
        people = self._registers[number].take([turn.number for turn in turns])
        start, end = np.array([t.start for t in turns]), np.array([t.end for t in turns])
        who = np.array([turn.who for turn in turns])
        for person, own in enumerate(self.persons):
            mine = who == person
            own.busy.add(start[mine], end[mine], people["world"][mine])
        return self.desks[number].settle(people, start, end)
