"""Figures have no more digits than the simulation can know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funneldsl.cli.figures import bar, chance, figure, percent, sparkline
from funneldsl.results import chance_of


@pytest.mark.parametrize(
    ("value", "error", "shown"),
    [
        (0.0, 0.0, "0"),
        (7.4, 0.0, "7"),
        (999.0, 0.0, "999"),
        (999.6, 0.0, "1.00k"),
        (1234.0, 0.0, "1.23k"),
        (12345.0, 0.0, "12.3k"),
        (123456.0, 0.0, "123k"),
        (1234567.0, 0.0, "1.23M"),
        (-1234.0, 0.0, "-1.23k"),
        (12345.0, 400.0, "12.3k"),
        (12345.0, 4000.0, "12k"),
        (12345.0, 40_000.0, "10k"),
        (300.0, 4000.0, "0"),
        (float("inf"), 0.0, "never"),
    ],
)
def test_figure_is_rounded_to_its_error(value: float, error: float, shown: str) -> None:
    assert shown == figure(value, error)


def test_money_has_its_sign_behind_the_minus() -> None:
    assert "-$730" == figure(-730.4, sign="$")


def test_ends_of_a_range_may_have_fewer_digits() -> None:
    assert "1.2k" == figure(1234, digits=2)


@given(st.floats(1, 1e12), st.floats(0, 1e9))
def test_figure_is_within_a_step_of_the_value(value: float, error: float) -> None:
    shown = figure(value, error)
    scale = {"k": 1e3, "M": 1e6, "B": 1e9}.get(shown[-1], 1.0)
    number = float(shown.rstrip("kMB")) * scale

    assert abs(number - value) <= max(error, value * 0.006, 0.51)


def test_chance_shows_its_error() -> None:
    assert "81% ± 1%" == chance(0.811, 0.0124)
    assert "81.1% ± 0.4%" == chance(0.811, 0.004)


def test_percent_is_whole() -> None:
    assert "62%" == percent(0.6249)


@pytest.mark.parametrize(
    ("share", "shown"), [(0.0, "····"), (0.5, "██··"), (1.0, "████"), (2.0, "████"), (-1.0, "····")]
)
def test_bar_is_as_full_as_the_share(share: float, shown: str) -> None:
    assert shown == bar(share, 4)


def test_sparkline_runs_from_lowest_to_highest() -> None:
    assert "▁▅█" == sparkline([0, 5, 10], 3)
    assert "█▁" == sparkline([10, -10], 2)
    assert "▁▁" == sparkline([0, 0], 2)
    assert "" == sparkline([], 5)


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=300), st.integers(1, 40))
def test_sparkline_is_never_longer_than_its_cells(values: list[float], cells: int) -> None:
    assert min(len(values), cells) == len(sparkline(values, cells))


def test_a_chance_that_all_worlds_agree_on_shows_what_they_exclude() -> None:
    def of(held: int, worlds: int) -> str:
        c = chance_of("goal", held, worlds)
        return chance(c.chance, c.error)

    assert "under 0.3%" == of(0, 1000)
    assert "over 99.7%" == of(1000, 1000)
    assert "under 1%" == of(0, 300)
    assert "under 3%" == of(0, 100)
    assert "over 97%" == of(100, 100)
    assert "under 0.03%" == of(0, 10_000)
    assert "under 80%" == of(0, 1)
