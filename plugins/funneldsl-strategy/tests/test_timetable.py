"""Dates to be expected are those that the simulator of projects finds, where nothing is uncertain."""

from __future__ import annotations

import pytest
from funneldsl_strategy.openings import Openings
from funneldsl_strategy.timetable import Timetable
from funneldsl_strategy.work import weeks

import funneldsl as fd
from funneldsl.plugin import Plan, Stage

SHOP = "business shop { currency: USD; start: 2027-01-04; horizon: 24 months }\n"
ME = 'person me { hours: 20 hours per week; works: "Mon-Thu 9:00-14:00"; closed: 2027-02-01 for 14 days }\n'
SAM = "person sam { hours: 30 hours per week; from: 2027-01-20 }\n"

PROJECTS = (
    """\
project a {
  task one { takes: 7 days; by: me }
  task two { takes: 3 days; by: sam; after: one }
}
""",
    """\
project a {
  starts: 2027-03-06
  task one { takes: 0.5 days; by: me }
  task two { takes: 0.6 days; by: me }
}
""",
    """\
project a { task one { takes: 12 days; by: me } }
project b {
  task two { takes: 2 days; by: me }
  task three { takes: 4 days; after: a }
}
""",
    """\
project a { task one { takes: 4 days; by: sam; after: b } }
project b {
  task two { takes: 9 days; by: me }
  task three { takes: 1 days; by: sam }
}
""",
    """\
project a {
  task one { takes: 40 days }
  task two { takes: 5 days; by: me; after: one }
}
project b {
  task three { takes: 30 days; by: me }
  task four { takes: 10 days; by: me }
}
""",
)


def plan_of(text: str) -> Plan:
    plan, findings = fd.read(text)
    assert [] == [f.message for f in findings if f.severity.value == "error"]
    return plan


@pytest.mark.parametrize("projects", PROJECTS)
def test_certain_projects_are_launched_on_the_day_of_the_forecast(projects: str) -> None:
    plan = plan_of(SHOP + ME + SAM + projects)
    forecast = fd.simulate(plan, simulator="schedule", worlds=1, seed=1)
    launches = {
        name: int(forecast.at("project.launch", project=name)[0])
        for name in forecast.axes["project"].labels
    }
    times = Timetable.of(plan)

    assert times is not None
    assert launches == dict(times.launches)


def test_the_critical_path_goes_through_the_person_who_was_busy() -> None:
    plan = plan_of(SHOP + ME + PROJECTS[4])
    times = Timetable.of(plan)

    assert times is not None
    assert ["b.three", "a.two", "b.four"] == [s.task for s in times.path(plan, "b")]


def test_tasks_in_a_circle_are_never_done_and_stop_nothing_else() -> None:
    circle = """\
project a {
  task one { takes: 2 days; after: two }
  task two { takes: 2 days; after: one }
}
project b { task three { takes: 4 days } }
"""
    times = Timetable.of(fd.read(SHOP + circle)[0])

    assert times is not None
    assert {"b": 4} == dict(times.launches)


def test_a_stage_is_open_when_all_that_it_sells_and_needs_is_there() -> None:
    plan = plan_of(
        SHOP
        + """\
channel ads { brings: site.guest; people: 2 per day }
funnel site {
  stage guest { leaves: 2% per month }
  stage buyer { sells: lamp; needs: tools }
  guest -> buyer 3% after 2 to 4 days
}
offer lamp { price: $20 }
project tools { task one { takes: 20 days } }
project light { builds: lamp; task two { takes: 31 days } }
"""
    )
    times = Timetable.of(plan)
    assert times is not None
    openings = Openings(plan, times)
    buyer = openings.of(next(s for s in plan.of(Stage) if s.name == "site.buyer"))

    assert buyer is not None
    assert (31, "light") == (buyer.day, buyer.project)
    assert {"site.guest": 0, "site.buyer": 31} == openings.arrivals()


def test_hours_of_a_week_are_those_of_running_systems_and_of_tasks() -> None:
    plan = plan_of(
        SHOP
        + "person me { hours: 20 hours per week }\n"
        + "system stand { effort: 6 hours per week by me then 2 hours per week by me from make }\n"
        + "project make { task wax { takes: 10 days; hours: 30 hours; by: me } }\n"
    )
    worked = weeks(plan)["me"]

    assert {"stand": 6.0, "make.wax": 15.0} == worked[0]
    assert 2.0 == pytest.approx(worked[3]["stand"])
    assert "make.wax" not in worked[2]
