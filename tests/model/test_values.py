"""Small values."""

from __future__ import annotations

import pickle

import pytest

from funneldsl.model.values import Dimension, Fixed, Form, Period, Unit


def test_fixed_mapping_cannot_change_and_can_be_hashed() -> None:
    fixed = Fixed({"a": 1})

    with pytest.raises(AttributeError):
        fixed.other = 2  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        fixed["b"] = 2  # type: ignore[index]
    assert hash(Fixed({"a": 1})) == hash(fixed)
    assert {"a": 1} == fixed


def test_fixed_mapping_survives_pickling() -> None:
    assert Fixed({"a": (1, 2)}) == pickle.loads(pickle.dumps(Fixed({"a": (1, 2)})))  # noqa: S301


def test_a_month_is_a_twelfth_of_a_year() -> None:
    assert Period.YEAR.days == pytest.approx(12 * Period.MONTH.days)


def test_form_forgets_the_scale() -> None:
    assert Form(Dimension.MONEY, rate=True) == Unit(Dimension.MONEY, "EUR", Period.MONTH).form
    assert "money each per period" == str(Form(Dimension.MONEY, rate=True, each=True))
