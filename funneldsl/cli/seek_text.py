"""The value that was sought, on a few lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from funneldsl.cli.figures import bar, chance, figure, percent
from funneldsl.cli.forecast_text import sign_of
from funneldsl.cli.plain import plain
from funneldsl.cli.style import Style
from funneldsl.cli.table import Group, table
from funneldsl.model.business import Business
from funneldsl.model.plan import Plan
from funneldsl.model.wording import say_amount

if TYPE_CHECKING:
    from funneldsl.analysis.seeking import Sought, Tried


def as_text(plan: Plan, found: Sought, style: Style) -> str:
    """The answer, then all that was tried."""
    from funneldsl.analysis.seeking import Answer

    business = plan.one(Business)
    currency = business.currency if business else ""
    written = say_amount(found.lever.amount, currency)
    value = found.lever.told(_short(found.value), currency)
    wanted = f"{_label(plan, found)}: {_result(found, found.target, None, currency)}"
    path, there = (
        plain(found.lever.path),
        _result(found, found.there.mean, found.there.error, currency),
    )
    again = _result(found, found.again.mean, found.again.error, currency)
    match found.answer:
        case Answer.THERE:
            answer = f"{wanted} is reached already with {path} at {value}: {there}"
        case Answer.FOUND:
            answer = f"{wanted} takes {path} at {value}; it is {plain(written)} now"
        case Answer.BEYOND:
            answer = f"{wanted} is beyond the reach of {path}; the best that was tried is {value}: {there}"
    lines = [style(plain(answer), bold=True), f"in fresh worlds, it comes to {again}", ""]
    return "\n".join((*lines, *_table(found, currency))) + "\n"


def _label(plan: Plan, found: Sought) -> str:
    return plan[found.of].label if found.of in plan else found.of


def _table(found: Sought, currency: str) -> Iterator[str]:
    names = [plain(found.lever.told(_short(t.value), currency)) for t in found.tried]
    cells = [(_result(found, t.mean, t.error, currency), _picture(found, t)) for t in found.tried]
    groups = [
        Group("", tuple((text,) for text, _ in cells)),
        Group("", tuple((picture,) for _, picture in cells)),
    ]
    marks = ("◀ enough" if t.value == found.value else "" for t in found.tried)
    for line, mark in zip(
        table(["", *names], [_headed(g) for g in groups])[2:], marks, strict=True
    ):
        yield f"  {line} {mark}".rstrip()


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


def _short(value: float) -> float:
    return float(f"{value:.3g}")
