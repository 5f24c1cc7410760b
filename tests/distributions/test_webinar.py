"""A stranger's plugin, built as a wheel and installed apart from us: its kind, check, simulator and exporter work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

PLAN = """\
language 1
business school "Guitar School" { currency: USD; start: 2027-01-04; horizon: 12 months }
channel videos { brings: welcome.visitor; people: 30 to 60 per day }
funnel welcome {
  stage visitor
  stage student "Bought the course"
  webinar evening "An evening of songs" {
    invites: visitor
    registers: 5% to 9%
    attends: 35% to 50%
    takes_place: 1 to 7 days
    buys: 8% to 15%
    leads_to: student
  }
}
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel's content; whoever has it on the path has the plugin."""
    folder = tmp_path_factory.mktemp("webinar")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    source = folder / "source"
    _copy(HERE / "funneldsl-webinar", source)
    built = ("wheel", "--no-build-isolation", "--no-deps", "--wheel-dir", folder, source)
    subprocess.run([*pip, *map(str, built)], check=True, capture_output=True)
    (wheel,) = folder.glob("funneldsl_webinar-*.whl")
    target = ("install", "--no-deps", "--target", folder / "site", wheel)
    subprocess.run([*pip, *map(str, target)], check=True, capture_output=True)
    return folder / "site"


def _copy(source: Path, target: Path) -> None:
    """Without what earlier builds left."""
    import shutil

    shutil.copytree(
        source, target, ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__")
    )


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Run:
    """Run Python in a folder with a plan, far from the sources of the plugin."""
    (tmp_path / "school.funnel").write_text(PLAN, "utf-8")

    def python(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(installed), "FUNNELDSL_PLUGINS": "webinar"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert code == done.returncode, done.stdout + done.stderr
        return done

    return python


COMMAND = ("-c", "from funneldsl.cli.main import run; run()")


def test_plugin_is_listed_with_all_four(run: Run) -> None:
    listed = json.loads(run(*COMMAND, "plugins", "--json").stdout)
    (webinar,) = (p for p in listed["plugins"] if p["name"] == "webinar")

    assert ("funneldsl-webinar", "0.3.0", "loaded") == (
        webinar["distribution"],
        webinar["version"],
        webinar["state"],
    )
    assert {"kind webinar", "rule WEB1", "simulator arrivals", "exporter agenda"} == set(
        webinar["contributes"]
    )


def test_kind_of_the_plugin_is_read_and_stands_for_core_kinds(run: Run) -> None:
    told = run(*COMMAND, "check", "school.funnel").stdout

    assert "checks passed: 1 funnel, 4 stages, 3 flows" in told


def test_mistake_in_a_block_of_the_plugin_is_told_like_any_other(run: Run, tmp_path: Path) -> None:
    (tmp_path / "school.funnel").write_text(PLAN.replace("registers: 5%", "registrs: 5%"), "utf-8")
    told = run(*COMMAND, "check", "school.funnel", code=1).stdout

    assert "did you mean" in told
    assert "registers" in told


def test_check_of_the_plugin_finds_and_explains(run: Run, tmp_path: Path) -> None:
    (tmp_path / "school.funnel").write_text(PLAN.replace("35% to 50%", "85% to 95%"), "utf-8")
    told = run(*COMMAND, "check", "--format", "json", "school.funnel").stdout
    (found,) = (d for d in json.loads(told)["diagnostics"] if d["code"] == "WEB1")

    assert "up to 95% of those who register for 'An evening of songs' come" == found["message"]
    assert 10 == found["span"]["line"]
    assert "A third to a half is usual" in run(*COMMAND, "explain", "webinar.crowded").stdout


def test_plan_with_a_block_of_the_plugin_is_wrong_without_it(run: Run) -> None:
    told = run(*COMMAND, "check", "school.funnel", "--without", "webinar", code=1).stdout

    assert "webinar" in told


def test_simulator_of_the_plugin_runs(run: Run) -> None:
    told = run(
        *COMMAND, "simulate", "school.funnel", "--simulator", "arrivals", "--worlds", "64", "--json"
    ).stdout
    people = json.loads(told)["others"]["arrivals.people"]

    assert 30 * 365 * 0.9 < people["p50"][0] < 60 * 365 * 1.1


def test_what_the_simulator_of_the_plugin_cannot_run_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "school.funnel").write_text(
        PLAN.replace("stage visitor", "stage visitor { leaves: 5% per month }"), "utf-8"
    )
    refused = run(*COMMAND, "simulate", "school.funnel", "--simulator", "arrivals", code=1)

    assert "the arrivals simulator cannot yet run `leaves` of welcome.visitor" in refused.stderr


def test_exporter_of_the_plugin_writes(run: Run, tmp_path: Path) -> None:
    run(*COMMAND, "export", "school.funnel", "--to", "agenda", "-o", "agenda.txt")

    assert "An evening of songs: welcome.visitor to welcome.student\n" == (
        tmp_path / "agenda.txt"
    ).read_text("utf-8")


LIBRARY = """
import funneldsl as fd

plan = fd.load("school.funnel")
assert "webinar" == plan["welcome.evening"].kind
assert "welcome.evening" == plan["welcome.evening.registered"].origin
forecast = fd.simulate(plan, worlds=32, seed=2, simulator="arrivals")
assert 32 == len(forecast.at("arrivals.people", channel="videos"))
assert fd.export(plan, "agenda").decode().startswith("An evening of songs")
assert ["WEB1"] == [f.code for f in fd.read(CROWDED).findings if f.plugin == "funneldsl-webinar 0.3.0"]
"""


def test_library_uses_all_four(run: Run) -> None:
    crowded = PLAN.replace("35% to 50%", "85% to 95%")

    run("-c", f"CROWDED = {crowded!r}\n{LIBRARY}")
