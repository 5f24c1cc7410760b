"""Projects, hours and launches."""

from __future__ import annotations

import pytest

from .reading import SHOP, codes, found, said

ME = "person me { hours: 20 hours per week }\n"


def test_a_project_stands_for_all_of_its_tasks_in_a_circle() -> None:
    text = (
        SHOP
        + """\
project one { task a { takes: 3 days; after: two } }
project two { task b { takes: 3 days; after: one.a } }
"""
    )
    (finding,) = found(text)

    assert "F430" == finding.code
    assert "one.a -> two -> two.b -> one.a" in finding.message


def test_a_task_that_waits_for_its_own_project_never_begins() -> None:
    text = (
        SHOP
        + "project one {\n  task a { takes: 3 days; after: one }\n  task b { takes: 3 days }\n}\n"
    )
    (finding,) = found(text)

    assert "task one.a waits for its own project, which is done only after it" == finding.message


def test_tasks_one_behind_the_other_are_fine() -> None:
    text = (
        SHOP
        + "project one {\n  task a { takes: 3 days }\n  task b { takes: 3 days; after: a }\n}\n"
    )

    assert [] == codes(text)


@pytest.mark.parametrize(
    ("takes", "hours", "expected"),
    [
        ("2 days", "8 hours", []),
        ("2 days", "9 hours", ["F433"]),
        ("2 to 4 days", "9 to 20 hours", []),
        ("1 to 2 days", "9 to 20 hours", ["F433"]),
    ],
)
def test_hours_fit_into_the_days_of_a_task(takes: str, hours: str, expected: list[str]) -> None:
    """Twenty hours per week are four on each working day."""
    text = f"{SHOP}{ME}project p {{ task a {{ takes: {takes}; hours: {hours}; by: me }} }}\n"

    assert expected == codes(text)


def test_steady_work_is_added_up_per_person() -> None:
    text = (
        SHOP
        + ME
        + """\
person you { hours: 20 hours per week }
system a { effort: 12 to 20 hours per week by me }
system b { effort: 9 hours per week by me }
system c { effort: 9 hours per week by you }
"""
    )
    assert [("F436", "20 hours per week")] == said(text)


def test_work_that_is_handed_over_later_is_not_steady() -> None:
    text = (
        SHOP
        + ME
        + """\
person you { hours: 20 hours per week }
system a { effort: 30 hours per week by me then 15 hours per week by you from 2027-02-01 }
"""
    )
    assert [] == codes(text)


def launch(window: str, task: str = "takes: 10 days; by: me") -> str:
    return (
        SHOP
        + ME
        + f"""\
channel ads {{ brings: reader; people: 40 per day }}
funnel site {{
  stage reader {{ leaves: 5% per month }}
  stage pupil {{ open: {window} }}
  reader -> pupil 3% after 20 to 40 days
}}
project course {{ builds: pupil; task film {{ {task} }} }}
"""
    )


def test_a_window_is_missed_if_the_least_time_is_too_long() -> None:
    """Ten working days from Monday, 4 January, end on Friday the 15th."""
    assert [] == codes(launch("2027-01-20 for 3 days"))
    assert ["F435"] == codes(launch("2027-01-06 for 3 days"))


def test_what_must_be_done_before_counts_too() -> None:
    text = launch("2027-02-01 for 3 days", "takes: 10 days; by: me; after: earlier")

    assert ["F435"] == codes(text + "project earlier { task all { takes: 60 days } }\n")
    assert [] == codes(text + "project earlier { task all { takes: 5 days } }\n")


def test_a_project_that_is_never_done_is_said_once() -> None:
    assert ["F437"] == codes(launch("2027-12-01 for 7 days", "takes: 400 days"))


def test_a_stage_waits_for_what_its_offer_needs() -> None:
    text = (
        SHOP
        + """\
channel ads { brings: buyer; people: 4 per day }
funnel site { stage buyer { sells: course; open: 2027-01-20 for 3 days } }
offer course { price: $79; needs: film }
project film { task shoot { takes: 60 days } }
"""
    )
    assert ["F435"] == codes(text)


def test_a_week_has_168_hours() -> None:
    def person(hours: str) -> str:
        return f"{SHOP}person me {{ hours: {hours}; costs: $9 per hour }}\n"

    assert [] == codes(person("24 hours per day"))
    assert ["F438"] == codes(person("25 hours per day"))
    assert [] == codes(person("20 to 200 hours per week"))


def test_who_has_no_hours_cannot_do_a_task() -> None:
    text = f"{SHOP}{ME}project p {{ task a {{ takes: 3 days; hours: 5 hours; by: me }} }}\n"
    (finding,) = found(text.replace("20 hours", "0 hours"))

    assert "F433" == finding.code
    assert "give person me hours, for example `hours: 20 hours per week`" == finding.help


def test_a_task_of_which_nothing_is_known_does_not_end_before_it_begins() -> None:
    text = launch("2027-01-06 for 3 days", "takes: normal(8,630 years, 8,630 years); by: me")

    assert "F435" not in codes(text)
