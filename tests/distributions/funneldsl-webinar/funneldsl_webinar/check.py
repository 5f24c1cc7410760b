"""What experience says about webinars."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.plugin import Finding, Plan, Rule, Severity, values
from funneldsl_webinar.kind import Webinar

CROWDED = Rule(
    "WEB1",
    "webinar.crowded",
    Severity.WARNING,
    "nearly everybody who registers for a webinar comes",
    "A third to a half is usual. A plan that counts on more will have an empty room.",
)
MOST = 0.8


class Attendance:
    """Webinars to which nearly everybody comes."""

    rules = (CROWDED,)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """One finding for each of them."""
        for webinar in plan.of(Webinar):
            match webinar.attends.law:
                case values.Exactly(share) | values.Range(high=share) if share > MOST:
                    yield CROWDED.at(
                        webinar.place("attends"),
                        f"up to {share:.0%} of those who register for {webinar.label!r} come",
                        help="write what past webinars had, as in `attends: 35% to 50%`",
                    )
