"""From a plan with trials to what they teach."""

from __future__ import annotations

from collections.abc import Iterable

from funneldsl.edits import Edit
from funneldsl.learning.goals import goal
from funneldsl.learning.judging import judge
from funneldsl.learning.rates import rate
from funneldsl.learning.values import Lesson, Outcome
from funneldsl.model.plan import Plan
from funneldsl.model.strategy import Trial
from funneldsl.model.values import Told
from funneldsl.model.wording import Wording


def lessons(plan: Plan) -> tuple[Lesson, ...]:
    """A lesson of each trial, in the order of the plan."""
    return tuple(_lesson(plan, trial) for trial in plan.of(Trial))


def proposed(lessons: Iterable[Lesson]) -> tuple[Edit, ...]:
    """The rates that all trials together have measured: counts of the same flow are added up."""
    counted: dict[str, list[Edit]] = {}
    for edit in (edit for lesson in lessons for edit in lesson.rates):
        counted.setdefault(edit.path, []).append(edit)
    return tuple(edits[0] if len(edits) == 1 else _pooled(edits) for edits in counted.values())


def _pooled(edits: list[Edit]) -> Edit:
    counts = [tuple(int(n.replace(",", "")) for n in e.text.split(" of ")) for e in edits]
    hits, trials = (sum(column) for column in zip(*counts, strict=True))
    grounds = [e.grounds for e in edits]
    told = Told(
        because="; ".join(g.because for g in grounds if g.because),
        source="; ".join(dict.fromkeys(g.source for g in grounds if g.source)) or None,
        on=max(g.on for g in grounds if g.on),
    )
    return Edit(edits[0].path, f"{hits:,} of {trials:,}", told)


def _lesson(plan: Plan, trial: Trial) -> Lesson:
    judgement = judge(trial)
    edit, unmeasured = rate(plan, trial)
    addition, aimless = None, ""
    if judgement.outcome is Outcome.SUCCESS:
        addition, aimless = goal(plan, trial)
    return Lesson(
        name=trial.name,
        label=trial.label,
        what=trial.what,
        until=trial.until.isoformat(),
        success=" ".join(str(trial.success).split()),
        result=Wording.of(plan).amount(trial.result) if trial.result is not None else "",
        judgement=judgement,
        rates=(edit,) if edit is not None else (),
        goals=(addition,) if addition is not None else (),
        notes=tuple(note for note in (unmeasured, aimless) if note),
    )
