"""Evidence: numbers that were counted long ago, on few people, on one day; reasons that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from funneldsl.checks.clock import months_later
from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import high, low
from funneldsl.checks.sentences import percent
from funneldsl.config import Thresholds
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.lint.examples import ADS, SITE
from funneldsl.lint.numbers import numbers, written
from funneldsl.model.business import Business
from funneldsl.model.kinds import Declaration
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Flow
from funneldsl.model.values import Counted, Told
from funneldsl.source import Span

_GROUP = "evidence"

OLD = Rule(
    "F710",
    "evidence.old",
    Severity.NOTE,
    "A number was measured long before the plan starts.",
    "Prices of ads, habits and offers change. Measure again, or widen it to a range that allows for what may have "
    "changed. The limit is `old-evidence` in the settings, in months.",
    wrong=SHOP
    + ADS
    + SITE.format(flow='412 of 1,530 after 1 day  source "web shop" on 2024-10-01'),
    right=SHOP
    + ADS
    + SITE.format(flow='398 of 1,214 after 1 day  source "web shop" on 2026-10-01'),
    group=_GROUP,
)
EMPTY = Rule(
    "F711",
    "evidence.says-nothing",
    Severity.WARNING,
    "The reason behind a number says nothing.",
    'A reason is written for whoever doubts the number later, and that will be you. "tbd" looks like a reason to every '
    "tool and is none. Write what is known, or take it out, so that the number counts as a plain guess.",
    wrong=SHOP + ADS + SITE.format(flow='2% to 4% after 1 day  because "tbd"'),
    right=SHOP
    + ADS
    + SITE.format(flow='2% to 4% after 1 day  because "what two other shops told us"'),
    group=_GROUP,
)
FEW = Rule(
    "F712",
    "evidence.few",
    Severity.NOTE,
    "A share was counted on very few people.",
    "That is allowed, and the forecast knows how little it says: the true share may be far from it. Count on, or plan a "
    "test, before much depends on it. The limit is `few-people` in the settings.",
    wrong=SHOP + ADS + SITE.format(flow="3 of 12 after 1 day"),
    right=SHOP + ADS + SITE.format(flow="103 of 412 after 1 day"),
    group=_GROUP,
)
ONE_DAY = Rule(
    "F713",
    "evidence.one-day",
    Severity.WARNING,
    "A rate comes from a single day.",
    "No day is like the others: a Monday, a holiday or a letter that was just sent change every rate. Count over some "
    "weeks. Until then write a range that is wide enough for the other days.",
    wrong=SHOP + ADS + SITE.format(flow='41 of 530 after 1 day  source "web shop, yesterday"'),
    right=SHOP
    + ADS
    + SITE.format(flow='812 of 11,904 after 1 day  source "web shop, May and June"'),
    group=_GROUP,
)
RULES = (OLD, EMPTY, FEW, ONE_DAY)

_EMPTY = frozenset(
    (
        *(
            "",
            "tbd",
            "tba",
            "tbc",
            "todo",
            "to do",
            "fixme",
            "wip",
            "xxx",
            "x",
            "n/a",
            "na",
            "none",
            "nothing",
        ),
        *(
            "unknown",
            "because",
            "guess",
            "a guess",
            "my guess",
            "guessed",
            "just a guess",
            "estimate",
            "estimated",
        ),
        *(
            "an estimate",
            "assumption",
            "assumed",
            "no idea",
            "dont know",
            "don't know",
            "idk",
            "not sure",
            "test",
        ),
        *(
            "asdf",
            "foo",
            "placeholder",
            "later",
            "check",
            "to check",
            "to be checked",
            "to be defined",
        ),
    )
)
_DAY = re.compile(
    r"\b(?:one|a single|single|1|that|this) day\b|\bone day's\b|\byesterday\b|\btoday\b|\b24 hours\b|\bblack friday\b"
    r"|\bcyber monday\b|\blaunch day\b|\b(?:last|on|this) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)


def old(thresholds: Thresholds, plan: Plan) -> Iterator[Finding]:
    """Numbers whose day lies far before the first day of the plan."""
    business = plan.one(Business)
    if business is None:
        return
    latest = months_later(business.start, -round(thresholds.old_evidence))
    for d, word, told in _told(plan):
        if told.on is not None and told.on < latest:
            months = _months_between(told.on, business.start)
            yield OLD.at(
                told.span,
                f"{_called(d, word)} is from {told.on}, {months} months before the plan starts",
                help="measure it again, or write a wider range",
            )


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def empty(plan: Plan) -> Iterator[Finding]:
    """Reasons and sources without content."""
    for d, word, told in _told(plan):
        for clause, text in (("because", told.because), ("source", told.source)):
            if text is not None and text.strip(" .!?…-_").casefold() in _EMPTY:
                yield EMPTY.at(
                    _quoted(told.span, text),
                    f'the {"reason" if clause == "because" else "source"} "{text}" of {_called(d, word)} says nothing',
                    help=f"write what is known, or take `{clause}` out",
                )


def few(thresholds: Thresholds, plan: Plan) -> Iterator[Finding]:
    """Counts of a handful of people."""
    for n in numbers(plan):
        law = n.amount.law
        if not isinstance(law, Counted) or law.trials >= thresholds.few_people:
            continue
        least, most = low(n.amount), high(n.amount)
        if least is not None and most is not None:
            yield FEW.at(
                n.place,
                f"{n.named} is `{written(n.place)}`, which is as good as `{percent(_rounded(least))} to "
                f"{percent(_rounded(most))}`",
                help="count on; until then little should depend on it",
            )


def _rounded(share: float) -> float:
    return round(share, 2) if share >= 0.1 else float(f"{share:.1g}")


def one_day(plan: Plan) -> Iterator[Finding]:
    """Counted numbers whose source is one day."""
    told_once: set[int] = set()
    for n in numbers(plan):
        text = f"{n.told.source or ''} {n.told.because or ''}"
        if (day := _DAY.search(text)) and n.told.span.start not in told_once:
            told_once.add(n.told.span.start)
            yield ONE_DAY.at(
                n.place,
                f"{n.named} comes from a single day (“{day[0]}”)",
                help="count over some weeks, or write a range that is wide enough for other days",
            )


def _told(plan: Plan) -> Iterator[tuple[Declaration, str, Told]]:
    """Everything that is said about values, with the property it is said of; what is said of several, once."""
    for d in plan.written.values():
        said: set[tuple[object, ...]] = set()
        pairs = [(word, told) for word, told in d.told.items() if isinstance(told, Told)]
        pairs += [(word, c.told) for word, changes in d.changes.items() for c in changes]
        for word, told in pairs:
            grounds = (told.because, told.source, told.on)
            if any(grounds) and grounds not in said:
                said.add(grounds)
                yield d, word, told


def _called(d: Declaration, word: str) -> str:
    return d.label if isinstance(d, Flow) else f"{word} of {d.kind} {d.name}"


def _quoted(span: Span, text: str) -> Span:
    """The place of a text in quotes inside of a value."""
    at = span.text.rfind(text)
    if at < 0 or not text:
        return span
    return Span(span.source, span.start + at, span.start + at + len(text))


def family(thresholds: Thresholds) -> Family:
    """The rules about evidence."""
    return Family(RULES, (partial(old, thresholds), empty, partial(few, thresholds), one_day))
