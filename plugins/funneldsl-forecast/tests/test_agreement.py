"""The comparison itself: it finds small mistakes, and does not cry wolf."""

import numpy as np
import pytest
from oracle.agreement import disagreements
from oracle.metrics import Sample, Seen, oracle_samples
from oracle.oracle import simulate
from oracle.sketch import Sketch, exact_values

from funneldsl.network import Cycle, Network

ORACLE, ENGINE = 250, 500


def shop(
    share: float = 0.3, days: float = 2, varies: float = 0, churn: float = 0.3, fee: float = 0.5
) -> Network:
    s = Sketch(days=40)
    a, b = s.stage("f.visitor"), s.stage("f.buyer")
    s.flow(a, b, share, days)
    s.sale(b, s.offer(s.payment(10, cycle=Cycle(1)), churn=(churn,), churn_cycle=Cycle(1), fee=fee))
    s.channel(a, 3, varies=varies)
    s.cost(99.99)
    return s.network(cash=100)


def worlds(network: Network, count: int, seed: int) -> dict[str, Sample]:
    values = exact_values(network)
    seeds = ((seed, world) for world in range(count))
    outcomes = [simulate(network, values, np.random.default_rng(s)) for s in seeds]
    return oracle_samples(network, outcomes)


@pytest.fixture(scope="module")
def truth() -> dict[str, Sample]:
    return worlds(shop(), ORACLE, seed=1)


def as_engine(network: Network) -> dict[str, Seen]:
    samples = worlds(network, ENGINE, seed=2)
    return {name: Seen(len(v), float(v.mean()), v) for name, v in samples.items()}


def test_worlds_of_one_plan_agree(truth):
    assert disagreements(truth, as_engine(shop()), unit=10) == []


@pytest.mark.parametrize(
    ("other", "metric"),
    [
        (shop(share=0.34), "flow.moved f.visitor -> f.buyer"),
        (shop(days=4), "entered f.buyer day 8"),
        (shop(churn=0.5), "closing.left f.buyer"),
        (shop(fee=0.51), "fees of sales"),
        (shop(varies=1.0), "closing.entered f.visitor"),
    ],
)
def test_a_small_difference_is_found(truth, other, metric):
    assert any(metric in sentence for sentence in disagreements(truth, as_engine(other), unit=10))


def test_money_that_does_not_vary_must_be_equal_to_the_cent():
    truth = {"costs day 3": np.full(50, 99.99)}
    engine = {"costs day 3": Seen(900, 100.0, np.full(900, 100.0))}
    assert disagreements(truth, engine) == [
        "costs day 3: mean 100, oracle 99.99 (inf standard errors)"
    ]


def test_a_rare_event_may_be_absent_from_the_oracle():
    truth = {"closing.lost f.a": np.zeros(300)}
    engine = {"closing.lost f.a": Seen(2000, 0.01, np.repeat([0.0, 1.0], [1980, 20]))}
    assert disagreements(truth, engine) == []


def test_quantiles_are_compared_where_there_is_no_value_per_world():
    sample = np.random.default_rng(1).poisson(40, 400).astype(float)
    right = Seen(2000, float(sample.mean()), None, {0.05: 30, 0.5: 40, 0.95: 51})
    wrong = Seen(2000, float(sample.mean()), None, {0.05: 30, 0.5: 45, 0.95: 51})
    assert disagreements({"in_stage f.a day 3": sample}, {"in_stage f.a day 3": right}) == []
    assert len(disagreements({"in_stage f.a day 3": sample}, {"in_stage f.a day 3": wrong})) == 1
