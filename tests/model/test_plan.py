"""The plan: a flat index that answers who names whom."""

from __future__ import annotations

import pytest

from funneldsl.errors import UnknownNameError
from funneldsl.model.kinds import Declaration
from funneldsl.model.offers import Offer, Payment
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Flow, Sale, Stage
from funneldsl.model.systems import Funnel
from funneldsl.model.values import Amount, Dimension, Exactly, Fixed, Ref, Unit

PRICE = Payment(amount=Amount(Exactly(79), Unit(Dimension.MONEY, "USD"), "starter.price"))


def shop() -> Plan:
    declared: tuple[Declaration, ...] = (
        Funnel(name="f"),
        Stage(name="f.visitor"),
        Stage(name="f.buyer", sells=(Sale(offer=Ref("starter")),)),
        Flow(name="f.visitor -> f.buyer", source=Ref("f.visitor"), target=Ref("f.buyer")),
        Offer(name="starter", price=(PRICE,)),
    )
    return Plan(Fixed({d.name: d for d in declared}))


def test_reference_leads_to_the_declaration() -> None:
    assert "starter" == shop()[Ref("starter")].name


def test_unknown_name_is_answered_with_a_suggestion() -> None:
    with pytest.raises(UnknownNameError, match=r"did you mean 'f\.buyer'"):
        shop()["f.buyr"]


def test_things_of_a_kind_come_in_the_order_of_the_file() -> None:
    assert ["f.visitor", "f.buyer"] == [s.name for s in shop().of(Stage)]


def test_things_inside_are_those_directly_inside() -> None:
    plan = shop()

    assert ["f.visitor", "f.buyer"] == [s.name for s in plan.within(plan["f"], Stage)]


def test_flow_belongs_to_the_funnel_that_it_leads_out_of() -> None:
    plan = shop()

    assert ["visitor -> buyer"] == [f.label for f in plan.within(plan["f"], Flow)]


def test_users_of_a_thing_are_known() -> None:
    assert (("f.buyer", "sells"),) == shop().users("starter")
    assert (("f.visitor -> f.buyer", "source"),) == shop().users("f.visitor")


def test_plans_are_equal_by_content() -> None:
    assert shop() == shop()
