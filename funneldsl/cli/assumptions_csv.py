"""The register of assumptions as CSV. A spreadsheet takes no cell of it for a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from funneldsl.register.assumption import Assumption, Register

_HEAD = ("path", "value", "ground", "because", "source", "on", "age", "among_people")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula."""


def as_csv(register: Register) -> str:
    """A line for each number; behind it the share of the variance of each outcome that goes with it."""
    outcomes = [o.outcome for o in register.outcomes]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*_HEAD, *(safe(f"share of {o}") for o in outcomes)])
    for a in register.assumptions:
        writer.writerow([*map(safe, _cells(a)), *(_share(a, o) for o in outcomes)])
    return out.getvalue()


def safe(cell: str) -> str:
    """The text, behind an apostrophe if it could be taken for a formula."""
    bare = cell.lstrip(" \ufeff\u200b")
    return f"'{cell}" if bare.startswith(_FORMULA) else cell.replace("\x00", "")


def _cells(a: Assumption) -> tuple[str, ...]:
    return (
        a.path,
        a.value,
        a.ground.value,
        a.because or "",
        a.source or "",
        a.on.isoformat() if a.on is not None else "",
        str(a.age) if a.age is not None and a.age >= 0 else "",
        "yes" if a.among_people else "no",
    )


def _share(a: Assumption, outcome: str) -> str:
    weight = a.weights.get(outcome)
    return f"{weight.share:.4f}" if weight is not None else ""
