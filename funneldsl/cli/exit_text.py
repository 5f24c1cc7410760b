"""Ways to end, on a page of text."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING

from funneldsl.cli.figures import chance, percent
from funneldsl.cli.forecast_text import sign_of
from funneldsl.cli.plain import plain
from funneldsl.cli.quantiles import TITLES, quantiles
from funneldsl.cli.style import Style
from funneldsl.cli.table import Group, table
from funneldsl.model.plan import Plan
from funneldsl.model.strategy import Sell
from funneldsl.model.wording import say_amount

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from funneldsl.analysis.leaving import Leaving, Sale
    from funneldsl.network import Network

    Floats = NDArray[np.float64]

MOST = 12
"""So many months are shown; of more, every second or third, and the best."""


def as_text(plan: Plan, network: Network, found: Leaving, style: Style) -> str:
    """All ways in money of the first day, what that means, then sales month by month."""
    sign = sign_of(network.currency)
    rate, years = percent(found.terms.discount), f"{found.terms.years:g} years"
    lines = [style(plain(f"{network.title}: ways to end"), bold=True)]
    lines += [f"worth on {network.start.isoformat()}, at {rate} a year", ""]
    lines += _ways(found, sign)
    lines += ["", *_told(plan, found)]
    lines += ["", style("If it is sold at the end of", bold=True), *_sales(found, sign)]
    lines += [
        "",
        f"Kept, it goes on for {years} after the plan as in its last twelve months. Profit counts, before the pay",
        "of people without `costs`. P5, P50, P95: in 5, 50 and 95 of 100 worlds the number is lower.",
    ]
    return "\n".join(lines) + "\n"


def _ways(found: Leaving, sign: str) -> list[str]:
    names: list[str] = []
    values: list[Floats] = []
    hours: list[str] = []
    planned, best = found.planned, found.best
    if planned is not None and planned.today is not None:
        names.append(f"sell on {planned.day.isoformat()}")
        values.append(planned.today)
        hours.append("0")
    if best is not None and best.today is not None and (planned is None or best.day != planned.day):
        names.append(f"sell on {best.day.isoformat()}, the best month")
        values.append(best.today)
        hours.append("0")
    names.append("keep")
    values.append(found.keep)
    hours.append(_week(found.hours))
    if found.away is not None:
        names.append(f"step away on {found.away.by.isoformat()}")
        values.append(found.keep)
        hours.append(_week(found.away.hours))
    figures = tuple(quantiles(v).figures(sign) for v in values)
    groups = [
        Group("", (TITLES, *figures)),
        Group("", (("hours a week, then",), *((h,) for h in hours))),
    ]
    return [f"  {line}" for line in table(["", *names], groups)[1:]]


def _week(hours: float) -> str:
    return f"{hours:.1f}" if isfinite(hours) else "–"


def _told(plan: Plan, found: Leaving) -> Iterator[str]:
    sell, planned, better = plan.one(Sell), found.planned, found.better_kept
    if found.sold is None:
        yield "The plan does not say what a buyer pays: write `exit sell { by: …; multiple: … }` in `strategy`,"
        yield "or try a number of years of profit with --multiple."
    if better is not None:
        told = chance(better.chance, better.error)
        yield f"Keeping is worth more than selling {_when(found)} in {told} of worlds."
    planned = found.sold
    if sell is None and found.terms.multiple is not None and planned and isfinite(planned.even):
        yield f"Both are worth the same if a buyer pays {planned.even:.1f} years of {found.of}."
    if planned is not None and sell is not None and isfinite(planned.even):
        said = say_amount(sell.multiple.years)
        yield f"Both are worth the same if a buyer pays {planned.even:.1f} years of {found.of}; the plan says {said}."
    if len(found.earns) == 1:
        yield f"Keeping instead earns {percent(found.earns[0])} a year on what the sale would bring."
    elif len(found.earns) > 1:
        rates = " and ".join(percent(r) for r in found.earns)
        yield f"No one rate says what keeping earns on the sale: {rates} a year all would make them alike."
    if (away := found.away) is not None:
        told = (
            f", within that in {chance(away.kept.chance, away.kept.error)} of worlds"
            if away.kept
            else ""
        )
        yield (
            f"After stepping away {_week(away.hours)} hours a week remain on average; "
            f"{away.allowed:g} are allowed{told}."
        )


def _when(found: Leaving) -> str:
    return "as planned" if found.planned is not None else "in the best month"


def _sales(found: Leaving, sign: str) -> list[str]:
    shown = _shown(found)
    names = [f"{s.day:%Y %b}{' (best)' if s is found.best else ''}" for s in shown]
    even = tuple((f"{s.even:.1f} years" if isfinite(s.even) else "–",) for s in shown)
    if any(s.proceeds is None for s in shown):
        return [f"  {line}" for line in table(names, [Group("kept is as good at", even)])]
    brings = tuple(quantiles(_there(s.proceeds)).figures(sign) for s in shown)
    today = tuple(quantiles(_there(s.today)).figures(sign) for s in shown)
    groups = [
        Group("the sale brings", (TITLES, *brings)),
        Group("all, today", (TITLES, *today)),
        Group("kept is as good at", (("",), *even)),
    ]
    return [f"  {line}" for line in table(["", *names], groups)]


def _shown(found: Leaving) -> list[Sale]:
    step = -(-len(found.sales) // MOST)
    kept = found.sales[::-1][::step][::-1]
    return [s for s in found.sales if s in kept or s is found.best]


def _there(values: Floats | None) -> Floats:
    assert values is not None  # noqa: S101 - asked before
    return values
