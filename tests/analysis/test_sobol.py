"""Sobol indices: published numbers, a plan with a closed form, and luck that must not count."""

from __future__ import annotations

import sys
from math import pi

import numpy as np
import pytest

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.analysis.sensitivity import Sensitivity, sensitivity
from funneldsl.analysis.sobol import indices, with_sobol
from funneldsl.errors import FunnelError

EACH = [[0], [1], [2]]
EXTENSIONS = fd.discover()


def ishigami(rows: np.ndarray) -> np.ndarray:
    x = (rows * 2 - 1) * pi
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_the_function_of_ishigami_has_its_published_indices() -> None:
    (found,) = indices(ishigami, EACH, 8192, 1)
    assert [0.3139051911, 0.4424111448, 0.0] == pytest.approx(found.first.tolist(), abs=0.02)
    assert [0.5575888552, 0.4424111448, 0.2436836641] == pytest.approx(found.total, abs=0.02)
    assert 0.0 == found.noise
    assert (3 + 3) * 8192 == found.runs


def test_inputs_of_a_group_count_as_one() -> None:
    (found,) = indices(ishigami, [[0, 2], [1]], 4096, 1)
    assert [1 - 0.4424111448, 0.4424111448] == pytest.approx(found.total, abs=0.03)


def test_luck_swells_no_total_and_is_told() -> None:
    luck = np.random.default_rng(3)

    def lucky(rows: np.ndarray) -> np.ndarray:
        return rows[:, 0] + 2 * rows[:, 1] + luck.normal(0, (5 / 12) ** 0.5, len(rows))

    (found,) = indices(lucky, [[0], [1]], 4096, 1)
    assert 0.5 == pytest.approx(found.noise, abs=0.03)
    assert [0.1, 0.4] == pytest.approx(found.total, abs=0.04)
    assert (np.abs(found.total - [0.1, 0.4]) < 4 * found.error).all()


def test_a_result_that_never_differs_has_no_shares() -> None:
    (found,) = indices(lambda rows: np.ones(len(rows)), EACH, 64, 1)
    assert [0.0, 0.0, 0.0] == found.total.tolist()


def test_without_salib_the_way_to_get_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "SALib.analyze", None)
    with pytest.raises(FunnelError, match=r"pip install funneldsl\[sobol\]"):
        indices(ishigami, EACH, 64, 1)


# --- of a plan ------------------------------------------------------------------------------------------

PRODUCT = """\
business shop { currency: USD; start: 2027-01-01; horizon: 10 days }
channel walk { brings: site.visitor; people: lognormal(1000, 100) per day }
funnel site {
  stage visitor
  stage lead
  stage buyer { sells: box }
  visitor -> lead beta(17.2, 40.133333)
  lead -> buyer beta(199.5, 199.5)
}
offer box { price: lognormal($5000, $1500) }
"""
"""Sales are people x share x share x price, whose coefficients of variation are .1, .2, .05, .3."""


def told(text: str, of: str, base: int, simulator: str = "expected") -> Sensitivity:
    reading = pipeline.read(fd.Source("plan.funnel", text), EXTENSIONS)
    study = pipeline.study(
        pipeline.sound(reading), EXTENSIONS, worlds=256, seed=1, simulator=simulator
    )
    (found,) = with_sobol(study, [sensitivity(study, of)], base)
    return found


def test_a_funnel_that_multiplies_has_its_closed_form() -> None:
    found = {i.name: i for i in told(PRODUCT, "sales", 2048).influences}
    first = {
        "walk.people": (0.06765975856, 0.07689085006),
        "site.visitor -> site.lead.share": (0.2706390342, 0.2986913791),
        "box.price": (0.608937827, 0.6412273643),
        "site.lead -> site.buyer.share": (0.01691493964, 0.01936652333),
    }
    assert first.keys() == found.keys()
    for name, (alone, total) in first.items():
        assert (alone, total) == pytest.approx((found[name].first, found[name].total), abs=0.02)


def test_luck_of_a_forecast_is_taken_off() -> None:
    few = PRODUCT.replace("lognormal(1000, 100)", "lognormal(20, 2)")
    found = told(few, "sales", 512, "flow")
    price = next(i for i in found.influences if i.name == "box.price")
    assert found.explained < 0.9
    assert price.total < 0.6412 - 2 * price.error
    assert (256 * 2 * (4 + 3)) == found.runs


def test_correlated_numbers_are_one_group_and_keep_their_correlation() -> None:
    same = PRODUCT + "correlation heat { of: [walk.people, box.price]; rank: 100% }\n"
    found = {i.name: i for i in told(same, "sales", 1024).influences}
    assert {
        "numbers of heat",
        "site.visitor -> site.lead.share",
        "site.lead -> site.buyer.share",
    } == set(found)
    assert 0.15 < found["site.visitor -> site.lead.share"].total < 0.27
    assert found["numbers of heat"].total > 0.75
