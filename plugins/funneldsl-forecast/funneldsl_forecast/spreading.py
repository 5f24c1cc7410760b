"""Jobs done one after the other, or wherever an executor does them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Job = TypeVar("Job")
Done = TypeVar("Done")


def spread(
    work: Callable[[Job], Done], jobs: Sequence[Job], executor: Executor | None
) -> Iterator[tuple[int, Done]]:
    """What becomes of each job, with its position; with an executor in the order in which they end.

    Nothing is kept here of what was handed out. Jobs that have not begun when the caller stops asking, or when one
    of them fails, are never begun.
    """
    if executor is None:
        for position, job in enumerate(jobs):
            yield position, work(job)
        return
    open_: dict[Future[Done], int] = {
        executor.submit(work, job): position for position, job in enumerate(jobs)
    }
    try:
        for future in as_completed(list(open_)):
            yield open_.pop(future), future.result()
            del future
    finally:
        for future in open_:
            future.cancel()
