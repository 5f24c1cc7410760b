"""The webinars as lines of text."""

from __future__ import annotations

from funneldsl.plugin import Subject, values
from funneldsl_webinar.kind import Webinar


class Agenda:
    """One line for each webinar: whom it invites, and to what it leads."""

    name = "agenda"
    suffix = ".txt"

    def export(self, subject: Subject) -> bytes:
        """Titles stay text on one line, whatever is in them."""
        lines = []
        for webinar in subject.plan.of(Webinar):
            label = "".join(c if c.isprintable() else " " for c in webinar.label)
            lines.append(f"{label}: {_name(webinar.invites)} to {_name(webinar.leads_to)}\n")
        return "".join(lines).encode()


def _name(ref: values.Ref[object]) -> str:
    return ref.name
