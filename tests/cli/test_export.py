"""`funneldsl export`: bytes where they were asked for, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import SOUND, Run

FILES = """
from funneldsl.plugin import hook

class Files:
    name, suffix = "files", ".txt"
    def export(self, subject):
        return {"a.txt": b"1", "b.txt": b"2"}

class Forecasted:
    name, suffix, needs_forecast = "forecasted", ".txt", True
    def export(self, subject):
        return str(subject.forecast.facts.worlds).encode()

class Escaping:
    name, suffix = "escaping", ".txt"
    def export(self, subject):
        return {"../stolen.txt": b"1"}

@hook
def funneldsl_exporters():
    return [Files(), Forecasted(), Escaping()]
"""


@pytest.fixture
def files(plans: Path) -> str:
    (plans / "files.py").write_text(FILES)
    return str(plans / "files.py")


@pytest.mark.parametrize(
    ("to", "beginning"), [("mermaid", "flowchart"), ("dot", "digraph"), ("json", "{")]
)
def test_plan_is_written_in_a_form(run: Run, plans: Path, to: str, beginning: str) -> None:
    told = run("export", "sound.funnel", "--to", to, "-o", "out.txt")

    assert "" == told.stdout
    assert beginning in (plans / "out.txt").read_text("utf-8")[:400]


def test_dash_and_nothing_print_it(run: Run) -> None:
    told = run("export", "sound.funnel", "--to", "mermaid", "-o", "-").stdout

    assert told == run("export", "sound.funnel", "--to", "mermaid").stdout
    assert "flowchart" in told


def test_what_is_there_is_written_over_only_by_force(run: Run, plans: Path) -> None:
    (plans / "out.txt").write_text("old")
    told = run("export", "sound.funnel", "--to", "dot", "-o", "out.txt", code=2)

    assert "out.txt is there already; add `--force`" in told.stderr
    assert "old" == (plans / "out.txt").read_text()
    run("export", "sound.funnel", "--to", "dot", "-o", "out.txt", "--force")
    assert "digraph" in (plans / "out.txt").read_text()


def test_plan_is_not_written_over_even_by_force(run: Run, plans: Path) -> None:
    run("export", "sound.funnel", "--to", "dot", "-o", "sound.funnel", "--force", code=2)

    assert SOUND == (plans / "sound.funnel").read_text()


def test_plan_with_mistakes_is_not_exported(run: Run, plans: Path) -> None:
    told = run("export", "wrong.funnel", "--to", "dot", "-o", "out.txt", code=1)

    assert "error" in told.stderr
    assert not (plans / "out.txt").exists()


def test_unknown_form_suggests_one(run: Run) -> None:
    told = run("export", "sound.funnel", "--to", "mermad", code=2)

    assert "did you mean 'mermaid'?" in told.stderr


def test_form_of_a_plugin_that_is_not_installed_says_how_to_get_it(run: Run) -> None:
    told = run("export", "sound.funnel", "--to", "dot", "--without", "diagram", code=2)

    assert "pip install 'funneldsl[diagram]'" in told.stderr


def test_forecast_is_shown_when_asked_for(run: Run) -> None:
    told = run("export", "sound.funnel", "--to", "json", "--simulate", "--worlds", "20").stdout

    assert "funneldsl/forecast/1" in told
    assert "funneldsl/forecast/1" not in run("export", "sound.funnel", "--to", "json").stdout


def test_exporter_that_needs_a_forecast_gets_one(run: Run, files: str) -> None:
    told = run(
        *("export", "sound.funnel", "--to", "forecasted", "--plugin", files, "--worlds", "20")
    )

    assert "20" == told.stdout


def test_scenario_is_drawn(run: Run) -> None:
    bold = json.loads(run("export", "sound.funnel", "--to", "json", "--scenario", "bold").stdout)

    assert "bold" in json.dumps(bold)


def test_unknown_scenario_suggests_one(run: Run) -> None:
    told = run("export", "sound.funnel", "--to", "json", "--scenario", "blod", code=2)

    assert "did you mean 'bold'?" in told.stderr


def test_several_files_go_into_a_folder(run: Run, plans: Path, files: str) -> None:
    run("export", "sound.funnel", "--to", "files", "-o", "out", "--plugin", files)

    assert {"a.txt": b"1", "b.txt": b"2"} == {
        p.name: p.read_bytes() for p in (plans / "out").iterdir()
    }
    told = run("export", "sound.funnel", "--to", "files", "--plugin", files, code=2)
    assert "this makes 2 files; name a folder" in told.stderr


def test_exporter_cannot_write_elsewhere(run: Run, plans: Path, files: str) -> None:
    told = run(
        *("export", "sound.funnel", "--to", "escaping", "-o", "out", "--plugin", files), code=4
    )

    assert "plugin" in told.stderr
    assert not (plans / "stolen.txt").exists()
    assert not (plans / "out").exists()
