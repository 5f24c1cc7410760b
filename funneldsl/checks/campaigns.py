"""Campaigns: sends that reach nobody or do nothing."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import exactly
from funneldsl.checks.sentences import flow as said
from funneldsl.checks.shares import SLACK, by_source, lines_for
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.plan import Plan
from funneldsl.model.systems import Campaign
from funneldsl.model.values import Amount

LIST = """\
channel ads { brings: site.reader; people: 40 per day }
"""


NOTHING = Rule(
    "F470",
    "campaign.no-effect",
    Severity.NOTE,
    "A campaign that neither moves people nor earns anything.",
    "In the forecast such a campaign only costs work and money. That can be meant; if it sells, say where it moves "
    "people and how many it converts.",
    wrong=SHOP
    + LIST
    + """\
funnel site { stage reader }
campaign letter { to: site.reader; every: 7 days }
""",
    right=SHOP
    + LIST
    + """\
funnel site {
  stage reader
  stage buyer
}
campaign letter { to: site.reader; every: 7 days; moves: site.buyer; converts: 0.1% to 0.3% }
""",
)

NOBODY = Rule(
    "F471",
    "campaign.nobody-at-rest",
    Severity.WARNING,
    "A campaign is sent to a stage where everyone is about to move.",
    "A campaign reaches people whom no flow will move. Where the flows take 100%, nobody is left to be reached. "
    "Lower the share of the flow to those who move without the campaign.",
    wrong=SHOP
    + LIST
    + """\
funnel site {
  stage reader
  stage buyer
  reader -> buyer after 30 days
}
campaign letter { to: site.reader; every: 7 days; moves: site.buyer; converts: 1% }
""",
    right=SHOP
    + LIST
    + """\
funnel site {
  stage reader
  stage buyer
  reader -> buyer 5% after 30 days
}
campaign letter { to: site.reader; every: 7 days; moves: site.buyer; converts: 1% }
""",
)

NO_OPENS = Rule(
    "F472",
    "campaign.opens-missing",
    Severity.ERROR,
    "A campaign earns by opens, but nobody knows how many open it.",
    "`earns: $30 per 1,000 opens` needs the share of those reached who open it. Add `opens`.",
    wrong=SHOP
    + LIST
    + """\
funnel site { stage reader }
campaign letter { to: site.reader; every: 7 days; earns: $30 per 1,000 opens }
""",
    right=SHOP
    + LIST
    + """\
funnel site { stage reader }
campaign letter { to: site.reader; every: 7 days; opens: 30% to 40%; earns: $30 per 1,000 opens }
""",
)


def effects(plan: Plan) -> Iterator[Finding]:
    """What a campaign is for."""
    for c in plan.of(Campaign):
        if c.moves is None and c.earns is None:
            yield NOTHING.at(
                c.headline,
                f"campaign {c.name} moves nobody and earns nothing, so the forecast does not show it",
                help="say what it does, for example `moves: …` and `converts: 0.1% to 0.3%`",
            )
        if c.earns is not None and _by_opens(c.earns) and c.opens is None:
            yield NO_OPENS.at(
                c.place("earns"),
                f"campaign {c.name} earns by opens, but does not say how many of those reached open it",
                help="add the share, for example `opens: 30% to 40%`",
            )


def _by_opens(amount: Amount) -> bool:
    return amount.unit.noun in ("opens", "open")


def audience(plan: Plan) -> Iterator[Finding]:
    """Stages that a campaign writes to, and in which nobody rests."""
    flows = by_source(plan)
    for c in plan.of(Campaign):
        for ref in c.to:
            out = lines_for(flows.get(ref.name, []), None)
            shares = [1.0 if f.share is None else (exactly(f.share) or 0.0) for f in out]
            if any(f.changes for f in out) or sum(shares) < 1 - SLACK:
                continue
            yield NOBODY.at(
                ref.span if ref.span.end else c.place("to"),
                f"campaign {c.name} reaches nobody in {ref}: its flows move everyone on",
                help=f"give `{said(out[0])}` a share below 100%",
                related=[Related("takes everyone", f.place("share")) for f in out],
            )


CAMPAIGNS = Family(
    (NOTHING, NOBODY, NO_OPENS),
    (effects, audience),
    of_absence=(NOTHING, NOBODY, NO_OPENS),
)
