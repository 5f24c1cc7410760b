"""How numbers and names read in the sentence of a finding."""

from __future__ import annotations

from collections.abc import Iterable

from funneldsl.model.stages import Flow


def percent(share: float) -> str:
    """`104.2%`; never rounded to a rounder number than it is near."""
    hundred = share * 100
    digits = 0 if abs(hundred - round(hundred)) < 0.005 else 1 if hundred >= 10 else 2
    said = f"{hundred:,.{digits}f}"
    return f"{said.rstrip('0').rstrip('.') if digits else said}%"


def number(value: float) -> str:
    """`12,000`, `4.3`."""
    return f"{value:,.0f}" if abs(value - round(value)) < 0.05 or value >= 100 else f"{value:,.1f}"


def listed(items: Iterable[str], joint: str = "and") -> str:
    """`a, b and c`."""
    *most, last = [*items]
    return f"{', '.join(most)} {joint} {last}" if most else last


def counted(number: int, noun: str) -> str:
    """`1 day`, `3 days`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def flow(f: Flow) -> str:
    """`a -> b`, as it is written."""
    return f"{f.source} -> {f.target}"


def circle(names: Iterable[str]) -> str:
    """`a -> b -> a`, shortened in the middle where it is long."""
    path = [*names]
    shown = path if len(path) <= 6 else [*path[:3], "…", *path[-2:]]
    return " -> ".join([*shown, path[0]])
