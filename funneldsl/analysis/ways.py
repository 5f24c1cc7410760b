"""Ways to go: the plan as written, and its scenarios, in the same worlds."""

from __future__ import annotations

from collections.abc import Iterable

from funneldsl.analysis.study import Study
from funneldsl.bind import scenarios
from funneldsl.errors import UnknownNameError
from funneldsl.model.kinds import Kinds
from funneldsl.model.scenarios import Scenario

AS_WRITTEN = "the plan as written"
BASE = "base"


def ways(study: Study, kinds: Kinds, names: Iterable[str] | None = None) -> dict[str, Study]:
    """Studies by name: those of `names`, or the plan as written and all its scenarios.

    `base` is the plan as written, unless a scenario has that name; one name alone is compared with it. Raises
    UnknownNameError.
    """
    known = [s.name for s in study.plan.of(Scenario)]
    if names is None:
        names = ("", *known)
    wanted = list(dict.fromkeys(name.strip() for name in names))
    if len(wanted) == 1 and wanted[0] in known:
        wanted.insert(0, "")
    found = {}
    for name in wanted:
        if name in ("", BASE) and name not in known:
            found[AS_WRITTEN] = study
        elif name in known:
            found[name] = study.of(scenarios.apply(study.plan, name, kinds))
        else:
            raise UnknownNameError("scenario", name, [BASE, *known])
    return found
