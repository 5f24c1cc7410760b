"""Kinds that stand for declarations of core kinds, as plugins add them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from funneldsl.bind.scenarios import apply
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Declaration, Kinds, kind, prop
from funneldsl.model.offers import Offer
from funneldsl.model.plan import Plan
from funneldsl.model.shapes import ref, share, text
from funneldsl.model.stages import Flow, Stage
from funneldsl.model.values import Amount, Ref

from .reading import SHOP, bound, found, one, plan

EMPTY = Rule("WEB001", "webinar.empty", Severity.WARNING, "A webinar shows nothing.")


@kind("webinar", inside=("funnel",))
class Webinar(Declaration):
    """People who register, some of whom come."""

    comes: Amount = prop(share, "how many of those who register come")
    then: Ref[Any] = prop(ref("stage"), "where they go next")
    shows: str | None = prop(text, "what is shown", default=None)

    def expand(self, plan: Plan) -> Iterable[Declaration]:
        registered, attended = f"{self.name}_registered", f"{self.name}_attended"
        yield Stage(name=registered)
        yield Stage(name=attended)
        ends = Ref(registered, ("stage",)), Ref(attended, ("stage",))
        yield Flow(
            name=f"{registered} -> {attended}", source=ends[0], target=ends[1], share=self.comes
        )
        next = Ref(self.then.name, ("stage",))
        yield Flow(name=f"{attended} -> {next}", source=ends[1], target=next)

    def check(self, plan: Plan) -> Iterable[Finding]:
        if self.shows is None:
            yield EMPTY.at(self.span, f"{self.label} shows nothing")


@kind("mishap")
class Mishap(Declaration):
    """A kind whose author made a mistake."""

    where: str = prop(text, "what fails")

    def expand(self, plan: Plan) -> Iterable[Declaration]:
        if self.where == "expand":
            raise RuntimeError("no luck")
        if self.where == "taken":
            yield Offer(name="course", price=())
        if self.where == "lost":
            stage = Ref("nowhere", ("stage",))
            yield Flow(name="nowhere -> nowhere", source=stage, target=stage)

    def check(self, plan: Plan) -> Iterable[Finding]:
        if self.where == "check":
            raise KeyError("no luck")
        return ()


KINDS = Kinds.of(*CORE_KINDS, Webinar, Mishap)

SHOW = SHOP + 'funnel show {\n  webinar intro { comes: 30%; then: buyer; shows: "x" }\n}\n'


def test_a_block_stands_for_core_declarations() -> None:
    made = plan(SHOW, KINDS)
    assert ["show.intro_registered", "show.intro_attended"] == [
        d.name for d in made.expanded.values() if isinstance(d, Stage)
    ]
    assert {"show.intro"} == {d.origin for d in made.expanded.values()}
    assert {"webinar"} == {d.span.text.split()[0] for d in made.expanded.values()}


def test_short_names_are_found_from_where_the_block_stands() -> None:
    flow = plan(SHOW, KINDS)["show.intro_attended -> welcome.buyer"]
    assert Ref("welcome.buyer") == flow.target  # type: ignore[attr-defined]


def test_other_lines_may_name_what_a_block_stands_for() -> None:
    text = (
        SHOW
        + "channel ads { brings: show.intro_registered; people: 5 per day }\nfunnel f { stage x; x -> show.intro_registered 3% }\n"
    )
    made = plan(text, KINDS)
    assert Ref("show.intro_registered") == made["ads"].brings  # type: ignore[attr-defined]
    assert "f.x -> show.intro_registered" in made


def test_one_webinar_may_lead_into_another() -> None:
    text = (
        SHOW + 'funnel more { webinar first { comes: 40%; then: intro_registered; shows: "y" } }\n'
    )
    assert "more.first_attended -> show.intro_registered" in plan(text, KINDS)


def test_a_name_that_nothing_has_is_said_once() -> None:
    assert ["F231"] == [f.code for f in found(SHOW.replace("then: buyer", "then: byer"), KINDS)]


def test_the_block_speaks_for_itself() -> None:
    finding = one(SHOW.replace('; shows: "x"', ""), KINDS)
    assert ("WEB001", "intro shows nothing") == (finding.code, finding.message)


def test_a_scenario_is_applied_before_blocks_are_expanded() -> None:
    made = plan(SHOW + "scenario better { show.intro.comes: was * 2 }\n", KINDS)
    flow = apply(made, "better", KINDS)["show.intro_registered -> show.intro_attended"]
    assert 0.6 == flow.share.law.value  # type: ignore[attr-defined]


def test_a_scenario_may_change_what_a_block_stands_for() -> None:
    made = plan(SHOW + "scenario full { show.intro_registered.capacity: 300 }\n", KINDS)
    stage = apply(made, "full", KINDS)["show.intro_registered"]
    assert 300 == stage.capacity.law.value  # type: ignore[attr-defined]


def test_a_scenario_without_a_block_is_without_what_it_stands_for() -> None:
    made = plan(SHOW + "scenario none_of_it { without: show.intro }\n", KINDS)
    after = apply(made, "none_of_it", KINDS)
    assert {} == dict(after.expanded)


@pytest.mark.parametrize(
    ("where", "code", "part"),
    [
        ("expand", "F219", "RuntimeError: no luck"),
        ("check", "F219", "KeyError: 'no luck'"),
        ("taken", "F220", "stands for an offer named course, and there is one already"),
        ("lost", "F220", "no stage is named nowhere"),
    ],
)
def test_a_kind_that_fails_is_named_and_the_rest_is_read(where: str, code: str, part: str) -> None:
    made = bound(SHOP + f'mishap m {{ where: "{where}" }}\n', KINDS)
    (finding,) = made.findings
    assert code == finding.code
    assert part in finding.message
    assert "welcome.buyer" in made.plan
