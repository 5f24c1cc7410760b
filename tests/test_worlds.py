"""Worlds: one joint draw of every parameter, which no other parameter reshuffles."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy.stats import beta as beta_law

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.model.values import (
    Beta,
    Between,
    Counted,
    Exactly,
    Family,
    Law,
    Lognormal,
    Mixture,
    Normal,
    Range,
    Triangular,
)
from funneldsl.network import Derived, GateRow, Network, Parameter, PersonRow, TaskRow
from funneldsl.worlds import BLOCK, draw

PRICE = Parameter("course.price", Range(10.0, 40.0, Family.LOGNORMAL))
SHARE = Parameter("a -> b.share", Range(0.02, 0.04, Family.BETA))


def network_of(*parameters: Parameter, **tables: object) -> Network:
    return Network(date(2027, 1, 1), 30, "USD", parameters=parameters, **tables)  # type: ignore[arg-type]


def values(law: Law, worlds: int = 4 * BLOCK) -> np.ndarray:
    return draw(network_of(Parameter("x", law)), worlds, 1).values[:, 0]


# --- the laws -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("law", "p5", "p95"),
    [
        (Range(10.0, 40.0, Family.LOGNORMAL), 10.0, 40.0),
        (Range(0.02, 0.04, Family.BETA), 0.02, 0.04),
        (Range(0.9, 1.0, Family.BETA), 0.9, 0.95 ** (np.log(0.9) / np.log(0.05))),
        (Range(-0.2, 0.4, Family.NORMAL), -0.2, 0.4),
        (Range(0.0, 30.0, Family.EXPONENTIAL), 30.0 * np.log(0.95) / np.log(0.05), 30.0),
        (Between(2.0, 4.0), 2.1, 3.9),
        (Normal(5.0, 1.0), 5 - 1.6448536, 5 + 1.6448536),
    ],
)
def test_ranges_have_the_percentiles_that_were_written(law, p5, p95):
    found = np.quantile(values(law), [0.05, 0.95])
    assert [p5, p95] == pytest.approx(found, rel=0.02)


@pytest.mark.parametrize(
    ("law", "mean", "sd"),
    [
        (Counted(12, 400), 12.5 / 401, (12.5 * 388.5 / 401**2 / 402) ** 0.5),
        (Lognormal(20.0, 5.0), 20.0, 5.0),
        (Beta(2.0, 6.0), 0.25, (2 * 6 / 64 / 9) ** 0.5),
        (Triangular(1.0, 2.0, 6.0), 3.0, ((1 + 4 + 36 - 2 - 6 - 12) / 18) ** 0.5),
        (Mixture((Exactly(1.0), Exactly(4.0))), 2.5, 1.5),
    ],
)
def test_laws_have_their_mean_and_deviation(law, mean, sd):
    found = values(law)
    assert (mean, sd) == pytest.approx((found.mean(), found.std()), rel=0.02)


def test_an_exact_number_is_the_same_everywhere_and_scaled_to_its_column():
    network = network_of(Parameter("spend", Exactly(70.0), scale=1 / 7))
    assert [10.0] * 5 == pytest.approx(draw(network, 5, 1).values[:, 0])


def test_derived_numbers_are_worked_out_from_left_to_right():
    parts = (
        Parameter("a", Exactly(8.0)),
        Parameter("b", Between(1.0, 2.0)),
        Parameter("c", Exactly(3.0)),
    )
    law = Derived(("-", "*", "/"), (0, 1, 2, 0))
    found = draw(network_of(*parts, Parameter("d", law, scale=2.0)), 40, 1).values
    assert 2 * (8 - found[:, 1]) * 3 / 8 == pytest.approx(found[:, 3])


# --- streams --------------------------------------------------------------------------------------------


def test_each_block_is_stratified():
    law = Between(0.0, 1.0)
    found = values(law, 3 * BLOCK).reshape(3, BLOCK)
    strata = np.sort(np.floor(found * BLOCK), axis=1)
    assert (strata == np.arange(BLOCK)).all()


def test_another_parameter_changes_no_other_column():
    alone = draw(network_of(PRICE), 300, 7).values[:, 0]
    together = draw(network_of(SHARE, PRICE), 300, 7).values[:, 1]
    assert alone.tobytes() == together.tobytes()


def test_columns_do_not_lean_on_each_other():
    found = draw(network_of(PRICE, SHARE), 16 * BLOCK, 7).values
    assert abs(np.corrcoef(found.T)[0, 1]) < 0.06


def test_fewer_worlds_are_the_first_of_more():
    network = network_of(PRICE, SHARE)
    few, many = draw(network, 300, 3), draw(network, 1000, 3)
    assert few.values.tobytes() == many.values[:300].tobytes()


def test_worlds_from_a_later_block_on_are_those_of_the_whole():
    network = network_of(PRICE, SHARE)
    whole, rest = draw(network, 1000, 3), draw(network, 1000 - BLOCK, 3, first=BLOCK)
    assert whole.values[BLOCK:].tobytes() == rest.values.tobytes()
    assert (BLOCK, 3) == (rest.first, rest.seed)


def test_the_same_name_is_the_same_draw_in_another_plan():
    wider = Parameter("course.price", Range(5.0, 80.0, Family.LOGNORMAL))
    a, b = (draw(network_of(p), 300, 3).values[:, 0] for p in (PRICE, wider))
    assert (np.argsort(a) == np.argsort(b)).all()


def test_seeds_differ():
    a, b = (draw(network_of(PRICE), 300, seed).values for seed in (1, 2))
    assert not np.array_equal(a, b)


def test_values_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        draw(network_of(PRICE), 10, 1).values[0, 0] = 1.0


def test_no_parameters_are_no_columns():
    assert (10, 0) == draw(network_of(), 10, 1).values.shape


# --- what one person's tasks take -----------------------------------------------------------------------


def test_durations_of_one_person_share_a_factor_and_keep_their_law():
    takes = tuple(Parameter(f"t{n}.takes", Range(5.0, 12.0, Family.LOGNORMAL)) for n in range(3))
    hours = Parameter("anna.hours", Exactly(40.0))
    persons = tuple(PersonRow(n, n, 3, (0, 1, 2, 3, 4)) for n in ("anna", "ben"))
    tasks = tuple(TaskRow(f"t{n}", 0, n, person=who) for n, who in enumerate((0, 0, 1)))
    network = network_of(
        *takes, hours, persons=persons, tasks=tasks, gates=(GateRow("p", "p", (0, 1, 2)),)
    )
    found = draw(network, 16 * BLOCK, 1).values
    scores = np.corrcoef(np.log(found[:, :3]).T)
    assert 0.5 == pytest.approx(scores[0, 1], abs=0.05)
    assert abs(scores[0, 2]) < 0.05
    for column in found[:, :3].T:
        assert [5.0, 12.0] == pytest.approx(np.quantile(column, [0.05, 0.95]), rel=0.02)


# --- what strata are good for ---------------------------------------------------------------------------


def _spread_of_means(stratified: bool) -> float:
    """Standard deviation over seeds of the mean of a product of three numbers in 256 worlds."""
    laws = (
        Range(0.7, 1.3, Family.LOGNORMAL),
        Range(0.02, 0.04, Family.BETA),
        Range(60.0, 99.0, Family.LOGNORMAL),
    )
    network = network_of(*(Parameter(f"p{n}", law) for n, law in enumerate(laws)))
    plain = draw(network, 400 * BLOCK, 1).values  # one value of each block: no strata among them
    chance = np.random.default_rng(1)
    means = []
    for seed in range(200):
        values = draw(network, BLOCK, seed).values
        if not stratified:
            picked = [chance.integers(0, len(plain), BLOCK) for _ in laws]
            values = np.stack([plain[rows, n] for n, rows in enumerate(picked)], axis=1)
        means.append(values.prod(axis=1).mean())
    return float(np.std(means))


def test_strata_take_most_of_the_error_off_a_mean() -> None:
    """What is nearly a sum of its inputs' effects loses nearly all of its sampling error: here above 9/10 of its variance."""
    assert _spread_of_means(True) ** 2 < 0.1 * _spread_of_means(False) ** 2


@pytest.mark.parametrize(("hits", "trials"), [(12, 400), (0, 50), (50, 50)])
def test_a_measured_rate_is_its_jeffreys_posterior(hits: int, trials: int) -> None:
    posterior = beta_law(hits + 0.5, trials - hits + 0.5)
    found = np.quantile(values(Counted(hits, trials), 40 * BLOCK), [0.05, 0.5, 0.95])
    assert posterior.ppf([0.05, 0.5, 0.95]) == pytest.approx(found, rel=0.02, abs=1e-4)


WHOLE = """\
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
channel ads { brings: visitor; spend: $45 per day; price: $0.70 to $1.30 per visitor }
funnel site { stage visitor
  stage buyer { sells: course }
  visitor -> buyer 12 of 400 }
offer course { price: $79 to $99 }
"""
MORE = """\
channel videos { brings: visitor; people: 30 to 60 per day }
offer workbook { price: $9 to $19 }
scenario dear { course.price: was * 110% to 130%; ads.price: $1 to $2 per visitor }
"""


def drawn(text: str, scenario: str = "") -> dict[str, bytes]:
    extensions = fd.discover(fd.NO_PLUGINS)
    plan = pipeline.sound(pipeline.read(fd.Source("plan.funnel", text), extensions))
    network = pipeline.compile(plan, extensions, scenario)
    columns = draw(network, 300, 7).values.T
    return {p.name: c.tobytes() for p, c in zip(network.parameters, columns, strict=True)}


def test_a_new_channel_and_a_scenario_leave_all_other_draws_untouched() -> None:
    before, after = drawn(WHOLE), drawn(WHOLE + MORE)
    assert before == {name: after[name] for name in before}
    dear = drawn(WHOLE + MORE, "dear")
    assert ["ads.price"] == [n for n in after if dear.get(n, after[n]) != after[n]]
