"""`funneldsl brief`: the page that tells a department whom it is for."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.conftest import SOUND, Run

PEOPLE = (
    (
        SOUND.replace(
            "business candles",
            "business candles",
        ).replace(
            "cash: $600 }",
            'cash: $600; mission: "Light evenings"; message: "Sit down"; values: ["No soot"] }',
        )
        + """\
customer gifter { who: "needs a present by Friday" }
department shipping "Packing & Post" {
  serves: [anna, gifter]
  sees: "somebody at home on Tuesday"
  receives: "orders until noon"
  promise: "on the step within 4 days"
  success: entered(shop.buyer for anna) >= 1
}
department words { serves: anna; success: "they write to us" }
"""
    )
    .replace("serves: living\n", "serves: living; owner: shipping\n")
    .replace(
        'wants: "a quiet hour" }',
        'wants: "a quiet hour"; pains: ["noise", "late nights"]; fits: country in ["US", "CA"] and age between 30 and 60 }',
    )
    .replace(
        "price: $0.30 to $0.60 per visitor }",
        "price: $0.30 to $0.60 per visitor; customers: { anna: 50% } }",
    )
)


def told(run: Run, plans: Path, *options: str, text: str = PEOPLE) -> str:
    (plans / "people.funnel").write_text(text, "utf-8")
    return run("brief", "people.funnel", *options).stdout


def test_the_perfect_customer_comes_first_in_words(run: Run, plans: Path) -> None:
    shown = told(run, plans, "--no-forecast")

    assert "## Our perfect customer: anna\n\nreads at night\n" in shown
    assert "- **Hurts:**\n  - noise\n  - late nights\n" in shown
    assert "- **We know them by:** country is US or CA; and age is between 30 and 60\n" in shown


def test_a_department_is_told_how_it_meets_them_and_what_it_promises(run: Run, plans: Path) -> None:
    shown = told(run, plans, "--no-forecast", "--department", "shipping")

    assert shown.startswith("# Brief for Packing \\& Post\n")
    assert "- **Also serves:** gifter: needs a present by Friday\n" in shown
    assert "- **Meets them as:** somebody at home on Tuesday\n" in shown
    assert "- **Receives:** orders until noon\n" in shown
    assert "- **Promises:** on the step within 4 days\n" in shown
    assert "- **Answers for:** shop, for living\n" in shown
    assert "- **Message:** Sit down\n" in shown
    assert "words" not in shown


def test_its_success_is_forecast_like_a_goal(run: Run, plans: Path) -> None:
    document = json.loads(told(run, plans, "--json", "--worlds", "64"))
    shipping, words = document["departments"]

    assert 1.0 == shipping["prospect"]["chance"]
    assert "2027-01" == shipping["prospect"]["middle"][:7]
    assert words["prospect"] is None
    assert 64 == document["worlds"]


def test_asking_for_success_changes_no_goal(run: Run, plans: Path) -> None:
    options = ("--json", "--worlds", "64")
    goals = json.loads(run("simulate", "sound.funnel", *options).stdout)["goals"]
    fewer = SOUND.replace("serves: living\n", "serves: living; owner: care\n")
    care = "department care { serves: anna; success: count(shop.buyer) >= 3 }\n"
    document = json.loads(told(run, plans, *options, text=fewer + care))
    (duty,) = document["departments"][0]["duties"]

    assert goals[0]["chance"] == duty["goals"][0]["prospect"]["chance"]


def test_a_success_in_words_is_shown_and_not_forecast(run: Run, plans: Path) -> None:
    shown = told(run, plans, "--worlds", "32", "--department", "words")

    assert "- **Succeeds when:** they write to us\n" in shown
    assert "- **Forecast:** told in words, so no forecast can judge it\n" in shown


def test_without_a_forecast_none_is_claimed(run: Run, plans: Path) -> None:
    shown = told(run, plans, "--no-forecast")

    assert "- **Forecast:** not forecast\n" in shown
    assert "possible worlds" not in shown


def test_what_nobody_has_answered_is_asked(run: Run, plans: Path) -> None:
    shown = told(run, plans, "--no-forecast", "--department", "words")

    assert "How do you see the customer?" in shown
    assert "How will you know that you succeed with them?" not in shown


def test_a_business_without_a_perfect_customer_is_told_how_to_mark_one(
    run: Run, plans: Path
) -> None:
    shown = told(run, plans, "--no-forecast", text=SOUND.replace("perfect: yes; ", ""))

    assert "Nobody is marked as the perfect customer yet." in shown


def test_an_unknown_department_suggests_one(run: Run, plans: Path) -> None:
    (plans / "people.funnel").write_text(PEOPLE, "utf-8")
    done = run("brief", "people.funnel", "--department", "shiping", code=2)

    assert "did you mean 'shipping'" in done.stderr


class Page(HTMLParser):
    """What a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.shown = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.shown += data


def test_the_page_is_whole_and_loads_nothing(run: Run, plans: Path) -> None:
    text = told(run, plans, "--no-forecast", "--format", "html")
    page = Page(text)

    assert [] == page.open
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert "url(" not in text
    assert "Packing & Post" in page.shown


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_texts_of_a_plan_stay_texts(run: Run, plans: Path, form: str) -> None:
    evil = "</h2><script>alert(1)</script><img src=x onerror=alert(1)> [x](http://evil) **b**"
    shown = told(
        run,
        plans,
        "--no-forecast",
        "--format",
        form,
        text=PEOPLE.replace("somebody at home on Tuesday", evil),
    )

    if form == "html":
        page = Page(shown)
        assert not {"script", "img"} & set(page.tags)
        assert evil in page.shown
    else:
        assert "\\<script\\>" in shown
        assert "\\[x\\](http\\://evil) \\*\\*b\\*\\*" in shown


def test_a_page_is_written_into_a_file(run: Run, plans: Path) -> None:
    told(run, plans, "--no-forecast", "--format", "html", "-o", "all.html")

    assert (plans / "all.html").read_text("utf-8").startswith("<!DOCTYPE html>")
