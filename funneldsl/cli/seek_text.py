"""The value that was sought, on a few lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from funneldsl.cli.figures import bar, chance, figure, percent
from funneldsl.cli.forecast_text import sign_of
from funneldsl.cli.labels import label_of
from funneldsl.cli.plain import plain
from funneldsl.cli.style import Style
from funneldsl.cli.table import Group, table
from funneldsl.model.business import Business
from funneldsl.model.plan import Plan
from funneldsl.model.values import Exactly
from funneldsl.model.wording import say_amount

if TYPE_CHECKING:
    from funneldsl.analysis.seeking import Sought, Tried

WIDTH = 100


def as_text(plan: Plan, found: Sought, style: Style) -> str:
    """The answer and what to make of it, all that was tried, and the value as text of a plan."""
    from funneldsl.analysis.seeking import Answer

    business = plan.one(Business)
    currency = business.currency if business else ""
    lines = [style(plain(_answer(plan, found, currency)), bold=True), *_told(found, currency)]
    if found.answer is Answer.FOUND:
        lines += _cautions(plan, found)
    lines += ["", *_table(found, currency)]
    if found.answer is Answer.FOUND:
        lines += ["", *_paste(plan, found)]
    return "\n".join(lines) + "\n"


def _answer(plan: Plan, found: Sought, currency: str) -> str:
    from funneldsl.analysis.seeking import Answer

    value = _value(found, found.value, currency)
    wanted = f"{label_of(plan, found.of)}: {_result(found, found.target, None, currency)}"
    there = _result(found, found.there.mean, found.there.error, currency)
    match found.answer:
        case Answer.THERE:
            return f"{wanted} is reached already with {found.lever.path} at {value}: {there}"
        case Answer.FOUND:
            written = say_amount(found.lever.amount, currency)
            return f"{wanted} takes {found.lever.path} at {value}; it is {written} now"
    return f"{wanted} is beyond the reach of {found.lever.path}: at most {there}, at {value}"


def _told(found: Sought, currency: str) -> Iterator[str]:
    from funneldsl.analysis.seeking import Answer

    again = _result(found, found.again.mean, found.again.error, currency)
    short = found.answer is Answer.FOUND and found.again.mean < found.target - found.again.error
    yield f"in fresh worlds, it comes to {again}" + (
        ": less than asked, so go a little further" if short else ""
    )
    if found.unit == "share" and found.target == 1 and found.there.mean == 1:
        yield "it is reached in every world that was run; that it cannot fail no number of worlds shows"
    if found.doubt:
        doubt = _value(found, float(f"{found.doubt:.1g}"), currency)
        yield plain(f"the value itself is known to about ± {doubt}: more --worlds tell it better")
    if found.answer is Answer.THERE and not isinstance(found.lever.amount.law, Exactly):
        written = say_amount(found.lever.amount, currency)
        yield plain(
            f"with that value for sure: in the plan it is {written}, which is a risk of its own"
        )
    if found.until is not None:
        where = "up" if found.until > found.value else "down"
        yield plain(f"it stays so {where} to {_value(found, found.until, currency)}")
    elif found.answer is Answer.THERE:
        yield "it stays so at every value that was tried"
    if (turns := found.turns) is not None:
        there = _result(found, turns.mean, turns.error, currency)
        yield plain(
            f"further is not always better: at {_value(found, turns.value, currency)} it is {there}"
        )


def _cautions(plan: Plan, found: Sought) -> Iterator[str]:
    from funneldsl.analysis.cautions import cautions

    for told in cautions(plan, found.lever, found.value):
        yield from wrap(plain(told), WIDTH)


def _paste(plan: Plan, found: Sought) -> Iterator[str]:
    from funneldsl.analysis.pasting import scenario_text

    yield "as a scenario to put into the plan:"
    text = scenario_text(plan, {found.lever: found.value})
    yield from (f"  {plain(line)}" for line in text.splitlines())


def _value(found: Sought, value: float, currency: str) -> str:
    """Values of today may have many digits, those that are proposed have few."""
    shown = (
        value
        if value in (found.value, found.until) and value != found.now.value
        else float(f"{value:.4g}")
    )
    return found.lever.told(shown, currency)


def _table(found: Sought, currency: str) -> Iterator[str]:
    names = [plain(_value(found, t.value, currency)) for t in found.tried]
    cells = [(_result(found, t.mean, t.error, currency), _picture(found, t)) for t in found.tried]
    groups = [
        Group("", tuple((text,) for text, _ in cells)),
        Group("", tuple((picture,) for _, picture in cells)),
    ]
    marks = (_mark(found, t) for t in found.tried)
    for line, mark in zip(
        table(["", *names], [_headed(g) for g in groups])[2:], marks, strict=True
    ):
        yield f"  {line} {mark}".rstrip()


def _mark(found: Sought, tried: Tried) -> str:
    from funneldsl.analysis.seeking import Answer

    if tried.value == found.until:
        return "◀ still enough"
    if tried.value != found.value:
        return ""
    marks = {Answer.BEYOND: "◀ the best", Answer.FOUND: "◀ enough", Answer.THERE: "◀ now"}
    return marks[found.answer]


def _headed(group: Group) -> Group:
    return Group("", (("",), *group.rows))


def _picture(found: Sought, tried: Tried) -> str:
    if found.unit != "share":
        return ""
    return bar(tried.mean)


def _result(found: Sought, mean: float, error: float | None, currency: str) -> str:
    if found.unit == "share":
        return percent(mean) if error is None else chance(mean, error)
    return figure(mean, error or 0.0, sign_of(currency))
