"""Whether what came of a trial is the success that was asked for."""

from __future__ import annotations

import operator
from collections.abc import Callable

from funneldsl.frozen import frozen
from funneldsl.learning.values import Judgement, Outcome
from funneldsl.model import fit, percentiles
from funneldsl.model.formulas import Comparison, Formula, Literal, Metric
from funneldsl.model.strategy import Trial
from funneldsl.model.values import Amount, Counted, Dimension, Period, Unit

SURE = 0.95
"""How likely a share must be good enough, by what was counted, to call the trial a success; a failure below 1 - SURE."""

_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_TIMES = frozenset({Period.MINUTE, Period.HOUR})
"""What hours of work are counted in; other durations are those of a calendar."""


@frozen
class Asked:
    """A comparison of something measured with a number: what is left of the sign, the sign, the number."""

    left: Formula
    operator: str
    number: Amount


def asked(trial: Trial) -> Asked | None:
    """What a trial asks for; None if that is more than one comparison with one number."""
    match trial.success.formula:
        case Comparison(sign, left, Literal(Amount() as number)):
            return Asked(left, sign, number)
        case Comparison(sign, Literal(Amount() as number), right):
            return Asked(right, _MIRRORED.get(sign, sign), number)
    return None


def judge(trial: Trial) -> Judgement:
    """The judgement of one trial, by its result."""
    result, target = trial.result, asked(trial)
    if result is None:
        return Judgement(
            Outcome.WAITING,
            f"no result yet: write `result: …` into trial {trial.name} after {trial.until.isoformat()}",
        )
    if target is None:
        return _unclear("its success is more than one comparison with a number")
    return _too_early(trial, target) or _of_result(result, target)


def _too_early(trial: Trial, target: Asked) -> Judgement | None:
    """A number that still grows is not a failure before the last day of the trial."""
    told, result = trial.told.get("result"), trial.result
    on = told.on if told is not None else None
    if result is None or on is None or on >= trial.until or target.operator not in (">", ">="):
        return None
    if not isinstance(target.left, Metric) or target.left.word != "entered":
        return None
    if _of_result(result, target).outcome is not Outcome.FAILURE:
        return None
    return Judgement(
        Outcome.UNDECIDED,
        f"it is not what was asked, but it was counted on {on.isoformat()}, and the trial goes on until "
        f"{trial.until.isoformat()}",
    )


def _of_result(result: Amount, target: Asked) -> Judgement:
    if isinstance(result.law, Counted) and target.number.unit.dimension is not Dimension.COUNT:
        return _of_share(result.law, target)
    return _of_number(result, target)


def _of_share(counted: Counted, target: Asked) -> Judgement:
    """By the Beta posterior with Jeffreys' prior, the law that `k of n` stands for everywhere."""
    share = percentiles.exactly(target.number)
    if target.number.unit.dimension is not Dimension.SHARE or share is None:
        return _unclear("a share cannot be compared with what its success asks for")
    below = fit.beta_cdf(share, counted.hits + 0.5, counted.trials - counted.hits + 0.5)
    if target.operator not in _MIRRORED:
        return _unclear("no share that was counted is exactly one number")
    chance = 1 - below if target.operator in (">", ">=") else below
    so_far = f"{counted.hits / counted.trials:.0%} of {counted.trials:,}"
    told = f"{so_far}: the true share is good enough in {_share(chance)} of all cases that fit this count"
    if chance >= SURE:
        return Judgement(Outcome.SUCCESS, told, chance)
    if chance <= 1 - SURE:
        return Judgement(Outcome.FAILURE, told, chance)
    return Judgement(Outcome.UNDECIDED, f"{told}; go on until it is clear", chance)


def _of_number(result: Amount, target: Asked) -> Judgement:
    low, high = bounds(result, target.number.unit)
    number = percentiles.exactly(target.number)
    if low is not None and low < 0 and target.number.unit.dimension is Dimension.COUNT:
        return _unclear("fewer than none cannot be counted")
    if low is None or high is None:
        return _unclear("it is measured in another way than its success")
    if number is None:
        return _unclear("its success does not ask for one certain number")
    holds = {_HOLDS[target.operator](value, number) for value in (low, high)}
    if len(holds) > 1:
        return Judgement(Outcome.UNDECIDED, "what came of it is not known well enough to tell")
    if holds == {True}:
        return Judgement(Outcome.SUCCESS, "it is what was asked")
    return Judgement(Outcome.FAILURE, "it is not what was asked")


def bounds(result: Amount, unit: Unit) -> tuple[float | None, float | None]:
    """Between which numbers of a unit a result lies; None where it is in no such unit."""
    if isinstance(result.law, Counted) and unit.dimension is Dimension.COUNT and unit.per is None:
        return float(result.law.hits), float(result.law.hits)
    scale = _scale(result.unit, unit)
    low, high = percentiles.low(result), percentiles.high(result)
    if scale is None or low is None or high is None:
        return None, None
    return low * scale, high * scale


def _scale(own: Unit, other: Unit) -> float | None:
    """What a number in one unit is to be multiplied with to be one in the other."""
    if own.form != other.form:
        return None
    scale = 1.0
    if isinstance(own.measure, Period) and isinstance(other.measure, Period):
        if (own.measure in _TIMES) != (other.measure in _TIMES):
            return None
        scale = own.measure.days / other.measure.days
    elif own.measure != other.measure:
        return None
    if own.per is not None and other.per is not None:
        scale *= other.per.days / own.per.days
    return scale


def _share(chance: float) -> str:
    """A chance in words; none is quite certain."""
    if chance > 0.995:
        return "more than 99%"
    return "less than 1%" if chance < 0.005 else f"{chance:.0%}"


def _unclear(reason: str) -> Judgement:
    return Judgement(Outcome.UNCLEAR, f"{reason}; compare them by hand")
