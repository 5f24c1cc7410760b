"""The days that a plan covers, and where they are written."""

from __future__ import annotations

from funneldsl.diagnostics import Related
from funneldsl.model.business import Business
from funneldsl.model.clock import Clock as Clock
from funneldsl.model.clock import days_of as days_of
from funneldsl.model.clock import later as later
from funneldsl.model.clock import months_later as months_later
from funneldsl.model.clock import window_end as window_end
from funneldsl.model.plan import Plan


def the_start(plan: Plan) -> list[Related]:
    """The place where the first day is written."""
    business = plan.one(Business)
    return [Related("the plan starts here", business.place("start"))] if business else []


def the_horizon(plan: Plan) -> list[Related]:
    """The place where the length of the plan is written."""
    business = plan.one(Business)
    return [Related("the plan is this long", business.place("horizon"))] if business else []
