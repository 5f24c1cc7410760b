"""Titles: what things are called in reports, tables and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.config import Thresholds
from funneldsl.diagnostics import Finding, Fix, Rule, Severity, TextEdit
from funneldsl.lint.examples import SOUND
from funneldsl.model.kinds import Declaration, Heading
from funneldsl.model.plan import Plan
from funneldsl.source import Span

_GROUP = "titles"
_CHANNEL = """\
channel {head} {{
  brings: site.visitor
  spend: $45 per day
  price: $0.70 to $1.30 per visitor  source "ad account, 2026"
}}
"""

MISSING = Rule(
    "F721",
    "title.missing",
    Severity.NOTE,
    "A thing has no title, and its name does not read well in a report.",
    "Reports, tables and pictures show titles. Where there is none they show the name, and `fb_ads2` tells a reader "
    "little. Write the title in quotes behind the name.",
    wrong=SHOP + _CHANNEL.format(head="fb_ads") + SOUND,
    right=SHOP + _CHANNEL.format(head='fb_ads "Facebook ads"') + SOUND,
    group=_GROUP,
)
SAME = Rule(
    "F722",
    "title.same-as-name",
    Severity.NOTE,
    "A title repeats the name.",
    "Without it the same is shown. Take it out, or write what readers of a report should see.",
    wrong=SHOP + _CHANNEL.format(head='ads "ads"') + SOUND,
    right=SHOP + _CHANNEL.format(head='ads "Ads on search pages"') + SOUND,
    group=_GROUP,
)
LONG = Rule(
    "F723",
    "title.long",
    Severity.NOTE,
    "A title is too long for tables and pictures.",
    "They cut it, often where two titles still look alike. Say the rest in a description: a line that begins with `##`, "
    "above the thing. The limit is `long-title` in the settings.",
    wrong=SHOP
    + _CHANNEL.format(
        head='ads "Ads on the pages of search engines in the United States, Canada and Great Britain"'
    )
    + SOUND,
    right=SHOP
    + "## Pages of search engines in the United States, Canada and Great Britain.\n"
    + _CHANNEL.format(head='ads "Search ads"')
    + SOUND,
    group=_GROUP,
)
RULES = (MISSING, SAME, LONG)

_SHOWN = frozenset(
    (
        "funnel",
        "system",
        "stage",
        "channel",
        "campaign",
        "offer",
        "project",
        "goal",
        "scenario",
    )
)
"""Kinds that reports show by their titles."""
_HEAD = re.compile(r'[^\s{"]+[ \t]+[^\s{"]+')
_TITLED = re.compile(r'([^\s{"]+[ \t]+[^\s{"]+)([ \t]+["“][^"“”\n]*["”])')


def missing(plan: Plan) -> Iterator[Finding]:
    """Things that are shown by a name made for typing."""
    for d in plan.written.values():
        if d.kind not in _SHOWN or d.title is not None or d.heading is not Heading.NAME:
            continue
        own = d.name.rpartition(".")[2]
        if "_" in own or len(own) <= 2 or any(c.isdigit() for c in own):
            title = _spelled(own) if len(own) > 2 else "…"
            yield MISSING.at(
                d.headline,
                f"reports show {d.kind} {d.name} as “{own}”",
                help=f'write a title behind the name, for example `{d.kind} {own} "{title}"`',
                fix=_titled(d, title) if len(own) > 2 else None,
            )


def _spelled(own: str) -> str:
    words = own.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _titled(d: Declaration, title: str) -> Fix | None:
    head = _HEAD.match(d.span.text)
    if head is None:
        return None
    end = d.span.start + head.end()
    return Fix(f'call it "{title}"', (TextEdit(Span(d.span.source, end, end), f' "{title}"'),))


def same(plan: Plan) -> Iterator[Finding]:
    """Titles that say the name again."""
    for d in plan.written.values():
        if d.title is None or d.heading is not Heading.NAME or d.title != d.name.rpartition(".")[2]:
            continue
        head = _TITLED.match(d.span.text)
        if head is None:
            continue
        place = Span(d.span.source, d.span.start + head.start(2), d.span.start + head.end(2))
        yield SAME.at(
            d.headline,
            f"the title of {d.kind} {d.name} is its name",
            help="take it out, or write what readers should see",
            fix=Fix("take the title out", (TextEdit(place, ""),)),
        )


def long(thresholds: Thresholds, plan: Plan) -> Iterator[Finding]:
    """Titles that do not fit anywhere."""
    for d in plan.written.values():
        if d.title is not None and len(d.title) > thresholds.long_title and d.kind in _SHOWN:
            yield LONG.at(
                d.headline,
                f"the title of {d.kind} {d.name} has {len(d.title)} letters",
                help="shorten it, and say the rest in a `##` line above",
            )


def family(thresholds: Thresholds) -> Family:
    """The rules about titles."""
    return Family(RULES, (missing, same, partial(long, thresholds)))
