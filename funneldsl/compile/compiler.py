"""The whole compiler: a plan in, its network out."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from funneldsl.compile import arrivals, goals, money, offers, stages, work
from funneldsl.compile.clock import exact, later
from funneldsl.compile.correlated import correlations
from funneldsl.compile.digest import digest
from funneldsl.compile.draft import Draft
from funneldsl.compile.rules import NO_BUSINESS, NO_LENGTH, NOT_EXACT
from funneldsl.compile.uses import uses
from funneldsl.diagnostics import Finding
from funneldsl.errors import FindingsError
from funneldsl.model.business import Business
from funneldsl.model.people import Customer
from funneldsl.model.plan import Plan
from funneldsl.network import CustomerRow, Network
from funneldsl.source import NOWHERE

LONGEST = 36_525
"""Days in a hundred years."""


def compile(plan: Plan) -> Network:
    """The plan as tables of numbers. Raises FindingsError where it cannot become one."""
    findings = _missing(plan)
    business = plan.one(Business)
    if findings or business is None:
        raise FindingsError("compile the plan", findings)
    draft = Draft.of(plan, business, _days(business))
    network = _network(draft)
    findings = (*draft.findings, *draft.parameters.findings)
    if findings:
        raise FindingsError("compile the plan", findings)
    return evolve(network, digest=digest(network))


def compilable(plan: Plan) -> tuple[Finding, ...]:
    """What keeps the plan from being compiled; nothing if it can be."""
    try:
        compile(plan)
    except FindingsError as e:
        return e.findings
    return ()


def _network(draft: Draft) -> Network:
    business, plan = draft.business, draft.plan
    network = Network(
        business.start,
        draft.days,
        business.currency,
        title=business.label,
        cash=draft.parameters.of(business, "cash", business.cash),
        stages=tuple(stages.stages(draft)),
        flows=tuple(stages.flows(draft)),
        channels=tuple(arrivals.channels(draft)),
        campaigns=tuple(arrivals.campaigns(draft)),
        offers=tuple(offers.offers(draft)),
        sales=tuple(stages.sales(draft)),
        costs=tuple(money.costs(draft)),
        persons=tuple(work.persons(draft)),
        tasks=tuple(work.tasks(draft)),
        risks=tuple(work.risks(draft)),
        gates=tuple(work.gates(draft)),
        efforts=tuple(work.efforts(draft)),
        goals=tuple(goals.goals(draft)),
        expectations=tuple(goals.expectations(draft)),
        exit=money.sale_of_business(draft),
        uses=tuple(uses(plan)),
        customers=tuple(CustomerRow(c.name, c.label) for c in plan.of(Customer)),
        prices_with_tax=business.prices == "with_tax",
        scenario=plan.scenario,
    )
    return evolve(
        network,
        parameters=tuple(draft.parameters.rows),
        correlations=tuple(correlations(draft)),
    )


def _missing(plan: Plan) -> tuple[Finding, ...]:
    business = plan.one(Business)
    if business is None:
        return (
            NO_BUSINESS.at(
                NOWHERE,
                "the plan has no business, so a forecast would not know where to begin",
                help='write `business shop "Shop" { currency: USD; start: 2027-01-04; horizon: 24 months }`',
            ),
        )
    place = business.place("horizon")
    if exact(business.horizon) is None:
        message = f"the horizon of {business.label} is not one exact number"
        return (NOT_EXACT.at(place, message, help="write one number, `horizon: 24 months`"),)
    if not 0 < _days(business) <= LONGEST:
        message = f"the horizon of {business.label} is no length that a plan can have"
        help = "write a length of between one day and a hundred years, `horizon: 24 months`"
        return (NO_LENGTH.at(place, message, help=help),)
    return ()


def _days(business: Business) -> int:
    """Days of the horizon; months and years by the calendar. 0 where the calendar ends before."""
    try:
        return (later(business.start, business.horizon) - business.start).days
    except (OverflowError, ValueError):
        return 0 if business.start < date.max else -1
