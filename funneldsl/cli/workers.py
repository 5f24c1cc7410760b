"""`--workers`: processes that simulate side by side. They end with the command, however it ends."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from multiprocessing.context import BaseContext

ASKED = "funneldsl.workers"
"""Where the number of workers stands in the context of a command."""

MOST = 61
"""More processes than these one program cannot wait for on Windows."""


def workers_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--workers`; `workers` below starts as many."""
    return click.option(
        "--workers",
        type=click.IntRange(1, MOST),
        metavar="N",
        default=1,
        show_default=True,
        expose_value=False,
        callback=_keep,
        help="How many processes to simulate in; the numbers are the same.",
    )(command)


def _keep(context: click.Context, parameter: click.Parameter, count: int) -> None:
    context.meta[ASKED] = count


@contextlib.contextmanager
def workers() -> Iterator[Executor | None]:
    """As many processes as the person asked for; None for a single one, which is this one."""
    context = click.get_current_context(silent=True)
    count = context.meta.get(ASKED, 1) if context is not None else 1
    if count == 1:
        yield None
        return
    with processes(count) as executor:
        yield executor


@contextlib.contextmanager
def processes(count: int) -> Iterator[Executor]:
    """So many processes. They are gone behind this, also after an error or an interruption."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    executor = ProcessPoolExecutor(count, _context(), initializer=_begin)
    try:
        with _not_interrupted():
            for _ in range(count):
                executor.submit(_nothing)
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        executor.shutdown()


def _context() -> BaseContext:
    """Fresh processes, which share nothing with this one: neither threads nor what they hold."""
    import multiprocessing

    known = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in known else "spawn")


@contextlib.contextmanager
def _not_interrupted() -> Iterator[None]:
    """Processes that are started inside are never interrupted by the keyboard: this one ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """In each process, first of all: end when the one that asked for it is gone, and only then."""
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import multiprocessing
    import os

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _nothing() -> None:
    return None
