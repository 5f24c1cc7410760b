"""How people change classes with a bill."""

from __future__ import annotations

from attrs import frozen
from funneldsl_forecast.arrays import Floats


@frozen(eq=False)
class Step:
    """People whose bill of a day is paid go from some classes to others."""

    old: slice
    new: slice
    where: Floats | None
    """By world; None for all."""

    def take(self, people: Floats) -> tuple[slice, Floats]:
        """Where they go, and those of them who do, of people by (…, class, world)."""
        return self.new, people.copy() if self.where is None else people * self.where


def go(cells: Floats, steps: list[Step]) -> None:
    """All at once, of people by (…, class, world)."""
    coming = [step.take(cells[..., step.old, :]) for step in steps]
    for step in steps:
        cells[..., step.old, :] = 0.0
    for classes, people in coming:
        join(cells, classes, people)


def join(cells: Floats, classes: slice, people: Floats) -> None:
    """People of some classes come to as many others, or all to one: where a week is the next period, say."""
    there = cells[..., classes, :]
    alike = there.shape[-2] == people.shape[-2]
    there += people if alike else people.sum(axis=-2, keepdims=True)
