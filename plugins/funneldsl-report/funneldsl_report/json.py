"""JSON: the plan document, and the forecast document if there is a forecast."""

from __future__ import annotations

import json
from typing import Any

from attrs import frozen

from funneldsl.plugin import Subject, forecast_document, plan_document

BOTH_SCHEMA = "funneldsl/plan-and-forecast/1"
"""Of a document that holds a plan and its forecast, each with a schema of its own."""


@frozen
class Json:
    """Exporter `json`."""

    name: str = "json"
    suffix: str = ".json"

    def export(self, subject: Subject) -> bytes:
        """One document in UTF-8, indented, keys in the order in which the document explains them."""
        text = json.dumps(_document(subject), ensure_ascii=False, indent=2, allow_nan=False)
        return f"{text}\n".encode(errors="replace")


def _document(subject: Subject) -> dict[str, Any]:
    plan = plan_document(subject.plan)
    if subject.forecast is None:
        return plan
    return {"schema": BOTH_SCHEMA, "plan": plan, "forecast": forecast_document(subject.forecast)}
