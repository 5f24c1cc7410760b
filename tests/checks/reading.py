"""Plans for the tests of checks, read from text as users write it."""

from __future__ import annotations

from funneldsl.bind.binder import bind
from funneldsl.checks import CORE_CHECKS
from funneldsl.diagnostics import Finding, errors, in_order
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Kinds
from funneldsl.model.plan import Plan
from funneldsl.source import Source
from funneldsl.syntax.parser import parse

KINDS = Kinds.of(*CORE_KINDS)

SHOP = """\
business shop {
  currency: USD
  start: 2027-01-04
  horizon: 12 months
}
"""

ADS = """\
channel ads { brings: visitor; people: 40 per day }
"""


def read(text: str) -> Plan:
    """The plan; the test is wrong if it cannot be read."""
    document = parse(Source("plan.funnel", text))
    bound = bind([document], KINDS)
    assert () == errors((*document.findings, *bound.findings))
    return bound.plan


def found(text: str) -> tuple[Finding, ...]:
    """What the core checks say about a plan, in order."""
    plan = read(text)
    return in_order(f for check in CORE_CHECKS for f in check.check(plan))


def said(text: str) -> list[tuple[str, str]]:
    """Code of each finding, and the text that it underlines."""
    return [(f.code, f.span.text) for f in found(text)]


def codes(text: str) -> list[str]:
    """Codes of the findings, notes left out: they are remarks, not complaints."""
    return [f.code for f in found(text) if f.severity.value != "note"]
