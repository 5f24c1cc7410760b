"""What nobody should write, typed as somebody might: a finding before, a refusal or a verdict after, and no traceback.

Each plan is run as the command line runs it, by every simulator that can. Sizes are the least that show what would go
wrong: what is refused is refused before memory or time is spent on it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from forecasting import SHOP

from funneldsl.cli.exits import Exit
from funneldsl.cli.main import main

ADS = "channel ads { brings: f.a; people: 20 to 40 per day }\n"
FUNNEL = """\
funnel f {
  stage a
  stage b { sells: course }
  a -> b  50%  after 0 to 3 days
}
"""
COURSE = "offer course { price: $40 }\n"
ANNA = 'person anna { hours: 40 hours per week; works: "Mon-Fri 9:00-17:00" }\n'
PLAN = SHOP + ADS + FUNNEL + COURSE
EVERY = ("flow", "people", "expected")


def served(how: str, ads: str = "20 to 40", horizon: str = "60 days") -> str:
    """A plan in which people are served."""
    plan = PLAN.replace("sells: course", f"sells: course; {how}").replace("20 to 40", ads)
    return plan.replace("60 days", horizon) + ANNA


def told(folder: Path, text: str, *words: str) -> tuple[int, str]:
    """The exit code of `funneldsl simulate`, and all that it says."""
    (folder / "plan.funnel").write_text(text, encoding="utf-8")
    asked = ["simulate", str(folder / "plan.funnel"), "--worlds", "8", *words]
    result = CliRunner().invoke(main, asked)
    assert "Traceback" not in result.output
    assert "nan" not in result.output.split()
    return result.exit_code, " ".join(result.output.split())


BEFORE = {
    "endless circle": (
        PLAN.replace("  a -> b  50%  after 0 to 3 days", "  a -> a  100%  after 0 days"),
        "whoever enters f.a goes round for ever",
    ),
    "more than everybody": (
        PLAN.replace("  a -> b", "  a -> a  100%  after 0 days\n  a -> b"),
        "the shares out of f.a add up to 150%",
    ),
    "referrals with gain": (
        PLAN + "channel friends { brings: f.a; people: 2.5 each; referred_by: f.b }\n",
        "so their number grows without end",
    ),
    "a thousand years": (PLAN.replace("60 days", "1000 years"), "more than a hundred years"),
    "no time at all": (PLAN.replace("60 days", "0 days"), "no time at all"),
    "people for nothing": (
        PLAN.replace("people: 20 to 40 per day", "spend: $10 per day; price: $0 per person"),
        "any budget would bring people without end",
    ),
    "no business": ("language 1\n", "the plan has no business"),
    "nothing": ("", "the plan has no business"),
}


@pytest.mark.parametrize("case", BEFORE)
@pytest.mark.parametrize("simulator", EVERY)
def test_what_cannot_be_meant_is_a_finding(case: str, simulator: str, tmp_path: Path) -> None:
    text, said = BEFORE[case]
    code, output = told(tmp_path, text, "--simulator", simulator)
    assert (Exit.FINDINGS, True) == (code, said in output), output


REFUSED = {
    "growth": (
        PLAN.replace("day }", "day; grows: 400% per month }").replace("60 days", "5 years"),
        "people whom channel ads brings in one world",
    ),
    "a crowd": (
        PLAN.replace("20 to 40", "1,000,000,000,000"),
        "no market has so many people",
    ),
    "riches": (
        PLAN.replace(
            "people: 20 to 40 per day",
            "spend: $1,000,000,000,000,000 per day; price: $1 per person",
        ),
        "more than the limit of",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("simulator", ["flow", "people"])
def test_what_explodes_is_refused_by_name(case: str, simulator: str, tmp_path: Path) -> None:
    text, said = REFUSED[case]
    code, output = told(tmp_path, text, "--simulator", simulator)
    assert (Exit.LIMIT, True) == (code, said in output), output


CROWDS = {
    "round the clock": "takes: 1 hours",
    "few places": "takes: 1 hours; capacity: 5; patience: forever",
    "somebody": "takes: 1 hours; by: anna; patience: forever",
}


@pytest.mark.parametrize("how", CROWDS)
@pytest.mark.parametrize("ads", ["100,000", "1,000,000"])
def test_more_than_can_be_served_one_by_one_are_refused(how: str, ads: str, tmp_path: Path) -> None:
    code, output = told(tmp_path, served(CROWDS[how], ads), "--simulator", "people")
    assert Exit.LIMIT == code
    assert "people who ask for a place in stage f.b on one day in one world" in output
    assert "fewer worlds do not help" in output
    assert "`--simulator flow` counts people by the day" in output


def test_too_many_worlds_are_refused_before_anything_is_drawn(tmp_path: Path) -> None:
    code, output = told(tmp_path, PLAN, "--worlds", "10000000")
    assert (Exit.LIMIT, True) == (code, "more than the limit of 1,000,000" in output)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("takes: 2 days; capacity: 1; patience: forever", "the queue at b grows by"),
        ("takes: 2 hours; by: anna; patience: forever", "the queue at b grows by"),
    ],
)
def test_a_line_that_is_overloaded_for_ever_has_a_verdict(
    how: str, said: str, tmp_path: Path
) -> None:
    code, output = told(tmp_path, served(how, horizon="2 years"), "--simulator", "people")
    assert (Exit.OK, True) == (code, said in output), output


ODD = {
    "no time to serve": served("takes: 0 days; capacity: 1; patience: forever"),
    "no time by somebody": served("takes: 0 minutes; by: anna; patience: forever"),
    "no place": served("takes: 1 days; capacity: 0; patience: forever"),
    "no patience": served("takes: 1 hours; capacity: 1; patience: 0 days"),
    "places without number": served("takes: 1 hours; capacity: 90,000,000; patience: forever"),
    "longer than a life": served("takes: 10,000 years; capacity: 3; patience: forever"),
    "longer than a life by somebody": served("takes: 10,000 years; by: anna; patience: forever"),
    "a crowd that is there": served("takes: 1 days; capacity: 3; patience: forever; already: 9M"),
    "nobody works": served("takes: 2 hours; by: anna; patience: forever").replace(
        "17:00" + '"', '17:00"; closed: 2027-01-01 for 60 days'
    ),
}


@pytest.mark.parametrize("case", ODD)
def test_odd_service_runs(case: str, tmp_path: Path) -> None:
    code, output = told(tmp_path, ODD[case], "--simulator", "people")
    assert Exit.OK == code, output


TASK = ANNA + "project p { builds: f.b; task t { takes: TIME; by: anna } }\n"
EXTREMES = {
    "one day": PLAN.replace("60 days", "1 day"),
    "a day that is not in every year": PLAN.replace("2027-01-01", "2028-02-29").replace(
        "60 days", "13 months"
    ),
    "nobody buys": PLAN.replace("50%", "0%"),
    "everybody buys": PLAN.replace("50%", "100%"),
    "who knows": PLAN.replace("50%", "0% to 100%"),
    "for nothing": PLAN.replace("$40", "$0"),
    "a task of ten thousand days": PLAN + TASK.replace("TIME", "10,000 days"),
    "a task without end": PLAN + TASK.replace("TIME", "1,000,000,000 days"),
    "a task of no time": PLAN + TASK.replace("TIME", "0 days"),
    "a business alone": SHOP,
    "stages without people": SHOP + "funnel f { stage a\n stage b }\n",
    "projects alone": SHOP + ANNA + "project p { task t { takes: 3 to 10 days; by: anna } }\n",
    "nobody stays": PLAN.replace("$40", "$40 per month; churn: 100% per month"),
    "everybody stays": PLAN.replace("$40", "$40 per month; churn: 0% per month"),
    "long delays": PLAN.replace("0 to 3 days", "100 to 1,000,000 days"),
    "wild days": PLAN.replace("day }", "day; varies: 100000% }"),
    "referrals that almost grow": PLAN
    + "channel friends { brings: f.a; people: 1.98 each; referred_by: f.b }\n",
}


@pytest.mark.parametrize("case", EXTREMES)
@pytest.mark.parametrize("simulator", EVERY)
def test_extremes_run(case: str, simulator: str, tmp_path: Path) -> None:
    code, output = told(tmp_path, EXTREMES[case], "--simulator", simulator)
    assert Exit.OK == code, output


@pytest.mark.parametrize("case", [c for c in EXTREMES if "task" in c or "projects" in c])
def test_odd_projects_are_scheduled(case: str, tmp_path: Path) -> None:
    code, output = told(tmp_path, EXTREMES[case], "--simulator", "schedule")
    assert Exit.OK == code, output
