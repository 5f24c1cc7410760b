"""A family of rules: what its findings may break, and the functions that look for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import frozen

from funneldsl.diagnostics import Finding, Rule
from funneldsl.model.plan import Plan


@frozen
class Family:
    """Satisfies `funneldsl.plugin.Check`: every rule of a subject, found by functions from a plan to findings."""

    rules: tuple[Rule, ...]
    looks: tuple[Callable[[Plan], Iterable[Finding]], ...]
    of_absence: tuple[Rule, ...] = ()
    """Rules about what is not there. They are silent where a part of the plan could not be read: it may be there."""

    def check(self, plan: Plan) -> Iterable[Finding]:
        """The findings of all its functions; the plan may be incomplete."""
        for look in self.looks:
            for finding in look(plan):
                if plan.complete or finding.rule not in self.of_absence:
                    yield finding
