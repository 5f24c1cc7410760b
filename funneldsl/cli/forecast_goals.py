"""How likely each goal, limit and check is, and whether that is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from funneldsl.cli.figures import bar, chance, percent, share
from funneldsl.cli.forecast_aims import aims
from funneldsl.cli.labels import label_of
from funneldsl.cli.plain import plain, width
from funneldsl.cli.style import Style
from funneldsl.model.evidence import Check
from funneldsl.model.plan import Plan
from funneldsl.model.strategy import Goal, Limit
from funneldsl.results import Chance, Forecast, Verdict


def goals(plan: Plan, forecast: Forecast, style: Style, sign: str = "") -> list[str]:
    """A bar for each goal and limit, with what it asks for below, and one for all of them in the same world."""
    both = forecast.together
    told = forecast.goals if both is None else (*forecast.goals, both)
    return list(_lines(forecast, told, plan, style, lambda g: aims(g, forecast, sign)))


def checks(plan: Plan, forecast: Forecast, style: Style) -> list[str]:
    """The same for the conditions of checks."""
    judged = "check.held" in forecast.series
    names = forecast.axes["check"].labels if judged else ()
    return list(_lines(forecast, tuple(forecast.check(n) for n in names), plan, style))


def _lines(
    forecast: Forecast,
    chances: tuple[Chance, ...],
    plan: Plan,
    style: Style,
    more: Callable[[Goal], Iterable[str]] = lambda _: (),
) -> Iterator[str]:
    labels = [plain(label_of(plan, c.name)) for c in chances]
    longest = max(map(width, labels), default=0)
    for c, label in zip(chances, labels, strict=True):
        padded = label + " " * (longest - width(label))
        told = f"{bar(c.chance)} {chance(c.chance, c.error):>11}  {_verdict(c, style)}"
        yield f"{padded}  {told}".rstrip()
        if asked := _asked(plan, c.name):
            yield f"{' ' * longest}  {plain(asked)}"
        yield from (f"{' ' * longest}  {line}" for line in _without(forecast.undefined(c.name)))
        goal = plan.all.get(c.name)
        if isinstance(goal, Goal):
            yield from (f"{' ' * longest}  {line}" for line in more(goal))


def _verdict(c: Chance, style: Style) -> str:
    if c.required is None:
        return ""
    asked = percent(c.required)
    match c.verdict:
        case Verdict.PASS:
            return style(f"likely enough: {asked} was asked", "green")
        case Verdict.FAIL:
            return style(f"not likely enough: {asked} was asked", "red")
    return style(f"too close to the {asked} asked to tell: try more --worlds", "yellow")


def _without(undefined: Mapping[str, float]) -> Iterator[str]:
    """Numbers that some worlds lack."""
    for of, lacking in undefined.items():
        yield f"{plain(of)} has no value in {share(lacking)} of worlds: there it does not hold"


def _asked(plan: Plan, name: str) -> str:
    match plan.all.get(name):
        case Goal(reach=reach, by=by):
            return f"{reach} by {by.isoformat()}" if by else str(reach)
        case Limit(keep=keep):
            return f"{keep}, all the time"
        case Check(expect=expect):
            return str(expect)
    return ""
