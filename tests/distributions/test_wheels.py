"""The wheels, installed into an empty environment without the source tree, find the grammar and the plugins."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DISTRIBUTIONS = [
    ROOT,
    *sorted(p for p in (ROOT / "plugins").iterdir() if (p / "pyproject.toml").exists()),
]

pytestmark = pytest.mark.slow


def run(*command: object, cwd: Path) -> str:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "FUNNELDSL"))}
    done = subprocess.run(
        [str(c) for c in command], cwd=cwd, env=clean, capture_output=True, text=True
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    for source in DISTRIBUTIONS:
        run(
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"),
            *("--wheel-dir", folder, source),
            cwd=folder,
        )
    return folder


def environment(folder: Path, wheels: Path, wanted: str) -> Path:
    """The `bin` of a new environment in which only `wanted` is installed."""
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    run(
        *(scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        *("--constraint", ROOT / "constraints.txt", "--find-links", wheels, wanted),
        cwd=folder,
    )
    return scripts


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> Path:
    return environment(tmp_path_factory.mktemp("all") / "env", wheels, "funneldsl[all]")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    there = tmp_path / "northwind.funnel"
    there.write_text((ROOT / "docs/examples/northwind.funnel").read_text("utf-8"), "utf-8")
    return there


def test_all_extra_brings_every_first_party_plugin(everything: Path, tmp_path: Path) -> None:
    listed = json.loads(run(everything / "funneldsl", "plugins", "--json", cwd=tmp_path))
    loaded = {p["distribution"] for p in listed["plugins"] if p["state"] == "loaded"}

    assert {p.name for p in DISTRIBUTIONS[1:]} <= loaded


def test_installed_wheels_check_forecast_and_draw(
    everything: Path, tmp_path: Path, plan: Path
) -> None:
    run(everything / "funneldsl", "check", plan, cwd=tmp_path)
    forecast = json.loads(
        run(everything / "funneldsl", "simulate", plan, "--worlds", "64", "--json", cwd=tmp_path)
    )
    drawn = run(
        everything / "funneldsl", "export", plan, "--to", "mermaid", "-o", "-", cwd=tmp_path
    )

    assert 64 == forecast["settings"]["worlds"]
    assert "flowchart" in drawn


def test_package_is_typed_for_those_who_embed_it(everything: Path, tmp_path: Path) -> None:
    where = run(
        everything / "python", "-c", "import funneldsl; print(funneldsl.__file__)", cwd=tmp_path
    )
    package = Path(where.strip()).parent

    assert (package / "py.typed").exists()
    assert not package.is_relative_to(ROOT)


def test_core_alone_checks_and_says_what_is_missing_to_simulate(
    tmp_path_factory: pytest.TempPathFactory, wheels: Path, tmp_path: Path, plan: Path
) -> None:
    core = environment(tmp_path_factory.mktemp("core") / "env", wheels, "funneldsl")

    run(core / "funneldsl", "check", plan, cwd=tmp_path)
    refused = subprocess.run(
        [core / "funneldsl", "simulate", plan], cwd=tmp_path, capture_output=True, text=True
    )

    assert 0 != refused.returncode
    assert "funneldsl[forecast]" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_source_distribution_carries_the_grammar(tmp_path: Path) -> None:
    build = "from setuptools import build_meta as b; import sys; print(b.build_sdist(sys.argv[1]))"
    name = run(sys.executable, "-c", build, tmp_path, cwd=ROOT).splitlines()[-1]
    with tarfile.open(tmp_path / name) as archive:
        names = archive.getnames()

    assert any(n.endswith("grammar/funnel.lark") for n in names)
    assert any(n.endswith("funneldsl/templates/course.funnel") for n in names)
