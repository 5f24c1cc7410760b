"""Lessons of trials for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from funneldsl.cli.plain import plain
from funneldsl.cli.style import Style
from funneldsl.learning import Lesson, Outcome
from funneldsl.model.plan import Plan
from funneldsl.model.strategy import Strategy, Trial

_SAID = {
    Outcome.SUCCESS: ("✓ succeeded", "green"),
    Outcome.FAILURE: ("✗ did not succeed", "red"),
    Outcome.UNDECIDED: ("? not decided", "yellow"),
    Outcome.WAITING: ("… not judged yet", ""),
    Outcome.UNCLEAR: ("? not comparable", "yellow"),
}
_NONE = """\
There is no trial to learn from. One is written inside of `strategy`, before it is tried:

"""


def as_text(lessons: Sequence[Lesson], plan: Plan, style: Style) -> str:
    """Each trial with what came of it."""
    if not lessons:
        return _NONE + "".join(f"  {line}\n" for line in Trial.example.splitlines())
    lines = [line for lesson in lessons for line in _lesson(lesson, style)]
    strategy = plan.one(Strategy)
    if strategy is not None and strategy.mode == "emergent" and any(x.goals for x in lessons):
        lines += [
            "",
            "A line of action has succeeded: when goals shall lead from now on, write `mode: planned`.",
        ]
    return "\n".join(lines) + "\n"


def _lesson(lesson: Lesson, style: Style) -> Iterator[str]:
    said, colour = _SAID[lesson.judgement.outcome]
    yield f"{style(plain(lesson.label), bold=True)}  {style(said, colour)}"
    yield f"  tried   {plain(lesson.what)}, until {lesson.until}"
    yield f"  asked   {plain(lesson.success)}"
    if lesson.result:
        yield f"  result  {plain(lesson.result)}"
    yield f"  so      {plain(lesson.judgement.reason)}"
    for edit in lesson.rates:
        yield f"  learn   {plain(edit.path)} is {plain(edit.text)}"
    for goal in lesson.goals:
        yield f"  learn   {plain(goal.text)}"
    for note in lesson.notes:
        yield f"  but     {plain(note)}"
