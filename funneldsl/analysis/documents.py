"""Answers as documents for programs (JSON)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import isfinite
from typing import Any

import attrs

from funneldsl.analysis.cautions import cautions, of_choice
from funneldsl.analysis.comparing import Cell, Comparison, When
from funneldsl.analysis.information import Worth
from funneldsl.analysis.leaving import Away, Floats, Leaving, Sale
from funneldsl.analysis.optimising import Optimum, Point
from funneldsl.analysis.pasting import scenario_text
from funneldsl.analysis.reconciling import Reconciliation, Row
from funneldsl.analysis.seeking import Sought, Tried
from funneldsl.analysis.sensitivity import Influence, Sensitivity
from funneldsl.analysis.telling import Reasons
from funneldsl.analysis.worth import Known, Worths
from funneldsl.model.plan import Plan
from funneldsl.model.wording import say_amount
from funneldsl.results import Chance, Facts

SENSITIVITY_SCHEMA = "funneldsl/sensitivity/1"
COMPARISON_SCHEMA = "funneldsl/comparison/1"
OPTIMUM_SCHEMA = "funneldsl/optimum/1"
RECONCILIATION_SCHEMA = "funneldsl/reconciliation/1"
SEEK_SCHEMA = "funneldsl/seek/1"
WORTH_SCHEMA = "funneldsl/worth/1"
EXITS_SCHEMA = "funneldsl/exits/1"


def sensitivity_document(found: Iterable[Sensitivity], facts: Facts) -> dict[str, Any]:
    """Which inputs decide results."""
    return {
        "schema": SENSITIVITY_SCHEMA,
        "facts": told(facts),
        "results": [
            {
                "of": one.of,
                "unit": one.unit,
                "mean": one.mean,
                "explained": one.explained,
                "sobol_runs": one.runs,
                "influences": [_influence(i) for i in one.influences],
            }
            for one in found
        ],
    }


def reasons_document(found: Iterable[Reasons]) -> list[dict[str, Any]]:
    """What was true in the worlds that made each goal."""
    return [
        {"goal": one.goal, "numbers": [attrs.asdict(d) for d in one.differences]} for one in found
    ]


def worth_document(found: Worths, seed: int) -> dict[str, Any]:
    """What it is worth to know more."""
    return {
        "schema": WORTH_SCHEMA,
        "of": found.of,
        "unit": found.unit,
        "settings": {"worlds": found.worlds, "seed": seed},
        "ways": [
            {"name": w.name, "mean": w.mean, "error": w.error, "best": w.best} for w in found.ways
        ],
        "all": _worth(found.all),
        "numbers": [_known(k) for k in found.numbers],
        "tests": [_known(k) | {"people": k.people, "days": k.days} for k in found.tests],
    }


def exits_document(found: Leaving, facts: Facts) -> dict[str, Any]:
    """The ways to end."""
    return {
        "schema": EXITS_SCHEMA,
        "facts": told(facts),
        "terms": attrs.asdict(found.terms),
        "multiple_of": found.of,
        "keep": _spread(found.keep) | {"after_the_plan": float(found.after.mean())},
        "hours_per_week": _number(found.hours),
        "sell": _sale(found.planned) if found.planned is not None else None,
        "best": found.best.day.isoformat() if found.best is not None else None,
        "months": [_sale(s) for s in found.sales],
        "keeping_is_worth_more": _chance(found.better_kept),
        "keeping_earns": list(found.earns),
        "step_away": _away(found.away) if found.away is not None else None,
    }


def _sale(one: Sale) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "proceeds": _spread(one.proceeds) if one.proceeds is not None else None,
        "today": _spread(one.today) if one.today is not None else None,
        "even_multiple": _number(one.even),
    }


def _away(one: Away) -> dict[str, Any]:
    return {
        "by": one.by.isoformat(),
        "allowed": one.allowed,
        "hours_per_week": _number(one.hours),
        "kept": _chance(one.kept),
    }


def _spread(values: Floats) -> dict[str, Any]:
    """The mean over the worlds with its error, and three quantiles."""
    import numpy as np

    low, middle, high = np.quantile(values, (0.05, 0.5, 0.95), method="inverted_cdf").tolist()
    mean, error = float(values.mean()), float(values.std() / len(values) ** 0.5)
    return {"mean": mean, "error": error, "p5": low, "p50": middle, "p95": high}


def _chance(one: Chance | None) -> dict[str, Any] | None:
    return {"chance": one.chance, "error": one.error} if one is not None else None


def _number(value: float) -> float | None:
    """JSON knows no `not a number`."""
    return value if isfinite(value) else None


def reconciliation_document(found: Reconciliation) -> dict[str, Any]:
    """What simulators tell of the same worlds."""
    return {
        "schema": RECONCILIATION_SCHEMA,
        "settings": {"worlds": found.worlds, "seed": found.seed},
        "currency": found.currency,
        "simulators": list(found.simulators),
        "without_places": list(found.without_places),
        "without_service": list(found.without_service),
        "refused": [{"simulator": r.simulator, "why": list(r.why)} for r in found.refused],
        "full": [{"stage": f.stage, "days": f.days} for f in found.full],
        "rows": [_reconciled(row, found.simulators) for row in found.rows],
    }


def _reconciled(row: Row, simulators: tuple[str, ...]) -> dict[str, Any]:
    pairs = zip(simulators, row.cells, strict=True)
    return {
        "of": row.of,
        "name": row.name,
        "unit": row.unit,
        "agrees": row.agrees,
        "cause": row.cause,
        "means": [
            {
                "simulator": name,
                "mean": cell.mean,
                "more": cell.more,
                "error": cell.error,
                "agrees": cell.agrees,
            }
            for name, cell in pairs
            if cell is not None
        ],
    }


def seek_document(plan: Plan, found: Sought, worlds: int, seed: int) -> dict[str, Any]:
    """The value that was sought."""
    return {
        "schema": SEEK_SCHEMA,
        "of": found.of,
        "unit": found.unit,
        "target": found.target,
        "by": found.lever.path,
        "settings": {"worlds": worlds, "seed": seed},
        "answer": found.answer.value,
        "value": found.value,
        "doubt": found.doubt,
        "until": found.until,
        "scenario": scenario_text(plan, {found.lever: found.value}),
        "cautions": list(cautions(plan, found.lever, found.value)),
        "now": _tried(found.now),
        "there": _tried(found.there),
        "fresh": _tried(found.again),
        "tried": [_tried(t) for t in found.tried],
    }


def optimum_document(plan: Plan, found: Optimum, worlds: int, seed: int) -> dict[str, Any]:
    """The best choice."""
    return {
        "schema": OPTIMUM_SCHEMA,
        "of": found.of,
        "unit": found.unit,
        "budget": say_amount(found.budget) if found.budget is not None else None,
        "settings": {"worlds": worlds, "seed": seed},
        "over": [one.path for one in found.levers],
        "between": [list(bound) if bound is not None else None for bound in found.bounds],
        "now": _point(found.now),
        "now_allowed": found.allowed,
        "now_fresh": _point(found.now_fresh),
        "best": _point(found.seen),
        "best_fresh": _point(found.fresh),
        "gain": found.gain,
        "gain_error": found.gain_error,
        "not_spent": found.left,
        "ten_percent_more": [more for more, _ in found.more],
        "scenario": scenario_text(plan, found.chosen) if found.chosen else "",
        "cautions": list(of_choice(plan, found.chosen, found.ranges)),
        "peaks": [_point(p) for p in found.peaks],
        "runs": found.runs,
    }


def _point(one: Point) -> dict[str, Any]:
    values, order = list(one.values), list(one.order)
    told = {"values": values, "mean": one.mean, "error": one.error, "limits_kept": one.kept}
    return told | {"order": order} if order else told


def comparison_document(found: Comparison, worlds: int, seed: int) -> dict[str, Any]:
    """Scenarios side by side."""
    return {
        "schema": COMPARISON_SCHEMA,
        "settings": {"worlds": worlds, "seed": seed},
        "ways": list(found.ways),
        "rows": [
            {"of": row.of, "unit": row.unit, "ways": [_cell(c) for c in row.cells]}
            for row in found.rows
        ],
        "days": [
            {"of": row.of, "ways": [_when(c, _first_day(found)) for c in row.cells]}
            for row in found.days
        ],
        "undefined": [
            {"of": one.of, "number": one.number, "shares": list(one.shares)}
            for one in found.undefined
        ],
        "why": [
            {
                "way": why.way,
                "of": why.of,
                "edits": [
                    {"edit": r.edit.label, "more": r.more, "error": r.error} for r in why.reasons
                ],
            }
            for why in found.why
        ],
    }


def _cell(one: Cell) -> dict[str, Any]:
    return {
        "mean": one.mean,
        "error": one.error,
        "more": one.more,
        "more_error": one.more_error,
    }


def _first_day(found: Comparison) -> date:
    return date.fromisoformat(found.forecasts[0].axes["day"].labels[0])


def _when(one: When | None, first: date) -> dict[str, Any] | None:
    """Dates; null for what comes later than the plan, or never."""
    if one is None:
        return None
    days = {"p5": one.early, "p50": one.middle, "p95": one.late}
    dates = {
        k: (first + timedelta(int(d))).isoformat() if isfinite(d) else None for k, d in days.items()
    }
    return dates | {"ever": one.ever, "later": _number(one.later)}


def _tried(one: Tried) -> dict[str, Any]:
    return {"value": one.value, "mean": one.mean, "error": one.error}


def _known(one: Known) -> dict[str, Any]:
    return {"name": one.name, "basis": one.basis.value, **_worth(one.worth)}


def _worth(one: Worth) -> dict[str, Any]:
    return {"worth": one.value, "error": one.error, "changes": one.changes}


def _influence(one: Influence) -> dict[str, Any]:
    return {
        "name": one.name,
        "inputs": list(one.inputs),
        "basis": one.basis.value,
        "p10": one.low,
        "p90": one.high,
        "at_p10": one.bar.low,
        "at_p90": one.bar.high,
        "swing_error": one.bar.error,
        "first": one.first,
        "total": one.total,
        "total_error": one.error,
        "parts": [
            {
                "name": part.name,
                "p10": part.low,
                "p90": part.high,
                "at_p10": part.bar.low,
                "at_p90": part.bar.high,
                "swing_error": part.bar.error,
            }
            for part in one.parts
        ],
    }


def told(facts: Facts) -> dict[str, Any]:
    """What an answer rests on."""
    return {
        "simulator": facts.simulator,
        "version": facts.version,
        "seed": facts.seed,
        "worlds": facts.worlds,
        "plan": facts.plan,
        "scenario": facts.scenario,
        "currency": facts.currency,
    }
