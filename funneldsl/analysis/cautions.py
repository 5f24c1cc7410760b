"""What a plan does not know about values far from those that were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from funneldsl.analysis.levers import Lever
from funneldsl.model.offers import Offer
from funneldsl.model.plan import Plan
from funneldsl.model.systems import Channel

Range = tuple[float, float]

FAR = 3.0
"""So many times as large or as small as written is far away."""
MORE_SPEND = 2.0
"""So many times the spend that was written, and its price has not been seen."""


def cautions(plan: Plan, lever: Lever, value: float) -> Iterator[str]:
    """Why a result with that value may be too good: whole sentences, none for a value near the written one."""
    now = lever.now
    thing = plan.all.get(lever.declaration)
    times = value / now if now else float("inf")
    if isinstance(thing, Channel) and lever.word == "spend":
        if times > MORE_SPEND:
            yield _spend(lever.path, thing, times)
        if thing.lingers is not None:
            yield (
                f"money for {thing.label} works on (`lingers`): what comes after the end of the plan is not in the "
                "result, so money spent late brings less here than it is worth"
            )
        return
    if isinstance(thing, Offer) and lever.word == "price" and value > now:
        yield (
            f"the plan does not say that fewer buy {thing.label} at a higher price: how many fewer it may be "
            "is for a scenario to say"
        )
    if value and not 1 / FAR <= times <= FAR:
        yield f"{lever.path} is far from what was written for it, where the plan was not thought through"


def of_choice(
    plan: Plan, chosen: Mapping[Lever, float], bounds: Mapping[Lever, Range]
) -> Iterator[str]:
    """Why the result of several values may be too good, or not the best; `bounds` are the ranges that were allowed."""
    for one, value in chosen.items():
        yield from cautions(plan, one, value)
    for one, bound in bounds.items():
        if chosen[one] in bound:
            end = "highest" if chosen[one] == bound[1] else "lowest"
            yield f"{one.path} stands at the {end} value that was allowed: better ones may lie beyond"


def _spend(path: str, channel: Channel, times: float) -> str:
    much = f"{times:.1f} times what is written" if times < 100 else "far more than what is written"
    if channel.doubles is None:
        return f"{path} is {much}, and the plan does not say that people get dearer there: write `doubles`"
    return f"{path} is {much}: what people cost there has not been seen"
