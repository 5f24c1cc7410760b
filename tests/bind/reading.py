"""Texts as users write them, bound by the core kinds."""

from __future__ import annotations

from typing import Any

from funneldsl.bind.binder import Bound, bind
from funneldsl.diagnostics import Finding
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Kinds, props
from funneldsl.model.plan import Plan
from funneldsl.source import Source
from funneldsl.syntax.parser import parse

KINDS = Kinds.of(*CORE_KINDS)

SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 24 months }
person ann { hours: 30 hours per week }
person ben { hours: 10 hours per week }
customer beginner { who: "new to it" }
offer course { price: $79 }
funnel welcome {
  stage visitor
  stage buyer { sells: course }
  visitor -> buyer 3%
}
"""


def bound(text: str, kinds: Kinds = KINDS) -> Bound:
    """What a text means; the test is wrong if it cannot even be parsed."""
    document = parse(Source("plan.funnel", text))
    assert () == document.findings
    return bind([document], kinds)


def plan(text: str, kinds: Kinds = KINDS) -> Plan:
    """The plan of a text without mistakes."""
    made = bound(text, kinds)
    assert [] == [f"{f.code} {f.message}" for f in made.findings]
    return made.plan


def found(text: str, kinds: Kinds = KINDS) -> tuple[Finding, ...]:
    return bound(text, kinds).findings


def one(text: str, kinds: Kinds = KINDS) -> Finding:
    """The only finding about a text."""
    findings = found(text, kinds)
    assert 1 == len(findings), [f"{f.code} {f.message}" for f in findings]
    return findings[0]


def said(text: str) -> tuple[str, str, str]:
    """Code, underlined text and help of the only finding."""
    finding = one(text)
    return finding.code, finding.span.text, finding.help


def mended(text: str) -> str:
    """The text with the fix of its only finding."""
    fix = one(text).fix
    assert fix is not None
    for edit in sorted(fix.edits, key=lambda e: e.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def value(kind: str, word: str, written: str) -> Any:
    """The value of one property of a thing that stands in the shop."""
    name, others = THINGS[kind]
    lines = {**others, word: written}
    body = "; ".join(f"{key}: {text}" for key, text in lines.items())
    thing = plan(SHOP + f"{kind} {name} {{ {body} }}\n")[name]
    return getattr(thing, props(type(thing))[word].field)


THINGS: dict[str, tuple[str, dict[str, str]]] = {
    "offer": ("extra", {"price": "$1"}),
    "channel": ("ads", {"brings": "welcome.visitor", "people": "5 per day"}),
    "campaign": ("news", {"to": "welcome.visitor", "every": "7 days"}),
    "system": ("care", {}),
    "person": ("cai", {"hours": "9 hours per week"}),
    "department": ("desk", {}),
    "experiment": ("headline", {"on": "welcome.visitor -> welcome.buyer", "variants": "[a, b]"}),
    "customer": ("fan", {}),
    "project": ("launch", {}),
    "check": ("sound", {"expect": "cash >= $0"}),
}
"""Their names, and what they need besides."""
