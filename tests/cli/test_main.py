"""The command line as a whole: help, names, exit codes, and plugins in whatever state."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from funneldsl.cli import exits
from funneldsl.cli.main import COMMANDS, main
from funneldsl.errors import FunnelError, LimitError, PluginError, UnreadableError
from funneldsl.version import VERSION

ROOT = Path(__file__).parents[2]


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, arguments, env=environment, prog_name="funneldsl")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example(command: str) -> None:
    told = run(command, "--help")

    assert 0 == told.exit_code
    assert re.search(rf"Examples?:\n +funneldsl {command}", told.output)


def test_help_lists_every_command_with_its_line() -> None:
    told = run("--help").output

    assert all(f"{name} " in told and line in told for name, line in COMMANDS.items())


def test_version_is_that_of_the_distribution() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert f"funneldsl {VERSION}\n" == run("--version").output
    assert project["version"] == VERSION


def test_command_that_is_not_there_suggests_one() -> None:
    told = run("chek")

    assert 2 == told.exit_code
    assert "there is no command 'chek'; did you mean 'check'?" in told.output


def test_unknown_option_is_a_wrong_call() -> None:
    assert 2 == run("check", "--colour").exit_code


# --- plugins --------------------------------------------------------------------------------------------

BROKEN = "raise RuntimeError('sorry')"
GREETING = """
import click
from funneldsl.plugin import hook

@click.command(short_help="Say hello.")
@click.option("--fail", is_flag=True)
def greet(fail):
    click.echo("hello" if not fail else 1 / 0)

@hook
def funneldsl_commands():
    return [greet]
"""
CHATTY = """
from funneldsl.plugin import hook

print("loading")

class List:
    name, suffix = "list", ".txt"
    def export(self, subject):
        return b""

@hook
def funneldsl_exporters():
    return [List()]
"""


@pytest.fixture
def plugin(tmp_path: Path) -> Any:
    def write(text: str) -> str:
        path = tmp_path / "mine.py"
        path.write_text(text)
        return str(path)

    return write


def test_plugin_file_that_breaks_ends_with_its_own_exit_code(plugin: Any) -> None:
    told = run("plugins", "--plugin", plugin(BROKEN))

    assert 4 == told.exit_code
    assert "RuntimeError: sorry" in told.output


def test_plugin_is_listed_with_what_it_brings(plugin: Any) -> None:
    path = plugin(CHATTY)
    told = json.loads(run("plugins", "--json", "--no-plugins", "--plugin", path).stdout)
    mine = next(p for p in told["plugins"] if p["name"] == "mine")

    assert "funneldsl/plugins/1" == told["schema"]
    assert ("loaded", path, "1.0", ["funneldsl_exporters"], ["exporter list"], "") == (
        mine["state"],
        mine["distribution"],
        mine["api"],
        mine["hooks"],
        mine["contributes"],
        mine["error"],
    )
    assert mine["milliseconds"] >= 0


def test_what_plugins_print_does_not_touch_the_result(plugin: Any) -> None:
    told = run("plugins", "--json", "--plugin", plugin(CHATTY))

    assert "loading" in told.stderr
    json.loads(told.stdout)


def test_command_of_a_plugin_joins_the_command_line(plugin: Any) -> None:
    path = plugin(GREETING)

    assert "hello\n" == run("--plugin", path, "greet").output


def test_failing_command_of_a_plugin_is_its_failure(plugin: Any) -> None:
    told = run("--plugin", plugin(GREETING), "greet", "--fail")

    assert 4 == told.exit_code
    assert "command greet: ZeroDivisionError" in told.output


def test_wrong_call_of_a_plugin_command_is_a_wrong_call(plugin: Any) -> None:
    assert 2 == run("--plugin", plugin(GREETING), "greet", "--loud").exit_code


def test_unknown_plugin_cannot_be_left_out() -> None:
    told = run("plugins", "--without", "nobody")

    assert 2 == told.exit_code
    assert "no plugin is named 'nobody'" in told.output


def test_environment_switches_plugins_off() -> None:
    told = json.loads(run("plugins", "--json", FUNNELDSL_PLUGINS="").stdout)

    assert ["core"] == [p["name"] for p in told["plugins"] if p["state"] == "loaded"]


def test_help_works_with_an_impossible_choice_of_plugins() -> None:
    told = run("--help", FUNNELDSL_PLUGINS="nobody")

    assert 0 == told.exit_code
    assert "no plugin is named 'nobody'" in told.output


# --- exit codes -----------------------------------------------------------------------------------------


def ending(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> Result:
    """What happens if a command raises."""

    def command() -> None:
        raise error

    monkeypatch.setitem(main.commands, "fails", click.Command("fails", callback=command))
    monkeypatch.setattr(type(main), "get_command", click.Group.get_command)
    return run("fails")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnreadableError("x.funnel", "no such file"), 3),
        (PluginError("shop 1.0", "loading", "no"), 4),
        (LimitError("worlds", 2, 1), 5),
        (MemoryError(), 5),
        (FunnelError("numpy is missing"), 2),
        (KeyboardInterrupt(), 130),
    ],
)
def test_exit_code_tells_what_happened(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    told = ending(monkeypatch, error)

    assert code == told.exit_code
    assert "Traceback" not in told.output


def test_mistake_of_ours_is_reported_in_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    told = ending(monkeypatch, ZeroDivisionError("division by \x1b zero"))
    (report,) = tmp_path.iterdir()

    assert 70 == told.exit_code
    assert "this is a mistake in funneldsl, not in your plan" in told.stderr
    assert str(report) in told.stderr
    assert "Traceback" not in told.output
    assert "ZeroDivisionError" in report.read_text()
    assert f"funneldsl {VERSION}" in report.read_text()


def test_crash_of_a_plugin_is_reported_for_its_author(
    plugin: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    told = run("--plugin", plugin(GREETING), "greet", "--fail")
    (report,) = tmp_path.glob("funneldsl-report-*")

    assert f"what its author needs to know is written in {report}" in told.stderr
    assert "ZeroDivisionError" in report.read_text()


def test_report_that_cannot_be_written_is_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    told = ending(monkeypatch, ZeroDivisionError())

    assert 70 == told.exit_code
    assert "this is a mistake in funneldsl" in told.stderr


def test_exit_codes_are_as_published() -> None:
    assert {
        "OK": 0,
        "FINDINGS": 1,
        "USAGE": 2,
        "UNREADABLE": 3,
        "PLUGIN": 4,
        "LIMIT": 5,
        "BUG": 70,
        "INTERRUPTED": 130,
        "PIPE_CLOSED": 141,
    } == {e.name: e.value for e in exits.Exit}
