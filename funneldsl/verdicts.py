"""What a forecast says of the checks and goals of its plan: verdicts, with what each part of them came to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import define, field

from funneldsl.errors import UnknownNameError
from funneldsl.judged import CheckResult, ConditionResult, Moment, PartResult
from funneldsl.model.evidence import Check
from funneldsl.model.expectations import Part, Sort, always, conditions, metrics_in, parts
from funneldsl.model.formula_wording import say_formula
from funneldsl.model.formulas import Comparison, Expression, Formula, Named
from funneldsl.model.kinds import Declaration
from funneldsl.model.plan import Plan
from funneldsl.model.strategy import Goal, Limit
from funneldsl.model.values import Period
from funneldsl.pointing import columns
from funneldsl.results import Forecast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MONTH = 24 * Period.MONTH.days
"""Hours, in which simulators count time."""
_MONEY = frozenset({"revenue", "profit", "spend", "cash", "mrr", "value", "cac", "ltv"})


def chosen(plan: Plan, named: str = "", *, goals: bool = False) -> dict[str, str]:
    """What is to be judged, by name, with the scenario that it is judged in. Raises UnknownNameError for none."""
    aims = [g for g in plan.of(Goal) if g.chance is not None] if goals else []
    checks = plan.of(Check)
    wanted = named.casefold()
    asked: list[Goal | Check] = [*aims, *checks]
    found = [d for d in asked if wanted in d.name.casefold() or wanted in d.label.casefold()]
    if named and not found:
        raise UnknownNameError("check", named, [d.label for d in asked])
    return {d.name: _scenario(d) for d in found}


def _scenario(d: Goal | Check) -> str:
    return d.scenario.name if isinstance(d, Check) and d.scenario is not None else ""


def verdicts(plan: Plan, forecast: Forecast, *, goals: bool = False) -> Iterator[CheckResult]:
    """The checks of the scenario of this forecast; with `goals`, the goals that require a chance before them."""
    scenario = forecast.facts.scenario
    if goals and not scenario:
        yield from (
            _of_goal(plan, d, forecast) for d in plan.of(Goal) if d.name in forecast.required
        )
    for check in plan.of(Check):
        if _scenario(check) == scenario:
            yield _of_check(plan, check, forecast)


def _of_check(plan: Plan, check: Check, forecast: Forecast) -> CheckResult:
    telling = _Telling(plan, forecast, check.expect)
    found = []
    judged_here = forecast.axes["check"].labels  # what a scenario leaves out takes its checks along
    for c in conditions(check.name, check.expect.formula):
        if c.name not in judged_here:
            continue
        judged, told = forecast.check(c.name), telling.parts(c.name, c.of, always)
        # The simulator counts the worlds in which all is as asked: for an upper bound, those without.
        chance = judged.chance if c.at_least else 1.0 - judged.chance
        column = telling.columns.get(id(c.place))
        found.append(
            ConditionResult(
                c.name, chance, judged.error, c.share, c.at_least, judged.verdict, told, column
            )
        )
    return _result(check, forecast, telling.text, found)


def _of_goal(plan: Plan, goal: Goal, forecast: Forecast) -> CheckResult:
    telling = _Telling(plan, forecast, goal.reach)
    told = telling.parts(goal.name, goal.reach.formula, lambda _: False)
    judged = forecast.goal(goal.name)
    required = forecast.required[goal.name]
    found = ConditionResult(
        goal.name, judged.chance, judged.error, required, True, judged.verdict, told
    )
    text = f"{telling.text} by {goal.by.isoformat()}" if goal.by is not None else telling.text
    return _result(goal, forecast, text, [found])


def _result(
    d: Declaration, forecast: Forecast, text: str, found: Iterable[ConditionResult]
) -> CheckResult:
    facts = forecast.facts
    return CheckResult(
        d.name, d.kind, d.label, facts.scenario, text, d.headline, facts.worlds, tuple(found)
    )


@define
class _Telling:
    """Tells the parts of one expression."""

    plan: Plan
    forecast: Forecast
    expression: Expression
    text: str = field(init=False)
    columns: Mapping[int, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.text = " ".join(self.expression.text.split())
        self.columns = columns(self.text, self.expression.formula)

    def parts(
        self, owner: str, formula: Formula, always: Callable[[Formula], bool]
    ) -> tuple[PartResult, ...]:
        """What the simulator says of each part; nothing if it says nothing of parts."""
        axis = self.forecast.axes.get("part")
        known = axis.labels if axis is not None else ()
        found = (p for p in parts(owner, formula) if p.name in known)
        return tuple(self.part(p, always(p.within)) for p in found)

    def part(self, part: Part, always: bool) -> PartResult:
        values = self.forecast.at("part.value", part=part.name)
        text, column = say_formula(part.formula), self.columns.get(id(part.formula))
        if part.sort is Sort.TRUTH:
            share, inside = float(values.mean()), self.inside(part.formula)
            return PartResult(text, column, part.sort, share=share, inside=inside)
        metrics = list(metrics_in(part.formula))
        pers = {m.per for m in metrics}
        timely = all(m.word == "payback" for m in metrics)
        return PartResult(
            text,
            column,
            part.sort,
            None,
            *_percentiles(values / _MONTH if timely else values),
            undefined=float((values != values).mean()),
            money=all(m.word in _MONEY for m in metrics),
            hours=all(m.word == "hours" for m in metrics),
            months=timely,
            per=pers.pop() if len(pers) == 1 else None,
            moment=_moment(part, always),
            day=self.day(part.name),
        )

    def inside(self, formula: Formula) -> tuple[PartResult, ...]:
        """The parts of a goal or limit that is called by its name."""
        match self.plan.all.get(formula.ref.name) if isinstance(formula, Named) else None:
            case Goal(name=name, reach=asked) | Limit(name=name, keep=asked):
                must = isinstance(self.plan.all[name], Limit)
                return _Telling(self.plan, self.forecast, asked).parts(
                    name, asked.formula, lambda _: must
                )
        return ()

    def day(self, part: str) -> str | None:
        """The middle of the days of all worlds that have one."""
        days = self.forecast.at("part.day", part=part)
        known = sorted(days[days == days].tolist())
        dates = self.forecast.axes["day"].labels
        return dates[int(known[len(known) // 2])] if known else None


def _percentiles(values: NDArray[np.float64]) -> tuple[float | None, float | None, float | None]:
    """Of the worlds in which there is a value."""
    import numpy as np

    known = values[values == values]
    if not len(known):
        return (None, None, None)
    low, middle, high = np.quantile(known, (0.05, 0.5, 0.95)).tolist()
    return (low, middle, high)


def _moment(part: Part, always: bool) -> Moment:
    """A metric that stands alone on one side of a comparison is told at its lowest or highest."""
    match part.within:
        case Comparison(">" | ">=" | "<" | "<=" as operator, left, right):
            greater = (operator[0] == ">") == (part.formula is left)
            if part.formula is left or part.formula is right:
                return Moment.LOWEST if greater == always else Moment.HIGHEST
    return Moment.DECISIVE
