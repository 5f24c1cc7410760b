"""Which tasks decide when a project is done, and how much of the spread of the launch goes with them."""

from __future__ import annotations

import numpy as np
import pytest
from forecasting import SHOP, network_of
from funneldsl_forecast.schedule.crucial import cruciality
from funneldsl_forecast.schedule.simulator import Schedule
from scipy.stats import spearmanr

from funneldsl.guard import forecast_of
from funneldsl.plugin import Forecast, Run
from funneldsl.worlds import draw

PEOPLE = """\
person ann { hours: 35 hours per week; works: "Mon-Sun 9:00-17:00" }
person gone { hours: 35 hours per week; until: 2026-12-31 }
"""


def schedule(text: str, worlds: int = 1024) -> Forecast:
    network = network_of(SHOP + PEOPLE + text)
    return forecast_of(Schedule(), "forecast", network, draw(network, worlds, 1), Run(seed=1))


def decisive(text: str) -> list[list[str]]:
    """The tasks that decide, project by project, where nothing is uncertain."""
    made = schedule(text, 2)
    tasks = made.axes["task"].labels
    return [
        [task for task, share in zip(tasks, shares, strict=True) if share]
        for shares in made["schedule.critical"].values
    ]


def test_what_keeps_its_person_busy_decides() -> None:
    text = """\
project build {
  task long { takes: 5 days; by: ann }
  task other { takes: 3 days }
  task last { takes: 1 days; by: ann; after: other }
}
"""
    assert [["build.long", "build.last"]] == decisive(text)
    longer = text.replace("3 days", "7 days")
    assert [["build.other", "build.last"]] == decisive(longer)


def test_a_person_who_is_free_when_the_task_before_ends_was_not_waited_for() -> None:
    text = """\
project build {
  task long { takes: 5 days; by: ann }
  task other { takes: 5 days }
  task last { takes: 1 days; by: ann; after: other }
}
"""
    assert [["build.other", "build.last"]] == decisive(text)


def test_of_tasks_that_end_together_the_first_in_the_plan_counts_whenever_it_began() -> None:
    text = """\
project build {
  task before { takes: 1 days }
  task first { takes: 2 days; after: before }
  task second { takes: 3 days }
  task last { takes: 1 days; after: [second, first] }
}
"""
    assert [["build.before", "build.first", "build.last"]] == decisive(text)


def test_a_task_of_another_project_may_decide() -> None:
    text = """\
project one {
  task long { takes: 5 days; by: ann }
}
project two {
  task short { takes: 1 days; by: ann }
}
"""
    assert [["one.long"], ["one.long", "two.short"]] == decisive(text)


def test_what_ends_before_a_project_starts_decides_nothing_of_it() -> None:
    text = """\
project one {
  task soon { takes: 5 days }
}
project two {
  starts: 2027-01-20
  task late { takes: 1 days; after: one.soon }
}
"""
    assert [["one.soon"], ["two.late"]] == decisive(text)


def test_nothing_decides_on_what_is_never_done() -> None:
    text = """\
project one {
  task a { takes: 5 days }
  task b { takes: 5 days; by: gone }
}
project two {
  task c { takes: 5 days }
}
"""
    assert [[], ["two.c"]] == decisive(text)


def test_cruciality_is_the_correlation_of_ranks() -> None:
    rng = np.random.default_rng(5)
    takes = rng.lognormal(1.0, 0.4, (4, 500))
    takes[1] = np.round(takes[1])
    takes[2] = 3.0
    launches = np.ceil(np.stack([takes.sum(axis=0), takes[0] + 4 * takes[3]]))
    launches[1, ::7] = np.nan
    found, done = cruciality(takes, launches), np.isfinite(launches[1])
    for task in (0, 1, 3):
        every = spearmanr(takes[task], launches[0]).statistic
        some = spearmanr(takes[task, done], launches[1, done]).statistic
        assert [every, some] == pytest.approx(found[:, task].tolist(), abs=1e-12)
    assert [0.0, 0.0] == found[:, 2].tolist()


def test_a_project_that_is_never_done_takes_no_cruciality_from_the_others() -> None:
    build = "project build {\n  task a { takes: 2 to 9 days }\n  task b { takes: 2 to 9 days }\n}\n"
    never = "project sail {\n  task c { takes: 2 days; by: gone }\n}\n"
    alone, both = (schedule(t)["schedule.cruciality"].values for t in (build, build + never))
    assert alone[0].tolist() == both[0, :2].tolist()
    assert (alone[0] > 0.3).all()
    assert [0.0, 0.0, 0.0] == both[1].tolist()
