"""A brief can be written of any plan, and stays text in every format."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import funneldsl as fd
from funneldsl.briefing import as_html, as_markdown, brief, brief_document
from funneldsl.briefing.fitting import in_words
from funneldsl.briefing.values import Brief
from funneldsl.model.people import Customer, Department
from funneldsl.model.plan import Plan
from funneldsl.testing import plans

LAW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TAGS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "div",
        "span",
        "b",
        "i",
        "em",
        "main",
        "section",
        "footer",
        "h1",
        "h2",
        "small",
        "p",
        "dl",
        "dt",
        "dd",
        "ul",
        "li",
        "strong",
    ]
)


def tags(page: str) -> set[str]:
    found: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            found.add(tag)

    Reader().feed(page)
    return found


@LAW
@given(plans())
def test_every_department_of_a_plan_is_briefed(plan: Plan) -> None:
    found = brief(plan)
    json.dumps(brief_document(found), allow_nan=False)

    assert [d.name for d in plan.of(Department)] == [v.name for v in found.departments]
    assert [c.name for c in plan.of(Customer) if c.perfect] == [c.name for c in found.customers]
    assert as_markdown(found).count("\n## ") >= len(found.departments)
    assert tags(as_html(found)) <= TAGS


@LAW
@given(st.text())
def test_no_text_becomes_a_tag_or_a_heading(text: str) -> None:
    found = Brief(text, text, text, (text, text), (), ())

    assert tags(as_html(found)) <= TAGS
    assert ["# Brief for all departments", "## Our perfect customer"] == [
        line for line in as_markdown(found).splitlines() if line.startswith("#")
    ][:2]
    assert as_markdown(found).count("\n#") <= 2


@pytest.mark.parametrize(
    ("fits", "said"),
    [
        ('country in ["US", "CA", "UK"]', "country is US, CA or UK"),
        ('country not in ["US"]', "country is not US"),
        ("age between 35 and 60", "age is between 35 and 60"),
        ("seats == 1 and age >= 18", "seats is 1; and age is at least 18"),
        ('plan == "pro" or spend > $90', "plan is pro or spend is above $90"),
        ("not paid_late == yes", "not: paid late is yes"),
    ],
)
def test_how_a_customer_is_known_is_said_in_words(fits: str, said: str) -> None:
    customer = fd.read(f"customer anna {{ fits: {fits} }}\n")[0]["anna"]

    assert isinstance(customer, Customer)
    assert customer.fits is not None
    assert said == in_words(customer.fits.formula)
