"""Answers as documents for programs (JSON)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from funneldsl.analysis.comparing import Cell, Comparison
from funneldsl.analysis.information import Worth
from funneldsl.analysis.optimising import Optimum, Point
from funneldsl.analysis.seeking import Sought, Tried
from funneldsl.analysis.sensitivity import Influence, Sensitivity
from funneldsl.analysis.worth import Known, Worths
from funneldsl.model.wording import say_amount
from funneldsl.results import Facts

SENSITIVITY_SCHEMA = "funneldsl/sensitivity/1"
COMPARISON_SCHEMA = "funneldsl/comparison/1"
OPTIMUM_SCHEMA = "funneldsl/optimum/1"
SEEK_SCHEMA = "funneldsl/seek/1"
WORTH_SCHEMA = "funneldsl/worth/1"


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
                "influences": [_influence(i) for i in one.influences],
            }
            for one in found
        ],
    }


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
        "tests": [_known(k) | {"people": k.people} for k in found.tests],
    }


def seek_document(found: Sought, worlds: int, seed: int) -> dict[str, Any]:
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
        "now": _tried(found.now),
        "there": _tried(found.there),
        "fresh": _tried(found.again),
        "tried": [_tried(t) for t in found.tried],
    }


def optimum_document(found: Optimum, worlds: int, seed: int) -> dict[str, Any]:
    """The best split of a budget."""
    return {
        "schema": OPTIMUM_SCHEMA,
        "of": found.of,
        "unit": found.unit,
        "budget": say_amount(found.budget),
        "settings": {"worlds": worlds, "seed": seed},
        "over": [one.path for one in found.levers],
        "now": _point(found.now),
        "now_fresh": _point(found.now_fresh),
        "best": _point(found.seen),
        "best_fresh": _point(found.fresh),
        "not_spent": found.left,
        "one_percent_more": list(found.more),
        "peaks": [_point(p) for p in found.peaks],
        "runs": found.runs,
    }


def _point(one: Point) -> dict[str, Any]:
    values = list(one.values)
    return {"values": values, "mean": one.mean, "error": one.error, "limits_kept": one.kept}


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
