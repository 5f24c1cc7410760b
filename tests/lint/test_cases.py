"""Lint by example: each folder under `cases/` holds a plan, what is found in it, and what fixing makes of it.

`findings.txt` holds one line per finding of `funneldsl lint`; the folders `fixed` and `unsafe` hold the files that
`--fix` changes, without and with `--unsafe-fixes`, if there are any. Other files of a case are imported by its plan, or
are its settings. `UPDATE_GOLDEN=1` writes what is expected anew: read the difference.
"""

from __future__ import annotations

import os
import shutil
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from funneldsl.cli.main import main

CASES = sorted((Path(__file__).parent / "cases").iterdir())
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
MADE = ("findings.txt", "fixed", "unsafe")


def lint(folder: Path, *options: str) -> str:
    """What the command says, standing in the folder."""
    with chdir(folder):
        arguments = ["--no-plugins", "lint", "--format", "github", *options, "plan.funnel"]
        return CliRunner().invoke(main, arguments, prog_name="funneldsl").stdout


def told(folder: Path) -> str:
    """A line for each finding: place, severity, code, sentence."""
    import json

    with chdir(folder):
        arguments = ["--no-plugins", "lint", "--format", "json", "plan.funnel"]
        out = CliRunner().invoke(main, arguments, prog_name="funneldsl").stdout
    lines = []
    for d in json.loads(out)["diagnostics"]:
        s = d["span"]
        place = f"{s['file']}:{s['line']}:{s['column']}"
        lines.append(f"{place} {d['severity']} {d['code']} {d['message']}\n")
    return "".join(lines)


def fixed(case: Path, work: Path, *options: str) -> dict[str, bytes]:
    """The files of a case that fixing changes."""
    folder = work / "-".join(("fixed", *(o.strip("-") for o in options)))
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns(*MADE))
    lint(folder, "--fix", *options)
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.suffix == ".funnel" and path.read_bytes() != (case / path.name).read_bytes()
    }


def kept(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """What the case says; it is written first if that was asked for."""
    if UPDATE:
        shutil.rmtree(folder, ignore_errors=True)
        for name, data in files.items():
            folder.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())} if folder.is_dir() else {}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_findings_are_as_written(case: Path) -> None:
    found, file = told(case), case / "findings.txt"
    if UPDATE:
        file.write_text(found, "utf-8")

    assert file.read_text("utf-8") == found


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_fixing_makes_what_is_written(case: Path, tmp_path: Path) -> None:
    safe = fixed(case, tmp_path)
    unsafe = fixed(case, tmp_path, "--unsafe-fixes")

    assert kept(case / "fixed", safe) == safe
    assert kept(case / "unsafe", unsafe if unsafe != safe else {}) == (
        unsafe if unsafe != safe else {}
    )


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_fixing_again_changes_nothing(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "twice"
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns(*MADE))
    lint(folder, "--fix", "--unsafe-fixes")
    once = {p.name: p.read_bytes() for p in folder.iterdir()}
    lint(folder, "--fix", "--unsafe-fixes")

    assert once == {p.name: p.read_bytes() for p in folder.iterdir()}


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.name.startswith("pass")], ids=lambda c: c.name
)
def test_a_good_plan_earns_nothing(case: Path) -> None:
    assert "" == told(case)


def test_there_are_cases_of_all_sorts() -> None:
    sorts = [c.name.partition("-")[0] for c in CASES]

    assert {"pass", "fail", "fix", "settings"} == set(sorts)
    assert sorts.count("pass") < len(sorts) / 2
