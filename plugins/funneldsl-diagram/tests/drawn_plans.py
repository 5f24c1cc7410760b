"""Plans to draw, with names as wild as a test wants them."""

from __future__ import annotations

import itertools
from datetime import date

from funneldsl.plugin import (
    Business,
    Campaign,
    Channel,
    Declaration,
    Flow,
    Funnel,
    Offer,
    Payment,
    Plan,
    Project,
    Sale,
    Stage,
    System,
)
from funneldsl.plugin import values as v

USD = v.Unit(v.Dimension.MONEY, "USD")
SHARE = v.Unit(v.Dimension.SHARE)
DAYS = v.Unit(v.Dimension.TIME, v.Period.DAY)


def amount(value: float, unit: v.Unit) -> v.Amount:
    return v.Amount(v.Exactly(value), unit)


def plan_of(*declarations: Declaration) -> Plan:
    return Plan(v.Fixed({d.name: d for d in declarations}))


def flow(source: str, target: str) -> Flow:
    return Flow(
        name=f"{source} -> {target}",
        source=v.Ref(source),
        target=v.Ref(target),
        share=v.Amount(v.Counted(412, 1530), SHARE),
        after=v.Spread(v.Range(3.0, 21.0, v.Family.LOGNORMAL), DAYS),
    )


def shop(title: str = "Shop") -> Plan:
    """One of everything that is drawn, every title the same text."""
    monthly = v.Unit(v.Dimension.MONEY, "USD", v.Period.MONTH)
    return plan_of(
        Business(
            name="b",
            title=title,
            currency="USD",
            start=date(2027, 1, 4),
            horizon=amount(12.0, v.Unit(v.Dimension.TIME, v.Period.MONTH)),
        ),
        System(name="s", title=title),
        Channel(name="s.ads", title=title, brings=v.Ref("f.a"), spend=amount(45.0, monthly)),
        Funnel(name="f", title=title),
        Stage(name="f.a", title=title),
        Stage(name="f.b", title=title, sells=(Sale(offer=v.Ref("o")),)),
        flow("f.a", "f.b"),
        flow("f.b", "f.a"),
        flow("f.b", "f.b"),
        Campaign(
            name="c",
            title=title,
            to=(v.Ref("f.a"),),
            every=amount(7.0, DAYS),
            moves=v.Ref("f.b"),
            converts=amount(0.02, SHARE),
        ),
        Offer(name="o", title=title, price=(Payment(amount=amount(79.0, USD)),)),
        Project(name="p", title=title, builds=(v.Ref("o"), v.Ref("c"), v.Ref("f"))),
    )


def long_funnel(stages: int) -> Plan:
    """A funnel of many stages with shortcuts and a way back."""
    names = [f"f.s{i}" for i in range(stages)]
    steps = [flow(a, b) for a, b in itertools.pairwise(names)]
    shortcuts = [flow(names[0], name) for name in names[50::50]]
    back = [flow(names[-1], names[0])] if stages > 1 else []
    return plan_of(Funnel(name="f"), *(Stage(name=n) for n in names), *steps, *shortcuts, *back)
