"""Declared correlations: what ranks come out, and what stays as it was."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, norm, spearmanr

import funneldsl as fd
from funneldsl import NO_PLUGINS, pipeline
from funneldsl.analysis.inputs import groups, inputs
from funneldsl.errors import FindingsError
from funneldsl.model import fit
from funneldsl.model.correlating import (
    concordance_of,
    factor,
    lowest_rank,
    rank_of,
    score_of,
)
from funneldsl.network import Network
from funneldsl.worlds import BLOCK, draw

PLAN = """\
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
channel search { brings: visitor; spend: $45 per day; price: $0.70 to $1.30 per visitor }
channel social { brings: visitor; spend: $20 per day; price: $0.40 to $1.10 per visitor }
funnel site {
  stage visitor
  stage buyer { sells: course }
  visitor -> buyer 12 of 400
}
offer course { price: $79 to $99 }
person anna { hours: 20 hours per week }
project film {
  task one { takes: 3 to 9 days; by: anna }
  task two { takes: 3 to 9 days; by: anna }
  task three { takes: 3 to 9 days; by: anna }
}
scenario sure { search.price: $1 per visitor }
"""
CORE = fd.discover(NO_PLUGINS)


def network(*lines: str, scenario: str = "") -> Network:
    text = PLAN + "".join(f"{line}\n" for line in lines)
    reading = pipeline.read(fd.Source("plan.funnel", text), CORE)
    return pipeline.compile(pipeline.sound(reading), CORE, scenario)


def columns(of: Network, *names: str, worlds: int = 40 * BLOCK) -> np.ndarray:
    known = [p.name for p in of.parameters]
    return draw(of, worlds, 5).values[:, [known.index(name) for name in names]]


SHARE = "site.visitor -> site.buyer.share"


@pytest.mark.parametrize("rank", [60, 10, -35, -90])
def test_two_numbers_have_the_rank_correlation_that_is_written(rank: int) -> None:
    found = network(f"correlation heat {{ of: [search.price, social.price]; rank: {rank}% }}")
    assert rank / 100 == pytest.approx(
        spearmanr(columns(found, "search.price", "social.price")).statistic, abs=0.02
    )


def test_the_share_of_a_flow_goes_with_a_price() -> None:
    found = network("correlation value { of: [course.price, visitor -> buyer]; rank: -40% }")
    assert -0.4 == pytest.approx(
        spearmanr(columns(found, "course.price", SHARE)).statistic, abs=0.02
    )


def test_of_three_numbers_each_two_are_correlated() -> None:
    found = network(
        "correlation heat { of: [search.price, social.price, course.price]; rank: 70% }"
    )
    values = columns(found, "search.price", "social.price", "course.price")
    for a, b in combinations(range(3), 2):
        assert 0.7 == pytest.approx(spearmanr(values[:, a], values[:, b]).statistic, abs=0.02)


def test_correlations_that_share_a_number_hold_together() -> None:
    found = network(
        "correlation one { of: [search.price, social.price]; rank: 60% }",
        "correlation two { of: [social.price, course.price]; rank: -50% }",
    )
    values = columns(found, "search.price", "social.price", "course.price")
    assert [0.6, -0.5, 0.0] == pytest.approx(
        [spearmanr(values[:, a], values[:, b]).statistic for a, b in ((0, 1), (1, 2), (0, 2))],
        abs=0.02,
    )


def test_numbers_that_rank_alike_rank_alike_in_every_world() -> None:
    found = network("correlation heat { of: [search.price, social.price]; rank: 100% }")
    values = columns(found, "search.price", "social.price", worlds=BLOCK)
    assert (np.argsort(values[:, 0]) == np.argsort(values[:, 1])).all()


def test_a_correlated_number_keeps_its_own_law_stratified_in_every_block() -> None:
    found = network("correlation heat { of: [search.price, social.price]; rank: 80% }")
    mean, sd = fit.lognormal(0.4, 1.1)
    below = norm.cdf((np.log(columns(found, "social.price")) - mean) / sd)
    strata = np.floor(np.sort(below.reshape(-1, BLOCK), axis=1) * BLOCK)
    assert (np.arange(BLOCK) == strata).all()


def test_a_correlation_leaves_all_other_draws_as_they_were() -> None:
    before = network()
    after = network("correlation heat { of: [search.price, social.price]; rank: 80% }")
    names = [p.name for p in before.parameters]
    changed = [
        name
        for position, name in enumerate(names)
        if not np.array_equal(
            draw(before, BLOCK, 5).values[:, position], draw(after, BLOCK, 5).values[:, position]
        )
    ]
    assert ["social.price"] == changed


def test_fewer_worlds_are_the_first_of_more() -> None:
    found = network("correlation heat { of: [search.price, social.price]; rank: 80% }")
    few, many = draw(found, 300, 3), draw(found, 1000, 3)
    assert few.values.tobytes() == many.values[:300].tobytes()


def test_what_the_plan_correlates_takes_the_place_of_what_tasks_share() -> None:
    found = network("correlation care { of: [film.one.takes, film.two.takes]; rank: -20% }")
    values = columns(found, "film.one.takes", "film.two.takes", "film.three.takes")
    ranks = spearmanr(values).statistic
    assert -0.2 == pytest.approx(ranks[0, 1], abs=0.03)
    assert 0.0 == pytest.approx(ranks[0, 2], abs=0.03)


def test_a_number_that_a_scenario_makes_exact_is_left_out() -> None:
    said = "correlation heat { of: [search.price, social.price, course.price]; rank: 60% }"
    rows = network(said, scenario="sure").correlations
    found = network(said, scenario="sure")
    named = [[found.parameters[p].name for p in row.parameters] for row in rows]
    assert [["social.price", "course.price"]] == named


def test_a_scenario_may_change_the_rank() -> None:
    said = (
        "correlation heat { of: [search.price, social.price]; rank: 60% }",
        "scenario calm { heat.rank: 0% }",
    )
    values = columns(network(*said, scenario="calm"), "search.price", "social.price")
    assert 0.0 == pytest.approx(spearmanr(values).statistic, abs=0.02)


def test_a_scenario_that_makes_correlations_impossible_is_refused() -> None:
    with pytest.raises(FindingsError, match="one and two"):
        network(
            "correlation one { of: [search.price, social.price]; rank: 50% }",
            "correlation two { of: [social.price, course.price]; rank: 50% }",
            "scenario crowded { one.rank: 95%; two.rank: 95% }",
            scenario="crowded",
        )


def test_a_correlation_without_a_thing_that_is_gone_joins_the_rest() -> None:
    found = network(
        "correlation heat { of: [search.price, social.price, course.price]; rank: 60% }",
        "scenario quiet { without: search }",
        scenario="quiet",
    )
    named = [found.parameters[p].name for row in found.correlations for p in row.parameters]
    assert ["social.price", "course.price"] == named


def test_the_digest_of_a_plan_knows_its_correlations() -> None:
    said = "correlation heat {{ of: [search.price, social.price]; rank: {}% }}"
    assert 3 == len(
        {network(*lines).digest for lines in ((), (said.format(5),), (said.format(6),))}
    )


def test_what_is_correlated_is_one_group_of_inputs() -> None:
    found = network("correlation heat { of: [search.price, social.price]; rank: 60% }")
    known = inputs(found, draw(found, BLOCK, 5))
    named = {name: {known[m].name for m in members} for name, members in groups(found, known)}
    assert {"search.price", "social.price"} == named["numbers of heat"]
    assert {"course.price"} == named["course.price"]


# --- the arithmetic -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "spearman", "kendall"),
    [
        (0.3, 0.2875642186, 0.193973368),
        (0.5, 0.4825837395, 0.3333333333),
        (0.8, 0.7859392826, 0.5903344706),
    ],
)
def test_rank_correlations_belong_to_a_correlation_of_normal_scores(
    score: float, spearman: float, kendall: float
) -> None:
    assert spearman == pytest.approx(rank_of(score), rel=1e-6)
    assert kendall == pytest.approx(concordance_of(score), rel=1e-6)
    assert score == pytest.approx(score_of(spearman), rel=1e-6)
    said = f"correlation heat {{ of: [search.price, social.price]; rank: {100 * spearman:.8f}% }}"
    values = columns(network(said), "search.price", "social.price", worlds=80 * BLOCK)
    assert spearman == pytest.approx(spearmanr(values).statistic, abs=0.01)
    assert kendall == pytest.approx(kendalltau(values[:, 0], values[:, 1]).statistic, abs=0.01)


@given(st.integers(2, 6), st.floats(0, 1))
def test_a_factor_multiplies_back_to_the_correlation(numbers: int, part: float) -> None:
    lowest = score_of(lowest_rank(numbers))
    r = lowest + part * (1 - lowest)
    wanted = [[1.0 if i == j else r for j in range(numbers)] for i in range(numbers)]
    lower = np.array(factor(wanted))
    assert np.array(wanted) == pytest.approx(lower @ lower.T, abs=1e-6)


@given(st.lists(st.lists(st.floats(-1, 1), min_size=4, max_size=4), min_size=4, max_size=4))
def test_a_factor_is_there_where_no_combination_has_a_negative_variance(rows) -> None:
    wanted = [[1.0 if i == j else rows[max(i, j)][min(i, j)] for j in range(4)] for i in range(4)]
    lowest = np.linalg.eigvalsh(np.array(wanted)).min()
    if lowest < -1e-4:
        assert factor(wanted) is None
    elif lowest > 1e-6:
        assert factor(wanted) is not None
