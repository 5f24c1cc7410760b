"""What was made of a plan, kept for the plan that comes after an edit (`Plan.kept` and `Plan.found`)."""

from __future__ import annotations

from typing import Any

from attrs import define, field

from funneldsl.watched import Asked, Difference, Kept, Watched


@define(eq=False)
class _Made:
    """What was made, and what was asked of the plan for it."""

    asked: Asked
    value: Any
    turn: int
    """The plan for which it was last known to be right."""


@define(eq=False)
class Making:
    """All that was made of the last plan of a project; it changes with every plan."""

    _made: dict[Kept, _Made] = field(factory=dict)
    _turn: int = 0
    _new: Difference | None = None
    _unequal: Difference | None = None

    def turn(self, new: Difference | None, unequal: Difference | None) -> None:
        """Now comes another plan, which differs so from the last; None where nothing is known of that."""
        last = self._turn
        if new is None:
            self._made = {}
        else:
            # What nobody asked for in the last plan was not looked after.
            self._made = {key: made for key, made in self._made.items() if made.turn == last}
        self._turn, self._new, self._unequal = last + 1, new, unequal

    def of(self, key: Kept, plan: Watched) -> Any:
        """What is made of this plan: what was made of the last one, if it would be the same."""
        known = self._made.get(key)
        if known is not None and (known.turn == self._turn or self._holds(key, known, plan)):
            known.turn = self._turn
            return known.value
        make, about, placed = key
        noted = plan.asked
        asked = plan.watch()
        try:
            value = tuple(make(plan, *about)) if placed else make(plan, *about)
        finally:
            plan.note(noted)
        if not placed and known is not None and known.value == value:
            value = known.value  # the very object, so that what rests on it holds
        self._made[key] = _Made(asked, value, self._turn)
        return value

    def holds(self, asked: Asked, plan: Watched) -> bool:
        """Whether all that was made of the plan for an answer is still the same."""
        try:
            return all(self.of(key, plan) is value for key, value in asked.kept.items())
        except Exception:
            return False  # the check is asked again, and what goes wrong is told as its own

    def _holds(self, key: Kept, known: _Made, plan: Watched) -> bool:
        touching = self._new if key[2] and known.value else self._unequal
        return (
            touching is not None
            and not known.asked.is_touched(touching)
            and self.holds(known.asked, plan)
        )
