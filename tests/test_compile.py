"""Plans as tables of numbers."""

from __future__ import annotations

from datetime import date

import pytest

from funneldsl.bind.binder import bind
from funneldsl.bind.scenarios import apply
from funneldsl.compile import compilable, compile  # noqa: A004
from funneldsl.compile.uses import INERT, INERT_KINDS
from funneldsl.errors import FindingsError
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Kinds, props
from funneldsl.model.plan import Plan
from funneldsl.model.values import Exactly
from funneldsl.network import NONE, Basis, Cycle, DayRange, Derived, Moment, Network, Timed
from funneldsl.source import Source
from funneldsl.syntax.parser import parse
from funneldsl.worlds import draw

KINDS = Kinds.of(*CORE_KINDS)
SHOP = """\
language 1
business shop "Shop" {
  currency: USD
  start: 2027-01-31
  horizon: 13 months
  rates: { EUR: $1.00 to $1.20 }
}
funnel site {
  stage visitor
  stage buyer { sells: course }
  visitor -> buyer  12 of 400  after 1 to 6 days
}
offer course { price: $49 }
"""


def plan_of(text: str, name: str = "shop.funnel") -> Plan:
    bound = bind([parse(Source(name, text))], KINDS)
    assert [f.message for f in bound.findings if f.severity.rank == 2] == []
    return bound.plan


def network_of(text: str) -> Network:
    return compile(plan_of(text))


def tokens(network: Network) -> set[str]:
    return {use.token for use in network.uses}


def number(network: Network, parameter: int) -> float:
    row = network.parameters[parameter]
    assert isinstance(row.law, Exactly)
    return row.law.value * row.scale


# --- the clock ------------------------------------------------------------------------------------------


def test_months_of_the_horizon_are_months_of_the_calendar():
    network = network_of(SHOP)
    assert (date(2028, 2, 29) - date(2027, 1, 31)).days == network.days
    assert "2028-02" == network.months[-1]


def test_an_anniversary_falls_on_the_month_end_where_its_day_is_absent():
    network = network_of(SHOP)
    assert [0, 28, 59, 89] == [network.months_later(0, n) for n in range(4)]


def test_windows_begin_and_end_on_their_days():
    text = SHOP.replace(
        "stage visitor", "stage visitor { open: [2027-02-03 for 6 days, 2027-02-01] }"
    )
    assert (DayRange(1, 1), DayRange(3, 8)) == network_of(text).stages[0].windows


def test_a_plan_without_a_business_cannot_be_compiled():
    plan = plan_of("language 1\nfunnel site { stage visitor }\n")
    assert ["F601"] == [f.code for f in compilable(plan)]
    with pytest.raises(FindingsError, match="no business"):
        compile(plan)


def test_a_length_that_shapes_the_calendar_must_be_exact():
    plan = plan_of(SHOP.replace("horizon: 13 months", "horizon: 12 to 24 months"))
    assert ["F602"] == [f.code for f in compilable(plan)]


def test_a_plan_cannot_look_ahead_for_ever():
    plan = plan_of(SHOP.replace("horizon: 13 months", "horizon: 4,000 years"))
    assert ["F604"] == [f.code for f in compilable(plan)]


# --- parameters -----------------------------------------------------------------------------------------


def test_numbers_know_on_what_they_rest():
    text = SHOP.replace("price: $49", "price: $49; cost: $3 to $6")
    text += 'channel ads { brings: site.visitor; people: 20 to 60 per day source "2026 report" }\n'
    network = network_of(text)
    basis = {p.name: p.basis for p in network.parameters}
    assert Basis.MEASURED is basis["site.visitor -> site.buyer.share"]
    assert Basis.SOURCED is basis["ads.people"]
    assert Basis.STATED is basis["course.price"]
    assert Basis.GUESS is basis["course.cost"]


def test_rates_are_counted_per_day():
    text = SHOP + "channel ads { brings: site.visitor; spend: $70 per week; price: $2 each }\n"
    network = network_of(text)
    assert 10.0 == pytest.approx(number(network, network.channels[0].spend))
    assert 2.0 == number(network, network.channels[0].price)


def test_money_in_another_currency_is_converted_by_an_uncertain_rate():
    network = network_of(SHOP.replace("price: $49", "price: €40"))
    amount = network.parameters[network.offers[0].payments[0].amount]
    assert isinstance(amount.law, Derived)
    parts = [network.parameters[p] for p in amount.law.parts]
    assert ["course.price", "shop.rates.EUR"] == [p.name for p in parts]
    assert ("*",) == amount.law.operators
    assert Basis.GUESS is amount.basis


def test_money_without_a_rate_is_refused_by_name():
    text = SHOP.replace("price: $49", "price: £40")
    plan = bind([parse(Source("shop.funnel", text))], KINDS).plan
    assert ["F603"] == [f.code for f in compilable(plan)]
    assert "GBP" in compilable(plan)[0].message


def test_working_weeks_have_as_many_days_as_the_person_works():
    text = SHOP + (
        'person anna { hours: 24 hours per week; works: "Mon-Thu 9:00-15:00" }\n'
        "project site_work { builds: site.buyer\n"
        "  task a { takes: 2 weeks; by: anna }\n"
        "  task b { takes: 3 hours; by: anna }\n"
        "  task c { takes: 2 weeks }\n}\n"
    )
    network = network_of(text)
    assert [8.0, 0.5, 14.0] == pytest.approx([number(network, t.takes) for t in network.tasks])


# --- tables ---------------------------------------------------------------------------------------------


def test_a_stage_opens_with_its_funnel_what_it_sells_and_what_it_needs():
    text = SHOP.replace("stage visitor", "stage visitor { needs: shoot.edit }") + (
        "project one { builds: site\n  task a { takes: 1 days }\n}\n"
        "project two { builds: course\n  task b { takes: 2 days }\n}\n"
        "project shoot {\n  task film { takes: 1 days }\n  task edit { takes: 3 days; after: film }\n}\n"
    )
    network = network_of(text)
    names = [g.name for g in network.gates]
    assert ["one", "two", "shoot", "shoot.edit"] == names
    assert ["one", "shoot.edit"] == [names[g] for g in network.stages[0].gates]
    assert ["one", "two"] == [names[g] for g in network.stages[1].gates]
    assert [True, True, True, False] == [g.project for g in network.gates]


def test_prices_are_paid_once_again_and_again_or_for_a_while():
    text = SHOP.replace(
        "offer course { price: $49 }",
        "offer course { price: [$290, $290 after 30 days] }\n"
        "offer club { price: $19 per month; churn: [9%, 6%] per month }\n"
        "offer plan { price: $199 per month for 3 months }\n"
        "offer year { price: $190 per year }",
    )
    offers = network_of(text).offers
    assert [(Cycle(), 0, 0.0), (Cycle(), 0, 30.0)] == [
        (p.cycle, p.times, p.after) for p in offers[0].payments
    ]
    assert (Cycle(months=1), 0) == (offers[1].payments[0].cycle, offers[1].payments[0].times)
    assert (2, Cycle(months=1)) == (len(offers[1].churn), offers[1].churn_cycle)
    assert (Cycle(months=1), 3) == (offers[2].payments[0].cycle, offers[2].payments[0].times)
    assert Cycle(months=12) == offers[3].payments[0].cycle
    assert [False, True, False, True] == [o.recurring for o in offers]


def test_costs_come_in_their_own_rhythm():
    text = SHOP.replace(
        "  rates:", "  costs: [$350 per month, $12 per week, $90, 10% of revenue]\n  rates:"
    )
    costs = network_of(text).costs
    assert [Cycle(months=1), Cycle(days=7), Cycle(), Cycle()] == [c.cycle for c in costs]
    assert ["", "", "", "revenue"] == [c.of for c in costs]
    assert NONE == costs[3].amount


def test_stepping_away_is_a_limit_on_the_hours_of_all_who_are_not_paid():
    text = SHOP + (
        "person anna { hours: 20 hours per week }\n"
        "person ben { hours: 20 hours per week; costs: $30 per hour }\n"
        "strategy { exit step_away { by: 2027-06-30; hours: 2 hours per week } }\n"
    )
    goal = network_of(text).goals[0]
    assert (True, 150) == (goal.limit, goal.since)
    assert "anna" in repr(goal.expression.formula)
    assert "ben" not in repr(goal.expression.formula)


# --- scenarios ------------------------------------------------------------------------------------------

ADS = """\
channel ads { brings: site.visitor; spend: $50 per day; price: $2 each; doubles: $400 per day }
channel posts { brings: site.visitor; people: 10 to 30 per day }
scenario more { ads.spend: was * 200%; posts.people: was * (110% to 130%) }
"""


def test_a_scenario_leaves_the_spend_for_which_the_price_was_written():
    network = compile(apply(plan_of(SHOP + ADS), "more", KINDS))
    ads, posts = network.channels
    assert (100.0, 50.0) == (number(network, ads.spend), number(network, ads.written_spend))
    assert "posts.people" == network.parameters[posts.written_people].name
    law = network.parameters[posts.people].law
    assert isinstance(law, Derived)
    assert posts.written_people == law.parts[0]


def test_without_a_scenario_what_is_planned_is_what_was_written():
    ads, posts = network_of(SHOP + ADS).channels
    assert ads.spend == ads.written_spend
    assert posts.people == posts.written_people


# --- the digest -----------------------------------------------------------------------------------------


def test_the_digest_names_what_is_meant_wherever_it_is_written():
    spaced = SHOP.replace("stage visitor\n", "stage visitor   # all who come\n\n")
    assert network_of(SHOP).digest == compile(plan_of(spaced, "other.funnel")).digest
    assert network_of(SHOP).digest != network_of(SHOP.replace("$49", "$50")).digest


# --- what is used ---------------------------------------------------------------------------------------


def test_every_written_property_is_a_token_unless_it_changes_no_number():
    network = network_of(SHOP.replace('"Shop" {', '"Shop" {\n  mission: "To teach"'))
    assert {
        "business.currency",
        "business.start",
        "business.horizon",
        "business.rates",
        "stage.sells",
        "flow.source",
        "flow.target",
        "flow.share",
        "flow.after",
        "offer.price",
    } == tokens(network)


@pytest.mark.parametrize(
    ("line", "token"),
    [
        ("stage one { takes: 3 to 5 hours; capacity: 2 }", "stage.takes"),
        ("stage one { leaves: after 7 days }", "stage.leaves:after"),
        ("stage one { already: 200 moving }", "stage.already:moving"),
        ("stage one { patience: forever }", "stage.patience:forever"),
        ("stage one { sells: [course at 20%, course] }", "stage.sells:at"),
        ("stage one { earns: $2 each per month }", "stage.earns:each_per"),
        (
            "stage one { leaves: 2% per month then 1% per month from 2027-06-01 }",
            "stage.leaves:then",
        ),
        (
            "stage one { leaves: 2% per month then 1% per week from 2027-06-01 }",
            "stage.leaves:then_period",
        ),
        (
            "stage one { leaves: 2% per month then after 7 days from 2027-06-01 }",
            "stage.leaves:then_terms",
        ),
        (
            "campaign mail { to: visitor; every: weekday; moves: buyer; converts: 1% }",
            "campaign.every:weekday",
        ),
        ("campaign mail { to: visitor; after: [1 days, 3 days] }", "campaign.after"),
        (
            "channel ads { brings: visitor; people: 0.2 each; referred_by: buyer }",
            "channel.people:each",
        ),
    ],
)
def test_special_forms_have_tokens_of_their_own(line, token):
    text = SHOP.replace("  stage visitor\n", f"  stage visitor\n  {line}\n")
    assert token in tokens(network_of(text))


def test_what_changes_is_a_parameter_with_steps():
    text = SHOP.replace("price: $49", "price: $49 then €60 from 2027-03-02 then $55 from site2")
    network = network_of(text + "project site2 { task draw { takes: 3 days } }\n")
    timed = network.parameters[network.offers[0].payments[0].amount].law
    assert isinstance(timed, Timed)
    assert 49 == number(network, timed.first)
    assert (Moment(30), Moment(gate=0)) == tuple(s.when for s in timed.steps)
    assert 55 == number(network, timed.steps[1].value)


def test_what_is_drawn_for_a_number_that_changes_is_its_first_value():
    network = network_of(SHOP.replace("price: $49", "price: $49 then $60 from 2027-03-02"))
    values = draw(network, 2, seed=1).values
    assert [49, 49] == values[:, network.offers[0].payments[0].amount].tolist()


def test_costs_that_change_are_rows_that_hold_for_a_time():
    text = SHOP.replace(
        "currency", "costs: [$5 per month, $9] then $7 per week from 2027-02-02; currency"
    )
    costs = network_of(text).costs
    assert [None, None, Moment(2)] == [c.since for c in costs]
    assert [(Moment(2),), (Moment(2),), ()] == [c.until for c in costs]


def test_a_task_at_whose_end_something_changes_has_a_gate():
    text = SHOP.replace("1 to 6 days", "1 to 6 days then 20% from make.draw")
    network = network_of(
        text + "project make { task draw { takes: 3 days }\n  task cut { takes: 1 days } }\n"
    )
    assert ["make", "make.draw"] == [g.name for g in network.gates]


def test_a_use_knows_where_it_is_written():
    network = network_of(SHOP)
    use = next(u for u in network.uses if u.token == "offer.price")  # noqa: S105
    assert ("course", 13) == (use.path, use.span.line)


def test_metrics_of_formulas_are_uses():
    text = SHOP + (
        "customer fan { perfect: yes }\n"
        "strategy { goal g { reach: count(visitor for fan) >= 10; by: 2027-06-30 } }\n"
        'check "c" { expect: chance(revenue(course) >= $5k per month) >= 50% }\n'
    )
    found = tokens(network_of(text))
    assert {"metric.count", "metric.count:for", "metric.revenue:offer", "formula.chance"} <= found


def test_what_changes_no_number_exists_in_the_language():
    words = {f"{k.kind}.{word}" for k in CORE_KINDS for word in props(k)}
    assert set(INERT) <= words
    assert set(INERT_KINDS) <= {k.kind for k in CORE_KINDS}


def test_checks_of_other_scenarios_are_not_used_here():
    text = SHOP + ADS + ('check "there" { scenario: more; expect: chance(cash >= $0) >= 50% }\n')
    assert "metric.cash" not in tokens(network_of(text))
    assert "metric.cash" in tokens(compile(apply(plan_of(text), "more", KINDS)))
