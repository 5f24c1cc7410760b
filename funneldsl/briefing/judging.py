"""The success of each department, asked of a forecast as if it were a goal of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from attrs import evolve

from funneldsl.briefing.values import Prospect
from funneldsl.model.business import Business
from funneldsl.model.formulas import Expression
from funneldsl.model.people import Department
from funneldsl.model.plan import Plan
from funneldsl.model.strategy import Goal

if TYPE_CHECKING:
    from funneldsl.results import Forecast


def asked(plan: Plan) -> Plan:
    """The plan with a goal for each measured success, named after its department; nothing else is drawn for it."""
    goals = {
        _goal(d): Goal(name=_goal(d), title=d.label, reach=d.success)
        for d in plan.of(Department)
        if isinstance(d.success, Expression)
    }
    return evolve(plan, written={**plan.written, **goals}) if goals else plan


def judged(plan: Plan, forecast: Forecast) -> Mapping[str, Prospect]:
    """By the name of a goal or department: how likely its success is, and since when in half of the worlds."""
    business = plan.one(Business)
    if business is None or "goal.day" not in forecast.series:
        return {}
    import numpy as np

    found = {}
    own = {_goal(d): d.name for d in plan.of(Department)}
    for chance in forecast.goals:
        days = forecast.at("goal.day", goal=chance.name)
        late = np.where(np.isnan(days), np.inf, days)
        middle = float(np.quantile(late, 0.5, method="inverted_cdf"))
        day = business.start + timedelta(int(middle)) if middle < float("inf") else None
        found[own.get(chance.name, chance.name)] = Prospect(chance.chance, chance.error, day)
    return found


def _goal(department: Department) -> str:
    return f"{department.name}.success"
