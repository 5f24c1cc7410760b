"""Shares of the people of one stage: they cannot add up to more than all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from funneldsl.checks.examples import ADS, SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import at_most, high, middle
from funneldsl.checks.sentences import flow as said
from funneldsl.checks.sentences import listed, percent
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Flow
from funneldsl.model.values import Amount

SLACK = 1e-6
"""Shares are written with few digits: a third three times is all, whatever the last digit says."""

ABOVE_ALL = Rule(
    "F401",
    "flow.shares-above-all",
    Severity.ERROR,
    "The shares of one stage add up to more than all of its people.",
    "Each person who enters a stage takes one of its flows or stays. If the middle values of the shares add up "
    "to more than 100%, more people would leave the stage than enter it. Lower the shares, or ask whether two "
    "flows count the same people: someone who first reads and then buys belongs in two stages, one after the "
    "other.",
    wrong=SHOP
    + ADS
    + """\
funnel site {
  stage visitor
  stage reader
  stage buyer
  visitor -> reader 70%
  visitor -> buyer 40%
}
""",
    right=SHOP
    + ADS
    + """\
funnel site {
  stage visitor
  stage reader
  stage buyer
  visitor -> reader 70%
  visitor -> buyer 4%
}
""",
)

MAY_EXCEED = Rule(
    "F402",
    "flow.shares-may-exceed",
    Severity.WARNING,
    "The high ends of the shares of one stage add up to more than all of its people.",
    "The middle values fit, but if every share came out at its high end, more people would leave the stage than "
    "enter it. In such worlds each share is lowered in proportion, so the forecast shows less than the ranges "
    "say. Narrow the ranges, or say how many of one kind of people there can be at most.",
    wrong=SHOP
    + ADS
    + """\
funnel site {
  stage visitor
  stage reader
  stage buyer
  visitor -> reader 40% to 80%
  visitor -> buyer 10% to 40%
}
""",
    right=SHOP
    + ADS
    + """\
funnel site {
  stage visitor
  stage reader
  stage buyer
  visitor -> reader 40% to 80%
  visitor -> buyer 2% to 4%
}
""",
)


@frozen
class Line:
    """A flow, with the share that holds at some moment; None means everyone."""

    flow: Flow
    share: Amount | None

    def bound(self) -> float:
        """What its 95th percentile cannot pass, cheaply."""
        bound = 1.0 if self.share is None else at_most(self.share.law)
        return bound if bound is not None else self.high()

    def middle(self) -> float:
        """Its median."""
        return 1.0 if self.share is None else (middle(self.share) or 0.0)

    def high(self) -> float:
        """Its 95th percentile."""
        return 1.0 if self.share is None else (high(self.share) or 0.0)


def look(plan: Plan) -> Iterator[Finding]:
    """At most one finding per stage: the first moment and group of people for which the shares do not fit."""
    for flows in by_source(plan).values():
        if _surely_fit(flows):
            continue
        if not plan.complete:  # a share that is not there may be one that could not be read
            flows = [f for f in flows if f.share is not None]
        found = next((f for lines in _cases(flows) if (f := _judge(lines)) is not None), None)
        if found is not None:
            yield found


def _surely_fit(flows: Sequence[Flow]) -> bool:
    """Whether a look at the shares is enough: they hold for everyone and always, and cannot be too much."""
    total = 0.0
    for f in flows:
        bound = at_most(f.share.law) if f.share is not None else None
        if bound is None or f.for_ or f.changes:
            return False
        total += bound
    return total <= 1 + SLACK


def by_source(plan: Plan) -> dict[str, list[Flow]]:
    """Flows by the stage that they leave."""
    out: dict[str, list[Flow]] = {}
    for f in plan.of(Flow):
        out.setdefault(f.source.name, []).append(f)
    return out


def _cases(flows: Sequence[Flow]) -> Iterator[list[Line]]:
    """The lines that hold together: for everyone else and each named group, at first and after each date."""
    groups = dict.fromkeys(ref.name for f in flows for ref in f.for_)
    for group in (None, *groups):
        chosen = lines_for(flows, group) if groups else flows
        for day in (None, *_dates(chosen)):
            yield [Line(f, _share_on(f, day)) for f in chosen]


def lines_for(flows: Sequence[Flow], group: str | None) -> list[Flow]:
    """Of each pair of stages the line for this group, or else the line for the rest."""
    own = [f for f in flows if any(ref.name == group for ref in f.for_)]
    pairs = {f.target.name for f in own}
    return own + [f for f in flows if not f.for_ and f.target.name not in pairs]


def _dates(flows: Iterable[Flow]) -> list[date]:
    changes = (c for f in flows for c in f.changes.get("share", ()))
    return sorted({c.when for c in changes if isinstance(c.when, date)})


def _share_on(f: Flow, day: date | None) -> Amount | None:
    share = f.share
    for change in f.changes.get("share", ()) if day is not None else ():
        if isinstance(change.when, date) and day is not None and change.when <= day:
            share = change.value
    return share


def _judge(lines: list[Line]) -> Finding | None:
    if sum(line.bound() for line in lines) <= 1 + SLACK:
        return None
    middles = [line.middle() for line in lines]
    if sum(middles) > 1 + SLACK:
        return _above_all(lines, middles)
    highs = [line.high() for line in lines]
    if sum(highs) > 1 + SLACK:
        return _may_exceed(lines, highs)
    return None


def _above_all(lines: list[Line], middles: list[float]) -> Finding:
    source, everyone = lines[0].flow.source, [x for x in lines if x.share is None]
    if len(lines) > 1 and everyone:
        helped = f"give `{said(everyone[0].flow)}` a share: without one it takes everyone"
    else:
        helped = "lower the shares until they add up to at most 100%; whoever takes no flow stays"
    return ABOVE_ALL.at(
        _tipping(lines, middles).flow.place("share"),
        f"the shares out of {source} add up to {percent(sum(middles))}: {_parts(lines, middles)}",
        help=helped,
        related=_others(lines, middles),
    )


def _may_exceed(lines: list[Line], highs: list[float]) -> Finding:
    source = lines[0].flow.source
    return MAY_EXCEED.at(
        _tipping(lines, highs).flow.place("share"),
        f"the shares out of {source} can add up to {percent(sum(highs))} if all come out high: "
        f"{_parts(lines, highs)}",
        help="lower or narrow the ranges until their high ends add up to at most 100%",
        related=_others(lines, highs),
    )


def _parts(lines: list[Line], values: list[float]) -> str:
    parts = [f"{percent(v)} to {x.flow.target}" for x, v in zip(lines, values, strict=True)]
    return listed(parts[:4] + ([f"{len(parts) - 4} more"] if len(parts) > 4 else []))


def _tipping(lines: list[Line], values: list[float]) -> Line:
    """The line with which the sum first passes 100%."""
    total = 0.0
    for line, value in zip(lines, values, strict=True):
        total += value
        if total > 1 + SLACK:
            return line
    return lines[-1]


def _others(lines: list[Line], values: list[float]) -> list[Related]:
    tipping = _tipping(lines, values)
    return [
        Related(f"{percent(v)} go to {x.flow.target}", x.flow.place("share"))
        for x, v in zip(lines, values, strict=True)
        if x is not tipping
    ]


SHARES = Family((ABOVE_ALL, MAY_EXCEED), (look,))
