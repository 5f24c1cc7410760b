"""Which names a file may have on every system, so that no plan and no plugin can write elsewhere."""

from __future__ import annotations

import re

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
_DEVICES = frozenset({"con", "prn", "aux", "nul"}) | {
    f"{d}{n}" for d in ("com", "lpt") for n in range(10)
}


def unsafe(name: object) -> str:
    """What is wrong with a name for a file; empty if nothing is."""
    if not isinstance(name, str):
        return "is not a text"
    if not _NAME.fullmatch(name) or name.endswith("."):
        return "may hold only letters, digits, `.`, `-` and `_`, and begin with none of `.` and `-`"
    if name.partition(".")[0].casefold() in _DEVICES:
        return "is the name of a device on Windows"
    return ""
