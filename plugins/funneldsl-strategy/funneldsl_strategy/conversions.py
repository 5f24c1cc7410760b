"""The five steps from stranger to regular: which of them no system takes care of."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.plugin import Finding, Funnel, Offer, Plan, Rule, Severity, Stage, Strategy, System
from funneldsl_strategy.examples import LIST, SHOP, STRATEGY
from funneldsl_strategy.parts import parts_of
from funneldsl_strategy.sentences import listed
from funneldsl_strategy.steps import STEPS, Steps, ends_of_sale

STEP_MISSING = Rule(
    "F314",
    "strategy.conversion-missing",
    Severity.NOTE,
    "A step from stranger to regular that no system takes care of.",
    "Five steps make a marketing system: getting leads, turning them into subscribers, those into customers, those "
    "into repeat buyers, and leading them onward to other funnels. A step without a system still happens, but by "
    "chance. Where all who buy end as subscribers, who pay again and again, no further funnel is asked for; "
    "`funneldsl outline` shows all five steps of any plan.",
    wrong=SHOP
    + STRATEGY
    + LIST.replace("funnel site {", "funnel site {\n  role: [leads, subscribers, customers]"),
    right=SHOP
    + STRATEGY
    + LIST.replace(
        "funnel site {", "funnel site {\n  role: [leads, subscribers, customers, repeat]"
    ).replace("sells: lantern }", "sells: club }")
    + "offer club { price: $9 per month; churn: 4% to 7% per month }\n",
)


class Conversions:
    """Whether each step has a system, as soon as one system says which steps it takes."""

    rules = (STEP_MISSING,)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """One finding at most; none while the strategy is to emerge."""
        strategy = plan.one(Strategy)
        if not plan.complete or (strategy is not None and strategy.mode == "emergent"):
            return
        systems: tuple[System | Funnel, ...] = (*plan.of(System), *plan.of(Funnel))
        roles = {role for system in systems for role in system.role}
        if not roles & STEPS.keys():
            return
        asked = (
            STEPS if plan.of(Offer) else ("leads", "subscribers")
        )  # where nothing is sold, nobody buys again
        missing = [role for role in asked if role not in roles]
        last = _sold_at_the_end(plan)
        if not last and "onward" in missing:
            missing.remove("onward")
        if missing:
            after = (
                f": after {listed(last)} there is nothing to go on to"
                if "onward" in missing
                else ""
            )
            yield STEP_MISSING.at(
                next(s for s in systems if s.role).place("role"),
                f"no system takes care of {listed(STEPS[role] for role in missing)}{after}",
                help=_help(plan, missing),
            )


def _help(plan: Plan, missing: list[str]) -> str:
    """Which system does it already without saying so, and what to add for what nothing does."""
    parts, steps = plan.kept(parts_of), Steps(plan)
    systems: tuple[System | Funnel, ...] = (*plan.of(System), *plan.of(Funnel))
    doers = [s for s in systems if not parts[s.name].empty]
    doing: dict[str, tuple[System | Funnel, list[str]]] = {}
    lacking = []
    for role in missing:
        who = next((s for s in doers if steps.lacks(role, parts[s.name]) is None), None)
        if who is None:
            lacking.append(role)
        else:
            doing.setdefault(who.name, (who, [*who.role]))[1].append(role)
    said = [
        f"{s.kind} {s.label} does it: `role: [{', '.join(roles)}]`" for s, roles in doing.values()
    ]
    said += [f"for `{role}` add {_ADD[role]}" for role in lacking]
    return "; ".join(said) or "add the role to the system that does it"


_ADD = {
    "leads": "the channel that brings people",
    "subscribers": "a stage for those who listen and have not bought",
    "customers": "a stage that sells",
    "repeat": "the flow of those who buy again",
    "onward": "the funnel that comes next, and the flow that leads to it",
}


def _sold_at_the_end(plan: Plan) -> list[str]:
    """Offers without which nothing further is bought, and which are bought once."""
    once = {o.name for o in plan.of(Offer) if not any(p.amount.unit.per for p in o.price)}
    ends = plan.kept(ends_of_sale)
    sold = [[sale.offer.name for sale in s.sells] for s in plan.of(Stage) if s.name in ends]
    return [*dict.fromkeys(names[-1] for names in sold if once.issuperset(names))]
