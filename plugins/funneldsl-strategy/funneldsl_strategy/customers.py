"""The perfect customer, whom the whole company knows and makes things for."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.plugin import (
    Business,
    Customer,
    Department,
    Finding,
    Plan,
    Related,
    Rule,
    Severity,
    Stage,
    formulas,
)

_SHOP = """\
business shop {
  currency: USD
  start: 2027-01-04
  horizon: 24 months
}
"""
_ANNA = """\
customer anna { perfect: yes; wants: "a light evening after a long day" }
"""

NOBODY = Rule(
    "F320",
    "customer.perfect-missing",
    Severity.NOTE,
    "The perfect customer is not defined.",
    "Success begins with knowing for whom. Describe the one person you would love to have a hundred times: who they "
    "are, what they want, what hurts. Everything else in the plan can then be held against it.",
    wrong=_SHOP,
    right=_SHOP + _ANNA,
)

SEVERAL = Rule(
    "F321",
    "customer.perfect-several",
    Severity.WARNING,
    "More than one perfect customer.",
    "Every department sees the customer from another side, yet it is one and the same person. With two perfect "
    "customers nobody knows whom a decision is for. Mark one; the others are customers too. If there are really two, "
    "as on a marketplace, say why behind it, with `because`.",
    wrong=_SHOP
    + _ANNA
    + """\
customer ben { perfect: yes; wants: "a gift that looks expensive" }
""",
    right=_SHOP
    + _ANNA
    + """\
customer ben { wants: "a gift that looks expensive" }
department shop_floor { serves: [anna, ben] }
""",
)

SERVES_NOBODY = Rule(
    "F322",
    "department.serves-nobody",
    Severity.WARNING,
    "A department that does not say whom it serves.",
    "Every department has its own view of the customer. One that serves nobody in particular works for itself.",
    wrong=_SHOP
    + _ANNA
    + """\
department shipping { promise: "on the step within 4 days" }
""",
    right=_SHOP
    + _ANNA
    + """\
department shipping { serves: anna; promise: "on the step within 4 days" }
""",
)

NO_PEOPLE = Rule(
    "F323",
    "department.success-without-people",
    Severity.NOTE,
    "A department measures its success without any customer.",
    "Define success by the perfect customer: how many of them came, stayed, came back. A measure of money or hours alone "
    "is met just as well by customers whom nobody wanted.",
    wrong=_SHOP
    + _ANNA
    + """\
department shipping { serves: anna; success: profit >= $2k per month }
""",
    right=_SHOP
    + _ANNA
    + """\
channel fair { brings: site.regular; people: 4 per day }
funnel site { stage regular }
department shipping { serves: anna; success: count(site.regular for anna) >= 200 }
""",
)

PEOPLE = ("count(", "entered(", "new(", " for ")
"""What a measure that speaks of people has in it."""


class Customers:
    """For whom all of it is."""

    rules = (NOBODY, SEVERAL, SERVES_NOBODY, NO_PEOPLE)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """The findings about customers and those who serve them."""
        if not plan.complete:  # what is missing may only be misspelled
            return
        yield from self._perfect(plan)
        for department in plan.of(Department):
            yield from self._department(plan, department)

    def _department(self, plan: Plan, department: Department) -> Iterator[Finding]:
        if not department.serves:
            yield SERVES_NOBODY.at(
                department.headline,
                f"department {department.label} does not say which customer it serves",
                help=f"add `serves: {_somebody(plan)}`",
            )
        if isinstance(department.success, formulas.Expression):
            text = " ".join(department.success.text.split())
            if not any(word in text for word in PEOPLE):
                yield NO_PEOPLE.at(
                    department.place("success"),
                    f"department {department.label} calls it a success when {text}, whoever the customers are",
                    help=f"count people, as in `count({bought_in(plan)} for {_somebody(plan)}) >= 200`",
                )

    def _perfect(self, plan: Plan) -> Iterator[Finding]:
        perfect = [c for c in plan.of(Customer) if c.perfect]
        business = plan.one(Business)
        if not perfect and business is not None:
            known = plan.of(Customer)
            yield NOBODY.at(
                known[0].headline if known else business.headline,
                "nothing says who the perfect customer is",
                help=f"write `perfect: yes` into customer {known[0].label}, if that is the one"
                if known
                else 'add `customer anna { perfect: yes; who: "…"; wants: "…" }`',
            )
        for other in perfect[1:]:
            told = other.told.get("perfect")
            if told is not None and told.because:
                continue
            yield SEVERAL.at(
                other.place("perfect"),
                f"customer {other.label} is perfect, and so is customer {perfect[0].label}",
                help="keep `perfect: yes` for the one whom everybody in the company should have in mind, or say why there "
                'are two: `perfect: yes because "…"`',
                related=[Related("the other perfect customer", perfect[0].place("perfect"))],
            )


def bought_in(plan: Plan) -> str:
    """A stage of the plan whose people have bought, to give as an example: the last one that sells."""
    stages = plan.of(Stage)
    return next(
        (s.name for s in reversed(stages) if s.sells),
        stages[-1].name if stages else "welcome.member",
    )


def _somebody(plan: Plan) -> str:
    customers = plan.of(Customer)
    return next(
        (c.name for c in customers if c.perfect), customers[0].name if customers else "anna"
    )
