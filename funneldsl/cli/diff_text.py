"""Differences for people: a sign, a thing, and below it each word with its value before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from funneldsl.cli.plain import plain
from funneldsl.cli.style import Style
from funneldsl.differ.difference import Did, Difference

_SIGNS = {
    Did.ADDED: ("+", "green"),
    Did.REMOVED: ("-", "red"),
    Did.RENAMED: ("→", "cyan"),
    Did.CHANGED: ("~", "yellow"),
}
_SAME = "{} and {} mean the same\n"


def as_text(before: str, after: str, found: Sequence[Difference], style: Style) -> str:
    """What means something else first, then what only stands on other grounds."""
    if not found:
        return _SAME.format(plain(before), plain(after))
    meant = [d for d in found if d.did is not Did.RETOLD]
    told = [d for d in found if d.did is Did.RETOLD]
    lines = [*_things(meant, style)]
    if told:
        lines += [""] * bool(lines) + [style("Same values, told otherwise", bold=True)]
        lines += _things(told, style)
    return "".join(f"{line}\n" for line in (*lines, "", summary(found)))


def summary(found: Sequence[Difference]) -> str:
    """`1 thing added, 2 changed; 1 told otherwise`."""
    told = []
    for did in Did:
        things = {d.path for d in found if d.did is did}
        if things:
            told.append(f"{len(things):,} {did.value}")
    return "things: " + ", ".join(told)


def _things(found: Sequence[Difference], style: Style) -> Iterator[str]:
    for (kind, path, whole), group in groupby(found, key=lambda d: (d.kind, d.path, not d.word)):
        for d in group if whole else ():
            yield _whole(d, style)
        if whole:
            continue
        yield style(f"~ {kind} {plain(path)}", "yellow")
        for d in group:
            yield f"    {plain(d.word)}: {_or_none(d.before)} {style('→', bold=True)} {_or_none(d.after)}"


def _whole(d: Difference, style: Style) -> str:
    """A thing that came, went, or has another name."""
    sign, colour = _SIGNS[d.did]
    if d.did is Did.RENAMED:
        return style(f"{sign} {d.kind} {plain(d.before)} is now {plain(d.after)}", colour)
    said = d.after or d.before
    return style(f"{sign} {d.kind} {plain(d.path)}", colour) + (f"  {plain(said)}" if said else "")


def _or_none(value: str) -> str:
    return plain(value) if value else "none"
