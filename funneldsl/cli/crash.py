"""The report about a crash: enough to find the mistake, nothing of the plan beyond what the error says."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence
from importlib.metadata import distributions

from funneldsl.version import VERSION


def write_report(error: BaseException, arguments: Sequence[str]) -> str:
    """Write a report file into the folder for temporary files; its path, or nothing if that failed too."""
    told = [
        f"funneldsl {VERSION}, Python {platform.python_version()}, {platform.platform()}",
        f"arguments: {list(arguments)!r}",
        f"installed: {', '.join(_installed())}",
        "",
        "".join(traceback.format_exception(error)),
    ]
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="funneldsl-report-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            file.write("\n".join(told))
    except OSError:
        sys.stderr.write("\n".join(told))
        return ""
    return file.name


def _installed() -> list[str]:
    ours = ("funneldsl", "lark", "attrs", "pluggy", "click", "rich", "numpy", "scipy")
    names = {d.name: d.version for d in distributions() if d.name.startswith(ours)}
    return [f"{name} {version}" for name, version in sorted(names.items())]
