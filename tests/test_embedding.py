"""The library as a developer uses it: five lines, no surprises."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import funneldsl as fd
from tests.cli.conftest import SOUND, WRONG

ROOT = Path(__file__).parents[1]
NORTHWIND = ROOT / "docs" / "examples" / "northwind.funnel"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "shop.funnel").write_text(SOUND)
    return tmp_path / "shop.funnel"


def test_five_lines_are_enough(shop: Path) -> None:
    plan = fd.load(str(shop))
    forecast = fd.simulate(plan, worlds=60, seed=1)

    assert 0 <= forecast.goal("living").chance <= 1
    assert b"flowchart" in fd.export(plan, "mermaid")
    assert b"flowchart" in fd.export(plan, "mermaid", forecast=forecast)


def test_loading_a_plan_with_mistakes_raises_its_findings(tmp_path: Path) -> None:
    (tmp_path / "wrong.funnel").write_text(WRONG)
    with pytest.raises(fd.FindingsError) as refused:
        fd.load(tmp_path / "wrong.funnel")

    assert all(f.severity is fd.Severity.ERROR for f in refused.value.findings)
    assert "wrong.funnel" in str(refused.value)


@pytest.mark.parametrize("text", ["", "}{", "\x00", "offer", WRONG, "business x {\n" * 50])
def test_reading_never_raises_for_what_is_written(text: str) -> None:
    plan, findings = fd.read(text)

    assert isinstance(plan, fd.Plan)
    assert all(isinstance(f, fd.Finding) for f in findings)


def test_string_is_a_path_if_it_ends_like_one(shop: Path) -> None:
    assert "candle" in fd.read(str(shop)).plan
    assert "candle" in fd.read(shop).plan
    with pytest.raises(fd.UnreadableError):
        fd.read("nowhere.funnel")


def test_extensions_can_be_found_once_and_passed_on(shop: Path) -> None:
    extensions = fd.discover()
    plan = fd.load(shop, extensions=extensions)

    assert 10 == fd.simulate(plan, worlds=10, extensions=extensions).facts.worlds


def test_plugins_can_be_left_out(shop: Path) -> None:
    none = fd.discover(fd.NO_PLUGINS)
    plan = fd.load(shop, extensions=none)

    with pytest.raises(fd.UnknownNameError, match=r"pip install 'funneldsl\[forecast\]'"):
        fd.simulate(plan, extensions=none)


def test_limits_can_be_set(shop: Path) -> None:
    plan = fd.load(shop)

    with pytest.raises(fd.LimitError):
        fd.simulate(plan, worlds=11, limits=fd.Limits(worlds=10))


def test_files_have_names(shop: Path) -> None:
    assert ["plan.mmd"] == list(fd.export_files(fd.load(shop), "mermaid"))


def test_every_public_name_is_there() -> None:
    assert all(getattr(fd, name) is not None for name in fd.__all__)
    assert set(fd.__all__) <= set(dir(fd))


def test_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'lod'"):
        fd.lod  # noqa: B018


def loaded(code: str) -> set[str]:
    """Modules that a fresh process has loaded after running `code`."""
    script = f"{textwrap.dedent(code)}\nimport sys; print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


HEAVY = {"numpy", "scipy", "rich", "click", "lark", "difflib", "importlib.metadata"}


def test_importing_the_library_loads_next_to_nothing() -> None:
    assert set() == (HEAVY | {"attrs", "pluggy"}) & loaded("import funneldsl")


def test_reading_a_sound_plan_loads_nothing_heavy() -> None:
    found = loaded(f"import funneldsl as fd; fd.load({str(NORTHWIND)!r})")

    assert set() == HEAVY & found


def test_checking_from_the_command_line_loads_no_numbers_and_no_paint() -> None:
    code = f"""
        from click.testing import CliRunner
        from funneldsl.cli.main import main
        assert 0 == CliRunner().invoke(main, ["check", {str(NORTHWIND)!r}]).exit_code
    """

    assert set() == {"numpy", "scipy", "rich", "funneldsl.network"} & loaded(code)


@pytest.mark.parametrize("arguments", [["--version"], ["check", "--help"]])
def test_help_and_version_load_no_plan(arguments: list[str]) -> None:
    code = f"""
        from click.testing import CliRunner
        from funneldsl.cli.main import main
        assert 0 == CliRunner().invoke(main, {arguments!r}).exit_code
    """

    assert set() == {"lark", "pluggy", "numpy", "funneldsl.model.core"} & loaded(code)


def test_library_prints_nothing(shop: Path, capfd: pytest.CaptureFixture[str]) -> None:
    plan = fd.load(shop)
    fd.export(plan, "json", forecast=fd.simulate(plan, worlds=10))
    fd.read(WRONG)

    assert ("", "") == capfd.readouterr()
