"""What the forecast says: chances, money by month, and on what it rests."""

from __future__ import annotations

from typing import Any

from funneldsl.plugin import Subject, forecast_document, say_number
from funneldsl_report.escaping import table, text

_SHOWN = ("revenue", "profit", "cash")


def _document(subject: Subject) -> dict[str, Any]:
    return forecast_document(subject.forecast) if subject.forecast is not None else {}


def chances(subject: Subject) -> str:
    """Goals, limits and checks with the Monte Carlo error of their chance."""
    document = _document(subject)
    rows = []
    for one in (*document.get("goals", ()), *document.get("checks", ())):
        required = f"{one['required']:.0%}" if one["required"] is not None else ""
        verdict = one["verdict"] if one["verdict"] != "none" else ""
        chance = f"{one['chance']:.1%} ± {one['error']:.1%}"
        rows.append([text(one["name"]), chance, required, verdict])
    return table(["goal or check", "chance", "asked for", "verdict"], rows)


def money(subject: Subject) -> str:
    """Middle value of each month, and between which values 90% of the worlds lie."""
    document = _document(subject)
    accounts = {a["name"]: a.get("monthly", {}) for a in document.get("money", ())}
    shown = [name for name in _SHOWN if accounts.get(name)]
    if not shown:
        return ""
    rows = [
        [month, *(_spread(accounts[name], i) for name in shown)]
        for i, month in enumerate(document["axes"]["month"])
    ]
    currency = f" in {text(document['currency'])}" if document["currency"] else ""
    return f"Median (and 90% of the worlds){currency}.\n\n" + table(["month", *shown], rows)


def _spread(monthly: dict[str, Any], i: int) -> str:
    told: dict[str, Any] = next(iter(monthly.values()))
    low, middle, high = (_whole(told[s][i]) for s in ("p5", "p50", "p95"))
    return f"{middle} ({low} to {high})"


def _whole(value: float | None) -> str:
    return say_number(float(round(value))) if value is not None else ""


def assumptions(subject: Subject) -> str:
    """Sentences that belong to the result, and how to make it again."""
    document = _document(subject)
    if not document:
        return ""
    settings = document["settings"]
    made = f"{settings['worlds']:,} worlds of simulator {text(settings['simulator'])}"
    lines = [*map(text, document["assumptions"]), f"{made}, seed {settings['seed']}"]
    return "\n".join(f"- {line}" for line in lines)
