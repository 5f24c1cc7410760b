"""Simulators side by side, on a page of text."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from funneldsl.cli.figures import figure, percent
from funneldsl.cli.forecast_text import sign_of
from funneldsl.cli.plain import plain
from funneldsl.cli.table import Group, table

if TYPE_CHECKING:
    from funneldsl.analysis.reconciling import Cell, Reconciliation, Row

_TOLD = {
    "entered": "entered {}",
    "in stage": "in {} at the end",
    "sold": "sold {}",
    "launch": "{} is done on day",
    "mrr": "recurring revenue per month",
    "cash": "cash at the end",
    "value": "a sale brings",
    "goal": "chance of {}",
}

FEW = 20
"""People of whom tenths are told, too: they are means."""
_WIDE = 96


def as_text(found: Reconciliation) -> str:
    """A table of metrics, then the causes of differences, then what could not be compared."""
    sign = sign_of(found.currency)
    lines = [plain(line) for line in table(*_table(found, sign))] if found.rows else []
    lines += ["", *map(plain, _differences(found))]
    for note in _notes(found):
        lines += map(plain, _paragraph("· ", note))
    first = found.simulators[0]
    if len(found.simulators) < 2:
        return "\n".join(lines) + "\n"
    lines += [
        "",
        f"± is one standard error of the difference from {first}, in the same worlds;",
        f"= is no more than chance explains; {found.worlds:,} worlds, seed {found.seed}",
    ]
    return "\n".join(lines) + "\n"


def _label(row: Row) -> str:
    told = _TOLD.get(row.of, row.of)
    return told.format(row.name)


def _table(found: Reconciliation, sign: str) -> tuple[list[str], list[Group]]:
    groups = []
    for number, name in enumerate(found.simulators):
        star = "*" if name in (*found.without_places, *found.without_service) else ""
        cells = [_cell(row, row.cells[number], sign, number) for row in found.rows]
        groups.append(Group(name + star, tuple(cells)))
    return [_label(row) for row in found.rows], groups


def _cell(row: Row, cell: Cell | None, sign: str, number: int) -> tuple[str, ...]:
    mark = sign if row.unit not in ("people", "day") else ""
    if cell is None:
        return ("–",) if number == 0 else ("–", "")
    if row.unit == "share":
        more = f"{cell.more * 100:+.1f} ± {max(cell.error * 100, 0.1):.1f}"
        return (percent(cell.mean), *(("=" if cell.agrees else more,) if number else ()))
    told = figure(cell.mean, sign=mark, digits=4)
    if number == 0:
        return (told,)
    if cell.agrees:
        return told, "="
    if not mark and abs(cell.more) < FEW:
        return told, f"{cell.more:+.1f} ± {max(cell.error, 0.1):.1f}"
    plus = "+" if cell.more > 0 else ""
    error = figure(cell.error, sign=mark, digits=1)
    return told, f"{plus}{figure(cell.more, cell.error, mark)} ± {error}"


def _differences(found: Reconciliation) -> Iterator[str]:
    apart = [row for row in found.rows if not row.agrees]
    if not found.rows:
        yield "there is nothing to compare"
        return
    if len(found.simulators) < 2:
        yield f"only {found.simulators[0]} can run this plan, so there is nothing to compare it with"
        return
    if not apart:
        yield f"all {len(found.rows)} metrics agree"
        return
    yield f"{len(apart)} of {len(found.rows)} metrics differ:"
    by_cause: dict[str, list[str]] = {}
    for row in apart:
        by_cause.setdefault(row.cause, []).append(_label(row))
    for cause, labels in by_cause.items():
        yield from _paragraph("· ", ", ".join(labels))
        yield from _paragraph("  ", cause)


def _paragraph(mark: str, text: str) -> list[str]:
    return wrap(text, _WIDE, initial_indent=mark, subsequent_indent="  ", break_long_words=False)


def _notes(found: Reconciliation) -> Iterator[str]:
    for name in found.without_places:
        yield f"{name}* cannot run limited places: it ran the plan as if there were room for everyone"
    for name in found.without_service:
        yield f"{name}* cannot run service that takes time: it ran the plan as if everyone were served at once"
    for refusal in found.refused:
        yield f"{refusal.simulator} was not run: {'; '.join(refusal.why)}"
    for full in found.full:
        if not full.days:
            yield f"the places of {full.stage} never bind"
