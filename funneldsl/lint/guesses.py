"""Guesses: numbers without a range, with a range that nobody can believe, copied ones, ones without grounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import exactly
from funneldsl.checks.sentences import listed, number
from funneldsl.config import Thresholds
from funneldsl.diagnostics import Finding, Related, Rule, Severity
from funneldsl.lint.examples import ADS, SITE
from funneldsl.lint.numbers import Number, called, ends, is_uncertain, numbers, root_of, written
from funneldsl.model.kinds import Declaration
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Flow
from funneldsl.model.values import Dimension

_GROUP = "guesses"

BARE = Rule(
    "F701",
    "guess.bare",
    Severity.WARNING,
    "A number that nobody can know exactly is written as if it were exact.",
    "A forecast that takes 3% for certain is surer of itself than you are: the chance of every goal comes out too "
    "high or too low. Write the range that you are 90% sure of, or what was counted. If the number really is certain, "
    'say why: `3% because "the contract says so"`.',
    wrong=SHOP + ADS + SITE.format(flow="3% after 1 to 6 days"),
    right=SHOP + ADS + SITE.format(flow="2% to 4% after 1 to 6 days"),
    group=_GROUP,
)
NARROW = Rule(
    "F702",
    "guess.narrow",
    Severity.WARNING,
    "A guess claims to be surer than anybody can be.",
    "Almost everybody takes too narrow ranges. Ask yourself: out of ten such ranges, would nine hold the true value? "
    "The limit is `narrow-range` in the settings. A number that was counted is better written as such: `412 of 1,530`.",
    wrong=SHOP + ADS + SITE.format(flow="3% to 3.1% after 1 to 6 days"),
    right=SHOP + ADS + SITE.format(flow="2% to 4% after 1 to 6 days"),
    group=_GROUP,
)
WIDE = Rule(
    "F703",
    "guess.wide",
    Severity.NOTE,
    "A guess is so wide that it says next to nothing.",
    "Whatever depends on this number will hardly be forecast. It is often quicker to ask somebody, or to count for a "
    "week, than to work with such a range. The limit is `wide-range` in the settings.",
    wrong=SHOP + ADS + SITE.format(flow="0.5% to 60% after 1 to 6 days"),
    right=SHOP + ADS + SITE.format(flow="2% to 20% after 1 to 6 days"),
    group=_GROUP,
)
COPIED = Rule(
    "F704",
    "guess.copied",
    Severity.NOTE,
    "Several flows have the very same range.",
    "Different steps rarely have the same rate; a range that was copied is no guess about any of them. Think about each "
    "by itself. The limit is `same-range` in the settings.",
    wrong=SHOP
    + ADS
    + """\
funnel site {
  stage visitor
  stage reader
  stage member
  stage buyer
  visitor -> reader  10% to 20% after 1 day
  reader -> member   10% to 20% after 2 days
  member -> buyer    10% to 20% after 9 days
}
""",
    right=SHOP
    + ADS
    + """\
funnel site {
  stage visitor
  stage reader
  stage member
  stage buyer
  visitor -> reader  20% to 35% after 1 day
  reader -> member   10% to 20% after 2 days
  member -> buyer    3% to 8% after 9 days
}
""",
    group=_GROUP,
)
UNGROUNDED = Rule(
    "F705",
    "guess.without-grounds",
    Severity.NOTE,
    "Nothing says where the guesses of a block come from.",
    "In three months nobody will know which of them came from a report and which out of the air. Write it behind the "
    'number: `because "…"`, `source "…"`, and `on` with the day; or count: `412 of 1,530`.',
    wrong=SHOP + ADS + SITE.format(flow="2% to 4% after 1 to 6 days"),
    right=SHOP
    + ADS
    + SITE.format(flow='2% to 4% after 1 to 6 days  because "what two other shops told us"'),
    group=_GROUP,
)
RULES = (BARE, NARROW, WIDE, COPIED, UNGROUNDED)

_FIRST = re.compile(r"([^\d\s.]*)(\d[\d,_]*(?:\.\d+)?)(%?)((?:\s.*)?)$")
"""A number in front of its unit."""

_UNKNOWABLE = {
    "flow": ("share",),
    "channel": ("people", "price", "grows"),
    "stage": ("leaves",),
    "campaign": ("converts", "opens"),
    "offer": ("refunds", "churn"),
    "task": ("takes",),
}
"""What nobody decides and nobody knows beforehand, by kind."""


def bare(found: Iterable[Number]) -> Iterator[Finding]:
    """Exact numbers where only a range can be true; one finding for each declaration."""
    by_owner: dict[str, list[Number]] = {}
    for n in found:
        if n.word in _UNKNOWABLE.get(n.declaration.kind, ()) and _is_bare(n):
            by_owner.setdefault(n.declaration.name, []).append(n)
    for own in by_owner.values():
        first = own[0]
        told = dict.fromkeys(f"{n.named} is exactly `{written(n.place)}`" for n in own)
        yield BARE.at(
            first.place,
            f"{listed(told)}, as if {'it' if len(told) == 1 else 'they'} were known",
            help="write the range that you are 90% sure of, perhaps "
            f"`{_around(written(first.place))}`, or what was counted, as in `412 of 1,530`",
            related=[Related("and here", n.place) for n in own[1:] if n.place != first.place],
        )


def _is_bare(n: Number) -> bool:
    """Exact, without a reason; nothing and everything are decisions."""
    value, sort = exactly(n.amount), n.amount.unit.dimension
    if value is None or value == 0 or n.grounded or (value == 1 and sort is Dimension.SHARE):
        return False
    return sort is not Dimension.TIME or n.declaration.kind == "task"


def _around(shown: str) -> str:
    """A range of about that size, in the same unit."""
    found = _FIRST.match(shown)
    if found is None:
        return "2% to 4%"
    sign, digits, percent, unit = found.groups()
    value = float(digits.replace(",", "").replace("_", ""))
    low, high = (f"{sign}{_two_digits(value * k)}{percent}" for k in (0.7, 1.4))
    return f"{low} to {high}{unit}"


def _two_digits(value: float) -> str:
    """`23`, `0.69`, `1,200`."""
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if rounded >= 10 else f"{rounded:g}"


def narrow(thresholds: Thresholds, found: Iterable[Number]) -> Iterator[Finding]:
    """Ranges whose ends are almost the same."""
    for n in found:
        both = ends(n.amount)
        if both is not None and both[1] <= both[0] * thresholds.narrow_range and not n.grounded:
            yield NARROW.at(
                n.place,
                f"{n.named} is `{written(n.place)}`: nine out of ten such ranges would have to be right",
                help='widen it to what you would bet on, or say how you know it: `source "…"`',
            )


def wide(thresholds: Thresholds, found: Iterable[Number]) -> Iterator[Finding]:
    """Ranges whose ends are worlds apart."""
    for n in found:
        both = ends(n.amount)
        if both is not None and both[1] >= both[0] * thresholds.wide_range:
            yield WIDE.at(
                n.place,
                f"{n.named} is `{written(n.place)}`: the high end is {number(both[1] / both[0])} times the low one",
                help="find out a little more, and write a range that you are 90% sure of",
            )


def copied(thresholds: Thresholds, found: Iterable[Number]) -> Iterator[Finding]:
    """The same range on several flows."""
    alike: dict[tuple[float, float], list[Flow]] = {}
    for n in found:
        both = ends(n.amount)
        if isinstance(n.declaration, Flow) and n.word == "share" and both and not n.grounded:
            alike.setdefault(both, []).append(n.declaration)
    for flows in alike.values():
        if len(flows) < thresholds.same_range:
            continue
        first, *others = flows
        yield COPIED.at(
            first.place("share"),
            f"{len(flows)} flows have the same range `{written(first.place('share'))}`",
            help="think about each of them by itself, or say behind one where it comes from",
            related=[Related(f"the same on {f.label}", f.place("share")) for f in others],
        )


def ungrounded(found: Iterable[Number], plan: Plan) -> Iterator[Finding]:
    """Guesses without a word on where they come from, one finding for each block at the top."""
    by_root: dict[str, tuple[Declaration, list[Number]]] = {}
    for n in found:
        if n.grounded or n.told.on or not is_uncertain(n.amount):
            continue
        root = root_of(n.declaration, plan)
        by_root.setdefault(root.name, (root, []))[1].append(n)
    for root, guesses in by_root.values():
        names = list(dict.fromkeys(n.named for n in guesses))
        shown = listed([*names[:3], f"{len(names) - 3} more"] if len(names) > 4 else names)
        yield UNGROUNDED.at(
            root.headline,
            f"nothing says where {len(names)} guess{'es' * (len(names) != 1)} of {called(root)} "
            f"{'comes' if len(names) == 1 else 'come'} from: {shown}",
            help='write it behind each number: `because "…"`, or `source "…" on 2026-11-30`',
        )


def _looked_for(thresholds: Thresholds, plan: Plan) -> Iterator[Finding]:
    """All of these; the numbers of a plan are gathered once."""
    found = tuple(numbers(plan))
    yield from bare(found)
    yield from narrow(thresholds, found)
    yield from wide(thresholds, found)
    yield from copied(thresholds, found)
    yield from ungrounded(found, plan)


def family(thresholds: Thresholds) -> Family:
    """The rules about guesses."""
    return Family(RULES, (partial(_looked_for, thresholds),))
