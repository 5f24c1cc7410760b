"""Names that nothing speaks of, and names that look alike."""

from __future__ import annotations

from .reading import SHOP, codes, found

ME = "person me { hours: 20 hours per week }\n"


def remarks(text: str) -> list[str]:
    return [f.code for f in found(text)]


def test_names_that_differ_by_case_are_two() -> None:
    text = (
        SHOP
        + "channel a { brings: f.x; people: 1 per day }\nchannel A { brings: f.x; people: 1 per day }\nfunnel f { stage x }\n"
    )

    assert ["F495"] == codes(text)


def test_the_same_short_name_in_two_funnels_is_fine() -> None:
    text = (
        SHOP
        + "channel a { brings: f.x; people: 1 per day }\nchannel b { brings: g.X; people: 1 per day }\n"
        + "funnel f { stage x }\nfunnel g { stage X }\n"
    )
    assert [] == codes(text)


def test_a_person_works_limits_or_costs() -> None:
    assert ["F496"] == remarks(SHOP + ME)
    assert [] == remarks(
        SHOP + ME + "strategy { limit l { keep: hours(me) <= 25 hours per week } }\n"
    )
    assert [] == remarks(SHOP + "person me { hours: 20 hours per week; costs: $30 per hour }\n")


def test_the_perfect_customer_needs_no_mention() -> None:
    assert [] == remarks(SHOP + 'customer a { perfect: yes; who: "x" }\n')
    assert ["F497"] == remarks(SHOP + 'customer a { who: "x" }\n')


def test_work_is_done_by_somebody() -> None:
    assert ["F498"] == codes(SHOP + "system s { effort: 4 hours per week }\n")
    assert [] == codes(SHOP + ME + "system s { owner: me; effort: 4 hours per week }\n")
    assert [] == codes(SHOP + ME + "system s { effort: 4 hours per week by me }\n")


def test_things_inside_of_what_differs_by_case_are_not_said_again() -> None:
    text = (
        SHOP
        + "channel a { brings: f.x; people: 1 per day }\nchannel b { brings: F.x; people: 1 per day }\n"
    )

    assert ["F495"] == codes(text + "funnel f { stage x }\nfunnel F { stage x }\n")
