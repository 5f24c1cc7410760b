"""Plans for the tests of lint, read from text as users write it."""

from __future__ import annotations

from funneldsl import NO_PLUGINS, discover, pipeline
from funneldsl.config import Thresholds
from funneldsl.diagnostics import Finding
from funneldsl.source import Source

CORE = discover(NO_PLUGINS)

SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
"""
ADS = """\
channel ads { brings: site.visitor; spend: $45 per day; price: $0.70 to $1.30 per visitor }
"""


def found(text: str, thresholds: Thresholds | None = None) -> tuple[Finding, ...]:
    """All findings of check and lint."""
    source = Source("plan.funnel", text)
    return pipeline.read(source, CORE, lint=thresholds or Thresholds()).findings


def advice(text: str, thresholds: Thresholds | None = None) -> list[str]:
    """The codes of lint's own rules; F705 speaks of nearly every plan and is left out."""
    codes = (f.code for f in found(text, thresholds))
    return [c for c in codes if c.startswith("F7") and c != "F705"]


def site(flow: str, more: str = "") -> str:
    """A small plan with one flow."""
    return (
        f"{SHOP}{ADS}funnel site {{\n  stage visitor\n  stage buyer\n"
        f"  visitor -> buyer  {flow}\n}}\n{more}"
    )
