"""Mermaid: labels are only labels, whatever is in them."""

from __future__ import annotations

import re

from drawn_plans import long_funnel, plan_of, shop
from funneldsl_diagram.mermaid import Mermaid, label
from funneldsl_diagram.text import plain
from hostile import HOSTILE
from hypothesis import given, settings

from funneldsl.plugin import Plan, Subject


def chart(plan: Plan) -> str:
    return Mermaid().export(Subject(plan)).decode()


def structure(text: str) -> str:
    """Without what stands in quotes and in the comment of the second line."""
    return re.sub(r"%%.*", "%%", re.sub(r'"[^"\n]*"', '""', text))


def unescaped(text: str) -> str:
    return re.sub(r"#(\d+);", lambda m: chr(int(m[1])), text[1:-1])


@settings(deadline=None, max_examples=200)
@given(HOSTILE)
def test_names_change_nothing_but_labels(name: str) -> None:
    assert structure(chart(shop("Shop"))) == structure(chart(shop(name)))


@settings(max_examples=300)
@given(HOSTILE)
def test_a_label_says_what_was_written(name: str) -> None:
    assert plain(name) == unescaped(label([name]))


@settings(max_examples=300)
@given(HOSTILE)
def test_a_label_holds_nothing_that_mermaid_acts_on(name: str) -> None:
    inside = re.sub(r"#\d+;", "", label([name])[1:-1])

    assert not re.search(r'["#&<>`{}|\\;]|%%|\$\$|:\S|[\x00-\x1f]', inside)


def test_an_entity_that_was_typed_is_shown_as_typed() -> None:
    assert '"#35;quot#59; #38;lt#59;"' == label(["#quot; &lt;"])


def test_a_list_is_not_made_of_a_name() -> None:
    assert '"1#46; first"' == label(["1. first"])
    assert '"0.1% to 0.3%"' == label(["0.1% to 0.3%"])


def test_everything_in_the_plan_is_drawn() -> None:
    text = chart(shop("Shop"))

    assert 'n2["Shop<br/>Shop: $79<br/>again: 412 of 1,530 after 3 to 21 days"]:::shop' in text
    assert 'n1 -->|"412 of 1,530 after 3 to 21 days"| n2' in text
    assert "n0 ==> n1" in text
    assert "n1 -.-> n3" in text
    assert 'n3 -.->|"2%"| n2' in text
    assert "n4 -.-o g1" in text


def test_an_empty_plan_is_a_flowchart_too() -> None:
    assert "flowchart TD\n    %% A plan\n" == chart(plan_of())


def test_a_thousand_stages_are_a_thousand_boxes() -> None:
    assert 1000 == chart(long_funnel(1000)).count(":::stage")
