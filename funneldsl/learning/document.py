"""Lessons as a document for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from funneldsl.edits import Edit
from funneldsl.learning.values import Lesson

LESSONS_SCHEMA = "funneldsl/lessons/1"


def lessons_document(lessons: Iterable[Lesson], diff: str, written: bool) -> dict[str, Any]:
    """The lessons, the change that they propose, and whether it was made."""
    return {
        "schema": LESSONS_SCHEMA,
        "trials": [_lesson(lesson) for lesson in lessons],
        "diff": diff,
        "written": written,
    }


def _lesson(lesson: Lesson) -> dict[str, Any]:
    return {
        "name": lesson.name,
        "label": lesson.label,
        "what": lesson.what,
        "until": lesson.until,
        "success": lesson.success,
        "result": lesson.result,
        "outcome": lesson.judgement.outcome.value,
        "reason": lesson.judgement.reason,
        "chance": lesson.judgement.chance,
        "rates": [_edit(edit) for edit in lesson.rates],
        "goals": [{"text": goal.text, "inside": goal.inside} for goal in lesson.goals],
        "notes": list(lesson.notes),
    }


def _edit(edit: Edit) -> dict[str, Any]:
    on = edit.grounds.on
    return {
        "path": edit.path,
        "value": edit.text,
        "because": edit.grounds.because,
        "source": edit.grounds.source,
        "on": on.isoformat() if on is not None else None,
    }
