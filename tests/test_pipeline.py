"""Read, check, simulate, export in sequence; limits; findings that the writer accepts."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funneldsl import pipeline
from funneldsl.catalogue import core_rules
from funneldsl.diagnostics import Severity, errors
from funneldsl.errors import (
    FindingsError,
    LimitError,
    PluginError,
    UnknownNameError,
    UnreadableError,
)
from funneldsl.extensions import Candidate, Extensions, assemble
from funneldsl.limits import Limits
from funneldsl.plugin import Axis, Facts, Forecast, Network, Run, Series, Worlds, hook
from funneldsl.source import Source

CORE = assemble()
SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 30 days }
channel ads { brings: visitor; people: 40 per day }
funnel sales {
  stage visitor
  stage buyer
  visitor -> buyer  5%
}
scenario bold { ads.people: 80 per day }
"""


class Counter:
    """A simulator that only remembers who ran before it."""

    runs = frozenset(
        {
            "business.currency",
            "business.start",
            "business.horizon",
            "channel.brings",
            "channel.people",
            "channel.people:per",
            "flow.source",
            "flow.target",
            "flow.share",
        }
    )

    def __init__(self, name: str, *needs: str) -> None:
        self.name, self.needs = name, needs
        self.before: list[str] = []
        self.worlds: list[int] = []

    def simulate(self, network: Network, worlds: Worlds, run: Run) -> Forecast:
        import numpy as np

        self.before += run.before
        self.worlds.append(id(worlds))
        run.progress(1.0)
        rates = worlds.values[:, network.channels[0].people]
        axes = {"world": Axis("world", tuple(map(str, range(len(worlds)))))}
        told = Series(f"{self.name}.people", "people", ("world",), np.array(rates))
        facts = Facts(self.name, "1", worlds.seed, len(worlds), network.digest, network.scenario)
        return Forecast(facts, axes, {told.name: told})


def with_simulators(*simulators: Counter) -> Extensions:
    plugged = SimpleNamespace(funneldsl_simulators=hook(lambda: simulators))
    return assemble([Candidate("counters", "counters", "1", lambda: plugged)])


# --- read -----------------------------------------------------------------------------------------------


def test_reading_unpacks_into_plan_and_findings() -> None:
    plan, findings = pipeline.read(SHOP, CORE)

    assert "ads" in plan
    assert () == errors(findings)


def test_text_and_file_give_the_same_plan(tmp_path: Path) -> None:
    (tmp_path / "shop.funnel").write_text(SHOP)
    path = tmp_path / "shop.funnel"

    assert pipeline.read(SHOP, CORE).plan == pipeline.read(path, CORE).plan
    assert pipeline.read(SHOP, CORE).plan == pipeline.read(str(path), CORE).plan
    assert pipeline.read(SHOP, CORE).plan == pipeline.read(Source("x", SHOP), CORE).plan


def test_imports_are_read_from_the_folder_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "shop.funnel").write_text('import "offers.funnel"\n' + SHOP)
    (tmp_path / "offers.funnel").write_text("offer candle { price: $39 }\n")

    assert "candle" in pipeline.read(tmp_path / "shop.funnel", CORE).plan


def test_text_cannot_import() -> None:
    findings = pipeline.read('import "offers.funnel"\n' + SHOP, CORE).findings

    assert "F025" in {f.code for f in findings}


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), max_size=200))
def test_any_text_is_answered_with_findings_inside_of_it(text: str) -> None:
    for finding in pipeline.read(Source("text", text), CORE).findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(finding.span.source.text)


def test_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as refused:
        pipeline.read(tmp_path / "nowhere.funnel", CORE)

    assert str(tmp_path / "nowhere.funnel") == refused.value.path


def test_link_to_itself_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "loop.funnel").symlink_to(tmp_path / "loop.funnel")

    with pytest.raises(UnreadableError):
        pipeline.read(tmp_path / "loop.funnel", CORE)


def test_text_and_file_beyond_the_limit_are_refused(tmp_path: Path) -> None:
    (tmp_path / "shop.funnel").write_text(SHOP)
    for what in (SHOP, tmp_path / "shop.funnel"):
        with pytest.raises(LimitError):
            pipeline.read(what, CORE, limits=Limits(bytes=100))


def test_plan_with_mistakes_is_not_sound() -> None:
    with pytest.raises(FindingsError):
        pipeline.sound(pipeline.read("offer candle { prise: $39 }", CORE))


def test_plugin_that_could_not_be_loaded_is_a_finding() -> None:
    def broken() -> object:
        raise ImportError("no module named numpi")

    extensions = assemble([Candidate("shop", "funneldsl-shop", "1.2", broken)])
    found = [f for f in pipeline.read(SHOP, extensions).findings if f.code == "F902"]

    assert [
        "plugin shop (funneldsl-shop 1.2) could not be loaded: ImportError: no module named numpi"
    ] == [f.message for f in found]
    assert "--without shop" in found[0].help


# --- accepted findings ----------------------------------------------------------------------------------

LONELY = SHOP.replace("stage buyer\n", "stage buyer\n  stage lonely\n")


def codes(text: str) -> list[str]:
    return [f.code for f in pipeline.read(text, CORE).findings if f.severity is not Severity.NOTE]


def test_finding_is_accepted_at_the_end_of_its_line() -> None:
    (code,) = codes(LONELY)

    assert [] == codes(LONELY.replace("lonely", f"lonely  # ok {code} because it comes later"))


def test_finding_is_accepted_above_its_statement() -> None:
    (code,) = codes(LONELY)
    remark = f"# ok {code} because it comes later\n  stage lonely"

    assert [] == codes(LONELY.replace("stage lonely", remark))


def test_remark_covers_nothing_else() -> None:
    (code,) = codes(LONELY)
    remark = f"stage visitor  # ok {code} because"

    assert code in codes(LONELY.replace("stage visitor", f"{remark} of something"))


def test_remark_without_a_reason_accepts_nothing() -> None:
    (code,) = codes(LONELY)

    assert sorted([code, "F030"]) == sorted(codes(LONELY.replace("lonely", f"lonely  # ok {code}")))


def test_remark_about_nothing_is_told() -> None:
    findings = pipeline.read(SHOP.replace("5%", "5%  # ok F401 because I say so"), CORE).findings

    assert "F031" in {f.code for f in findings}


def test_errors_cannot_be_accepted() -> None:
    text = SHOP.replace("visitor -> buyer  5%", "visitor -> buyer  150%")
    found = errors(pipeline.read(text, CORE).findings)
    accepted = text.replace("150%", f"150%  # ok {found[0].code} because I say so")

    assert [f.code for f in found] == [
        f.code for f in errors(pipeline.read(accepted, CORE).findings)
    ]


# --- rules ----------------------------------------------------------------------------------------------


def test_rules_are_those_of_the_core_and_of_the_host() -> None:
    found = [r.code for r in pipeline.rules(CORE)]

    assert {r.code for r in core_rules()} | {"F001", "F030", "F501", "F901"} <= set(found)
    assert sorted(found) == found
    assert len(set(found)) == len(found)
    assert len({r.name for r in pipeline.rules(CORE)}) == len(found)


# --- simulate -------------------------------------------------------------------------------------------


def plan(text: str = SHOP) -> Any:
    return pipeline.sound(pipeline.read(text, CORE))


def test_needed_simulators_run_before_on_the_same_worlds() -> None:
    first, second, third = Counter("a"), Counter("b", "a"), Counter("c", "a", "b")
    extensions = with_simulators(third, second, first)
    forecast = pipeline.simulate(plan(), extensions, worlds=3, simulator="c")

    assert ("c", 3) == (forecast.facts.simulator, forecast.facts.worlds)
    assert ([], ["a"], ["a", "b"]) == (first.before, second.before, third.before)
    assert 1 == len({*first.worlds, *second.worlds, *third.worlds})
    assert 1 == len(first.worlds)


def test_simulators_that_need_each_other_are_refused() -> None:
    extensions = with_simulators(Counter("a", "b"), Counter("b", "a"))

    with pytest.raises(PluginError, match="a → b → a"):
        pipeline.simulate(plan(), extensions, simulator="a")


def test_need_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownNameError, match="no simulator is named 'b'"):
        pipeline.simulate(plan(), with_simulators(Counter("a", "b")), simulator="a")


def test_scenario_changes_what_it_says() -> None:
    extensions = with_simulators(Counter("a"))
    base, bold = (
        pipeline.simulate(plan(), extensions, worlds=2, simulator="a", scenario=s)
        for s in ("", "bold")
    )

    assert (40.0, 80.0) == (base["a.people"].values[0], bold["a.people"].values[0])
    assert "bold" == bold.facts.scenario


def test_limits_are_arguments() -> None:
    extensions = with_simulators(Counter("a"))
    network = pipeline.compile(plan(), extensions)

    wide = len(network.stages) + len(network.channels)
    few = Limits(stage_days=10 * 30 * wide - 1)
    for limits in (Limits(worlds=9), Limits(days=29), Limits(world_days=299), few):
        with pytest.raises(LimitError):
            pipeline.simulate(plan(), extensions, worlds=10, simulator="a", limits=limits)
    pipeline.simulate(plan(), extensions, worlds=10, simulator="a", limits=Limits(world_days=300))


def test_what_is_too_large_is_refused_before_anything_is_drawn_and_says_what_is_not() -> None:
    extensions = with_simulators(Counter("a"))
    asked = pipeline.study(
        plan(), extensions, worlds=11, simulator="a", limits=Limits(world_days=10 * 30)
    )
    with pytest.raises(LimitError) as refused:
        asked.network()
    assert "ask for at most 10 worlds, or for a shorter horizon" == refused.value.hint


def test_no_worlds_are_refused() -> None:
    with pytest.raises(ValueError, match="worlds is 0"):
        pipeline.simulate(plan(), with_simulators(Counter("a")), worlds=0, simulator="a")


def test_plan_with_mistakes_is_not_simulated() -> None:
    wrong = pipeline.read(SHOP.replace("brings: visitor", "brings: visitr"), CORE).plan
    with pytest.raises(FindingsError, match="parts of it are missing"):
        pipeline.simulate(wrong, with_simulators(Counter("a")), simulator="a")


def test_progress_is_told() -> None:
    told: list[float] = []
    extensions = with_simulators(Counter("a"))
    pipeline.simulate(plan(), extensions, worlds=2, simulator="a", progress=told.append)

    assert [1.0] == told


def test_what_the_simulator_cannot_run_is_refused_with_its_place() -> None:
    text = SHOP.replace("stage visitor", "stage visitor { leaves: 5% per month }")
    with pytest.raises(FindingsError) as refused:
        pipeline.simulate(plan(text), with_simulators(Counter("a")), simulator="a")

    (finding,) = refused.value.findings
    assert ("F501", 4) == (finding.code, finding.span.line)
