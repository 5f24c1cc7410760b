"""An outline as a document for programs."""

from __future__ import annotations

from typing import Any

import attrs

from funneldsl.outlining.values import Outline

OUTLINE_SCHEMA = "funneldsl/outline/1"


def outline_document(outline: Outline) -> dict[str, Any]:
    """A document of plain values; dates are ISO 8601, absent texts are empty."""
    told = attrs.asdict(outline, value_serializer=_plain)
    told["trials"] = [{"trial": name, "success": success} for name, success in outline.trials]
    return {"schema": OUTLINE_SCHEMA, **told}


def _plain(_owner: Any, _field: Any, value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
