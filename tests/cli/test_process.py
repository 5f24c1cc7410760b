"""Real processes: what a shell and a build server see."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import SOUND, WRONG

FUNNELDSL = str(Path(sys.executable).with_name("funneldsl"))
PLUGINS = {**os.environ, "FUNNELDSL_PLUGINS": "forecast,diagram,report"}

BROKEN_EXPORTER = """
from funneldsl.plugin import hook

class Shop:
    name, suffix = "shop", ".txt"
    def export(self, subject):
        raise ZeroDivisionError("oops")

@hook
def funneldsl_exporters():
    return [Shop()]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sound.funnel").write_text(SOUND)
    (tmp_path / "wrong.funnel").write_text(WRONG)
    (tmp_path / "shop.py").write_text(BROKEN_EXPORTER)
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FUNNELDSL, *arguments],
        cwd=folder,
        env=PLUGINS,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "sound.funnel"], 0),
        (["check", "wrong.funnel"], 1),
        (["check", "--colour", "sound.funnel"], 2),
        (["check", "nowhere.funnel"], 3),
        (["export", "sound.funnel", "--to", "shop", "--plugin", "shop.py"], 4),
        (["simulate", "sound.funnel", "--worlds", "9999999"], 5),
    ],
)
def test_exit_code_tells_what_happened(folder: Path, arguments: list[str], code: int) -> None:
    done = run(folder, *arguments)

    assert code == done.returncode
    assert "Traceback" not in done.stdout + done.stderr


def test_mistake_of_ours_ends_with_70_and_a_report(folder: Path) -> None:
    script = (
        "from funneldsl import pipeline\n"
        "from funneldsl.cli.main import run\n"
        "pipeline.read = lambda *_: 1 / 0\n"
        "run()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "check", "sound.funnel"],
        cwd=folder,
        env={**PLUGINS, "TMPDIR": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    (report,) = folder.glob("funneldsl-report-*.txt")

    assert 70 == done.returncode
    assert "Traceback" not in done.stderr
    assert str(report) in done.stderr
    assert "ZeroDivisionError" in report.read_text()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_interrupt_ends_with_130_and_no_traceback(folder: Path) -> None:
    command = [FUNNELDSL, "simulate", "sound.funnel", "--worlds", "900000"]
    with subprocess.Popen(
        command, cwd=folder, env=PLUGINS, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)

    assert 130 == process.returncode
    assert "Traceback" not in told


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_closed_pipe_ends_quietly(folder: Path) -> None:
    with subprocess.Popen(
        [FUNNELDSL, "explain", "--json"],
        env=PLUGINS,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        told = process.stderr.read()
        process.wait(timeout=60)

    assert (141, "") == (process.returncode, told)


def test_output_has_no_colour_in_a_pipe(folder: Path) -> None:
    assert "\x1b" not in run(folder, "check", "wrong.funnel").stdout
    assert "\x1b" not in run(folder, "simulate", "sound.funnel", "--worlds", "20").stdout


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
@pytest.mark.parametrize(("setting", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_terminal_gets_colour_unless_it_is_refused(
    folder: Path, setting: dict[str, str], coloured: bool
) -> None:
    import pty

    ours, theirs = pty.openpty()
    plain = {k: v for k, v in PLUGINS.items() if k != "NO_COLOR"}
    subprocess.run(
        [FUNNELDSL, "check", "wrong.funnel"],
        cwd=folder,
        env={**plain, "TERM": "xterm", **setting},
        stdout=theirs,
        stderr=theirs,
        check=False,
    )
    os.close(theirs)
    told = b""
    while chunk := _read(ours):
        told += chunk
    os.close(ours)

    assert coloured == (b"\x1b[31m" in told)


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:
        return b""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_terminal_of_another_alphabet_gets_what_it_can_show(folder: Path, encoding: str) -> None:
    done = subprocess.run(
        [FUNNELDSL, "simulate", "sound.funnel", "--worlds", "20"],
        cwd=folder,
        env={**PLUGINS, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )

    assert 0 == done.returncode
    assert b"Evening Candles" in done.stdout
