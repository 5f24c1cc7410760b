"""Results of checks for people: what failed, with the value of each part under the line that was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from funneldsl.cli.figures import chance, figure, percent, share
from funneldsl.cli.forecast_text import sign_of
from funneldsl.cli.plain import plain
from funneldsl.cli.style import Style
from funneldsl.model.expectations import Sort
from funneldsl.results import Verdict

if TYPE_CHECKING:
    from funneldsl.cli.test import Tested
    from funneldsl.judged import CheckResult, ConditionResult, PartResult

_WORDS = {
    Verdict.PASS: ("PASS", "green"),
    Verdict.FAIL: ("FAIL", "red"),
    Verdict.UNDECIDED: ("OPEN", "yellow"),
}
_INDENT = "      "

LEGEND = "Three numbers are P5 · P50 · P95: in 5, 50 and 95 of 100 worlds it is lower."


def as_text(tested: Sequence[Tested], style: Style, *, verbose: bool) -> str:
    """A line for each check, and below those that did not pass what their parts came to."""
    lines: list[str] = []
    for t in tested:
        for r in t.results:
            lines.append(_heading(r, style))
            if verbose or r.verdict is not Verdict.PASS:
                lines += (*(_INDENT + line for line in details(r, t.currency, style)), "")
    results = [r for t in tested for r in t.results]
    if any(" · " in line for line in lines):
        lines += [LEGEND, ""]
    return "".join(f"{line}\n" for line in (*lines, summary(results, style))) if results else ""


def summary(results: Sequence[CheckResult], style: Style) -> str:
    """`3 checks: 1 passes, 1 fails, 1 is undecided`."""
    if not results:
        return "no checks"
    counted = {v: sum(r.verdict is v for r in results) for v in _WORDS}
    told = [
        (counted[Verdict.PASS], "passes", "pass", "green"),
        (counted[Verdict.FAIL], "fails", "fail", "red"),
        (counted[Verdict.UNDECIDED], "is undecided", "are undecided", "yellow"),
    ]
    parts = [style(f"{n:,} {one if n == 1 else more}", c) for n, one, more, c in told if n]
    return f"{len(results):,} check{'s' * (len(results) != 1)}: {', '.join(parts)}"


def details(r: CheckResult, currency: str, style: Style) -> Iterator[str]:
    """The line that was written, and under it what its parts came to."""
    yield plain(r.expression)
    arrows = [a for c in r.conditions for a in _arrows(c, sign_of(currency))]
    yield from map(plain, _pointed(arrows))
    if not r.conditions:
        yield style("not judged: the scenario leaves out what this speaks of", "yellow")
    for c in r.conditions:
        if c.verdict is Verdict.UNDECIDED:
            yield style(_open(c, r), "yellow")


def _heading(r: CheckResult, style: Style) -> str:
    word, colour = _WORDS[r.verdict]
    scenario = f", scenario {plain(r.scenario)}" if r.scenario else ""
    place = f"  {style(plain(str(r.span)), 'blue')}" if r.span.source.name else ""
    title = style(plain(r.title), bold=True)
    return f"{style(word, colour, bold=True)}  {r.kind} {title}{scenario}{place}"


def _open(c: ConditionResult, r: CheckResult) -> str:
    needed = c.worlds_needed(r.worlds)
    asked = percent(c.required)
    if needed is None:
        return f"undecided: the chance is as good as the {asked} asked"
    return f"undecided: too close to the {asked} asked; try --worlds {needed}"


def _arrows(c: ConditionResult, sign: str) -> Iterator[tuple[int | None, str]]:
    yield c.column, chance(c.chance, c.error)
    for part in c.parts:
        if part.inside or len(c.parts) > 1 or part.sort is not Sort.TRUTH:
            yield part.column, _told(part, sign)
        for number in part.inside:
            if number.sort is Sort.NUMBER:
                yield part.column, f"  {number.text}: {_told(evolve(number, per=None), sign)}"


def _told(part: PartResult, sign: str) -> str:
    if part.sort is Sort.TRUTH:
        return f"so in {percent(part.share or 0.0)} of the worlds"
    if part.p5 is None or part.p50 is None or part.p95 is None:
        return "has no value in any world in the time that counts"
    ends = " · ".join(_figure(x, part, sign) for x in (part.p5, part.p50, part.p95))
    per = f" per {part.per.value}" if part.per is not None else ""
    on = f", around {part.day}" if part.day else ""
    unit = " hours" * part.hours + " months" * part.months
    without = f"; no value in {share(part.undefined)} of the worlds" if part.undefined else ""
    return f"{ends}{unit}{per} {part.moment.value}{on}{without}"


def _figure(value: float, part: PartResult, sign: str) -> str:
    return figure(value, sign=sign if part.money else "")


def _pointed(arrows: Sequence[tuple[int | None, str]]) -> Iterator[str]:
    """Lines that lead from columns of the line above to what is told of them, the last column first."""
    columns = sorted({c for c, _ in arrows if c is not None})
    if columns:
        yield _bars(columns)
    for number in range(len(columns) - 1, -1, -1):
        before = _bars(columns[:number]).ljust(columns[number])
        yield from (before + told for c, told in arrows if c == columns[number])
    yield from (told for c, told in arrows if c is None)


def _bars(columns: Sequence[int]) -> str:
    line = ""
    for column in columns:
        line += " " * (column - len(line)) + "│"
    return line
