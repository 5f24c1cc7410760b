"""Whether a forecast and the worlds of the oracle are draws of the same law.

Means are compared for all metrics, variances and the whole distribution where the forecast has a value per world,
quantiles where it has only those.

The threshold is 7 standard errors. With the comparisons of all plans in a run, some 30,000 that hang together
closely, a correct engine fails about once in a million runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isnan, log, sqrt

import numpy as np

from oracle.metrics import MONEY, Sample, Seen

SIGMAS = 7.0
RARE = 9.0
"""Nobody of n meets what happens to one in n/9, once in some thousand times."""
GAP = 3.6
"""Kolmogorov and Smirnov's distance, in units of its scale, that chance exceeds once in 10 to the 11."""


def disagreements(
    oracle: Mapping[str, Sample], engine: Mapping[str, Seen], unit: float = 1.0
) -> list[str]:
    """One sentence per metric that differs. `unit`: the largest single amount of money of the plan."""
    found: list[str] = []
    for name, sample in oracle.items():
        if name in engine:
            found += _compare(name, sample, engine[name], unit)
    return found


def _compare(name: str, sample: Sample, seen: Seen, unit: float) -> Iterator[str]:
    grain = unit if _is_money(name) else 1.0
    grain = 0.0 if " of " in name or name.startswith("hours ") else grain
    yield from _means(name, sample, seen, grain)
    if _constant(sample, seen):
        return
    if seen.values is not None:
        yield from _variances(name, sample, seen.values)
        yield from _distributions(name, sample, seen.values)
    elif seen.quantiles is not None:
        yield from _quantiles(name, sample, seen)


def _constant(sample: Sample, seen: Seen) -> bool:
    """Whether all worlds give the same number on both sides: then it must be the same to the cent."""
    values = seen.values
    return values is not None and float(np.ptp(sample)) == 0 == float(np.ptp(values).round(9))


def _is_money(name: str) -> bool:
    return name.split()[0] in (*MONEY, "closing.revenue", "closing.tax_due", "channel.spend")


def _means(name: str, sample: Sample, seen: Seen, grain: float) -> Iterator[str]:
    mean, variance = float(sample.mean()), float(sample.var(ddof=1))
    difference = abs(mean - seen.mean)
    if difference <= 1e-6 * max(1.0, abs(mean)):
        return
    if _constant(sample, seen):
        variance = 0.0
    else:
        variance = max(variance, 0.0 if seen.values is None else float(seen.values.var(ddof=1)))
        # A rare event may be absent from a sample: whole numbers with mean m vary by frac(m)(1 - frac(m))
        # at least.
        both = (len(sample) * mean + seen.worlds * seen.mean) / (len(sample) + seen.worlds)
        part = (both / grain) % 1 if grain else 0.0
        variance = max(variance, part * (1 - part) * grain**2)
    error = sqrt(variance * (1 / len(sample) + 1 / seen.worlds))
    if difference > SIGMAS * error:
        sigmas = difference / error if error else float("inf")
        yield f"{name}: mean {seen.mean:.6g}, oracle {mean:.6g} ({sigmas:.1f} standard errors)"


def _variances(name: str, sample: Sample, values: Sample) -> Iterator[str]:
    told, sample = values, _met(sample, values)
    values = _met(told, sample)
    mine, theirs = float(sample.var(ddof=1)), float(values.var(ddof=1))
    if min(np.ptp(sample), np.ptp(values)) == 0:
        return  # Then the means and the distributions speak.
    # The standard error of log(variance) is sqrt((kurtosis - 1) / n).
    kurtosis = max(_kurtosis(sample), _kurtosis(values))
    error = sqrt((kurtosis - 1) * (1 / len(sample) + 1 / len(values)))
    if abs(log(theirs / mine)) > SIGMAS * max(error, 0.01):
        yield f"{name}: standard deviation {sqrt(theirs):.6g}, oracle {sqrt(mine):.6g}"


def _met(values: Sample, others: Sample) -> Sample:
    """Without what lies beyond all others, where that is so rare that they may not have met it."""
    within = (values >= others.min() - 1e-9) & (values <= others.max() + 1e-9)
    return values if (~within).mean() > RARE / len(others) else values[within]


def _kurtosis(values: Sample) -> float:
    deviations = values - values.mean()
    return float((deviations**4).mean() / (deviations**2).mean() ** 2)


def _distributions(name: str, sample: Sample, values: Sample) -> Iterator[str]:
    # Kolmogorov and Smirnov's distance; conservative where values repeat.
    points = np.union1d(sample, values)
    mine = np.searchsorted(np.sort(sample), points + 1e-9, side="right") / len(sample)
    theirs = np.searchsorted(np.sort(values), points + 1e-9, side="right") / len(values)
    distance = float(np.abs(mine - theirs).max())
    limit = GAP * sqrt(1 / len(sample) + 1 / len(values))
    if distance > limit:
        yield f"{name}: distributions are {distance:.3f} apart"


def _quantiles(name: str, sample: Sample, seen: Seen) -> Iterator[str]:
    for p, quantile in (seen.quantiles or {}).items():
        if isnan(quantile):
            continue
        error = SIGMAS * sqrt(p * (1 - p) * (1 / len(sample) + 1 / seen.worlds))
        below = float((sample < quantile - 1e-9).mean())
        up_to = float((sample < quantile + 1).mean())
        if below > p + error or up_to < p - error:
            yield f"{name}: p{p * 100:.0f} is {quantile:.6g}, oracle {np.quantile(sample, p):.6g}"
