"""From a plan to its brief."""

from __future__ import annotations

from collections.abc import Mapping

from funneldsl.briefing.fitting import in_words
from funneldsl.briefing.values import Brief, Duty, Portrait, Prospect, View
from funneldsl.frozen import frozen
from funneldsl.model.business import Business
from funneldsl.model.formulas import Expression
from funneldsl.model.people import Customer, Department
from funneldsl.model.plan import Plan
from funneldsl.model.systems import Funnel, System


def brief(
    plan: Plan,
    departments: tuple[Department, ...] | None = None,
    prospects: Mapping[str, Prospect] | None = None,
) -> Brief:
    """The brief for these departments; for all if none are named. `prospects` are those of `judged`."""
    telling = _Telling(plan, prospects or {})
    business = plan.one(Business)
    chosen = plan.of(Department) if departments is None else departments
    return Brief(
        business=business.label if business else "",
        mission=(business.mission if business else None) or "",
        message=(business.message if business else None) or "",
        values=business.values if business else (),
        customers=tuple(portrait(c) for c in plan.of(Customer) if c.perfect),
        departments=tuple(map(telling.view, chosen)),
        scenario=plan.scenario,
    )


def portrait(customer: Customer) -> Portrait:
    """A customer in words."""
    return Portrait(
        name=customer.name,
        label=customer.label,
        perfect=customer.perfect,
        who=customer.who or "",
        needs=customer.needs,
        wants=customer.wants,
        pains=customer.pains,
        message=customer.message or "",
        fits=in_words(customer.fits.formula) if customer.fits else "",
    )


@frozen
class _Telling:
    plan: Plan
    prospects: Mapping[str, Prospect]

    def view(self, department: Department) -> View:
        success = department.success
        return View(
            name=department.name,
            label=department.label,
            serves=tuple(portrait(self.plan[ref]) for ref in department.serves),
            sees=department.sees or "",
            receives=department.receives or "",
            promise=department.promise or "",
            success=" ".join(str(success).split()) if success is not None else "",
            measured=isinstance(success, Expression),
            prospect=self.prospects.get(department.name),
            duties=self.duties(department),
        )

    def duties(self, department: Department) -> tuple[Duty, ...]:
        """The systems that it owns."""
        owned = [
            d
            for d in self.plan.all.values()
            if isinstance(d, System | Funnel) and d.owner and d.owner.name == department.name
        ]
        return tuple(
            Duty(
                s.label,
                tuple((self.plan[g].label, self.prospects.get(g.name)) for g in s.serves),
            )
            for s in owned
        )
