"""What is found again and again is counted, not listed; growth of hostile texts is held down elsewhere."""

from __future__ import annotations

import funneldsl as fd
from funneldsl.listing import MOST_ALIKE

CORE = fd.discover(fd.NO_PLUGINS)


def read(text: str) -> tuple[fd.Finding, ...]:
    return fd.read(fd.Source("any.funnel", text), extensions=CORE).findings


def codes(text: str) -> list[str]:
    return [f.code for f in read(text)]


def test_what_is_found_more_than_a_thousand_times_is_counted_once_it_is_listed() -> None:
    findings = read("offer candle { price: $39 }\n" * (MOST_ALIKE + 100))

    (counted,) = (f for f in findings if f.code == "F003")
    assert MOST_ALIKE == sum(f.code == "F230" for f in findings)
    assert "F230 is found 99 more times; from here on it is not listed" == counted.message
    assert MOST_ALIKE + 2 == counted.span.line


def test_a_thousand_alike_are_all_listed() -> None:
    found = codes("offer candle { price: $39 }\n" * (MOST_ALIKE + 1))

    assert MOST_ALIKE == found.count("F230")
    assert "F003" not in found


def test_other_mistakes_behind_those_are_listed() -> None:
    text = "offer candle { price: $39 }\n" * (MOST_ALIKE + 2) + "offer lamp { prise: $39 }\n"

    found = codes(text)

    assert 1 == found.count("F205")
    assert ["F003", "F205"] == [code for code in found if code in ("F003", "F205")]


def test_remarks_accept_what_begins_in_their_stretch_alone() -> None:
    text = """\
offer candle { price: $39 }  # ok F460 because it is sold by hand
offer lamp { price: $39 }
# ok F460 because it comes later
offer torch { price: $39 }
"""
    unsold = [f.span.line for f in read(text) if f.code == "F460"]

    assert [2] == unsold
    assert "F031" not in codes(text)
