"""The five steps from stranger to regular: whether a system that takes a step on itself has what the step needs."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.plugin import Finding, Funnel, Plan, Rule, Severity, System
from funneldsl_strategy.examples import LIST, SHOP, STRATEGY
from funneldsl_strategy.parts import parts_of
from funneldsl_strategy.steps import Steps

NOT_DONE = Rule(
    "F315",
    "role.not-done",
    Severity.WARNING,
    "A system claims a step of the customer's way that nothing in it takes.",
    "Five steps make a marketing system: leads, subscribers, customers, repeat buyers, and onward to other funnels. A "
    "role that no channel, flow or sale of the system carries out looks taken care of and is not: the forecast "
    "has nobody take that step. Write what the system does for it, or leave the role to a system that does it.",
    wrong=SHOP + STRATEGY + LIST.replace("funnel site {", "funnel site {\n  role: [leads, repeat]"),
    right=SHOP
    + STRATEGY
    + LIST.replace("funnel site {", "funnel site {\n  role: [leads, repeat]").replace(
        "3% to 6% after 0 to 10 days",
        "3% to 6% after 0 to 10 days\n  buyer -> buyer 10% to 20% after 100 to 300 days",
    ),
)


class Roles:
    """What systems say they do, against what stands in them."""

    rules = (NOT_DONE,)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings about roles; a system that holds nothing is taken at its word."""
        if not plan.complete:  # what is missing may only be misspelled
            return
        every: tuple[System | Funnel, ...] = (*plan.of(System), *plan.of(Funnel))
        systems = [s for s in every if s.role]
        if not systems:
            return
        parts, steps = plan.kept(parts_of), Steps(plan)
        for system in systems:
            for role in system.role if not parts[system.name].empty else ():
                lacking = steps.lacks(role, parts[system.name])
                if lacking is not None:
                    missing, help = lacking
                    yield NOT_DONE.at(
                        system.place("role"),
                        f"{system.kind} {system.label} has role `{role}`, but {missing}",
                        help=help,
                    )
