"""Processes that do jobs side by side and can be sent home at any moment, whatever they are in the middle of.

The pool of the standard library cannot: when its processes are ended while jobs are cancelled, several of the Python
versions we run on lose the thread that looks after them, and the program then waits for ever at its end.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from importlib import import_module
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from funneldsl.cli.parcels import receive, send

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

    Job = tuple[Future[Any], Callable[..., Any], tuple[Any, ...], dict[str, Any]]

LAST = 2.0
"""Seconds for the threads to end in once their processes are gone."""

P = ParamSpec("P")
T = TypeVar("T")


class Crew(Executor):
    """So many processes. Each has a thread here that hands it one job at a time and waits for what comes of it."""

    def __init__(self, count: int, ready: Sequence[str] = ()) -> None:
        """`ready`: modules that the processes load before they are asked for anything, while others still prepare it."""
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._broken = self._closed = False
        self._max_workers = count  # as the pools of the standard library call it
        context = _context()
        with _not_interrupted():
            members = [_start(context, tuple(ready)) for _ in range(count)]
        self._processes = [process for process, _ in members]
        self._threads = [Thread(target=self._serve, args=m, daemon=True) for m in members]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a job done by the next process that is free."""
        if self._closed:
            raise RuntimeError("the workers were sent home")
        future: Future[T] = Future()
        self._jobs.put((future, fn, args, kwargs))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the processes end what was asked of them, or only what they are at."""
        self._closed = True
        if cancel_futures:
            self._cancel()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads if wait else ():
            thread.join()
        for process in self._processes if wait else ():
            process.join()

    def end(self) -> None:
        """End the processes now. What they were at is lost; who still waits for it is told so."""
        self._broken = True
        for process in self._processes:
            process.terminate()
        self.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.join()
        for thread in self._threads:
            # Whoever was interrupted with a lock of its job in his hands keeps it waiting: it is of no use any more.
            thread.join(LAST)

    def _serve(self, process: BaseProcess, line: Connection) -> None:
        with line:
            while job := self._jobs.get():
                future, fn, args, kwargs = job
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    done, value = _ask(line, (fn, args, kwargs), broken=self._broken)
                except BaseException as e:  # also what cannot be sent: the one who waits is told
                    self._broken = self._broken or isinstance(e, BrokenExecutor)
                    future.set_exception(e)
                else:
                    (future.set_result if done else future.set_exception)(value)

    def _cancel(self) -> None:
        with contextlib.suppress(Empty):
            while True:
                if job := self._jobs.get_nowait():
                    job[0].cancel()


def _ask(line: Connection, job: Any, *, broken: bool) -> tuple[bool, Any]:
    """Whether the job was done, and what came of it or went wrong."""
    gone = BrokenExecutor("a process ended before its work was done")
    if broken:
        raise gone
    try:
        line.send(job)
        answer: tuple[bool, Any] = receive(line)
    except (EOFError, OSError):
        raise gone from None
    return answer


# --- in the other process ---------------------------------------------------------------------------------


def _work(line: Connection, ready: tuple[str, ...]) -> None:
    """Do one job after the other until nobody asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    for module in ready:
        # What is missing or wrong is told by the job that needs it, if there is one.
        with contextlib.suppress(Exception):
            import_module(module)
    with contextlib.suppress(EOFError, OSError):
        while True:
            _tell(line, *_done(line.recv_bytes()))


def _done(sent: bytes) -> tuple[bool, Any]:
    from multiprocessing.reduction import ForkingPickler

    try:
        fn, args, kwargs = ForkingPickler.loads(sent)
        return True, fn(*args, **kwargs)
    except BaseException as e:
        return False, e


def _tell(line: Connection, done: bool, value: Any) -> None:
    try:
        send(line, (done, value))
    except OSError:
        raise
    except Exception as e:  # a value that cannot be sent is an answer too
        send(line, (False, RuntimeError(f"{type(value).__name__} cannot be sent: {e}")))


def _end_with_parent() -> None:
    import multiprocessing
    import os

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


# --- how they begin ---------------------------------------------------------------------------------------


def _start(context: BaseContext, ready: tuple[str, ...]) -> tuple[BaseProcess, Connection]:
    here, there = context.Pipe()
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]
        target=_work, args=(there, ready), daemon=True
    )
    process.start()
    there.close()
    return process, here


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
