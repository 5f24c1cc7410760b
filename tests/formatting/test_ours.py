"""Whatever plan we show stands in its layout."""

from __future__ import annotations

from pathlib import Path

import pytest

import funneldsl as fd
from tests.docs.pages import fences

ROOT = Path(__file__).parents[2]
SHOWN = sorted(
    [*(ROOT / "docs" / "examples").glob("*.funnel"), *(ROOT / "funneldsl").rglob("*.funnel")]
)
PAGES = [ROOT / "docs" / page for page in ("tutorial/first-forecast.md", "reference/language.md")]


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
def test_examples_and_templates_stand_in_their_layout(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")

    assert text == fd.format(text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_the_pages_for_beginners_show_stands_in_its_layout(page: Path) -> None:
    for fence in fences(page.read_text("utf-8")):
        if fence.language == "funnel":
            assert fence.text == fd.format(fence.text)


def test_page_about_the_layout_shows_what_comes_of_it() -> None:
    page = (ROOT / "docs" / "how-to" / "format-files.md").read_text("utf-8")
    before, after = (fence.text for fence in fences(page) if fence.language == "funnel")

    assert after == fd.format(before)
