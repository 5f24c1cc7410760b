"""Which blocks there are, and where they may stand."""

from __future__ import annotations

import pytest

from .reading import SHOP, bound, mended, one, plan, said


def test_things_in_nameless_blocks_belong_to_the_file() -> None:
    text = "strategy { exit keep; goal rich { reach: cash >= $5 } }\n"
    assert ["strategy", "exit", "rich"] == list(plan(text).written)


def test_a_track_carries_the_name_of_its_funnel() -> None:
    text = (
        SHOP
        + 'track welcome { source: "x"; person: u; time: t; within: 3 days; events { buyer: e == "b" } }\n'
    )
    assert {"track welcome", "track welcome.events"} <= set(plan(text).written)


def test_imports_and_requirements_have_names_of_their_own() -> None:
    text = 'require "a"\nrequire "a" { at_least: 2 }\n'
    assert ["require a", "require a_2"] == list(plan(text).written)


def test_the_version_of_the_language_is_no_block() -> None:
    assert {} == dict(plan("language 1\n").written)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ofer course { price: $79 }\n", ("F200", "ofer", "write `offer`")),
        ("stage visitor\n", ("F201", "stage visitor", "move it into a funnel")),
        ("goal rich { reach: cash >= $5 }\n", ("F201", "goal rich", "move it into a strategy")),
        (
            "funnel f { offer course { price: $79 } }\n",
            ("F201", "offer course", "move it to the top of a file, outside of any block"),
        ),
        ("person ann\n", ("F202", "person ann", "write `person ann { … }`")),
        (
            "strategy { exit sale { by: 2029-01-01 } }\n",
            ("F203", "sale", "write `exit keep`, `exit sell` or `exit step_away`"),
        ),
        (
            "strategy { exit }\n",
            ("F203", "exit", "write `exit keep`, `exit sell` or `exit step_away`"),
        ),
        ("currency: USD\n", ("F210", "currency", "move it between the braces of a business")),
        ("currency USD\n", ("F211", "currency USD", "write `currency: USD`")),
        (
            "business shop { currency USD; start: 2027-01-04; horizon: 24 months }\n",
            ("F211", "currency USD", "write `currency: USD`"),
        ),
        (
            SHOP + "channel ads { brings: visitor; people: 5 per day\n  season { Jan: 80% }\n}\n",
            ("F211", "season", "write `season: { … }`"),
        ),
        (
            SHOP + "offer o { price: $5; visitor -> buyer 3% }\n",
            ("F217", "visitor -> buyer 3%", "move it into a system or a funnel"),
        ),
        ("language 2\n", ("F218", "2", "write `language 1`, or install a newer funneldsl")),
        ("flow f { }\n", ("F200", "flow f", "write `visitor -> buyer 3%`")),
    ],
)
def test_what_stands_wrongly_is_answered_with_where_it_belongs(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert expected == said(text)


def test_a_missing_colon_is_mended() -> None:
    text = "business shop { currency USD; start: 2027-01-04; horizon: 24 months }\n"
    assert text.replace("currency USD", "currency: USD") == mended(text)
    text = SHOP + "channel ads { brings: visitor; people: 5 per day\n  season { Jan: 80% }\n}\n"
    assert text.replace("season {", "season: {") == mended(text)


def test_a_second_business_shows_the_first() -> None:
    finding = one(SHOP + "business two { currency: USD; start: 2027-01-04; horizon: 24 months }\n")
    assert "F204" == finding.code
    assert ["business shop"] == [r.span.text for r in finding.related]


def test_what_stands_in_a_misspelled_block_is_understood() -> None:
    made = bound(
        "funel f {\n  stage x\n  stage y\n  x -> y 3%\n}\nchannel c { brings: f.x; people: 5 per day }\n"
    )
    assert ["F200"] == [f.code for f in made.findings]
    assert {"f.x", "f.y", "f.x -> f.y", "c"} <= set(made.plan.written)


def test_mistakes_inside_of_a_misplaced_block_are_told_too() -> None:
    made = bound("stage x { capacity: 12,00 }\n")
    assert ["F201", "F240"] == [f.code for f in made.findings]


def test_systems_stand_in_systems() -> None:
    text = SHOP + "system a { system b { funnel c { stage d } } }\n"
    assert "a.b.c.d" in plan(text)


def test_a_kind_left_out_makes_one_finding() -> None:
    made = bound(
        'product "From visitor to buyer" {\n  role: repeat\n  serves: rich\n  stage x\n  stage y\n  x -> y 3%\n}\n'
        "strategy { goal rich { reach: count(product.x) >= 5 } }\n"
        "channel c { brings: product.x; people: 5 per day }\n"
    )
    assert ["F200"] == [f.code for f in made.findings]
    assert "did you mean" not in made.findings[0].message


def test_a_name_for_a_kind_makes_no_more_than_two_findings() -> None:
    text = (
        SHOP
        + 'funnel f {\n  trial "For 14 days" { leaves: after 14 days }\n  stage y\n  trial -> y 3%\n}\n'
    )
    assert ["F201"] == [f.code for f in bound(text).findings]


def test_a_unit_behind_a_list_is_refused_once() -> None:
    text = SHOP + "offer o { price: $5 per month; churn: [9%, 6%, 2% to 3%] per mnth }\n"
    assert ("F254", "mnth", "write `per month`") == said(text)
