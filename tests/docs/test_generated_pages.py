"""Pages that are made from the program are as the program is today. `UPDATE_GOLDEN=1` writes them anew."""

import os

import funneldsl as fd
from funneldsl import pipeline
from tests.docs.generated import findings_page, series_table, with_part, words_page
from tests.docs.pages import ROOT

DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))
OURS = frozenset({"diagram", "forecast", "report", "strategy"})


def test_the_page_of_findings_lists_every_rule() -> None:
    ours = fd.discover(fd.Choice(only=OURS))
    made = findings_page(pipeline.rules(ours), ours)
    page = REFERENCE / "findings.md"
    if UPDATE:
        page.write_text(made)

    assert page.read_text() == made


def test_the_page_of_words_lists_every_word() -> None:
    page = REFERENCE / "words.md"
    made = words_page(fd.discover(fd.NO_PLUGINS).kinds)
    if UPDATE:
        page.write_text(made)

    assert page.read_text() == made


def test_the_page_of_formats_lists_every_series() -> None:
    page = REFERENCE / "json-formats.md"
    text = page.read_text()
    if UPDATE:
        page.write_text(with_part(text, "series", series_table()))

    assert page.read_text() == with_part(text, "series", series_table())


def test_the_picture_shows_the_plan() -> None:
    picture = DOCS / "images" / "northwind.svg"
    drawn = fd.export(fd.load(DOCS / "examples" / "northwind.funnel"), "svg")
    if UPDATE:
        picture.write_bytes(drawn)

    assert picture.read_bytes() == drawn
