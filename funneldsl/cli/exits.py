"""How a command ends: its exit code, and what is said when it does not end well."""

from __future__ import annotations

import sys
from enum import IntEnum

from funneldsl.errors import (
    FindingsError,
    FunnelError,
    LimitError,
    PluginError,
    UnknownNameError,
    UnreadableError,
    WorkerError,
)


class Exit(IntEnum):
    """Exit codes; they never change their meaning."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    PLUGIN = 4
    LIMIT = 5
    BUG = 70
    INTERRUPTED = 130
    PIPE_CLOSED = 141


_CODES: tuple[tuple[type[FunnelError], Exit], ...] = (
    (FindingsError, Exit.FINDINGS),
    (UnknownNameError, Exit.USAGE),
    (UnreadableError, Exit.UNREADABLE),
    (PluginError, Exit.PLUGIN),
    (LimitError, Exit.LIMIT),
    (WorkerError, Exit.LIMIT),
    (FunnelError, Exit.USAGE),
)


def end_with(error: Exception) -> Exit:
    """Say on standard error what went wrong; the exit code for it."""
    for sort, code in _CODES:
        if isinstance(error, sort):
            _say(error)
            return code
    if isinstance(error, MemoryError):
        _say_line("there is not enough memory for this; ask for fewer worlds or a shorter horizon")
        return Exit.LIMIT
    _report(error)
    return Exit.BUG


def _say(error: FunnelError) -> None:
    if isinstance(error, FindingsError):
        from funneldsl.cli.findings_text import as_text, count
        from funneldsl.cli.style import style_for

        sys.stderr.write(as_text(error.findings, style_for(sys.stderr)))
        _say_line(f"cannot {error.asked}: {count(error.findings)}")
    else:
        _say_line(str(error))
    if isinstance(error, PluginError) and error.__cause__ is not None:
        _write_report(error, "what its author needs to know is written in {}")


def _say_line(text: str) -> None:
    from funneldsl.cli.plain import plain

    sys.stderr.write(f"funneldsl: {plain(text)}\n")


def _report(error: Exception) -> None:
    _say_line("this is a mistake in funneldsl, not in your plan")
    _write_report(error, "what happened is written in {}; please send that file to the developers")


def _write_report(error: Exception, told: str) -> None:
    from funneldsl.cli.crash import write_report

    if path := write_report(error, sys.argv[1:]):
        _say_line(told.format(path))
