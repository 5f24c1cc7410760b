"""Values of few digits: what is proposed to a person is what was run."""

from __future__ import annotations

from math import floor, log10

DIGITS = 3


def rounded(value: float, digits: int = DIGITS) -> float:
    """The value with so many significant digits."""
    return float(f"{value:.{digits}g}")


def place_of(error: float) -> float:
    """The place of the first digit of an error: 0.01 for 0.034."""
    return float(10.0 ** floor(log10(error)))


def rounded_between(one: float, other: float, value: float) -> float:
    """The value with three digits, or as many more as it takes to stay between the two others."""
    low, high = min(one, other), max(one, other)
    spread = high - low
    more = floor(log10(abs(value) / spread)) if value and spread else 0
    for digits in range(DIGITS, max(DIGITS + 1, more + 3)):
        if low < (found := rounded(value, digits)) < high:
            return found
    return value


def rounded_within(low: float, high: float, place: float) -> float:
    """The value at a place of a range, 0 to 1, with three digits of its width; the ends as they are."""
    value = low + place * (high - low)
    if value in (low, high):
        return value
    digits = DIGITS + max(0, floor(log10(abs(value) / (high - low)))) if value else DIGITS
    return min(max(rounded(value, digits), low), high)


def share_out(values: tuple[float, ...], digits: int = DIGITS) -> tuple[float, ...]:
    """Values with few digits, none above what it was: parts of a budget stay within it."""
    return tuple(_down(v, digits) for v in values)


def _down(value: float, digits: int) -> float:
    if value <= 0:
        return 0.0
    place = 10.0 ** (floor(log10(value)) - digits + 1)
    nearest = rounded(value, digits)
    return nearest if nearest <= value * (1 + 1e-12) else rounded(nearest - place, digits)
