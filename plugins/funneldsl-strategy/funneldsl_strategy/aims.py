"""The systems exist to serve the strategy: each works for a goal, and each goal has a system that works for it."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.plugin import Finding, Funnel, Goal, Plan, Rule, Severity, Strategy, System

_SHOP = """\
business shop {
  currency: USD
  start: 2027-01-04
  horizon: 24 months
}
strategy {
  purpose: "Live from candles in our village"
  exit keep
  goal living { reach: profit >= $2k per month; by: 2028-06-30 }
  goal crowd { reach: count(site.reader) >= 2,000; by: 2028-06-30 }
}
channel ads { brings: site.reader; people: 40 per day }
"""

NOTHING_SERVES = Rule(
    "F311",
    "strategy.nothing-serves",
    Severity.NOTE,
    "No system says which goal it works for.",
    "A business is its strategy in action: every system is there for a goal. Written down, it shows which goal nobody "
    "works for and which work is for nothing.",
    wrong=_SHOP
    + """\
funnel site { stage reader }
system podcast { outsourced: $200 per month }
""",
    right=_SHOP
    + """\
funnel site { serves: [living, crowd]; stage reader }
system podcast { serves: crowd; outsourced: $200 per month }
""",
)

UNSERVED = Rule(
    "F312",
    "strategy.goal-unserved",
    Severity.WARNING,
    "A goal that no system works for.",
    "A goal is reached by what somebody does. If none of the systems is there for it, either one is missing or the "
    "goal is not meant.",
    wrong=_SHOP
    + """\
funnel site { serves: living; stage reader }
""",
    right=_SHOP
    + """\
funnel site { serves: [living, crowd]; stage reader }
""",
)

AIMLESS = Rule(
    "F313",
    "strategy.system-aimless",
    Severity.WARNING,
    "A system that works for no goal.",
    "Work that serves no goal takes hours from work that does. Say which goal the system is for, or stop doing it.",
    wrong=_SHOP
    + """\
funnel site { serves: [living, crowd]; stage reader }
system podcast { outsourced: $200 per month }
""",
    right=_SHOP
    + """\
funnel site { serves: [living, crowd]; stage reader }
system podcast { serves: crowd; outsourced: $200 per month }
""",
)


class Aims:
    """Who works for what."""

    rules = (NOTHING_SERVES, UNSERVED, AIMLESS)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings about goals and systems."""
        if not plan.complete:  # what is missing may only be misspelled
            return
        systems: tuple[System | Funnel, ...] = (*plan.of(System), *plan.of(Funnel))
        if plan.of(Goal) and systems:
            if any(s.serves for s in systems):
                yield from self._unserved(plan, systems)
                yield from self._aimless(plan, systems)
            elif len(systems) > 1 and not _emergent(plan):
                yield NOTHING_SERVES.at(
                    systems[0].headline,
                    "no system says which goal it works for",
                    help=f"write `serves: {plan.of(Goal)[0].label}` into {systems[0].kind} {systems[0].label}, "
                    "and so on",
                )

    def _unserved(self, plan: Plan, systems: tuple[System | Funnel, ...]) -> Iterator[Finding]:
        served = {goal.name for system in systems for goal in system.serves}
        for goal in plan.of(Goal):
            if goal.name not in served:
                yield UNSERVED.at(
                    goal.headline,
                    f"no system works for goal {goal.label}",
                    help=f"write `serves: {_own_name(goal.name)}` into the system that shall reach it, or drop the goal",
                )

    def _aimless(self, plan: Plan, systems: tuple[System | Funnel, ...]) -> Iterator[Finding]:
        aimed = {s.name for s in systems if s.serves}
        serving = aimed.union(*(_around(name) for name in aimed))
        goal = _own_name(plan.of(Goal)[0].name)
        for system in systems:
            if system.name not in serving and not aimed.intersection(_around(system.name)):
                yield AIMLESS.at(
                    system.headline,
                    f"{system.kind} {system.label} works for no goal",
                    help=f"write the goal it is for, as in `serves: {goal}`, or stop doing it",
                )


def _emergent(plan: Plan) -> bool:
    strategy = plan.one(Strategy)
    return strategy is not None and strategy.mode == "emergent"


def _own_name(name: str) -> str:
    return name.rpartition(".")[2]


def _around(name: str) -> Iterator[str]:
    """Names of what a thing stands in: `a` and `a.b` for `a.b.c`."""
    return (name[:i] for i, c in enumerate(name) if c == ".")
