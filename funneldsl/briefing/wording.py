"""The sentences of a brief, the same in every format."""

from __future__ import annotations

from funneldsl.briefing.values import Brief, Duty, Portrait, Prospect, View

Facts = list[tuple[str, tuple[str, ...]]]
"""Words, and what is told under each: nothing, a text or several."""

NOBODY = "Nobody is marked as the perfect customer yet."
NOBODY_HELP = "Write `perfect: yes` into the customer whom you would love to have a hundred times."
ALL = "all departments"


def heading(brief: Brief) -> str:
    """Whom the brief is for."""
    if len(brief.departments) == 1:
        return f"Brief for {brief.departments[0].label}"
    return f"Brief for {ALL}"


def forecast(prospect: Prospect | None, reason: str) -> str:
    """What the forecast says of a success or goal."""
    if prospect is None:
        return f"not forecast: {reason}" if reason else "not forecast"
    share = f"{prospect.chance:.0%} likely (± {max(prospect.error, 0.001):.0%})"
    if prospect.error < 0.005:
        share = f"{prospect.chance:.0%} likely"
    if prospect.middle is None:
        return f"{share}, as the plan stands"
    return f"{share}, as the plan stands; in half of all worlds by {prospect.middle.isoformat()}"


def success(view: View, reason: str) -> str:
    """What the forecast says of the success of a department."""
    if not view.measured:
        return "told in words, so no forecast can judge it"
    return forecast(view.prospect, reason)


def rests_on(brief: Brief) -> str:
    """What the figures rest on; empty where there are none."""
    told = any(v.prospect or any(p for _, p in goals_of(v)) for v in brief.departments)
    if not brief.worlds or not told:
        return ""
    scenario = f" of scenario {brief.scenario}" if brief.scenario else ""
    return f"Chances come from a forecast{scenario} in {brief.worlds:,} possible worlds."


def missing(view: View) -> tuple[str, ...]:
    """What a department has not told yet, as questions to it."""
    questions = []
    if not view.serves:
        questions.append("Whom do you serve?")
    if not view.sees:
        questions.append("How do you see the customer?")
    if not view.promise:
        questions.append("What can the customer rely on?")
    if not view.success:
        questions.append("How will you know that you succeed with them?")
    return tuple(questions)


def of_customer(customer: Portrait) -> Facts:
    """What is told of a customer."""
    return [
        ("Needs", customer.needs),
        ("Wants", customer.wants),
        ("Hurts", customer.pains),
        ("We tell them", (customer.message,)),
        ("We know them by", (customer.fits,)),
    ]


def of_department(view: View, reason: str) -> Facts:
    """What is told of a department."""
    others = tuple(f"{c.label}: {c.who}" if c.who else c.label for c in view.others)
    return [
        ("Also serves", others),
        ("Meets them as", (view.sees,)),
        ("Receives", (view.receives,)),
        ("Promises", (view.promise,)),
        ("Succeeds when", (view.success,)),
        ("Forecast", (success(view, reason),) if view.success else ()),
        ("Answers for", tuple(map(_duty, view.duties))),
        ("Its goals", _goals(view, reason)),
        ("Still to answer", missing(view)),
    ]


def _duty(duty: Duty) -> str:
    goals = [name for name, _ in duty.goals]
    return f"{duty.label}, for {' and '.join(goals) or 'no goal yet'}"


def _goals(view: View, reason: str) -> tuple[str, ...]:
    return tuple(f"{name}: {forecast(p, reason)}" for name, p in goals_of(view))


def goals_of(view: View) -> tuple[tuple[str, Prospect | None], ...]:
    """Each goal that it works for, once."""
    goals = {name: prospect for duty in view.duties for name, prospect in duty.goals}
    return tuple(goals.items())
