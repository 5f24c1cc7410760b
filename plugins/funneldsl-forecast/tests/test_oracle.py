"""The oracle against numbers in closed form: who checks the engines must be right itself."""

from datetime import date
from math import exp, factorial, sqrt

import numpy as np
import pytest
from numpy.typing import NDArray
from oracle.oracle import Outcome, simulate
from oracle.sketch import Sketch, exact_values

from funneldsl.model.values import Exactly, Exponential, Family, Range
from funneldsl.network import Cycle, DayRange, Delay, SeasonRow

MONTH = 365.25 / 12
FIRST_DAY = DayRange(0, 0)


def runs(sketch: Sketch, worlds: int = 40, seed: int = 1, cash: float = 0.0) -> list[Outcome]:
    network = sketch.network(cash)
    values = exact_values(network)
    return [simulate(network, values, np.random.default_rng([seed, w])) for w in range(worlds)]


def close_to(expected: float, seen: list[float] | NDArray[np.float64], sigmas: float = 5) -> bool:
    """Within five standard errors, where the standard error is that of the worlds seen."""
    values = np.asarray(seen, dtype=float)
    error = values.std(ddof=1) / sqrt(len(values))
    return abs(values.mean() - expected) <= sigmas * error + 1e-9


def total(outcomes: list[Outcome], what: str, at: int, last: int | None = None) -> list[float]:
    """People by the close of a day."""
    last = len(outcomes[0].entered) - 1 if last is None else last
    return [float(getattr(o, what)[: last + 1, at].sum()) for o in outcomes]


# --- people -------------------------------------------------------------------------------------------


def test_a_share_is_final_and_movers_do_not_leave_first():
    s = Sketch(days=100)
    a, x = s.stage("a", leaves=0.2), s.stage("x")
    s.flow(a, x, 0.3, 60)
    s.channel(a, 200, days=FIRST_DAY)
    seen = runs(s)
    stays = 0.8 ** (1 / MONTH)
    assert total(seen, "moved", a, 59) == [0.0] * 40
    assert close_to(60, total(seen, "moved", a))
    assert close_to(140 * stays**30 + 60, [o.in_stage[30, a] for o in seen])
    assert close_to(140 * (1 - stays**99), total(seen, "left", a))


def test_leaving_after_days_spares_movers():
    s = Sketch(days=70)
    b, x = s.stage("b", leaves_after=7), s.stage("x")
    s.flow(b, x, 0.25, 30)
    s.channel(b, 200, days=FIRST_DAY)
    seen = runs(s)
    assert total(seen, "left", b, 6) == [0.0] * 40
    assert close_to(50, [o.in_stage[7, b] for o in seen])
    assert close_to(50, total(seen, "entered", x))


def test_a_self_flow_is_one_moved_and_one_entered_and_buys_again():
    s = Sketch(days=100)
    m = s.stage("member")
    s.sale(m, s.offer(s.payment(20)))
    s.flow(m, m, 0.5, 30)
    s.channel(m, 200, days=FIRST_DAY)
    seen = runs(s)
    assert close_to(375, total(seen, "entered", m))
    assert close_to(175, total(seen, "moved", m))
    assert close_to(7500, [o.money["sales"].sum() / 100 for o in seen])


def test_a_delay_within_a_cycle_is_at_least_a_day():
    s = Sketch(days=5)
    a, b = s.stage("a"), s.stage("b")
    s.flow(a, b)
    s.flow(b, a)
    s.channel(a, 50, days=FIRST_DAY)
    outcome = runs(s, worlds=1)[0]
    assert [bool(n) for n in outcome.in_stage[:, a]] == [True, False, True, False, True]


def test_delays_keep_their_mean_and_whole_days_stay_whole():
    s = Sketch(days=60)
    a, b, c, d = s.stage("a"), s.stage("b"), s.stage("c"), s.stage("d")
    s.flow(a, b, after=3)
    s.flow(c, d, after=2.25)
    s.channel(a, 100, days=FIRST_DAY)
    s.channel(c, 100, days=FIRST_DAY)
    seen = runs(s)
    assert all(o.entered[3, b] == o.entered[0, a] for o in seen)
    days = np.arange(60)
    assert close_to(2.25, [(o.entered[:, d] * days).sum() / o.entered[:, d].sum() for o in seen])


def test_within_conditions_the_delay_and_never_lowers_the_share():
    s = Sketch(days=40)
    a, b = s.stage("a"), s.stage("b")
    s.flow(a, b, 0.5, Exponential(10.0), within=5)
    s.channel(a, 100, days=FIRST_DAY)
    seen = runs(s, worlds=100)
    assert close_to(50, total(seen, "entered", b))
    assert all(o.entered[6:, b].sum() == 0 for o in seen)
    mean = 10 - 5 * exp(-0.5) / (1 - exp(-0.5))
    days = np.arange(40)
    assert close_to(mean, [(o.entered[:, b] * days).sum() / o.entered[:, b].sum() for o in seen])


def test_a_range_from_zero_is_an_exponential_among_people():
    s = Sketch(days=30)
    a, b = s.stage("a"), s.stage("b")
    s.flow(a, b, after=Range(0.0, 10.0, Family.EXPONENTIAL))
    s.channel(a, 200, days=FIRST_DAY)
    seen = runs(s)
    rate = np.log(20) / 10
    t = np.linspace(3, 4, 2001)
    expected = 200 * np.trapezoid(1 - np.exp(-rate * t), t)
    assert close_to(expected, total(seen, "entered", b, 3))


def test_shares_above_one_are_divided_by_their_sum():
    s = Sketch(days=3)
    a, b, c = s.stage("a"), s.stage("b"), s.stage("c")
    s.flow(a, b, 0.9)
    s.flow(a, c, 0.6)
    s.channel(a, 200)
    seen = runs(s)
    assert close_to(0.6, [o.entered[:, b].sum() / o.entered[:, a].sum() for o in seen])
    assert all(o.in_stage[:, a].sum() == 0 for o in seen)


def test_campaigns_hit_people_at_rest_and_share_a_day():
    s = Sketch(days=3)
    a, b, c = s.stage("a", already=1000), s.stage("b"), s.stage("c")
    s.campaign(a, target=b, converts=0.3, dates=(1,))
    s.campaign(a, target=c, converts=0.5, dates=(1,))
    seen = runs(s)
    hit = 1 - 0.7 * 0.5
    first = np.log(0.7) / (np.log(0.7) + np.log(0.5))
    assert close_to(1000 * hit * first, total(seen, "entered", b))
    assert close_to(1000 * hit * (1 - first), total(seen, "entered", c))


def test_a_campaign_into_its_own_stage_is_a_new_visit():
    s = Sketch(days=8)
    a = s.stage("a", already=10)
    s.campaign(a, target=a, converts=1, every=7)
    outcome = runs(s, worlds=1)[0]
    assert list(outcome.entered[:, a]) == [10, 0, 0, 0, 0, 0, 0, 10]
    assert outcome.in_stage[-1, a] == 10


def test_sends_after_entering_touch_each_person_once():
    s = Sketch(days=10)
    a, b = s.stage("a"), s.stage("b")
    s.campaign(a, target=b, converts=0.5, after=(1.0, 3.0))
    s.channel(a, 200, days=FIRST_DAY)
    seen = runs(s)
    assert close_to(100, total(seen, "entered", b, 1))
    assert close_to(150, total(seen, "entered", b))
    assert all(set(np.flatnonzero(o.entered[:, b])) <= {1, 3} for o in seen)


# --- openings and places --------------------------------------------------------------------------------


def test_people_wait_for_a_launch_if_the_target_states_patience():
    s = Sketch(days=20)
    g = s.gate(starts=12)
    a, b = s.stage("a"), s.stage("b", waits=True, gates=(g,))
    s.flow(a, b, after=2)
    s.channel(a, 20)
    outcome = runs(s, worlds=1)[0]
    assert outcome.entered[:12, b].sum() == 0
    assert outcome.entered[12, b] == outcome.entered[:11, a].sum()
    assert outcome.in_stage[11, a] == outcome.entered[:12, a].sum()


def test_people_are_lost_on_the_planned_day_at_a_closed_stage():
    s = Sketch(days=20)
    a, b = s.stage("a"), s.stage("b", windows=(DayRange(10, 12),))
    s.flow(a, b, 0.5, 1)
    s.channel(a, 20)
    outcome = runs(s, worlds=1)[0]
    assert list(np.flatnonzero(outcome.entered[:, b])) == [10, 11, 12]
    assert 10 not in np.flatnonzero(outcome.lost[:, a])
    assert outcome.lost[5, a] > 0


def test_patience_ends_and_leaving_applies_to_people_who_wait():
    s = Sketch(days=40)
    g = s.gate(starts=100)
    a, b = s.stage("a"), s.stage("b", patience=Delay(Exactly(5.0)), gates=(g,))
    c = s.stage("c", leaves_after=7)
    s.flow(a, b, after=2)
    s.flow(c, b, after=2)
    s.channel(a, 20, days=FIRST_DAY)
    s.channel(c, 20, days=FIRST_DAY)
    outcome = runs(s, worlds=1)[0]
    assert list(np.flatnonzero(outcome.lost[:, a])) == [7]
    assert list(np.flatnonzero(outcome.lost[:, c])) == [7]
    assert outcome.left.sum() == 0


def test_hazards_spare_a_mover_through_the_planned_day_only():
    s = Sketch(days=20)
    g = s.gate(starts=100)
    a, b = s.stage("a", leaves=0.5), s.stage("b", gates=(g,))
    s.flow(a, b, after=10)
    s.channel(a, 200, days=FIRST_DAY)
    seen = runs(s)
    stays = 0.5 ** (1 / MONTH)
    assert total(seen, "left", a, 10) == [0.0] * 40
    assert close_to(200 * (1 - stays**9), total(seen, "left", a))


def test_places_freed_by_leaving_serve_that_day():
    s = Sketch(days=40)
    a, b = s.stage("visitor"), s.stage("seat", capacity=5, leaves_after=1)
    s.flow(a, b)
    s.channel(a, 60)
    outcome = runs(s, worlds=1)[0]
    assert outcome.entered[:, b].sum() == 200
    assert outcome.left[:, b].sum() == 195
    assert outcome.lost[:, a].sum() == outcome.entered[:, a].sum() - 200


def test_places_freed_by_moving_serve_the_next_day():
    s = Sketch(days=10)
    a, b, c = s.stage("visitor"), s.stage("seat", capacity=5), s.stage("out")
    s.flow(a, b)
    s.flow(b, c, after=1)
    s.channel(a, 60)
    outcome = runs(s, worlds=1)[0]
    assert list(outcome.entered[:, b]) == [5, 0, 5, 0, 5, 0, 5, 0, 5, 0]


def test_first_come_first_served_by_planned_day():
    s = Sketch(days=30)
    a, b = s.stage("a", already=30, already_moving=True), s.stage("b", capacity=4, waits=True)
    c = s.stage("c")
    s.flow(a, b)
    s.flow(b, c, after=1)
    s.channel(b, 30, days=DayRange(2, 2))
    outcome = runs(s, worlds=1)[0]
    moved = outcome.flow_moved[:, 0]
    assert list(moved[:16]) == [4, 0, 4, 0, 4, 0, 4, 0, 4, 0, 4, 0, 4, 0, 2, 0]
    assert outcome.entered[14, b] == 4


def test_a_channel_to_a_full_stage_turns_people_away():
    s = Sketch(days=10)
    a = s.stage("a", capacity=7)
    s.channel(a, 30)
    outcome = runs(s, worlds=1)[0]
    assert outcome.entered[:, a].sum() == 7
    assert outcome.turned_away.sum() == outcome.brought.sum() - 7


# --- arrivals -----------------------------------------------------------------------------------------


def test_growth_is_taken_at_the_middle_of_the_day():
    s = Sketch(days=31)
    a = s.stage("a")
    s.channel(a, 8, grows=0.5)
    seen = runs(s, worlds=100)
    expected = sum(8 * 1.5 ** ((d + 0.5) / MONTH) for d in range(31))
    assert close_to(expected, total(seen, "entered", a))


def test_varying_days_have_the_variance_of_a_gamma_mixture():
    s = Sketch(days=100)
    a = s.stage("a")
    s.channel(a, 8, varies=0.5)
    days = np.concatenate([o.entered[:, a] for o in runs(s)])
    expected = 8 + 0.25 * 64
    spread = (days - 8.0) ** 2
    assert close_to(8, days)
    assert close_to(expected, spread)


def test_named_months_are_as_written_and_the_others_share_the_rest():
    s = Sketch(start=date(2027, 1, 1), days=59)
    a = s.stage("a")
    s.channel(a, 8, season=(SeasonRow("Jan", s.number(1.5)),))
    seen = runs(s, worlds=100)
    assert close_to(31 * 12, total(seen, "entered", a, 30))
    later = [sum(o.entered[31:, a]) for o in seen]
    assert close_to(28 * 8 * (12 - 1.5) / 11, later)


def test_price_is_the_average_at_the_written_spend():
    for spend, people in ((50, 25.0), (200, 70.0)):
        s = Sketch(days=31)
        a = s.stage("a")
        s.channel(a, spend=spend, written_spend=50, price=2, doubles=400)
        seen = runs(s)
        assert close_to(31 * people, total(seen, "entered", a))
        assert all(o.money["ads"].sum() == 31 * spend * 100 for o in seen)


def test_referred_people_arrive_a_day_after_the_referrers_entry():
    s = Sketch(days=3)
    a, b = s.stage("a"), s.stage("b", already=50)
    s.channel(a, 20, days=FIRST_DAY)
    s.channel(a, referred_by=(a,), each=0.5)
    s.channel(b, referred_by=(b,), each_present=0.1)
    seen = runs(s, worlds=100)
    assert close_to(10, [o.entered[1, a] for o in seen])
    assert close_to(5, [o.entered[2, a] for o in seen])
    assert close_to(5, [o.entered[0, b] for o in seen])
    assert close_to(55 * 0.1, [o.entered[1, b] for o in seen])


# --- money --------------------------------------------------------------------------------------------


def test_billing_at_month_end_returns_to_the_day():
    s = Sketch(start=date(2027, 1, 31), days=100)
    m = s.stage("member")
    s.sale(m, s.offer(s.payment(10, cycle=Cycle(1)), churn=(0.1,), churn_cycle=Cycle(1)))
    s.channel(m, 200, days=FIRST_DAY)
    seen = runs(s)
    assert all(set(np.flatnonzero(o.money["sales"])) == {0, 28, 59, 89} for o in seen)
    assert close_to(200 * 10 * 1.9, [o.money["sales"][:29].sum() / 100 for o in seen])
    assert close_to(200 * 0.9**3, [o.active[-1, 0] for o in seen])
    assert close_to(200 * 0.271, total(seen, "left", m))


def test_churn_for_a_year_and_by_age():
    s = Sketch(days=800)
    a, b = s.stage("a"), s.stage("b")
    s.sale(a, s.offer(s.payment(10, cycle=Cycle(12)), churn=(0.02,), churn_cycle=Cycle(1)))
    ages = s.offer(s.payment(10, cycle=Cycle(1)), churn=(0.5, 0.1, 0.0), churn_cycle=Cycle(1))
    s.sale(b, ages)
    s.channel(a, 40, days=FIRST_DAY)
    s.channel(b, 40, days=FIRST_DAY)
    seen = runs(s)
    assert close_to(40 * 0.98**12, [o.active[365, 0] for o in seen])
    assert close_to(40 * 0.98**24, [o.active[-1, 0] for o in seen])
    assert close_to(20, [o.active[31, 1] for o in seen])
    assert close_to(18, [o.active[-1, 1] for o in seen])


def test_a_subscription_goes_on_after_moving_or_is_replaced():
    s = Sketch(days=90)
    a, fan, b, pro = s.stage("a"), s.stage("fan"), s.stage("b"), s.stage("pro")
    basic, plain, gold = (
        s.offer(s.payment(price, cycle=Cycle(1)), churn=(churn,), churn_cycle=Cycle(1))
        for price, churn in ((10, 0.1), (10, 0.1), (30, 0.05))
    )
    for stage, offer in ((a, basic), (b, plain), (pro, gold)):
        s.sale(stage, offer)
    s.flow(a, fan, after=45)
    s.flow(b, pro, after=45)
    s.channel(a, 200, days=FIRST_DAY)
    s.channel(b, 200, days=FIRST_DAY)
    seen = runs(s)
    sales = [o.money["sales"] / 100 for o in seen]
    count = [o.entered[0, [a, b]] for o in seen]
    assert all(x[31] == 10 * (n[0] + n[1]) for x, n in zip(sales, count, strict=True))
    assert all(o.in_stage[-1, fan] == n[0] for o, n in zip(seen, count, strict=True))
    assert all(x[45] == 30 * n[1] for x, n in zip(sales, count, strict=True))
    assert close_to(200 * 9, [x[59] for x in sales])
    assert close_to(200 * 0.95 * 30, [x[73] for x in sales])
    assert all(o.active[50, 1] == 0 for o in seen)


def test_refunds_come_back_evenly_and_end_the_subscription():
    s = Sketch(days=25)
    m = s.stage("member")
    terms = {"refunds": 0.4, "refund_days": 20, "fee_share": 0.05, "fee": 0.3, "cost": 2}
    s.sale(m, s.offer(s.payment(19.5, cycle=Cycle(1)), **terms))
    s.channel(m, 100, days=FIRST_DAY)
    seen = runs(s, worlds=100)
    assert close_to(40, total(seen, "left", m))
    assert close_to(20, total(seen, "left", m, 10))
    assert all(o.left[:, m].sum() * 1950 == o.money["refunds"].sum() for o in seen)
    # 5% of $19.50 is $0.975, with $0.30 it is $1.275: half to even is $1.28.
    assert all(o.money["fees"].sum() == 128 * o.entered[:, m].sum() for o in seen)
    assert all(o.money["unit_costs"].sum() == 200 * o.entered[:, m].sum() for o in seen)


def test_receipts_wait_net_of_fee_and_costs_fall_due_on_anniversaries():
    s = Sketch(start=date(2027, 1, 31), days=35)
    a = s.stage("a", already=10, already_moving=True)
    b = s.stage("b")
    s.flow(a, b)
    s.sale(b, s.offer(s.payment(10), fee=1, pays_after=3))
    s.cost(300, cycle=Cycle(1))
    s.cost(7, cycle=Cycle(days=7))
    s.cost(share=0.1, of="revenue")
    cash = runs(s, worlds=1, cash=1000)[0].money["cash"] / 100
    assert cash[0] == 1000 - 300 - 7 - 10
    assert cash[3] == cash[0] + 90
    assert cash[7] == cash[3] - 7
    assert cash[28] == cash[27] - 300 - 7


def test_instalments_and_three_payments():
    s = Sketch(start=date(2027, 1, 1), days=120)
    a = s.stage("a", already=1, already_moving=True)
    b, c = s.stage("b"), s.stage("c")
    s.flow(a, b)
    s.flow(b, c)
    s.sale(b, s.offer(s.payment(199, cycle=Cycle(1), times=3)))
    s.sale(c, s.offer(s.payment(2250), s.payment(2250, after=45)))
    sales = runs(s, worlds=1)[0].money["sales"] // 100
    assert {int(d): int(sales[d]) for d in np.flatnonzero(sales)} == {
        0: 199 + 2250,
        31: 199,
        45: 2250,
        59: 199,
    }


def test_people_of_before_renew_from_the_first_day():
    s = Sketch(days=31)
    m = s.stage("member", already=1000, since=Delay(Range(30.0, 900.0, Family.LOGNORMAL)))
    s.sale(m, s.offer(s.payment(10, cycle=Cycle(1)), churn=(0.2,), churn_cycle=Cycle(1)))
    seen = runs(s)
    assert close_to(200, total(seen, "left", m))
    assert close_to(1000 * 0.8 / 31, [o.money["sales"][0] / 1000 for o in seen])
    assert all(o.sold.sum() == 0 and o.entered.sum() == 0 for o in seen)


# --- work ---------------------------------------------------------------------------------------------


def test_a_risk_delays_the_launch_beyond_the_window():
    s = Sketch(days=60)
    anna = s.person(56, tuple(range(7)))
    site = s.gate(0)
    make = s.task(site, 5, person=anna)
    s.risk(0.25, 30, make)
    a, b = s.stage("a"), s.stage("b", gates=(site,), windows=(DayRange(10, 16),))
    s.flow(a, b, 0.5)
    s.channel(a, 5)
    seen = runs(s, worlds=200)
    launches = [o.launches[site] for o in seen]
    assert set(launches) == {5.0, 35.0}
    assert close_to(12.5, launches)
    assert close_to(0.75 * 7 * 2.5, total(seen, "entered", b))


def test_one_person_does_one_task_at_a_time_on_working_days():
    s = Sketch(start=date(2027, 1, 4), days=30)
    anna = s.person(40)
    first, second, third = s.gate(0), s.gate(1), s.gate(2)
    s.task(first, 4, person=anna, cost=100)
    s.task(second, 2.5, person=anna, hours=10, cost=50)
    s.task(third, 1, after=(1,), cost=7)
    outcome = runs(s, worlds=1)[0]
    # Mon-Thu; Friday, Monday, and half of Tuesday; then one calendar day.
    assert outcome.launches == (4.0, 9.0, 10.0)
    assert list(outcome.hours[:9, anna]) == [8, 8, 8, 8, 4, 0, 0, 4, 2]
    assert {int(d): int(outcome.money["task_costs"][d]) for d in (0, 4, 8)} == {
        0: 10000,
        4: 5000,
        8: 700,
    }


def test_a_task_that_ends_on_friday_evening_launches_on_saturday():
    s = Sketch(start=date(2027, 1, 4), days=14)
    anna = s.person(40, cost_hour=25)
    s.gate(0)
    s.task(0, 5, person=anna)
    outcome = runs(s, worlds=1)[0]
    assert outcome.launches == (5.0,)
    assert list(outcome.money["wages"][:6]) == [20000] * 5 + [0]


@pytest.mark.parametrize("people", [1, 3])
def test_arrivals_are_poisson(people: float):
    s = Sketch(days=200)
    a = s.stage("a")
    s.channel(a, people)
    days = np.concatenate([o.entered[:, a] for o in runs(s, worlds=20)])
    for n in range(6):
        chance = exp(-people) * people**n / factorial(n)
        assert close_to(chance, days == n)
