"""Processes that do jobs, and end whenever they are told to."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, CancelledError

import pytest

from funneldsl.cli.crew import Crew

MUCH = b"x" * 1_000_000
"""More than fits into what connects two processes."""
SLOWLY = "(__import__('time').sleep(0.3), __import__('os').getpid())[1]"
"""The process that does it, after a while."""


@pytest.fixture
def crew() -> Iterator[Crew]:
    crew = Crew(2)
    yield crew
    crew.end()


def test_each_job_has_its_own_answer(crew: Crew) -> None:
    assert [3, 1, 2] == list(crew.map(len, ["abc", "a", "ab"]))


def test_two_jobs_are_done_at_the_same_time_by_two_processes(crew: Crew) -> None:
    asked = [crew.submit(eval, SLOWLY) for _ in range(2)]
    assert 2 == len({future.result() for future in asked})


def test_processes_have_loaded_what_they_will_need_and_do_without_what_is_missing() -> None:
    crew = Crew(1, ("colorsys", "no_such_module_anywhere"))
    loaded = "'colorsys' in __import__('sys').modules"
    assert crew.submit(eval, loaded).result()
    crew.end()


def test_what_goes_wrong_in_a_job_is_raised_here_and_the_next_one_is_done(crew: Crew) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        crew.submit(int, "many").result()
    assert 7 == crew.submit(int, "7").result()


def test_a_job_that_cannot_be_sent_is_told_to_the_one_who_asked(crew: Crew) -> None:
    with pytest.raises(Exception, match="pickle"):
        crew.submit(lambda: 1).result()
    assert 7 == crew.submit(int, "7").result()


def test_an_answer_that_cannot_be_sent_is_told_to_the_one_who_asked(crew: Crew) -> None:
    with pytest.raises(RuntimeError, match="lock cannot be sent"):
        crew.submit(threading.Lock).result()
    assert 7 == crew.submit(int, "7").result()


def test_a_process_that_dies_takes_its_job_and_all_that_follow_with_it(crew: Crew) -> None:
    fatal = crew.submit(os._exit, 1)
    later = [crew.submit(time.sleep, 0.05) for _ in range(9)]
    assert isinstance(fatal.exception(), BrokenExecutor)
    assert isinstance(later[-1].exception(), BrokenExecutor)


@pytest.mark.parametrize("after", [0, 0.005, 0.05, 0.5])
def test_it_ends_at_once_while_jobs_are_sent_done_and_cancelled(crew: Crew, after: float) -> None:
    asked = [crew.submit(bytes.upper, MUCH) for _ in range(500)]
    time.sleep(after)
    for future in asked[::2]:
        future.cancel()
    crew.end()
    assert all(future.done() for future in asked)
    assert not any(thread.is_alive() for thread in crew._threads)
    assert not any(process.is_alive() for process in crew._processes)


def test_who_waits_for_a_job_when_it_ends_is_told(crew: Crew) -> None:
    asked = [crew.submit(time.sleep, 60) for _ in range(3)]
    while not asked[1].running():
        time.sleep(0.01)
    crew.end()
    assert isinstance(asked[0].exception(), BrokenExecutor)
    with pytest.raises(CancelledError):
        asked[2].result()


def test_it_ends_although_an_interruption_left_a_job_locked(crew: Crew) -> None:
    busy = [crew.submit(time.sleep, 0.2) for _ in range(2)]
    locked = crew.submit(time.sleep, 0)
    locked._condition.acquire()
    assert [None, None] == [job.result(60) for job in busy]
    time.sleep(0.1)  # one of the threads has it now, and waits for the lock
    crew.end()
    assert not any(process.is_alive() for process in crew._processes)
    locked._condition.release()


def test_it_does_what_it_was_asked_before_it_goes_home() -> None:
    with Crew(1) as crew:
        asked = [crew.submit(bytes.upper, MUCH) for _ in range(3)]
    assert [MUCH.upper()] * 3 == [future.result() for future in asked]
    with pytest.raises(RuntimeError, match="sent home"):
        crew.submit(int, "7")


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
def test_an_interruption_of_all_ends_none_of_its_processes(crew: Crew) -> None:
    pid = crew.submit(os.getpid).result()
    os.kill(pid, signal.SIGINT)
    assert [1, 2] == list(crew.map(len, ["a", "ab"]))
