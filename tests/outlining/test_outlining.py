"""An outline holds all of a plan, whatever the plan is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

import funneldsl as fd
from funneldsl.cli.outline_text import WIDE, as_text
from funneldsl.cli.plain import width
from funneldsl.cli.style import uncoloured
from funneldsl.model.plan import Plan
from funneldsl.model.systems import Campaign, Channel, Funnel, System
from funneldsl.outlining import Launch, Node, Outline, outline, outline_document
from funneldsl.testing import plans

LAW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def nodes(outline: Outline) -> Iterator[Node]:
    waiting = [*outline.systems]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.inside


@LAW
@given(plans())
def test_every_system_channel_and_campaign_stands_in_it_once(plan: Plan) -> None:
    found = outline(plan)
    names = [n.name for n in nodes(found)]
    parts = [p.name for n in nodes(found) for p in (*n.channels, *n.campaigns)]
    parts += [p.name for p in (*found.channels, *found.campaigns)]

    assert sorted(d.name for d in (*plan.of(System), *plan.of(Funnel))) == sorted(names)
    assert sorted(d.name for d in (*plan.of(Channel), *plan.of(Campaign))) == sorted(parts)


@LAW
@given(plans())
def test_its_document_is_plain_and_its_text_fits_a_page(plan: Plan) -> None:
    found = outline(plan)
    json.dumps(outline_document(found), allow_nan=False)
    words = {w for line in as_text(found, uncoloured).splitlines() for w in line.split()}
    longest = max(map(width, words), default=0)

    assert all(
        width(line) <= max(WIDE, WIDE // 2 + 2 * longest)
        for line in as_text(found, uncoloured).splitlines()
    )


def test_a_project_that_is_never_done_is_told_so() -> None:
    text = """\
funnel site { stage guest; stage buyer { sells: lantern } }
offer lantern { price: $59 }
project make { builds: lantern; task wax { takes: 20 days } }
"""
    found = outline(fd.read(text)[0], {"make": Launch(date(2027, 3, 1), None, None)})

    assert "not done within the plan in most worlds (earliest 2027-03-01)" in " ".join(
        as_text(found, uncoloured).replace("│", " ").split()
    )


def test_a_project_that_builds_nothing_of_any_system_is_not_forgotten() -> None:
    found = outline(fd.read("project tidy { task sort { takes: 2 days } }\n")[0])

    assert ["tidy"] == [b.name for b in found.projects]
    assert "project tidy  tidy (1 task)" in as_text(found, uncoloured)


ORDERED = """\
business lamps { currency: USD; start: 2027-01-04; horizon: 12 months }
person me { hours: 30 hours per week }
channel fair { brings: site.guest; people: 4 per day }
funnel site {
  stage guest
  stage buyer { sells: lamp }
  guest -> buyer 3%
}
offer lamp { price: $59 }
project gather { builds: site.guest; task page { takes: 4 days; by: me } }
project make { builds: lamp; task wax { takes: 20 days; by: me } }
"""


def outline_of(text: str) -> Outline:
    return outline(fd.read(text)[0])


@pytest.mark.parametrize(
    ("changed", "way"),
    [
        ("wax { takes: 20 days; after: gather; by: me }", "list"),
        ("wax { takes: 20 days; after: gather.page; by: me }", "list"),
        ("wax { takes: 20 days; by: me }", ""),
    ],
)
def test_which_comes_first_is_told_where_one_waits_for_the_other(changed: str, way: str) -> None:
    found = outline_of(ORDERED.replace("wax { takes: 20 days; by: me }", changed)).orders

    assert [way] * bool(way) == [o.way for o in found]


def test_a_list_that_is_asked_before_is_in_harmony() -> None:
    asked = ORDERED.replace("builds: lamp;", "builds: lamp; learns_from: site.guest;")
    (found,) = outline_of(asked.replace("wax {", "wax { after: gather;")).orders

    assert ("lamp", "make", "site.guest", "gather", "harmony") == attrs.astuple(found)


def test_what_is_made_before_the_list_asks_nobody() -> None:
    asked = ORDERED.replace("builds: lamp;", "builds: lamp; learns_from: site.guest;")
    (found,) = outline_of(asked.replace("page {", "page { after: make;")).orders

    assert "product" == found.way


def test_a_list_that_is_there_from_the_start_can_be_asked() -> None:
    there = ORDERED.replace("builds: site.guest; ", "").replace(
        "builds: lamp;", "builds: lamp; learns_from: site.guest;"
    )

    assert [("harmony", "")] == [(o.way, o.gathers) for o in outline_of(there).orders]
