"""How long people wait for a place: what `funneldsl simulate --simulator people` tells of it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

CALLS = """\
language 1
business agency { currency: USD; start: 2027-01-04; horizon: 20 days }
person nora { hours: 20 hours per week }
channel ads { brings: site.visitor; people: 20 per day }
channel letters { brings: site.client; people: 5 per day }
funnel site {
  stage visitor
  stage client
  stage call { by: nora; takes: 30 minutes; patience: 2 days FIRST }
  visitor -> call
  client -> call
}
"""


def told(run: Run, plans: Path, first: str) -> list[str]:
    (plans / "calls.funnel").write_text(CALLS.replace("FIRST", first), encoding="utf-8")
    ran = run("simulate", "calls.funnel", "--simulator", "people", "--worlds", "8")
    return ran.stdout.partition("\nWaiting\n")[2].partition("\n\n")[0].splitlines()


def test_those_who_go_first_are_told_apart_from_those_whom_they_pass(run: Run, plans: Path) -> None:
    lines = told(run, plans, "; first: client")

    [line] = [line for line in lines if "go first" in line]
    assert line.startswith("at call those who go first wait ")
    assert " on average, the others " in line
    assert 2 == line.count("(P5 ")


def test_where_nobody_goes_first_nothing_is_said_of_it(run: Run, plans: Path) -> None:
    lines = told(run, plans, "")

    assert any(line.startswith("call ") for line in lines)
    assert not any("go first" in line for line in lines)


def test_where_all_are_named_there_are_no_others(run: Run, plans: Path) -> None:
    [line] = [x for x in told(run, plans, "; first: [client, visitor]") if "go first" in x]
    assert line.endswith(" on average")
