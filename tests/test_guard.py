"""What every result owes, whoever made it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import numpy as np
import pytest
from attrs import evolve

from funneldsl import guard
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.errors import FindingsError, LimitError, PluginError
from funneldsl.model.plan import Plan
from funneldsl.model.values import Fixed
from funneldsl.network import Network, StageRow, Use
from funneldsl.plugin import Run, Subject
from funneldsl.results import Axis, Facts, Forecast, Series
from funneldsl.source import NOWHERE
from funneldsl.worlds import Worlds

EMPTY = Plan(Fixed())
NETWORK = Network(date(2027, 1, 4), 30, "USD", stages=(StageRow("f.a", "A", "f"),), digest="d1")
WORLDS = Worlds(7, 0, np.zeros((4, 0)))
CLOSED = Rule("SHOP1", "shop.closed", Severity.ERROR, "the shop is closed")


class Check:
    rules = (CLOSED,)

    def __init__(self, look: Callable[[], Iterable[Any]]) -> None:
        self.look = look

    def check(self, plan: Plan) -> Iterable[Finding]:
        return self.look()


def finding() -> Finding:
    return CLOSED.at(NOWHERE, "the shop is closed")


# --- checks -------------------------------------------------------------------------------------------


def test_findings_of_a_plugin_carry_its_name() -> None:
    found = guard.findings_of(Check(lambda: [finding()]), "shop 1.0", EMPTY)

    assert ["shop 1.0"] == [f.plugin for f in found]


def test_findings_of_the_core_carry_none() -> None:
    assert (finding(),) == guard.findings_of(Check(lambda: [finding()]), "", EMPTY)


def test_check_that_breaks_down_is_a_finding_behind_what_it_found() -> None:
    def look() -> Iterable[Finding]:
        yield finding()
        raise ZeroDivisionError("division by zero")

    first, second = guard.findings_of(Check(look), "shop 1.0", EMPTY)

    assert ("SHOP1", "F901") == (first.code, second.code)
    assert "the check for SHOP1 of plugin shop 1.0 broke down: ZeroDivisionError" in second.message
    assert Severity.WARNING is second.severity


def test_check_that_ends_the_program_does_not() -> None:
    def look() -> Iterable[Finding]:
        raise SystemExit(0)

    assert ["F901"] == [f.code for f in guard.findings_of(Check(look), "shop 1.0", EMPTY)]


@pytest.mark.parametrize(
    ("found", "told"), [("closed", "which is no finding"), (None, "which is no finding")]
)
def test_what_is_no_finding_is_refused(found: object, told: str) -> None:
    assert told in guard.findings_of(Check(lambda: [found]), "shop 1.0", EMPTY)[0].message


def test_finding_of_a_rule_that_was_not_announced_is_refused() -> None:
    strange = evolve(finding(), rule=evolve(CLOSED, code="F201"))

    assert "it found F201" in guard.findings_of(Check(lambda: [strange]), "shop", EMPTY)[0].message


def test_mistake_in_a_check_of_ours_is_not_hidden() -> None:
    def look() -> Iterable[Finding]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        guard.findings_of(Check(look), "", EMPTY)


# --- simulators ---------------------------------------------------------------------------------------


class Simulator:
    name = "calm"
    needs = ()
    runs = frozenset({"stage.leaves"})

    def __init__(self, forecast: Any) -> None:
        self.forecast = forecast

    def simulate(self, network: Network, worlds: Worlds, run: Run) -> Forecast:
        if isinstance(self.forecast, BaseException):
            raise self.forecast
        return self.forecast  # type: ignore[no-any-return]


def series(name: str, values: Any, *axes: str) -> Series:
    return Series(name, "people", axes or ("world", "stage"), np.array(values, dtype=float))


def forecast(*more: Series, **closing: list[list[float]]) -> Forecast:
    """Four worlds and one stage; all people are where they came, unless said otherwise."""
    people = {
        "already": [[0], [0], [0], [0]],
        "entered": [[5], [6], [7], [8]],
        "moved": [[1], [2], [3], [4]],
        "left": [[0], [0], [0], [0]],
        "lost": [[0], [0], [0], [0]],
        "in_progress": [[4], [4], [4], [4]],
    } | closing
    all_series = [series(f"closing.{n}", v) for n, v in people.items()] + list(more)
    axes = {"world": Axis("world", ("0", "1", "2", "3")), "stage": Axis("stage", ("f.a",))}
    facts = Facts("calm", "1", 7, 4, "d1")
    return Forecast(facts, axes, {s.name: s for s in all_series})


def run(result: Any, network: Network = NETWORK) -> Forecast:
    return guard.forecast_of(Simulator(result), "calm-sim 2.0", network, WORLDS, Run(seed=7))


def test_forecast_that_keeps_its_promises_passes() -> None:
    good = forecast()

    assert good is run(good)


def test_means_are_conserved_up_to_the_rounding_of_the_computer() -> None:
    good = forecast(entered=[[5.5], [6], [7], [8]], in_progress=[[4.5 + 1e-12], [4], [4], [4]])

    assert good is run(good)


def test_own_series_may_say_that_there_is_no_number() -> None:
    good = forecast(series("calm.warmth", [[np.nan]] * 4))

    assert good is run(good)


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (None, "it returned NoneType, not a Forecast"),
        (RuntimeError("no"), "RuntimeError: no"),
        (SystemExit(1), "it ended the program"),
        (
            forecast(in_progress=[[4], [4], [3], [4]]),
            "people are not conserved in stage f.a, world 2: 7 came, 6 went or are there",
        ),
        (
            forecast(entered=[[5.5], [6], [7], [8]], in_progress=[[4.5], [4], [4], [4.0001]]),
            "people are not conserved in stage f.a, world 3: 8 came, 8 went or are there",
        ),
        (forecast(series("calm.warmth", [[np.inf]] * 4)), "holds values without end"),
        (
            forecast(left=[[-1], [0], [0], [0]], in_progress=[[5], [4], [4], [4]]),
            "it counts fewer than no people",
        ),
        (forecast(entered=[[np.nan], [6], [7], [8]]), "holds values that are not finite numbers"),
        (forecast(entered=[[5], [6]]), "has shape (2, 1), its axes give (4, 1)"),
        (forecast(series("people.month", [[1]] * 4)), "has axes ('world', 'stage'), not"),
        (forecast(series("warmth", [[1]] * 4)), "call it 'calm.warmth'"),
        (forecast(series("calm.warmth", [1], "mood")), "has an axis 'mood'"),
        (
            evolve(forecast(), series={"closing.entered": series("closing.entered", [[5]] * 4)}),
            "it counts people but leaves out closing.already",
        ),
        (evolve(forecast(), facts=Facts("calm", "1", 8, 4, "d1")), "say seed 8, but it was 7"),
        (evolve(forecast(), facts=Facts("calm", "1", 7, 9, "d1")), "say worlds 9, but it was 4"),
        (evolve(forecast(), facts=Facts("calm", "1", 7, 4, "d2")), "say plan 'd2'"),
        (evolve(forecast(), facts=Facts("flow", "1", 7, 4, "d1")), "say simulator 'flow'"),
    ],
)
def test_broken_promise_names_the_plugin(result: Any, told: str) -> None:
    with pytest.raises(PluginError, match=r"^plugin calm-sim 2\.0: simulator calm: ") as refused:
        run(result)

    assert told in refused.value.reason


def test_array_that_can_be_written_to_is_refused() -> None:
    loose = forecast()
    loose["closing.entered"].values.setflags(write=True)

    with pytest.raises(PluginError, match="can be written to"):
        run(loose)


def test_series_of_its_own_pass_under_its_own_name() -> None:
    own = forecast(series("calm.warmth", [[1]] * 4))

    assert own is run(own)


def test_forecast_without_people_need_not_conserve_them() -> None:
    own = evolve(forecast(), series={"calm.warmth": series("calm.warmth", [[1]] * 4)})

    assert own is run(own)


def test_limit_of_a_simulator_stays_a_limit() -> None:
    with pytest.raises(LimitError):
        run(LimitError("stages", 9, 4))


def test_what_a_simulator_cannot_run_is_refused_by_name() -> None:
    uses = (
        Use("stage.leaves", "f.a"),
        Use("stage.takes", "sales.call"),
        Use("offer.price:then", "starter"),
    )
    with pytest.raises(FindingsError) as refused:
        run(forecast(), evolve(NETWORK, uses=uses))

    assert [
        "the calm simulator cannot yet run `takes` of sales.call",
        "the calm simulator cannot yet run `price` that changes later (`then`) of starter",
    ] == [f.message for f in refused.value.findings]
    assert {"F501"} == {f.code for f in refused.value.findings}


# --- exporters ----------------------------------------------------------------------------------------


class Exporter:
    name, suffix = "list", ".txt"

    def __init__(self, shown: Any) -> None:
        self.shown = shown

    def export(self, subject: Subject) -> bytes:
        if isinstance(self.shown, BaseException):
            raise self.shown
        return self.shown  # type: ignore[no-any-return]


def export(shown: Any) -> object:
    return guard.export_of(Exporter(shown), "list-maker 0.1", Subject(EMPTY))


def test_bytes_and_files_pass() -> None:
    assert b"x" == export(b"x")
    assert {"a.csv": b"1", "b.csv": b"2"} == export({"a.csv": b"1", "b.csv": b"2"})


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("text", "it returned str, not bytes"),
        (None, "it returned NoneType, not bytes"),
        ({}, "it returned dict, not bytes"),
        ({"a.csv": "text"}, "holds str, not bytes"),
        ({"../a.csv": b""}, "may hold only letters"),
        ({"/etc/passwd": b""}, "may hold only letters"),
        ({"a/b.csv": b""}, "may hold only letters"),
        ({"a\\b.csv": b""}, "may hold only letters"),
        ({".bashrc": b""}, "may hold only letters"),
        ({"-rf": b""}, "may hold only letters"),
        ({"": b""}, "may hold only letters"),
        ({"a\x00.csv": b""}, "may hold only letters"),
        ({"nul.csv": b""}, "is the name of a device"),
        ({7: b""}, "is not a text"),
        ({"a.csv": b"", "A.csv": b""}, "differ in upper and lower case only"),
        (KeyError("forecast"), "KeyError: 'forecast'"),
        (SystemExit(0), "it ended the program"),
    ],
)
def test_what_an_exporter_must_not_return_is_refused(shown: Any, told: str) -> None:
    with pytest.raises(PluginError, match=r"^plugin list-maker 0\.1: exporter list: ") as refused:
        export(shown)

    assert told in refused.value.reason


def test_person_can_stop_a_plugin() -> None:
    with pytest.raises(KeyboardInterrupt):
        export(KeyboardInterrupt())
