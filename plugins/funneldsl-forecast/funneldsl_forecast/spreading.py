"""Blocks of worlds done one after the other, or wherever an executor does them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve

from funneldsl.plugin import BLOCK, Network, Run, Worlds
from funneldsl_forecast.bounds import blocks_that_fit, refuse_heaps
from funneldsl_forecast.shelf import narrowed

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from funneldsl_forecast.arrays import Floats
    from funneldsl_forecast.outcome import Outcome
    from funneldsl_forecast.statistics import Collector

    Block = tuple[Network, Floats, int, int]
    """The plan, values by (world, parameter), the seed, the number of the first block."""

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
    # A queue, not `as_completed`: an interruption may leave the locks of that one closed for ever.
    done: SimpleQueue[Future[Done]] = SimpleQueue()
    try:
        for future in open_:
            future.add_done_callback(done.put)
        while open_:
            future = done.get()
            yield open_.pop(future), future.result()
            del future
    finally:
        for future in open_:
            future.cancel()


def blocks_of(cells: int, network: Network, worlds: Worlds, run: Run, most: int) -> int:
    """How many blocks are computed together: days times worlds stay below `cells`, and each worker has some to do."""
    return shared_out(min(most, cells // (network.days * BLOCK)), worlds, run)


def shared_out(together: int, worlds: Worlds, run: Run) -> int:
    """So many blocks together, or fewer, so that each worker has some to do."""
    if run.executor is not None:
        # Who does not tell how many work for him may have many.
        workers = getattr(run.executor, "_max_workers", len(worlds))
        together = min(together, -(-len(worlds) // BLOCK) // max(1, workers))
    return max(1, together)


def jobs_of(network: Network, worlds: Worlds, together: int) -> list[Block]:
    """So many blocks at a time, the last ones perhaps fewer."""
    if worlds.first % BLOCK:
        raise ValueError(f"worlds begin at {worlds.first}, which is not the border of a block")
    step = together * BLOCK
    return [
        (network, worlds.values[s : s + step], worlds.seed, (worlds.first + s) // BLOCK)
        for s in range(0, len(worlds), step)
    ]


def gather(
    simulate_blocks: Callable[[Block], Iterator[Outcome]],
    network: Network,
    worlds: Worlds,
    run: Run,
    collected: Collector,
    together: int,
) -> None:
    """Simulate all worlds, some blocks at a time, and collect what is kept of each, in whatever order they end."""
    refuse_heaps(network, len(worlds))
    jobs = jobs_of(network, worlds, blocks_that_fit(network, len(worlds), together))
    work = simulate_blocks if run.executor is None else partial(_all, simulate_blocks)
    done = 0
    for position, outcomes in spread(work, jobs, run.executor):
        start = jobs[position][-1] * BLOCK - worlds.first
        for outcome in outcomes:
            collected.add(start, outcome.daily, outcome.closing)
            start += outcome.worlds
        del outcomes
        done += len(jobs[position][1])
        run.progress(0.95 * done / len(worlds))


def _all(simulate_blocks: Callable[[Block], Iterator[Outcome]], job: Block) -> list[Outcome]:
    """What comes back from elsewhere comes at once, and as small as it is kept here."""
    return [
        evolve(o, daily={name: [narrowed(a) for a in arrays] for name, arrays in o.daily.items()})
        for o in simulate_blocks(job)
    ]
