"""Answers as documents for programs (JSON)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from funneldsl.analysis.sensitivity import Influence, Sensitivity
from funneldsl.results import Facts

SENSITIVITY_SCHEMA = "funneldsl/sensitivity/1"


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
