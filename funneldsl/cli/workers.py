"""`--workers`: processes that simulate side by side. They end with the command, however it ends."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from concurrent.futures import Executor

ASKED = "funneldsl.workers"
"""Where the number of workers stands in the context of a command."""

READY = ("funneldsl.plugin", "funneldsl.quantiles")
"""What every simulator loads: with the numerical libraries most of what it takes to begin."""

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
    from funneldsl.cli.crew import Crew

    crew = Crew(count, READY)
    try:
        yield crew
    except BaseException:
        crew.end()
        raise
    crew.shutdown()
