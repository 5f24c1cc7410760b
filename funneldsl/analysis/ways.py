"""Ways to go: the plan as written, and its scenarios, in the same worlds."""

from __future__ import annotations

from collections.abc import Iterable

from funneldsl.analysis.study import Study
from funneldsl.bind import scenarios
from funneldsl.errors import UnknownNameError
from funneldsl.model.kinds import Kinds
from funneldsl.model.scenarios import Scenario

AS_WRITTEN = "the plan as written"


def ways(study: Study, kinds: Kinds, names: Iterable[str] | None = None) -> dict[str, Study]:
    """Studies by name: the plan as written, then each scenario; of `names` only, if they are given.

    A name may be empty or `base` for the plan as written, which otherwise comes first. Raises UnknownNameError.
    """
    known = [s.name for s in study.plan.of(Scenario)]
    wanted = list(dict.fromkeys(n.strip() for n in names)) if names is not None else known
    found = {AS_WRITTEN: study}
    for name in wanted:
        if name in ("", "base") and name not in known:
            continue
        if name not in known:
            raise UnknownNameError("scenario", name, known)
        found[name] = study.of(scenarios.apply(study.plan, name, kinds))
    return found
