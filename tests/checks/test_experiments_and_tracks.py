"""Experiments that can find something, tracks that can see something."""

from __future__ import annotations

import pytest

from .reading import SHOP, codes, found, said

SITE = (
    SHOP
    + """\
channel ads { brings: site.visitor; people: 40 per day }
funnel site {
  stage visitor
  stage reader
  stage buyer
  visitor -> reader 40%
  reader -> buyer 3%
}
"""
)


def experiment(*lines: str) -> str:
    return f"{SITE}experiment e {{ on: site.visitor -> site.reader; {'; '.join(lines)} }}\n"


@pytest.mark.parametrize(
    ("split", "expected"),
    [
        ("[50%, 50%]", []),
        ("[33.3%, 66.7%]", []),
        ("[50%, 51%]", ["F485"]),
        ("[50%, 25%, 25%]", ["F486"]),
    ],
)
def test_a_split_fits_the_variants(split: str, expected: list[str]) -> None:
    assert expected == codes(experiment("variants: [control, short]", f"split: {split}"))


def test_variants_are_at_least_two_and_different() -> None:
    assert ["F487"] == codes(experiment("variants: [short]"))
    assert ["F487"] == codes(experiment("variants: [short, short]"))


def test_the_flow_of_an_experiment_exists() -> None:
    text = experiment("variants: [a, b]").replace(
        "on: site.visitor -> site.reader", "on: site.visitor -> site.buyer"
    )
    (finding,) = found(text)

    assert "F488" == finding.code
    assert "write `on: site.visitor -> site.reader`, or add the flow" in finding.help


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("power: 80%", []),
        ("power: 100%", ["F489"]),
        ("confidence: 0%", ["F489"]),
        ("detect: 60 points", []),
        ("detect: 61 points", ["F489"]),
        ("detect: 0 points", ["F489"]),
    ],
)
def test_what_is_asked_for_can_be_had(line: str, expected: list[str]) -> None:
    assert expected == codes(experiment("variants: [control, short]", line))


def track(events: str, more: str = "") -> str:
    return (
        SITE
        + f'{more}track site {{ source: "a.csv"; person: u; time: t; within: 30 days; {events} }}\n'
    )


def test_a_track_without_events_counts_nothing() -> None:
    assert ["F492"] == codes(track(""))


def test_a_track_measures_its_own_stages() -> None:
    other = "channel c { brings: club.member; people: 1 per day }\nfunnel club { stage member }\n"
    events = 'events { visitor: e == "v"; club.member: e == "m" }'

    assert [("F490", "club.member")] == said(track(events, other))


def test_a_gap_in_what_is_seen_is_a_remark() -> None:
    gap = track('events { visitor: e == "v"; buyer: e == "b" }')
    end = track('events { visitor: e == "v"; reader: e == "r" }')

    assert ["F491"] == [f.code for f in found(gap)]
    assert () == found(end)


def test_a_track_may_see_where_its_flows_lead() -> None:
    other = "funnel club { stage member }\n"
    flow = SITE.replace("  reader -> buyer 3%", "  reader -> buyer 3%\n  buyer -> club.member 10%")
    events = (
        'events { visitor: e == "v"; reader: e == "r"; buyer: e == "b"; club.member: e == "m" }'
    )

    assert () == found(track(events, other).replace(SITE, flow))
