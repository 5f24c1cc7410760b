"""`funneldsl outline`: a business as a tree of systems."""

from __future__ import annotations

import json
from pathlib import Path

from funneldsl.cli.outline_text import WIDE
from funneldsl.cli.plain import width
from tests.cli.conftest import Run

SCHOOL = """\
language 1
business school "Guitar School" { currency: USD; start: 2027-01-04; horizon: 12 months }
strategy {
  purpose: "Teach"
  exit step_away { by: 2027-12-31; hours: 5 hours per week }
  goal crowd { reach: count(site.reader) >= 200; by: 2027-12-31 }
}
person mia { hours: 20 hours per week }
channel fair { brings: site.guest; people: 4 per day }
system attract "Getting leads" {
  role: leads; serves: crowd; owner: mia; effort: 2 hours per week by mia
  system paid { outsourced: $100 per month
    channel ads { brings: site.guest; spend: $20 per day; price: $1 per visitor }
  }
}
funnel site { role: subscribers
  stage guest
  stage reader { effort: 1 hours per week by mia }
  guest -> reader 5%
}
funnel course { role: [customers, onward]
  stage student { sells: lessons }
  site.reader -> student 4% to 6%
}
campaign letter { to: site.reader; every: Mon; moves: course.student; converts: 1% }
offer lessons { price: $90 }
project record { builds: lessons; learns_from: site.reader
  task film { takes: 10 days; by: mia; hours: 20 hours }
}
"""


def told(run: Run, plans: Path, text: str = SCHOOL, *options: str) -> str:
    (plans / "school.funnel").write_text(text, "utf-8")
    return run("outline", "school.funnel", *options).stdout


def test_systems_stand_inside_of_each_other_with_who_and_what_for(run: Run, plans: Path) -> None:
    lines = told(run, plans).splitlines()

    at = lines.index("├─ Getting leads  (system attract)")
    assert [
        "│  │ role     leads",
        "│  │ serves   crowd",
        "│  │ owner    mia",
        "│  │ effort   2 hours per week by mia",
        "│  │ state    works from the first day: nothing has to be built",
        "│  └─ paid  (system)",
    ] == lines[at + 1 : at + 7]
    assert "│     │ paid     $100 per month" in lines
    assert "│     └─ channel ads  spends $20 per day" in lines


def test_work_of_parts_counts_for_the_system(run: Run, plans: Path) -> None:
    assert "effort   1 hour per week by mia (reader)" in told(run, plans)


def test_an_offer_that_is_not_there_yet_is_what_its_funnel_waits_for(run: Run, plans: Path) -> None:
    state = "state    lessons waits for record (1 task by mia, asks site.reader)"

    assert state in told(run, plans)


def test_a_forecast_tells_when_it_is_there(run: Run, plans: Path) -> None:
    shown = told(run, plans, SCHOOL, "--simulate", "--worlds", "64")

    assert "asks site.reader); done on 2027-01-" in " ".join(shown.replace("│", " ").split())
    assert "goal     crowd: count(site.reader) >= 200 by 2027-12-31 (" in shown
    assert "% likely)" in shown


def test_what_stands_in_no_system_is_shown_last(run: Run, plans: Path) -> None:
    lines = told(run, plans).splitlines()

    assert ["└─ In no system", "   └─ channel fair  brings 4 per day"] == lines[
        lines.index("└─ In no system") :
    ][:2]


def test_people_who_go_from_one_system_to_another_are_told_with_the_way(
    run: Run, plans: Path
) -> None:
    shown = [" ".join(line.split()) for line in told(run, plans).splitlines()]

    assert "outside ─▶ site fair to guest: brings 4 per day" in shown
    assert "attract.paid ─▶ site ads to guest: spends $20 per day" in shown
    assert "site ─▶ course reader → student 4% to 6%" in shown
    assert "site ─▶ course letter to student: 1%" in shown
    assert "Whoever moves on to another funnel is counted there, and is no new lead." in shown


def test_a_conversion_without_a_system_is_named(run: Run, plans: Path) -> None:
    shown = told(run, plans)

    assert "✓ getting leads                          Getting leads\n" in shown
    assert "✗ selling to customers again             no system says that it does this\n" in shown


def test_no_line_is_wider_than_a_page(run: Run, plans: Path) -> None:
    text = SCHOOL.replace('"Teach"', f'"{"Teach well and long " * 12}"')

    assert [] == [line for line in told(run, plans, text).splitlines() if width(line) > WIDE]


def test_a_scenario_is_outlined_as_it_would_be(run: Run, plans: Path) -> None:
    text = SCHOOL + "scenario loud { attract.paid.ads.spend: was * 200% }\n"
    shown = told(run, plans, text, "--scenario", "loud")

    assert "spends $40 per day" in shown


def test_json_holds_the_tree(run: Run, plans: Path) -> None:
    document = json.loads(told(run, plans, SCHOOL, "--json"))

    assert "funneldsl/outline/1" == document["schema"]
    assert ["attract", "site", "course"] == [s["name"] for s in document["systems"]]
    assert ["attract.paid"] == [s["name"] for s in document["systems"][0]["inside"]]
    assert ["count(site.reader) >= 200 by 2027-12-31"] == [g["reach"] for g in document["goals"]]
    assert [None] == [g["chance"] for g in document["goals"]]
    assert [] == next(s["systems"] for s in document["steps"] if s["role"] == "repeat")


def test_a_plan_with_mistakes_is_not_outlined(run: Run) -> None:
    assert "error" in run("outline", "wrong.funnel", code=1).stderr
