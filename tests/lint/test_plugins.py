"""Plugins bring advice through the same hook as checks: a check whose `lint` is true."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl import pipeline
from funneldsl.config import Thresholds
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.extensions import Candidate, Extensions, assemble
from funneldsl.model.offers import Offer
from funneldsl.model.plan import Plan
from funneldsl.plugin import hook
from funneldsl.source import Source

CHARM = Rule("CH001", "charm.price", Severity.NOTE, "A price that ends in 9.", group="prices")
TEXT = "offer course { price: $79 }\n"


class Charm:
    rules = (CHARM,)
    lint = True

    def check(self, plan: Plan) -> Iterator[Finding]:
        for offer in plan.of(Offer):
            yield CHARM.at(offer.headline, f"the price of {offer.name} ends in 9")


class Plugged:
    @staticmethod
    @hook
    def funneldsl_checks() -> tuple[Charm, ...]:
        return (Charm(),)


def extended() -> Extensions:
    return assemble([Candidate("charm", "charm", "1.0", Plugged)])


def codes(text: str, *, lint: bool) -> set[str]:
    thresholds = Thresholds() if lint else None
    findings = pipeline.read(Source("plan.funnel", text), extended(), lint=thresholds).findings
    return {f.code for f in findings}


def test_advice_of_a_plugin_is_asked_by_lint_and_not_by_check() -> None:
    assert "CH001" in codes(TEXT, lint=True)
    assert "CH001" not in codes(TEXT, lint=False)


def test_a_remark_on_advice_of_a_plugin_is_no_affair_of_check() -> None:
    accepted = TEXT.rstrip() + "  # ok CH001 because it sells\n"

    assert not {"CH001", "F031"} & codes(accepted, lint=True)
    assert "F031" not in codes(accepted, lint=False)


def test_the_finding_names_its_plugin() -> None:
    reading = pipeline.read(Source("plan.funnel", TEXT), extended(), lint=Thresholds())

    assert ["charm 1.0"] == [f.plugin for f in reading.findings if f.code == "CH001"]
