"""Sends: counted shares that hold them already (SEMANTICS 8)."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.checks.campaigns import LIST
from funneldsl.checks.clock import Clock, days_of
from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import middle
from funneldsl.checks.sentences import flow as said
from funneldsl.checks.sentences import percent
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Flow, Stage
from funneldsl.model.systems import Campaign
from funneldsl.model.values import Amount, Counted, Period

OUTWEIGHS = Rule(
    "F403",
    "campaign.outweighs-count",
    Severity.WARNING,
    "Sends move more people than a counted share beside them.",
    "A counted share such as `61 of 318` is to leave out those whom a campaign moved: the campaign adds them on top. "
    "If the sends would move even more people than were counted, the count almost surely holds them already, and "
    "the forecast counts them twice.",
    wrong=SHOP
    + LIST
    + """\
funnel site {
  stage reader
  stage buyer
  reader -> buyer 61 of 1,200 after 3 to 21 days
}
campaign letter { to: site.reader; every: 7 days; moves: site.buyer; converts: 1% to 2% }
""",
    right=SHOP
    + LIST
    + """\
funnel site {
  stage reader { leaves: 10% per month }
  stage buyer
  reader -> buyer 61 of 1,200 after 3 to 21 days
}
campaign letter { to: site.reader; after: [2 days, 5 days]; moves: site.buyer; converts: 0.4% to 0.9% }
""",
)


def counts(plan: Plan) -> Iterator[Finding]:
    """Counted shares beside the sends that move people the same way (SEMANTICS 8)."""
    clock = Clock.of(plan)
    measured = {
        (f.source.name, f.target.name): f
        for f in plan.of(Flow)
        if f.share is not None and isinstance(f.share.law, Counted)
    }
    for c in plan.of(Campaign) if measured and clock is not None else ():
        for ref in c.to:
            f = measured.get((ref.name, c.moves.name)) if c.moves is not None else None
            if f is not None and clock is not None:
                yield from _outweighs(plan, c, f, clock.days)


def _outweighs(plan: Plan, c: Campaign, f: Flow, horizon: int) -> Iterator[Finding]:
    hit = middle(c.converts) if c.converts is not None else None
    share = middle(f.share) if f.share is not None else None
    if hit is None or share is None or f.share is None:
        return
    sends = _sends(plan, c, f.source.name, horizon)
    moved = (1 - share) * (1 - (1 - hit) ** sends)
    if moved > share and isinstance(f.share.law, Counted):
        count = f"{f.share.law.hits:,} of {f.share.law.trials:,}"
        yield OUTWEIGHS.at(
            f.place("share"),
            f"{count} of {said(f)} is to leave out those whom campaign {c.name} moves, but its sends would move "
            f"about {percent(moved)}, more than the {percent(share)} that were counted",
            help="count only those who moved without the campaign, or take `moves` and `converts` out of it",
            related=[Related(f"{percent(hit)} of each send", c.place("converts"))],
        )


def _sends(plan: Plan, c: Campaign, stage: str, horizon: int) -> float:
    """How many sends reach a person who rests in a stage, at most to the end of the plan."""
    if c.after:
        return len(c.after)
    if c.dates:
        return len(c.dates)
    stays = min(_stay(plan.all.get(stage)), horizon)
    return stays / _interval(c)


def _interval(c: Campaign) -> float:
    """Days between two sends."""
    if isinstance(c.every, Amount):
        return max((middle(c.every) or 7.0) * days_of(c.every), 1.0)
    return 7 / 5 if c.every == "weekday" else 7.0


def _stay(stage: object) -> float:
    """The days that half of those at rest stay longer than."""
    if not isinstance(stage, Stage) or stage.leaves is None:
        return float("inf")
    if stage.leaves.after is not None:
        return (middle(stage.leaves.after) or 0.0) * days_of(stage.leaves.after)
    share = middle(stage.leaves.share) if stage.leaves.share is not None else None
    per = stage.leaves.share.unit.per if stage.leaves.share is not None else None
    return 0.7 * (per or Period.MONTH).days / share if share else float("inf")


SENDS = Family((OUTWEIGHS,), (counts,), of_absence=(OUTWEIGHS,))
