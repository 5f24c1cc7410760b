"""Exceptions. Each holds its culprit; the message is made from it.

Mistakes in a `.funnel` file are never exceptions but findings. These are for callers: a name that does not
exist, a file that cannot be read, a plugin that breaks its promise, a limit that was hit.
"""

from __future__ import annotations

from collections.abc import Iterable

from funneldsl.diagnostics import Finding, did_you_mean


class FunnelError(Exception):
    """Root of everything that this library raises on purpose."""


class UnreadableError(FunnelError):
    """A file that could not be read, or is not text."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")


MOST_NAMES = 20
"""More names than these are counted, not listed."""


def _some(names: Iterable[str]) -> str:
    known = sorted(names)
    if len(known) > MOST_NAMES:
        return ", ".join(known[:MOST_NAMES]) + f" and {len(known) - MOST_NAMES} more"
    return ", ".join(known) or "none"


class UnknownNameError(FunnelError):
    """A name asked for that does not exist, with those that do; `hint` says how to get it."""

    def __init__(self, what: str, name: str, choices: Iterable[str], hint: str = "") -> None:
        self.what, self.name, self.choices, self.hint = what, name, tuple(choices), hint
        super().__init__(
            f"no {what} is named {name!r}{did_you_mean(name, self.choices)} "
            f"(known: {_some(self.choices)})" + (f"; {hint}" if hint else "")
        )


class LimitError(FunnelError):
    """More was asked for than the stated limit allows; `hint` says what to do instead."""

    def __init__(self, what: str, asked: float, limit: float, hint: str = "") -> None:
        self.what, self.asked, self.limit, self.hint = what, asked, limit, hint
        super().__init__(
            f"{what}: {_told(asked)} is more than the limit of {_told(limit)}"
            + (f"; {hint}" if hint else "")
        )


def _told(number: float) -> str:
    """With all digits, as long as anybody reads them."""
    return f"{number:,.0f}" if abs(number) < 1e18 else f"{number:.2g}"


class WorkerError(FunnelError):
    """A process that worked for us ended before its work was done."""

    def __init__(self) -> None:
        super().__init__(
            "a worker ended before its work was done: somebody ended it, or the memory was used up; run it again, "
            "with fewer workers or fewer worlds"
        )


class FindingsError(FunnelError):
    """A plan whose findings do not let it be used for what was asked."""

    def __init__(self, asked: str, findings: Iterable[Finding]) -> None:
        self.asked, self.findings = asked, tuple(findings)
        first = self.findings[0]
        more = f" (and {len(self.findings) - 1} more)" if len(self.findings) > 1 else ""
        super().__init__(f"cannot {asked}: {first.span}: {first.code} {first.message}{more}")


class KindError(FunnelError):
    """A class that is not a proper kind of block: a mistake of the plugin's author."""


class PluginError(FunnelError):
    """A plugin that failed or broke its promise."""

    def __init__(self, plugin: str, doing: str, reason: str) -> None:
        self.plugin, self.doing, self.reason = plugin, doing, reason
        super().__init__(f"plugin {plugin}: {doing}: {reason}")


def reason(error: BaseException) -> str:
    """What a foreign exception says, in one line; ours are sentences already."""
    if isinstance(error, SystemExit):
        return f"it ended the program (exit code {error.code})"
    told = " ".join(str(error).split())
    if isinstance(error, FunnelError):
        return told
    return f"{type(error).__name__}: {told}" if told else type(error).__name__
