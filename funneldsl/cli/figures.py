"""How figures look to a person: no more digits than the simulation can know, and pictures of one line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import floor, isfinite, log10

_SCALES = ((1e9, "B"), (1e6, "M"), (1e3, "k"))
DIGITS = 3
"""That a figure has at most."""
_BLOCKS = " ▏▎▍▌▋▊▉█"
_LEVELS = "▁▂▃▄▅▆▇█"


def figure(value: float, error: float = 0.0, sign: str = "", digits: int = DIGITS) -> str:
    """`12.4k`, `-$730`: not more digits, and none below the first digit of the error."""
    if not isfinite(value):
        return "never" if value > 0 else "–"
    step = _step(value, error, digits)
    rounded = round(value / step) * step
    if rounded == 0:
        return f"{sign}0"
    step = _step(rounded, error, digits)  # 999.6 has become 1,000
    scale, letter = next(((s, x) for s, x in _SCALES if abs(rounded) >= s), (1.0, ""))
    decimals = max(0, -floor(log10(step / scale) + 1e-9))
    number = f"{abs(rounded) / scale:.{decimals}f}"
    return f"{'-' if rounded < 0 else ''}{sign}{number}{letter}"


def _step(value: float, error: float, digits: int) -> float:
    """The place to round to: whole units, hundreds, …"""
    last = floor(log10(abs(value))) - digits + 1 if value else 0
    known = floor(log10(error)) if error > 0 else last
    return float(10.0 ** max(last, known, 0))


def percent(share: float, error: float = 0.0) -> str:
    """`81%`; a decimal only if the error is small enough for it to mean something."""
    decimals = 1 if 0 < error < 0.0005 else 0
    return f"{share * 100:.{decimals}f}%"


def share(some: float) -> str:
    """`12%`; what is there, however little, is not told as nothing, nor what is not quite all as all."""
    if 0 < some < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 <= some < 1 else percent(some)


def chance(share: float, error: float) -> str:
    """`81% ± 1%`; of what happened in every world that was run, or in none, what can be excluded: `under 0.3%`."""
    if share in (0.0, 1.0) and error > 0:
        return _all_or_none(share, error)
    decimals = 1 if error < 0.005 else 0
    return f"{share * 100:.{decimals}f}% ± {max(error * 100, 0.1):.{decimals}f}%"


_DOUBT = 0.05


def _all_or_none(share: float, error: float) -> str:
    """The share that n worlds would all agree about with a chance of a twentieth: about 3/n, "the rule of three".

    The error is about 1/n there.
    """
    seldom = float(f"{100 * (1 - _DOUBT**error):.1g}")
    return f"under {seldom:g}%" if share == 0 else f"over {100 - seldom:.6g}%"


def bar(share: float, cells: int = 20) -> str:
    """A bar of that length, as full as the share."""
    eighths = round(min(max(share, 0.0), 1.0) * cells * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_BLOCKS[rest] if rest else "")).ljust(cells, "·")


def sparkline(values: Sequence[float], cells: int) -> str:
    """The course of a row of numbers, from its lowest (or 0) to its highest, in at most that many cells."""
    if not values:
        return ""
    shown = _thinned(values, cells)
    low, high = min(0.0, *shown), max(0.0, *shown)
    if high == low:
        return _LEVELS[0] * len(shown)
    return "".join(_LEVELS[round((v - low) / (high - low) * (len(_LEVELS) - 1))] for v in shown)


def _thinned(values: Sequence[float], cells: int) -> list[float]:
    """As many means of neighbours as there are cells."""
    if len(values) <= cells:
        return list(values)
    edges = [round(i * len(values) / cells) for i in range(cells + 1)]
    return [sum(values[a:b]) / (b - a) for a, b in pairwise(edges)]
