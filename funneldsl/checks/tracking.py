"""Tracking: events that do not belong, stages that cannot be measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.evidence import Events, Track
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Flow, Stage
from funneldsl.model.values import Ref

SITE = """\
channel ads { brings: site.visitor; people: 40 per day }
funnel site {
  stage visitor
  stage buyer
  visitor -> buyer 3%
}
"""

STRANGER = Rule(
    "F490",
    "track.other-funnel",
    Severity.WARNING,
    "An event is given for a stage of another funnel.",
    "A track measures one funnel: its own stages, and those that its flows lead to. Write a track for the other "
    "funnel, or check the name of the stage.",
    wrong=SHOP
    + SITE
    + """\
channel more { brings: club.member; people: 1 per day }
funnel club { stage member }
track site {
  source: "events.csv"
  person: user
  time: ts
  within: 30 days
  events { visitor: event == "page_view"; buyer: event == "purchase"; club.member: event == "join" }
}
""",
    right=SHOP
    + SITE
    + """\
track site {
  source: "events.csv"
  person: user
  time: ts
  within: 30 days
  events { visitor: event == "page_view"; buyer: event == "purchase" }
}
""",
)

UNSEEN = Rule(
    "F491",
    "track.stage-without-event",
    Severity.NOTE,
    "A stage without an event leads to one that has an event.",
    "A share is measured from those who were seen in a stage to those who were seen in the next. If the first has "
    "no event, the share stays a guess.",
    wrong=SHOP
    + SITE
    + """\
track site {
  source: "events.csv"
  person: user
  time: ts
  within: 30 days
  events { buyer: event == "purchase" }
}
""",
    right=SHOP
    + SITE
    + """\
track site {
  source: "events.csv"
  person: user
  time: ts
  within: 30 days
  events { visitor: event == "page_view"; buyer: event == "purchase" }
}
""",
)

NO_EVENTS = Rule(
    "F492",
    "track.no-events",
    Severity.ERROR,
    "A track does not say which event means which stage.",
    "Without an `events` block nothing of the log can be counted.",
    wrong=SHOP
    + SITE
    + """\
track site { source: "events.csv"; person: user; time: ts; within: 30 days }
""",
    right=SHOP
    + SITE
    + """\
track site {
  source: "events.csv"
  person: user
  time: ts
  within: 30 days
  events { visitor: event == "page_view"; buyer: event == "purchase" }
}
""",
)


def look(plan: Plan) -> Iterator[Finding]:
    """Each track against the stages of what it measures."""
    leads: dict[str, list[str]] = {}
    for f in plan.of(Flow):
        leads.setdefault(f.source.name, []).append(f.target.name)
    for track in plan.of(Track):
        measured = measures(track)
        steps = [ref for events in plan.within(track, Events) for ref in events.steps]
        if not steps:
            yield _no_events(track)
            continue
        seen = {ref.name for ref in steps}
        onward = {t for s, targets in leads.items() if inside(s, measured) for t in targets}
        for ref in steps:
            if ref.name in plan and not inside(ref.name, measured) and ref.name not in onward:
                yield _stranger(track, ref, measured)
        if measured in plan:
            yield from _unseen(plan, track, seen, leads)


def measures(track: Track) -> str:
    """The name of the funnel or system that a track measures."""
    return track.name.rpartition(" ")[2]


def inside(name: str, parent: str) -> bool:
    """Whether a thing stands in another, however deep."""
    return name.startswith(f"{parent}.")


def _no_events(track: Track) -> Finding:
    return NO_EVENTS.at(
        track.headline,
        f"the track of {measures(track)} does not say which event means which stage",
        help='add them, for example `events { visitor: event == "page_view" }`',
    )


def _stranger(track: Track, ref: Ref[Any], measured: str) -> Finding:
    other = ref.name.rpartition(".")[0]
    return STRANGER.at(
        ref.span if ref.span.end else track.headline,
        f"stage {ref.name} is not part of {measured}, which this track measures",
        help=f"move the line to `track {other} {{ … }}`, or check the name of the stage",
    )


def _unseen(
    plan: Plan, track: Track, seen: set[str], leads: dict[str, list[str]]
) -> Iterator[Finding]:
    funnel = plan[measures(track)]
    for stage in plan.within(funnel, Stage):
        behind = next((t for t in leads.get(stage.name, ()) if t in seen), None)
        if stage.name not in seen and behind is not None:
            yield UNSEEN.at(
                track.headline,
                f"the track of {funnel.name} has an event for {behind} but none for {stage.name}, from which "
                "people come there, so that share cannot be measured",
                help=f"add a line for {stage.label} to its `events`",
                related=[Related("this stage", stage.headline)],
            )


TRACKING = Family((STRANGER, UNSEEN, NO_EVENTS), (look,), of_absence=(UNSEEN, NO_EVENTS))
