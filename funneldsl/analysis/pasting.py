"""Values that were found, as a scenario that one can paste into the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from funneldsl.analysis.levers import Lever, with_law
from funneldsl.model.kinds import props
from funneldsl.model.plan import Plan
from funneldsl.model.printing import say_patch
from funneldsl.model.scenarios import FlowPatch, Patch
from funneldsl.model.stages import Flow
from funneldsl.model.values import Exactly, Fixed

NAME = "found"


def scenario_text(plan: Plan, values: Mapping[Lever, float]) -> str:
    """A scenario with these numbers, which goes on from the one that was applied. Checked as any other text it is
    the same plan as the one that was run."""
    lines = list(_lines(plan, values))
    if plan.scenario:
        lines.insert(0, f"extends: {plan.scenario}")
    if len(lines) == 1:
        return f"scenario {_free(plan)} {{ {lines[0]} }}"
    return "\n".join((f"scenario {_free(plan)} {{", *(f"  {line}" for line in lines), "}"))


def _lines(plan: Plan, values: Mapping[Lever, float]) -> Iterator[str]:
    for lever, value in values.items():
        d = plan[lever.declaration]
        new = with_law(getattr(d, props(type(d))[lever.word].field), Exactly(value))
        if isinstance(d, Flow):
            patch = FlowPatch(d.source, d.target, d.for_, {lever.word: new}, Fixed())
            yield f"{d.source} -> {d.target}  {say_patch(patch, plan)[1]}"
        else:
            yield ": ".join(say_patch(Patch(d.name, lever.word, None, new), plan))


def _free(plan: Plan) -> str:
    """A name that nothing has."""
    known = (NAME, *(f"{NAME}_{n}" for n in range(2, 1000)))
    return next(name for name in known if name not in plan)
