"""`--workers`: the same numbers from several processes, which are gone when the command is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

NORTHWIND = Path(__file__).parents[2] / "docs" / "examples" / "northwind.funnel"
SMALL = """\
business shop { currency: USD; start: 2027-01-04; horizon: 3 months }
channel ads { brings: welcome.visitor; people: 20 to 40 per day }
funnel welcome {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer  2% to 8%  after 0 to 9 days
}
offer candle { price: $39 }
"""
FUNNELDSL = (sys.executable, "-m", "funneldsl")

linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.funnel"
    path.write_text(SMALL)
    return path


@pytest.mark.parametrize("command", ["simulate", "sensitivity"])
def test_any_number_of_workers_gives_the_same_bytes(shop: Path, command: str) -> None:
    shown = [
        subprocess.run(
            (*FUNNELDSL, command, str(shop), "--worlds", "600", "--json", "--workers", count),
            capture_output=True,
            check=True,
        ).stdout
        for count in ("1", "3")
    ]
    assert shown[0] == shown[1]


@linux
@pytest.mark.slow
def test_an_interruption_ends_command_and_workers(running: subprocess.Popen[str]) -> None:
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert 130 == running.returncode
    assert "Traceback" not in told
    assert _soon(lambda: not _others(running))


@linux
@pytest.mark.slow
def test_a_worker_that_is_killed_is_told_of(running: subprocess.Popen[str]) -> None:
    os.kill(_others(running)[-1], signal.SIGKILL)
    _, told = running.communicate(timeout=60)
    assert 5 == running.returncode
    assert told.startswith("funneldsl: a worker ended before its work was done")
    assert "Traceback" not in told
    assert _soon(lambda: not _others(running))


@linux
@pytest.mark.slow
def test_workers_do_not_outlive_a_command_that_is_killed(running: subprocess.Popen[str]) -> None:
    running.kill()
    running.wait(60)
    assert _soon(lambda: not _others(running))


@pytest.fixture
def running() -> Iterator[subprocess.Popen[str]]:
    """A long simulation whose workers are at work."""
    command = (*FUNNELDSL, "simulate", str(NORTHWIND), "--worlds", "100000", "--workers", "2")
    started = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        # The workers, the process that starts them, and the one that clears up behind them.
        assert _soon(lambda: sum(_worked(pid) > 0.5 for pid in _others(started)) >= 2)
        yield started
    finally:
        for pid in (*_others(started), started.pid):
            if started.poll() is None or pid != started.pid:
                os.kill(pid, signal.SIGKILL)
        started.communicate()


def _soon(holds: Callable[[], bool]) -> bool:
    """Whether it holds within a minute and a half."""
    end = time.monotonic() + 90
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def _others(started: subprocess.Popen[str]) -> list[int]:
    """The living processes of its session but itself, the latest last."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != started.pid:
            fields = _fields(int(entry.name))
            if fields and int(fields[3]) == started.pid and fields[0] != "Z":
                found.append(int(entry.name))
    return sorted(found)


def _worked(pid: int) -> float:
    """Seconds that a process kept the processor busy."""
    fields = _fields(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def _fields(pid: int) -> list[str]:
    """What is known of a process, from its state on."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []
