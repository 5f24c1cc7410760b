"""Older spellings are carried forward, version by version; nothing else in the file moves.

There is no older version yet. The one carried here is invented: offers were called products, and their price was
what the buyer is costed.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

import funneldsl as fd
from funneldsl.diagnostics import TextEdit
from funneldsl.editing.versions import kind_renamed, property_renamed, upgraded
from funneldsl.source import Source
from funneldsl.syntax.nodes import Document
from tests.editing.plans import CANDLES, EXTENSIONS

OLD = (
    CANDLES.replace("language 1", "language 0   # the first one")
    .replace("offer candle {", "product candle {")
    .replace("price: $39", "costs_buyer: $39")
    + 'scenario dear { candle.costs_buyer: $45 }  # was `costs_buyer` always\nproduct "Soap" {\r\n\tcosts_buyer:$9 }\n'
)


def no_products(document: Document) -> Iterable[TextEdit]:
    return kind_renamed(document, "product", "offer")


def no_costs_of_buyers(document: Document) -> Iterable[TextEdit]:
    return property_renamed(document, "offer", "costs_buyer", "price")


STEPS = {0: no_products, 1: no_costs_of_buyers}


def carried(text: str) -> str:
    return upgraded(Source("old.funnel", text), upgrades=STEPS, current=2).text


def test_two_versions_are_passed_and_everything_else_stays() -> None:
    expected = OLD.replace("language 0 ", "language 2 ").replace("product ", "offer ")
    expected = expected.replace("costs_buyer: $", "price: $").replace("costs_buyer:$", "price:$")
    assert expected == carried(OLD)
    assert "# was `costs_buyer` always" in carried(OLD)


def test_what_was_carried_means_what_was_meant() -> None:
    now = carried(OLD).replace("language 2 ", "language 1 ")
    plan, findings = fd.read(now, extensions=EXTENSIONS)
    assert [] == [f for f in findings if f.severity is fd.Severity.ERROR]
    written = CANDLES + 'scenario dear { candle.price: $45 }\noffer "Soap" { price: $9 }\n'
    assert fd.read(written, extensions=EXTENSIONS).plan == plan


def test_a_file_on_the_way_is_carried_the_rest_of_it() -> None:
    half = OLD.replace("language 0", "language 1").replace("product ", "offer ")
    assert carried(OLD) == carried(half)


def test_what_was_carried_is_carried_no_further() -> None:
    once = carried(OLD)
    assert once == carried(once)


def test_another_kind_keeps_its_word() -> None:
    text = "language 1\nsystem a { costs_buyer: 1 }\noffer b { costs_buyer: $1 }\n"
    assert text.replace("language 1", "language 2").replace(
        "b { costs_buyer", "b { price"
    ) == carried(text)


def test_what_cannot_be_understood_does_not_keep_the_rest_from_being_carried() -> None:
    text = "language 0\nproduct a { costs_buyer: @ }\nproduct b { costs_buyer: $1 }\n"
    assert "offer b { price: $1 }" in carried(text)


def test_a_file_of_the_present_version_stays() -> None:
    made = upgraded(Source("x.funnel", CANDLES))
    assert (CANDLES, 1, 1) == (made.text, made.was, made.now)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_that_names_no_version_is_of_the_present_one(end: str) -> None:
    text = CANDLES.removeprefix("language 1\n\n").replace("\n", end)
    made = upgraded(Source("x.funnel", text))
    assert (text, None, 1) == (made.text, made.was, made.now)
    with_line = upgraded(Source("x.funnel", text), add_line=True).text
    assert CANDLES.replace("\n", end) == with_line
    assert with_line == upgraded(Source("x.funnel", with_line), add_line=True).text


def test_the_mark_of_an_encoding_stays_in_front() -> None:
    assert (
        "\ufefflanguage 1\n\noffer a { price: $1 }"
        == upgraded(Source("x.funnel", "\ufeffoffer a { price: $1 }"), add_line=True).text
    )


@pytest.mark.parametrize(
    ("version", "code", "says"),
    [
        ("2", "F050", f"funneldsl {fd.__version__} knows version 1"),
        ("99", "F050", "version 99"),
        ("0", "F051", "never had a version `0`"),
        ("1.5", "F051", "never had a version `1.5`"),
    ],
)
def test_a_version_that_is_not_known_is_refused(version: str, code: str, says: str) -> None:
    with pytest.raises(fd.FindingsError) as refused:
        upgraded(Source("x.funnel", f"language {version}\n"))
    (finding,) = refused.value.findings
    assert (code, version) == (finding.code, finding.span.text)
    assert says in finding.message
    assert code == "F051" or "pip install --upgrade funneldsl" in finding.help
