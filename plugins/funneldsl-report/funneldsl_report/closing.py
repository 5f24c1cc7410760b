"""What a forecast says at the end: when goals are reached, the low point of cash, recurring revenue, buyers, channels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Any

from funneldsl.plugin import Subject, forecast_document, say_number
from funneldsl_report.escaping import table, text

_MARGIN = "Margin per buyer: net sales less fees, commissions and unit costs to the end of the plan, undiscounted."


def reaching(subject: Subject) -> str:
    """The date on which each goal is first reached, in the worlds that reach it."""
    document = _document(subject)
    rows = []
    for goal in document.get("goals", ()):
        first = goal.get("first", {})
        if first.get("p50"):  # A limit holds from day 0 on or not at all.
            rows.append([text(goal["name"]), *(_date(document, first[s]) for s in _SPREAD)])
    return table(["goal", "first reached, P5", "P50", "P95"], rows)


def cash(subject: Subject) -> str:
    """Its low point, and how likely it is below zero."""
    document = _document(subject)
    told = document.get("cash") or {}
    if "low" not in told or not _moves(document):
        return ""
    lines = [f"- at its lowest {_amount(told['low'], document)}"]
    if "low_day" in told and document["axes"]["day"]:
        low, middle, high = (_date(document, told["low_day"][s]) for s in _SPREAD)
        lines[0] += f", on {middle} ({low} to {high})"
    short = told["below_zero"]
    lines.append(
        f"- below zero on some day in {short['chance']:.1%} ± {short['error']:.1%} of the worlds"
    )
    tax = document.get("owed", {}).get("tax_due")
    if tax and tax["mean"]:
        lines.append(f"- sales tax still to be paid at the end: {_amount(tax, document)}")
    return "\n".join(lines)


def recurring(subject: Subject) -> str:
    """Why monthly recurring revenue changes, by year; each row adds up."""
    document = _document(subject)
    means = {r["name"]: _mean(r) for r in document.get("recurring", ())}
    shown = [n for n, m in means.items() if n == "before" or any(m)]
    if not any(any(m) for m in means.values()):
        return ""
    years: dict[str, list[int]] = {}
    for i, month in enumerate(document["axes"]["month"]):
        years.setdefault(month[:4], []).append(i)
    steps = [sum(means[n][i] for i in months) for months in years.values() for n in shown]
    whole = [b - a for a, b in pairwise([0, *(round(s) for s in accumulate(steps))])]
    rows, at = [], 0
    for number, year in enumerate(years):
        row = whole[number * len(shown) : (number + 1) * len(shown)]
        begins, at = at + row[0], at + sum(row)
        rows.append([year, *(say_number(float(v)) for v in (begins, *row[1:], at))])
    head = ["year", "at the start", *shown[1:], "at the end"]
    return f"Mean of all worlds, per month{_in_money(document)}.\n\n" + table(head, rows)


def buyers(subject: Subject) -> str:
    """What each offer brings per buyer, and what a buyer costs."""
    document = _document(subject)
    rows = []
    for offer in document.get("offers", ()):
        closing = offer.get("closing", {})
        if "ltv" in closing and closing.get("sold", {}).get("p95"):
            ltv = closing["ltv"]
            rows.append(
                [text(offer["name"]), _spread(closing["sold"]), _spread(ltv), _without(ltv)]
            )
    if not rows:
        return ""
    head = ["offer", "first payments", "margin per buyer", "worlds without buyers"]
    told = f"Median (and 90% of the worlds){_in_money(document)}. {_MARGIN}"
    return "\n\n".join([told, table(head, rows), *_cost_of_a_buyer(document)])


def _cost_of_a_buyer(document: dict[str, Any]) -> Iterator[str]:
    cac = document.get("buyers", {}).get("cac")
    if cac and cac["mean"]:
        without = f"; no buyers in {_without(cac)} of the worlds" if cac["undefined"] else ""
        yield f"Ads and commissions per first payment: {_amount(cac, document)}{without}."


_SPREAD = ("p5", "p50", "p95")


def _document(subject: Subject) -> dict[str, Any]:
    return forecast_document(subject.forecast) if subject.forecast is not None else {}


def _moves(document: dict[str, Any]) -> bool:
    """Whether any money comes or goes."""
    for account in document.get("money", ()):
        for told in account.get("monthly", {}).values():
            if account["name"] != "cash" and any(told["mean"]):
                return True
    return False


def _mean(row: dict[str, Any]) -> list[float]:
    told: dict[str, list[float]] = next(iter(row.get("monthly", {}).values()), {"mean": []})
    return told["mean"]


def _date(document: dict[str, Any], day: float | None) -> str:
    days = document["axes"]["day"]
    return str(days[int(day)]) if day is not None and int(day) < len(days) else "never"


def _in_money(document: dict[str, Any]) -> str:
    return f", in {text(document['currency'])}" if document["currency"] else ""


def _amount(told: dict[str, Any], document: dict[str, Any]) -> str:
    currency = f" {text(document['currency'])}" if document["currency"] else ""
    return f"{_whole(told['p50'])}{currency} ({_whole(told['p5'])} to {_whole(told['p95'])})"


def _spread(told: dict[str, Any]) -> str:
    return f"{_whole(told['p50'])} ({_whole(told['p5'])} to {_whole(told['p95'])})"


def _without(told: dict[str, Any]) -> str:
    return f"{told['undefined']:.0%}"


def _whole(value: float | None) -> str:
    return say_number(float(round(value))) if value is not None else "–"
