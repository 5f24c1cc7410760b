"""How long people wait for a place, how many give up, and how busy those are who serve them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from funneldsl.cli.figures import percent
from funneldsl.cli.plain import plain
from funneldsl.cli.table import Group, table
from funneldsl.model.plan import Plan
from funneldsl.results import Forecast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LONGEST = 32


def waiting(plan: Plan, forecast: Forecast) -> list[str]:
    """Each stage where people are served: how long they wait on average in a world, who had to wait, who went away.

    Worlds are apart from each other, so what lies between P5 and P95 of them is honest also where a line is almost
    never empty and one world tells little.
    """
    if "people.wait_mean" not in forecast.series:
        return []
    stages = [s for s in forecast.axes["stage"].labels if _known(_of(forecast, "wait_mean", s))]
    if not stages:
        return []
    waits = ("wait_p50", "wait_p95")
    shares = ("share_waiting", "share_gone", "utilisation")
    groups = [
        Group("mean wait for a place", (("P5", "P50", "P95"), *_means(forecast, stages))),
        Group(
            "of people",
            (("half up to", "19 of 20 up to"), *_rows(forecast, stages, waits, length)),
        ),
        Group("", (("wait", "go away", "busy"), *_rows(forecast, stages, shares, percent))),
    ]
    rows = table(["", *(_label(plan, s) for s in stages)], groups)
    return [*rows, *_first(plan, forecast, stages), *_persons(plan, forecast)]


def _means(forecast: Forecast, stages: list[str]) -> Iterator[tuple[str, ...]]:
    for stage in stages:
        worlds = _of(forecast, "wait_mean", stage)
        yield tuple(length(_quantile(worlds, share)) for share in (0.05, 0.5, 0.95))


def _rows(
    forecast: Forecast, stages: list[str], names: tuple[str, ...], told: Callable[[float], str]
) -> Iterator[tuple[str, ...]]:
    for stage in stages:
        found = (_middle(_of(forecast, name, stage)) for name in names)
        yield tuple("–" if value != value else told(value) for value in found)


def _first(plan: Plan, forecast: Forecast, stages: list[str]) -> Iterator[str]:
    """Where some go first: how long they wait, and how long those whom they pass."""
    if "people.wait_first" not in forecast.series:
        return
    for stage in stages:
        named, others = (_of(forecast, name, stage) for name in ("wait_first", "wait_others"))
        if _known(named):
            told = f"at {_label(plan, stage)} those who go first wait {_around(named)} on average"
            yield f"{told}, the others {_around(others)}" if _known(others) else told


def _around(worlds: NDArray[np.float64]) -> str:
    low, middle, high = (length(_quantile(worlds, share)) for share in (0.05, 0.5, 0.95))
    return f"{middle} (P5 {low}, P95 {high})"


def _persons(plan: Plan, forecast: Forecast) -> Iterator[str]:
    for person in forecast.axes["person"].labels:
        shares = forecast.at("people.occupied", person=person)
        if _known(shares):
            low, high = (percent(_quantile(shares, share)) for share in (0.05, 0.95))
            middle = percent(_middle(shares))
            spends = f"spends {middle} (P5 {low}, P95 {high}) of the working hours with people"
            yield f"{_label(plan, person)} {spends}"


def length(hours: float) -> str:
    """A duration as people say it."""
    if hours < 1.5:
        return f"{hours * 60:.0f} min"
    if hours < 36:
        return f"{hours:.1f} h"
    return f"{hours / 24:.1f} days"


def _of(forecast: Forecast, name: str, stage: str) -> NDArray[np.float64]:
    return forecast.at(f"people.{name}", stage=stage)


def _known(worlds: NDArray[np.float64]) -> bool:
    return bool((worlds == worlds).any())


def _middle(worlds: NDArray[np.float64]) -> float:
    """The median over the worlds that have a value."""
    return _quantile(worlds, 0.5)


def _quantile(worlds: NDArray[np.float64], share: float) -> float:
    """The least value of a world that is not below so large a share of those that have one."""
    known = sorted(worlds[worlds == worlds].tolist())
    return float(known[min(len(known) - 1, int(share * len(known)))]) if known else float("nan")


def _label(plan: Plan, name: str) -> str:
    label = plain(plan[name].label if name in plan else name)
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"
