"""Markdown: the plan, and its forecast if there is one, as a page to read and to share."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from funneldsl.plugin import Business, Subject
from funneldsl_report.closing import buyers, cash, reaching, recurring
from funneldsl_report.escaping import text
from funneldsl_report.forecast import assumptions, chances, money
from funneldsl_report.grounds import grounds
from funneldsl_report.plan import aims, building, coming, moving, selling

Section = Callable[[Subject], str]

SECTIONS: tuple[tuple[str, Section], ...] = (
    ("What it aims at", aims),
    ("How likely that is", chances),
    ("When that is", reaching),
    ("Money by month", money),
    ("Money in the bank", cash),
    ("Recurring revenue", recurring),
    ("What buyers bring and cost", buyers),
    ("Where people come from", coming),
    ("How they move on", moving),
    ("What is sold", selling),
    ("What must be built first", building),
    ("On what the numbers rest", grounds),
    ("What the forecast assumes", assumptions),
)
"""In the order of the page; a section that has nothing to say is left out."""


@frozen
class Markdown:
    """Exporter `markdown`."""

    name: str = "markdown"
    suffix: str = ".md"

    def export(self, subject: Subject) -> bytes:
        """The page in UTF-8."""
        parts = [_heading(subject)]
        for title, section in SECTIONS:
            content = section(subject)
            if content:
                parts.append(f"## {title}\n\n{content}")
        return ("\n\n".join(parts) + "\n").encode()


def _heading(subject: Subject) -> str:
    business = subject.plan.one(Business)
    if business is None:
        return "# A plan"
    lines = [f"# {text(business.label)}"]
    if subject.plan.scenario:
        lines.append(f"Scenario: {text(subject.plan.scenario)}")
    lines += [text(said) for said in (business.mission, business.description) if said]
    return "\n\n".join(lines)
