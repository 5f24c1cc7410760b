"""A bar on standard error for what takes longer than a second; only where a person is looking."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

from funneldsl.cli.style import is_person

PATIENCE = 1.0
"""Seconds before the bar appears."""


@contextlib.contextmanager
def progress(what: str) -> Iterator[Callable[[float], None] | None]:
    """A function that takes the share that is done; None where nobody is looking."""
    if not is_person(sys.stderr):
        yield None
        return
    with contextlib.ExitStack() as stack:
        began, shown = time.monotonic(), None

        def tell(share: float) -> None:
            nonlocal shown
            if shown is None and time.monotonic() - began > PATIENCE:
                shown = stack.enter_context(_bar(what))
            if shown is not None:
                shown(share)

        yield tell


@contextlib.contextmanager
def _bar(what: str) -> Iterator[Callable[[float], None]]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=1.0)
        yield lambda share: shown.update(task, completed=share)
