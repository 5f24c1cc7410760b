"""A brief as a document for programs."""

from __future__ import annotations

from typing import Any

import attrs

from funneldsl.briefing.values import Brief, View
from funneldsl.briefing.wording import missing

BRIEF_SCHEMA = "funneldsl/brief/1"


def brief_document(brief: Brief) -> dict[str, Any]:
    """A document of plain values; dates are ISO 8601, absent texts are empty."""
    told = attrs.asdict(brief, value_serializer=_plain)
    told["departments"] = [_department(view) for view in brief.departments]
    return {"schema": BRIEF_SCHEMA, **told}


def _department(view: View) -> dict[str, Any]:
    told = attrs.asdict(view, value_serializer=_plain)
    told["serves"] = [customer.name for customer in view.serves]
    told["duties"] = [
        {
            "system": duty.label,
            "goals": [
                {"goal": name, "prospect": prospect and _prospect(prospect)}
                for name, prospect in duty.goals
            ],
        }
        for duty in view.duties
    ]
    return {**told, "questions": list(missing(view))}


def _prospect(prospect: Any) -> dict[str, Any]:
    return attrs.asdict(prospect, value_serializer=_plain)


def _plain(_owner: Any, _field: Any, value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
