"""How names, hours and dates read in the sentence of a finding."""

from __future__ import annotations

from collections.abc import Iterable


def listed(items: Iterable[str]) -> str:
    """`a, b and c`; the fourth and further ones as a number."""
    shown = [*items]
    if len(shown) > 4:
        shown = [*shown[:3], f"{len(shown) - 3} more"]
    *most, last = shown
    return f"{', '.join(most)} and {last}" if most else last


def number(value: float) -> str:
    """`12,000`, `4.3`: as exactly as it matters in a sentence."""
    return f"{value:,.0f}" if abs(value - round(value)) < 0.15 or value >= 10 else f"{value:,.1f}"


def roughly(value: float) -> str:
    """Two or three leading digits, rounded up: `6,200` for 6,134."""
    step = 10 ** max(len(str(int(value))) - 2, 0)
    return f"{-(-value // step) * step:,.0f}"


def weeks(days: float) -> str:
    """`1 week`, `7 weeks`."""
    whole = max(round(days / 7), 1)
    return f"{whole} week{'' if whole == 1 else 's'}"


def hours(value: float) -> str:
    """`1 hour`, `4.5 hours`."""
    said = number(value)
    return f"{said} hour{'' if said == '1' else 's'}"
