"""The register of assumptions on a page: what decides, the most important first, and what is known exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from funneldsl.cli.figures import bar, percent
from funneldsl.cli.plain import plain, width
from funneldsl.cli.style import Style
from funneldsl.model.business import Business
from funneldsl.register.assumption import Assumption, Ground, Register, Resting

if TYPE_CHECKING:
    from funneldsl.model.plan import Plan
    from funneldsl.results import Forecast

_COLOURS = {Ground.GUESS: "yellow", Ground.MEASURED: "green", Ground.SOURCED: "cyan"}


def as_text(register: Register, plan: Plan, forecast: Forecast | None, style: Style) -> str:
    """The page."""
    lines = [*_head(plan, forecast, len(register.assumptions)), *_summary(register)]
    heavy = [a for a in register.assumptions if a.importance > 0]
    rest = [a for a in register.assumptions if a.importance == 0]
    if heavy:
        lines += ["", *_table("What decides", heavy, register, style)]
        lines += _notes(heavy)
    if rest:
        weighed = bool(register.outcomes)
        title = "What decides less than 1%" if weighed else "Numbers of the plan"
        for ground in Ground:
            of = [a for a in rest if a.ground is ground]
            if of:
                lines += ["", *_table(f"{title}: {_NAMES[ground]}", of, None, style)]
    return "".join(f"{line}\n" for line in lines)


_NAMES = {
    Ground.MEASURED: "measured",
    Ground.SOURCED: "with a source",
    Ground.GUESS: "guesses",
    Ground.STATED: "stated",
}


def _head(plan: Plan, forecast: Forecast | None, count: int) -> Iterator[str]:
    business = plan.one(Business)
    numbers = f"{count:,} number{'s' * (count != 1)}"
    yield f"{plain(business.label) if business else 'A plan'}: {numbers}"
    if forecast is not None:
        facts = forecast.facts
        scenario = f", scenario {plain(facts.scenario)}" if facts.scenario else ""
        yield f"weighed in {facts.worlds:,} worlds, seed {facts.seed}{scenario}"


def _summary(register: Register) -> Iterator[str]:
    if register.outcomes or register.settled:
        yield ""
    for o in register.outcomes:
        yield f"{bar(o.guesses)} {percent(o.guesses):>4} {_resting(o, register)}"
    if register.settled:
        named = ", ".join(f"`{plain(n)}`" for n in register.settled)
        yield f"the same in every world, so nothing decides it: {named}"


def _resting(o: Resting, register: Register) -> str:
    told = f"of what decides `{plain(o.outcome)}` rests on guesses"
    if not o.largest:
        return told
    shares = {
        w.together or a.path: w.share
        for a in register.assumptions
        if (w := a.weights.get(o.outcome)) is not None
    }
    named = ", ".join(f"{plain(n)} ({percent(shares.get(n, 0.0))})" for n in o.largest)
    return f"{told}: {'the largest are ' if len(o.largest) > 1 else 'it is '}{named}"


def _table(
    title: str, found: Sequence[Assumption], register: Register | None, style: Style
) -> Iterator[str]:
    """Names, shares of each outcome, values, and on what they rest."""
    outcomes = [o.outcome for o in register.outcomes] if register is not None else []
    rows = [[plain(a.path), *(_share(a, o) for o in outcomes), plain(a.value)] for a in found]
    head = [title, *map(plain, outcomes), "value"]
    wide = [max(width(row[i]) for row in (head, *rows)) for i in range(len(head))]
    yield style(_line(head, wide) + "  rests on", bold=True)
    for a, row in zip(found, rows, strict=True):
        yield f"{_line(row, wide)}  {style(_grounds(a), _COLOURS.get(a.ground, ''))}"


def _line(row: Sequence[str], wide: Sequence[int]) -> str:
    """The first cell to the left, the others to the right, the value to the left again."""
    gaps = [" " * (w - width(c)) for c, w in zip(row, wide, strict=True)]
    last = len(row) - 1
    cells = (
        c + gap if i in (0, last) else gap + c
        for i, (c, gap) in enumerate(zip(row, gaps, strict=True))
    )
    return "  ".join(cells)


def _share(a: Assumption, outcome: str) -> str:
    weight = a.weights.get(outcome)
    if weight is None or weight.share == 0:
        return "·"
    return percent(weight.share) + ("*" if weight.together else "")


def _grounds(a: Assumption) -> str:
    told = {
        Ground.MEASURED: "measured",
        Ground.SOURCED: "source",
        Ground.GUESS: "a guess",
        Ground.STATED: "stated",
    }[a.ground]
    if a.among_people and a.ground is Ground.GUESS:
        told = "a guess of how people differ"
    said = "; ".join(plain(t) for t in (a.source, a.because) if t)
    age = f", {_age(a.age)}" if a.age is not None else ""
    return f"{told}{': ' * bool(said)}{said}{age}"


def _age(days: int) -> str:
    if days < 0:
        return f"in {-days:,} day{'s' * (days != -1)}"
    return "today" if days == 0 else f"{days:,} day{'s' * (days != 1)} old"


def _notes(heavy: Sequence[Assumption]) -> Iterator[str]:
    together = {w.together for a in heavy for w in a.weights.values() if w.together and w.share}
    for name in sorted(together):
        yield f"* share of all {plain(name)} together, which are drawn together"
