"""How a written name finds its thing."""

from __future__ import annotations

import pytest

from funneldsl.bind.names import slug
from funneldsl.diagnostics import Finding
from funneldsl.model.values import Ref

from .reading import SHOP, found, mended, one, plan, said

TWO = SHOP + "funnel second { stage visitor; stage buyer; visitor -> buyer 5% }\n"


def test_the_innermost_scope_comes_first() -> None:
    flow = plan(TWO)["second.visitor -> second.buyer"]
    assert (Ref("second.visitor"), Ref("second.buyer")) == (flow.source, flow.target)  # type: ignore[attr-defined]


def test_then_what_is_around_it() -> None:
    text = (
        SHOP
        + "system a {\n  funnel f { stage x }\n  system b { channel c { brings: f.x; people: 5 per day } }\n}\n"
    )
    assert Ref("a.f.x") == plan(text)["a.b.c"].brings  # type: ignore[attr-defined]


def test_then_anything_in_the_project_that_is_unique() -> None:
    text = (
        SHOP
        + "system a { funnel f { stage deep } }\nchannel c { brings: deep; people: 5 per day }\n"
    )
    assert Ref("a.f.deep") == plan(text)["c"].brings  # type: ignore[attr-defined]


def test_things_of_other_kinds_are_passed_by() -> None:
    text = SHOP + "funnel g {\n  stage course { sells: course }\n}\n"
    assert Ref("course") == plan(text)["g.course"].sells[0].offer  # type: ignore[attr-defined]


def test_words_of_the_language_are_names_too() -> None:
    text = (
        SHOP
        + "funnel f { stage day; stage to; stage from; day -> to 3% after 3 days; to -> from 4% }\n"
    )
    assert "f.day -> f.to" in plan(text)


def test_names_are_unicode() -> None:
    text = (
        SHOP + "funnel trichter { stage käufer }\nchannel c { brings: käufer; people: 5 per day }\n"
    )
    assert Ref("trichter.käufer") == plan(text)["c"].brings  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("On the list", "on_the_list"),
        ("  Two  weeks!", "two_weeks"),
        ("2 weeks in", "_2_weeks_in"),
        ("¡¿", ""),
    ],
)
def test_a_title_gives_a_name(title: str, name: str) -> None:
    assert name == slug(title)


def test_a_titled_thing_is_found_by_its_name() -> None:
    text = (
        SHOP
        + 'funnel f { stage "On the list" }\nchannel c { brings: on_the_list; people: 5 per day }\n'
    )
    stage = plan(text)["f.on_the_list"]
    assert "On the list" == stage.title


def test_a_name_from_a_title_gives_way_to_a_chosen_one() -> None:
    text = 'check "income" { expect: cash >= $0 }\nstrategy { goal income { reach: cash >= $5 } }\n'
    assert {"income", "income_check"} <= set(plan(text).written)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            TWO + "channel c { brings: buyer; people: 5 per day }\n",
            ("F232", "buyer", "write the full path: `welcome.buyer` or `second.buyer`"),
        ),
        (
            SHOP + "channel c { brings: byer; people: 5 per day }\n",
            ("F231", "byer", "write `buyer`"),
        ),
        (
            SHOP + "channel c { brings: welcome.byer; people: 5 per day }\n",
            ("F231", "welcome.byer", "write `welcome.buyer`"),
        ),
        (
            SHOP + "channel c { brings: wlcome.buyer; people: 5 per day }\n",
            ("F231", "wlcome.buyer", "write `welcome.buyer`"),
        ),
        (
            SHOP + "channel c { brings: course; people: 5 per day }\n",
            ("F233", "course", "write the name of a stage"),
        ),
        (
            SHOP + "offer course { price: $99 }\n",
            ("F230", "offer course", "give one of them another name"),
        ),
        (
            SHOP + "funnel f { stage f.x }\n",
            ("F234", "f.x", "write `stage x` inside of the block of `f`"),
        ),
        (SHOP + "offer none { price: $99 }\n", ("F235", "none", "choose another word")),
        (SHOP + "offer { price: $99 }\n", ("F236", "offer", "write `offer NAME { … }`")),
        ('strategy growth { purpose: "x" }\n', ("F237", "growth", "write `strategy { … }`")),
        ("import offers\n", ("F237", "offers", 'write `import "offers"`')),
    ],
)
def test_other_names_are_answered_with_what_to_type(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert expected == said(text)


def test_a_misspelled_name_is_mended() -> None:
    text = SHOP + "channel c { brings: welcome.byer; people: 5 per day }\n"
    assert text.replace("byer", "buyer") == mended(text)


def test_both_places_of_a_double_name_are_shown() -> None:
    finding = one(SHOP + "offer course { price: $99 }\n")
    assert ["offer course"] == [r.span.text for r in finding.related]
    assert finding.span.start > finding.related[0].span.start


def once(text: str) -> Finding:
    """The only finding about a text that has one mistake in it."""
    return one(text)


def test_a_missing_thing_is_said_once_however_often_it_is_used() -> None:
    text = "".join(
        f"channel c{n} {{ brings: nowhere.at_all; people: 5 per day }}\n" for n in range(9)
    )
    finding = once(text)
    assert "no thing is named `nowhere`" == finding.message
    assert {"it is used here too"} == {r.message for r in finding.related}


@pytest.mark.parametrize(
    "broken",
    [
        "funnel f ((( {\n  stage x\n}\n",
        "funel f {\n  stage x\n}\n",
        "gadget f {\n  stage x\n}\n",
        "funnel f {\n  stage x x\n}\n",
        "funnel {\n  stage x\n}\n",
        "stage f.x\n",
    ],
)
def test_names_of_broken_blocks_make_no_second_finding(broken: str) -> None:
    from funneldsl.bind.binder import bind
    from funneldsl.source import Source
    from funneldsl.syntax.parser import parse

    from .reading import KINDS

    text = (
        broken
        + "channel c { brings: f.x; people: 5 per day }\nchannel d { brings: x; people: 5 per day }\n"
    )
    document = parse(Source("plan.funnel", text))
    findings = (*document.findings, *bind([document], KINDS).findings)
    assert 1 <= len(findings) <= 2
    assert not any("named" in f.message and "no stage" in f.message for f in findings)


def test_a_thing_that_failed_makes_no_second_finding() -> None:
    text = SHOP.replace("price: $79", "price: 12,00")
    assert ["F240"] == [f.code for f in found(text)]
