"""What the plan says, as lists and tables in the writer's words."""

from __future__ import annotations

from funneldsl.plugin import (
    Campaign,
    Channel,
    Flow,
    Goal,
    Keep,
    Limit,
    Offer,
    Payment,
    Plan,
    Project,
    Sell,
    StepAway,
    Strategy,
    Subject,
    Task,
    Wording,
)
from funneldsl_report.escaping import table, text


def title(plan: Plan, name: str) -> str:
    """What a thing is called, ready for a page."""
    return text(plan[name].label if name in plan else name)


def aims(subject: Subject) -> str:
    """Purpose, goals, limits and exit."""
    plan, wording = subject.plan, Wording.of(subject.plan)
    lines = [text(s.purpose) for s in plan.of(Strategy) if s.purpose]
    for goal in plan.of(Goal):
        by = f", by {goal.by.isoformat()}" if goal.by is not None else ""
        chance = f", with a chance of {wording.amount(goal.chance)}" if goal.chance else ""
        lines.append(f"- **{text(goal.label)}**: {text(goal.reach.text)}{by}{chance}")
    for limit in plan.of(Limit):
        lines.append(f"- **{text(limit.label)}**: always {text(limit.keep.text)}")
    for sale in plan.of(Sell):
        multiple = text(wording.multiple(sale.multiple))
        lines.append(f"- **exit**: sold by {sale.by.isoformat()} for {multiple}")
    for away in plan.of(StepAway):
        left = wording.amount(away.hours)
        lines.append(f"- **exit**: without its owner from {away.by.isoformat()}, {left} left")
    lines += ["- **exit**: kept" for _ in plan.of(Keep)]
    return "\n".join(lines).replace("\n- ", "\n\n- ", 1) if lines else ""


def coming(subject: Subject) -> str:
    """Channels and campaigns."""
    plan, wording = subject.plan, Wording.of(subject.plan)
    rows = []
    for c in plan.of(Channel):
        amounts = [wording.amount(a) for a in (c.people, c.spend, c.price) if a is not None]
        rows.append([title(plan, c.name), text(", ".join(amounts)), title(plan, c.brings.name)])
    for m in plan.of(Campaign):
        rate = f", {wording.amount(m.converts)} move on" if m.converts is not None else ""
        whom = ", ".join(title(plan, s.name) for s in m.to)
        goal = title(plan, m.moves.name) if m.moves is not None else ""
        rows.append([title(plan, m.name), f"{whom}{text(rate)}", goal])
    return table(["channel or campaign", "how many", "leads to"], rows)


def moving(subject: Subject) -> str:
    """Flows."""
    plan, wording = subject.plan, Wording.of(subject.plan)
    rows = [
        [
            title(plan, f.source.name),
            title(plan, f.target.name),
            text(wording.amount(f.share)) if f.share is not None else "all",
            text(wording.spread(f.after)) if f.after is not None else "the same day",
        ]
        for f in plan.of(Flow)
    ]
    return table(["from", "to", "share", "after"], rows)


def selling(subject: Subject) -> str:
    """Offers."""
    plan, wording = subject.plan, Wording.of(subject.plan)
    rows = []
    for offer in plan.of(Offer):
        prices = [_payment(p, wording) for p in offer.price]
        cost = wording.charge(offer.cost) if offer.cost is not None else ""
        refunds = wording.amount(offer.refunds.share) if offer.refunds is not None else ""
        churn = ", ".join(map(wording.amount, offer.churn))
        told = [text(x) for x in (", ".join(prices), cost, refunds, churn)]
        rows.append([title(plan, offer.name), *told])
    return table(["offer", "price", "cost", "refunds", "churn"], rows)


def _payment(payment: Payment, wording: Wording) -> str:
    said = wording.amount(payment.amount)
    said += f" for {wording.amount(payment.for_)}" if payment.for_ is not None else ""
    return said + (f" after {wording.amount(payment.after)}" if payment.after is not None else "")


def building(subject: Subject) -> str:
    """Projects and their tasks."""
    plan, wording = subject.plan, Wording.of(subject.plan)
    rows = []
    for project in plan.of(Project):
        built = ", ".join(title(plan, r.name) for r in project.builds)
        rows.append([f"**{title(plan, project.name)}**", built, "", ""])
        for task in plan.within(project, Task):
            who = title(plan, task.by.name) if task.by is not None else ""
            first = ", ".join(title(plan, r.name) for r in task.after)
            rows.append([title(plan, task.name), text(wording.amount(task.takes)), who, first])
    return table(["project or task", "builds or takes", "by", "after"], rows)
