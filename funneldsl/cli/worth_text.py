"""What it is worth to know more, on a page of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from funneldsl.cli.figures import chance, figure, percent
from funneldsl.cli.forecast_text import sign_of
from funneldsl.cli.plain import plain
from funneldsl.cli.style import Style
from funneldsl.cli.table import Group, table
from funneldsl.model.business import Business
from funneldsl.model.plan import Plan

if TYPE_CHECKING:
    from funneldsl.analysis.information import Worth
    from funneldsl.analysis.worth import Known, Worths


def as_text(plan: Plan, found: Worths, style: Style, top: int) -> str:
    """The ways, then the numbers by what knowing them would bring."""
    business = plan.one(Business)
    sign = sign_of(business.currency) if business else ""
    lines = [style(plain(f"Ways to go, by {_asked(plan, found)}"), bold=True)]
    lines += _ways(plan, found, sign)
    lines += ["", *_all(plan, found, sign), *_numbers(found, sign, top), *_tests(found, sign)]
    return "\n".join(lines) + "\n"


def _asked(plan: Plan, found: Worths) -> str:
    name = plan[found.of].label if found.of in plan else found.of
    return f"the chance of {name}" if found.unit == "share" else name


def _ways(plan: Plan, found: Worths, sign: str) -> list[str]:
    names = [plain(plan[w.name].label if w.name in plan else w.name) for w in found.ways]
    means = tuple((_mean(w.mean, w.error, found, sign),) for w in found.ways)
    bests = tuple((percent(w.best),) for w in found.ways)
    groups = [Group("on average", means), Group("best in so many worlds", bests)]
    return [f"  {line}" for line in table(["", *names], [_headed(g) for g in groups])[1:]]


def _headed(group: Group) -> Group:
    return Group("", ((group.title,), *group.rows))


def _all(plan: Plan, found: Worths, sign: str) -> Iterator[str]:
    best = max(found.ways, key=lambda w: w.mean)
    name = plain(plan[best.name].label if best.name in plan else best.name)
    if _nothing(found.all):
        some = "every one" if best.best == 1 else percent(best.best)
        yield f"Choose {name}: it is the best in {some} of {found.worlds:,} worlds, so knowing more first brings nothing that they show."
        return
    yield f"On average the best is {name}."
    yield f"To know everything before choosing would be worth {_value(found.all, found, sign)}."


def _numbers(found: Worths, sign: str, top: int) -> Iterator[str]:
    if _nothing(found.all):
        return
    shown = [k for k in found.numbers if not _nothing(k.worth)][:top]
    if not shown:
        yield "No number alone is worth knowing better: none would change the choice often enough."
        return
    yield ""
    yield "The most that it may cost to know one number before choosing:"
    yield from _table(shown, found, sign)
    if rest := len(found.numbers) - len(shown):
        yield f"  {rest} other number{'s' if rest > 1 else ''}: nothing that these worlds could show"


def _tests(found: Worths, sign: str) -> Iterator[str]:
    if found.tests:
        yield ""
        yield "The most that a test may cost:"
        yield from _table(list(found.tests), found, sign, takes=True)


def _table(shown: list[Known], found: Worths, sign: str, *, takes: bool = False) -> Iterator[str]:
    groups = [
        Group("worth", tuple((_most(k.worth, found, sign),) for k in shown)),
        Group("changes the choice in", tuple((percent(k.worth.changes),) for k in shown)),
        Group("now", tuple((k.basis.value,) for k in shown)),
    ]
    if takes:
        groups.insert(1, Group("takes", tuple((_takes(k),) for k in shown)))
    names = [plain(_name(k)) for k in shown]
    for line in table(["", *names], [_headed(g) for g in groups])[1:]:
        yield f"  {line}"


def _name(one: Known) -> str:
    from funneldsl.analysis.inputs import told

    name = told(one.name)
    return f"{name}, {one.people:,} people" if one.people else name


def _takes(one: Known) -> str:
    """How long it is until so many have come; only what people come from a stage for can be told."""
    if " -> " not in one.name:
        return ""
    if one.days is None:
        return "longer than the plan"
    return f"{one.days} day{'s' * (one.days != 1)}"


def _nothing(worth: Worth) -> bool:
    return worth.value <= 2 * worth.error or worth.changes == 0


def _most(worth: Worth, found: Worths, sign: str) -> str:
    return "nothing to be seen" if _nothing(worth) else _value(worth, found, sign)


def _value(worth: Worth, found: Worths, sign: str) -> str:
    if found.unit == "share":
        return f"{worth.value * 100:.1f} ± {worth.error * 100:.1f} points"
    value = max(worth.value, 0.0)
    return f"{figure(value, worth.error, sign)} ± {figure(worth.error, 0.0, sign, 1)}"


def _mean(mean: float, error: float, found: Worths, sign: str) -> str:
    return chance(mean, error) if found.unit == "share" else figure(mean, error, sign)
