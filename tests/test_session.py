"""A session reads an edited plan again; what it gives is what a fresh reading gives (see tests/fuzz/test_laws.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

import funneldsl as fd
from funneldsl.bind.imports import GivenFiles
from funneldsl.plugin import Offer, Stage
from funneldsl.syntax import parser
from tests.benchmarks.generated import plan

CORE = fd.discover(fd.NO_PLUGINS)
SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
channel ads { brings: site.visitor; people: 40 per day }
funnel site {
  stage visitor
  stage buyer { sells: course }
  visitor -> buyer 3%
}
offer course { price: $79 }
"""


def session() -> fd.Session:
    return fd.Session(extensions=CORE)


def test_what_did_not_change_is_the_same_object() -> None:
    one = session()

    before = one.read(SHOP).plan
    after = one.read(SHOP.replace("3%", "4%")).plan

    assert before["course"] is after["course"]
    assert before["site.visitor"] is not after["site.visitor"]


def test_only_the_edited_statement_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    one, text, parsed = session(), plan(300), list[str]()
    one.read(text)
    whole = parser.drive

    def counted(tokens, reading, on_fault=None):  # type: ignore[no-untyped-def]
        parsed.append(reading.text)
        return whole(tokens, reading, on_fault)

    monkeypatch.setattr(parser, "drive", counted)
    one.read(text.replace("offer starter3 { price: $79", "offer starter3 { price: $89"))

    assert {text.split()[1] for text in parsed} <= {"starter3", "membership2", "membership3"}
    assert "starter3" in parsed[0] or len(parsed) <= 3


def test_places_of_an_earlier_reading_follow_the_text() -> None:
    one = session()
    before = one.read(SHOP)

    after = one.read("# above\n\n" + SHOP)

    assert ("<text>:10:1", "<text>:10:1") == (
        str(before.plan["course"].span),
        str(after.plan["course"].span),
    )
    assert "$79" == before.plan["course"].place("price").text


def test_a_mistake_comes_and_goes() -> None:
    one = session()
    one.read(SHOP)

    wrong = one.read(SHOP.replace("sells: course", "sells: coarse"))
    right = one.read(SHOP)

    assert ["F231"] == [f.code for f in wrong.findings if f.code != "F301"]
    assert [] == [f.code for f in right.findings if f.code != "F301"]


def test_another_currency_is_another_meaning_of_every_amount() -> None:
    one = session()
    one.read(SHOP)

    (offer,) = one.read(SHOP.replace("USD", "CAD")).plan.of(Offer)

    assert "CAD" == offer.price[0].amount.unit.measure


def test_imported_files_are_read_again() -> None:
    one = session()
    entry = fd.Source("main.funnel", SHOP.replace("offer", 'import "more.funnel"\noffer', 1))

    def stages(more: str) -> list[str]:
        reading = one.read(entry, reader=GivenFiles({"more.funnel": more}))
        return [s.name for s in reading.plan.of(Stage)]

    assert ["site.visitor", "site.buyer", "b.x"] == stages("funnel b { stage x }\n")
    assert ["site.visitor", "site.buyer", "b.y"] == stages("funnel b { stage y }\n")


def test_a_session_raises_what_reading_raises(tmp_path: Path) -> None:
    with pytest.raises(fd.UnreadableError):
        session().read(tmp_path / "none.funnel")
    with pytest.raises(fd.LimitError):
        fd.Session(extensions=CORE, limits=fd.Limits(bytes=10)).read(SHOP)
