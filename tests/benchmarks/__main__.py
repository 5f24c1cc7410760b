"""`python -m tests.benchmarks [FOLDER]`: medians of several runs in turn, and ratios.

The folder holds the peers: one of them brings a package `tests` that would hide ours among what is installed.
"""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import funneldsl as fd
from tests.benchmarks import cohorts, generated, queues, tasks

ROOT = Path(__file__).parents[2]
NORTHWIND = ROOT / "docs" / "examples" / "northwind.funnel"
FUNNELDSL = [sys.executable, "-m", "funneldsl"]


def process(*command: str) -> float:
    """Seconds that a fresh process takes, by the clock."""
    start = perf_counter()
    _run(command)
    return perf_counter() - start


def worked(*command: str) -> float:
    """Seconds that a fresh process keeps the processor busy; what else runs counts less."""
    before = _used()
    _run(command)
    return _used() - before


def _run(command: tuple[str, ...]) -> None:
    # Compiled modules are kept, as they are wherever the packages were installed.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    nowhere = subprocess.DEVNULL
    subprocess.run(command, check=True, env=kept, stdout=nowhere, stderr=nowhere)


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def in_turn(runs: int, *jobs: Callable[[], float]) -> list[float]:
    """Median of each job, run A B A B …, so that a slow moment of the machine hits all."""
    seconds: list[list[float]] = [[] for _ in jobs]
    for job in jobs:
        job()
    for _ in range(runs):
        for job, column in zip(jobs, seconds, strict=True):
            gc.collect()
            column.append(job())
    return [statistics.median(column) for column in seconds]


def timed(job: Callable[[], object]) -> Callable[[], float]:
    """Seconds of the processor: all of these run in one thread, and what else runs should not count."""

    def run() -> float:
        start = process_time()
        job()
        return process_time() - start

    return run


def clocked(job: Callable[[], object]) -> Callable[[], float]:
    """Seconds by the clock: for what works in several processes."""

    def run() -> float:
        start = perf_counter()
        job()
        return perf_counter() - start

    return run


def fresh_check() -> None:
    """`check` of Northwind in a fresh process, against importing what it stands on."""
    imports, check = in_turn(
        9,
        lambda: worked(sys.executable, "-c", "import lark, attrs, pluggy, click"),
        lambda: worked(*FUNNELDSL, "check", str(NORTHWIND)),
    )
    print(
        "check northwind.funnel in a fresh process, seconds of the processor (at most 2.5 x importing its packages)"
    )
    print(f"  import lark, attrs, pluggy, click   {imports * 1000:7.0f} ms")
    print(f"  funneldsl check                     {check * 1000:7.0f} ms   {check / imports:.2f} x")


def reading() -> None:
    """Parse + bind + check, lines a second and growth, beside python-hcl2 and Beancount's loader."""
    import funneldsl as fd

    short, long = generated.plan(5_000), generated.plan(40_000)
    lines, more = short.count("\n"), long.count("\n")
    extensions = fd.discover()
    ours = timed(lambda: fd.read(short, extensions=extensions))
    ours_long = timed(lambda: fd.read(long, extensions=extensions))
    jobs, names = [ours, ours_long], ["funneldsl", "funneldsl, 8 x as long"]
    sizes = [lines, more]
    for name, job, size in _peers():
        jobs.append(job)
        names.append(name)
        sizes.append(size)
    medians = in_turn(5, *jobs)
    print("\nparse + bind + check, seconds of the processor (at least 20,000 lines/s)")
    for name, seconds, size in zip(names, medians, sizes, strict=True):
        rate = size / seconds
        ours_rate = sizes[0] / medians[0]
        print(
            f"  {name:28}{size:7,} lines {seconds:7.3f} s {rate:9,.0f} lines/s  ours is {ours_rate / rate:5.2f} x"
        )
    growth = medians[1] / medians[0] * sizes[0] / sizes[1] * 8
    print(f"  time for 8 n over time for n: {growth:.2f} (8 is linear)")


EDITS = {
    "a price": ("price: $79", "price: $89"),
    "a share of a flow": ("12% to 20%", "12% to 21%"),
    "what a channel spends": ("spend: $45", "spend: $46"),
    "a new stage": ("  stage visitor\n", "  stage visitor\n  stage guest\n"),
    "a title": ("On the list", "On our list"),
    "a comment": ("# the part", "# this part"),
    "a mistake": ("capacity: 300", "capacity 300"),
    "a name that nothing has": ("welcome7.visitor", "welcome7.visitr"),
}
"""One line of the plan, as it was and as it is."""


def again() -> None:
    """A session after an edit of one line in the middle of 5,000, beside reading the text from the start.

    Alone, and with all plugins that are installed.
    """
    import funneldsl as fd

    text = generated.plan(5_000)
    alone, full = (_edited(text, e) for e in (fd.discover(fd.NO_PLUGINS), fd.discover()))
    print("\nparse + bind + check again after an edit of one line (under 10 ms), all findings")
    print(f"  {'':28}{'the core':>10}{'':12}{'all plugins':>12}")
    (fresh, *edits), (fresh_full, *edits_full) = alone, full
    print(f"  {'from the start':28}{fresh * 1000:7.1f} ms{fresh_full * 1000:21.1f} ms")
    for name, one, other in zip(EDITS, edits, edits_full, strict=True):
        ratios = f"{fresh / one:5.0f} x", f"{fresh_full / other:5.0f} x"
        print(f"  {name:28}{one * 1000:7.1f} ms {ratios[0]}{other * 1000:13.1f} ms {ratios[1]}")


def _edited(text: str, extensions: fd.Extensions) -> list[float]:
    """Seconds from the start, then after each edit."""
    session = fd.Session(extensions=extensions)
    half = len(text) // 2
    jobs = [timed(lambda: fd.read(text, extensions=extensions))]
    for old, new in EDITS.values():
        at = text.find(old, half if old in text[half:] else 0)
        jobs.append(_edit(session, text, text[:at] + new + text[at + len(old) :]))
    return in_turn(9, *jobs)


def _edit(session: fd.Session, text: str, edited: str) -> Callable[[], float]:
    """Seconds of reading the edited text right after the other."""

    def run() -> float:
        session.read(text)
        gc.collect()
        return timed(lambda: session.read(edited))()

    return run


def _peers() -> list[tuple[str, Callable[[], float], int]]:
    peers: list[tuple[str, Callable[[], float], int]] = []
    try:
        import hcl2

        text = generated.hcl(5_000)
        peers.append(("python-hcl2 loads", timed(lambda: hcl2.loads(text)), text.count("\n")))
    except ImportError:
        print("python-hcl2 is not installed: left out")
    try:
        from beancount import loader

        ledger = generated.ledger(5_000)
        peers.append(
            ("beancount load_string", timed(lambda: loader.load_string(ledger)), ledger.count("\n"))
        )
    except ImportError:
        print("beancount is not installed: left out")
    return peers


def simulating() -> None:
    """Northwind, 1,000 worlds, whole process."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "forecast.json")
        command = [
            *FUNNELDSL,
            "simulate",
            str(NORTHWIND),
            "--worlds",
            "1000",
            "--json",
            "--output",
            out,
        ]
        (seconds,) = in_turn(3, lambda: process(*command))
    print("\nsimulate northwind.funnel, 1,000 worlds x 24 months (whole process under 4 s)")
    print(f"  funneldsl simulate                  {seconds:7.2f} s")


def cohorts_beside_simpy() -> None:
    """`flow` on Northwind: seconds, and visitors a second beside SimPy."""
    tables = cohorts.network()
    worlds = cohorts.drawn(tables, 1000)
    jobs = [cohorts.flow(tables, worlds)]
    try:
        peer, version = cohorts.simpy()
        jobs.append(peer)
    except ImportError:
        print("\nSimPy is not installed: left out")
    seconds = in_turn(3, *map(timed, jobs))
    print("\nflow, Northwind, 1,000 worlds x 24 months, seconds of one processor")
    print(f"  flow                                {seconds[0]:7.2f} s")
    if len(seconds) > 1:
        ours = cohorts.visitors(tables, worlds) / seconds[0]
        theirs = peer() / seconds[1]
        print(f"  flow                         {ours:14,.0f} visitors/s")
        print(
            f"  SimPy {version:8}               {theirs:14,.0f} visitors/s   "
            f"ours is {ours / theirs:.0f} x (at least 300)"
        )


def growth() -> None:
    """What twice as many worlds, and twice as many days, cost."""
    print(
        "\nflow, Northwind, 24 months, each row beside the one above (alike where cost is linear)"
    )
    _grow(cohorts.more_worlds())
    print("\nflow, Northwind without growth, 1,000 worlds, in the same way")
    _grow(cohorts.more_days())
    print(
        "\nflow, a plan in which as many people are there on each day, 512 worlds, in the same way"
    )
    _grow(cohorts.more_of_the_same())


def wide() -> None:
    """What twice as many stages cost, from the text to the forecast."""
    print("\nread, compile and flow, one world x 12 months of stages in a row, in the same way")
    seconds = in_turn(1, *(timed(cohorts.of_stages(n)) for n in STAGES))
    for n, stages in enumerate(STAGES):
        line = f"  {f'{stages:,} stages':36}{seconds[n]:7.2f} s"
        print(line + (f"{seconds[n] / seconds[n - 1]:7.2f} x" if n else ""))


STAGES = (1_250, 2_500, 5_000, 10_000)


def _grow(sizes: list[cohorts.Size]) -> None:
    seconds = in_turn(3, *(timed(cohorts.flow(plan, worlds)) for _, plan, worlds in sizes))
    visitors = [cohorts.visitors(plan, worlds) for _, plan, worlds in sizes]
    print(f"  {'':36}{'seconds':>9}{'time':>9}{'visitors':>12}")
    for n, (name, _, _) in enumerate(sizes):
        line = f"  {name:36}{seconds[n]:7.2f} s"
        if n:
            line += f"{seconds[n] / seconds[n - 1]:7.2f} x{visitors[n] / visitors[n - 1]:10.2f} x"
        print(line)


def two_processors() -> None:
    """The same by the clock, on two processes that are at work already (under 1 s)."""
    from funneldsl.cli.workers import processes
    from funneldsl.plugin import Run

    tables = cohorts.network()
    worlds = cohorts.drawn(tables, 1000)
    with processes(2) as executor:
        job = cohorts.flow(tables, worlds, Run(seed=1, executor=executor))
        (seconds,) = in_turn(5, clocked(job))
    print(f"  flow in two processes, by the clock {seconds:7.2f} s (under 1 s on two idle cores)")


def memory() -> None:
    """10,000 worlds x 5 years in a process of its own: the most memory that it held (under 1 GiB)."""
    text = NORTHWIND.read_text().replace("horizon: 24 months", "horizon: 5 years")
    with tempfile.TemporaryDirectory() as folder:
        plan, out = Path(folder) / "five.funnel", Path(folder) / "five.json"
        plan.write_text(text)
        asked = ["simulate", str(plan), "--worlds", "10000", "--json", "--output", str(out)]
        command = [
            sys.executable,
            "-c",
            (
                "import resource, sys; from funneldsl.cli.main import main\n"
                "try: main(sys.argv[1:])\n"
                "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
            ),
            *asked,
        ]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    held = int(said.split()[-1]) / 1024
    print("\nsimulate, 10,000 worlds x 5 years (under 1,024 MiB)")
    print(f"  most memory held                    {held:7.0f} MiB   {held / 1024:5.2f} x the most")


def queueing() -> None:
    """People one by one in a tandem of six stages with drop-out, beside SimPy and Ciw."""
    names, jobs, arrivals = [], [], []
    for name, make in (("people", queues.people), ("SimPy", queues.simpy), ("Ciw", queues.ciw)):
        try:
            job, many = make()
        except ImportError:
            print(f"\n{name} is not installed: left out")
            continue
        names.append(name)
        jobs.append(timed(job))
        arrivals.append(many)
    rates = [many / seconds for many, seconds in zip(arrivals, in_turn(3, *jobs), strict=True)]
    print("\npeople in a tandem of six stages (at least 5 x SimPy, 15 x Ciw)")
    for name, rate in zip(names, rates, strict=True):
        print(f"  {name:28}{rate:11,.0f} arrivals/s   ours is {rates[0] / rate:6.1f} x")


def scheduling() -> None:
    """A hundred tasks in 10,000 worlds: alone, and by the clock on two processes that are at work already."""
    from funneldsl.cli.workers import processes

    many = tasks.PROJECTS * tasks.TASKS
    (seconds,) = in_turn(5, timed(tasks.schedule()))
    with processes(2) as executor:
        (clock,) = in_turn(5, clocked(tasks.schedule(executor)))
    print(f"\nschedule, {many} tasks of four persons, {tasks.WORLDS:,} worlds")
    print(f"  schedule, seconds of one processor  {seconds:7.2f} s (under 0.5 s)")
    print(f"  schedule                     {many * tasks.WORLDS / seconds:14,.0f} worlds x tasks/s")
    print(f"  in two processes, by the clock      {clock:7.2f} s")


if __name__ == "__main__":
    sys.path += sys.argv[1:]
    fresh_check()
    reading()
    again()
    simulating()
    cohorts_beside_simpy()
    two_processors()
    growth()
    wide()
    memory()
    queueing()
    scheduling()
