"""Correlations: paths to no number, numbers that are certain, ranks that cannot be, or not together."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.diagnostics import Finding, Related, Rule, Severity, near
from funneldsl.model.correlating import (
    Named,
    factor,
    known,
    lowest_rank,
    named,
    rank,
    together,
    whose,
)
from funneldsl.model.correlations import Correlation
from funneldsl.model.kinds import props
from funneldsl.model.plan import Plan
from funneldsl.model.single import single
from funneldsl.model.values import NumberAt, Route

_ADS = """\
channel search { brings: visitor; spend: $45 per day; price: $0.70 to $1.30 per visitor }
channel social { brings: visitor; spend: $20 per day; price: $0.40 to $1.10 per visitor }
channel videos { brings: visitor; spend: $15 per day; price: $0.30 to $0.90 per visitor }
funnel site { stage visitor }
"""


def _shop(*lines: str) -> str:
    return SHOP + _ADS + "".join(f"{line}\n" for line in lines)


_HEAT = "correlation heat { of: [search.price, social.price]; rank: 60% }"

NO_NUMBER = Rule(
    "F423",
    "correlation.no-number",
    Severity.ERROR,
    "A correlation names something that is no number.",
    "What goes together are uncertain numbers, each named by its thing and its property, `search.price`, or by its "
    "flow, `visitor -> buyer`. A property with several numbers, as a price in instalments, cannot be meant.",
    wrong=_shop("correlation heat { of: [search.price, social.cost_per_click]; rank: 60% }"),
    right=_shop(_HEAT),
)
CERTAIN = Rule(
    "F424",
    "correlation.certain",
    Severity.WARNING,
    "A correlation names a number that is exact.",
    "An exact number is the same in every world, so nothing can go together with it, and naming it changes nothing. "
    "Write what you know of it as a range, or leave it out.",
    wrong=_shop("correlation heat { of: [search.price, social.price, social.spend]; rank: 60% }"),
    right=_shop(_HEAT),
)
ALONE = Rule(
    "F425",
    "correlation.alone",
    Severity.ERROR,
    "A correlation names fewer than two different numbers.",
    "A number goes together with another one. Name two or more, each once.",
    wrong=_shop("correlation heat { of: [search.price, search.price]; rank: 60% }"),
    right=_shop(_HEAT),
)
NO_RANK = Rule(
    "F426",
    "correlation.rank",
    Severity.ERROR,
    "The rank of a correlation is not one exact number from -100% to 100%.",
    "At 100% the numbers rank the worlds alike: where one is highest the other is, too. At -100% they rank them the "
    "other way round, and at 0% they have nothing to do with each other.",
    wrong=_shop("correlation heat { of: [search.price, social.price]; rank: 160% }"),
    right=_shop(_HEAT),
)
TWICE = Rule(
    "F427",
    "correlation.twice",
    Severity.ERROR,
    "Two correlations speak of the same two numbers.",
    "Two numbers have one rank correlation. Leave the pair out of one of them.",
    wrong=_shop(_HEAT, "correlation market { of: [social.price, search.price]; rank: 30% }"),
    right=_shop(_HEAT, "correlation market { of: [social.price, videos.price]; rank: 30% }"),
)
IMPOSSIBLE = Rule(
    "F428",
    "correlation.impossible",
    Severity.ERROR,
    "No numbers can be correlated as is written.",
    "Where one number goes with a second, and that with a third, the first and the third cannot be independent or go "
    "apart as they like; pairs that no correlation names count as independent. Three numbers cannot all go against "
    "each other either. Name all of them in one correlation, or write ranks that are nearer to 0%.",
    wrong=_shop(
        "correlation one { of: [search.price, social.price]; rank: 90% }",
        "correlation two { of: [social.price, videos.price]; rank: 90% }",
    ),
    right=_shop(
        "correlation all { of: [search.price, social.price, videos.price]; rank: 90% }",
    ),
)


def numbers(plan: Plan) -> Iterator[Finding]:
    """Paths that lead to no number, or to one that is certain."""
    for c in plan.of(Correlation):
        for of in c.of:
            found = named(plan, of)
            if found is None or found.amount is None:
                if (finding := _no_number(plan, c, of, found)) is not None:
                    yield finding
            elif found.drawn is None:
                yield CERTAIN.at(
                    c.place("of"),
                    f"correlation {c.name} names {found.path}, which is exact and goes together with nothing",
                    help="write the number as a range, for example `$1 to $2`, or leave it out here",
                    related=[Related("it is here", plan[found.declaration].place(found.word))],
                )


def _no_number(
    plan: Plan, c: Correlation, of: Route | NumberAt, found: Named | None
) -> Finding | None:
    if isinstance(of, Route):
        flow = f"{of.source} -> {of.target}"
        message = f"correlation {c.name} names {flow}, but all who enter move that way"
        help = f"write its share in the funnel, for example `{flow} 2% to 4%`, or leave it out here"
        if found is None:
            message = f"correlation {c.name} names {flow}, but there is no such flow"
            help = "write the flow in a funnel, or correct it here"
        return NO_NUMBER.at(c.place("of"), message, help=help)
    thing = whose(plan, of)
    if thing is None:
        return None
    words = [w for w, p in props(type(thing)).items() if single(getattr(thing, p.field))]
    guess = near(of.word, words)
    message = f"{of} in correlation {c.name} is no number"
    message += f"; did you mean `{of.of}.{guess}`?" if guess else ""
    listed = ", ".join(f"`{of.of}.{w}`" for w in words)
    help = f"write one of its numbers: {listed}" if words else "name another thing, which has one"
    return NO_NUMBER.at(c.place("of"), message, help=help)


def alone(plan: Plan) -> Iterator[Finding]:
    """Correlations without two different numbers."""
    for c in plan.of(Correlation):
        paths = [
            str(of) if isinstance(of, NumberAt) else f"{of.source} -> {of.target}" for of in c.of
        ]
        again = next((p for i, p in enumerate(paths) if p in paths[:i]), None)
        if again is not None or len(paths) < 2:
            what = f"names {again} twice" if again else f"names {paths[0]} only"
            yield ALONE.at(
                c.place("of"),
                f"correlation {c.name} {what}",
                help="name two or more numbers, each once: `of: [search.price, social.price]`",
            )


def ranks(plan: Plan) -> Iterator[Finding]:
    """Ranks that are uncertain or beyond 100%."""
    for c in plan.of(Correlation):
        if rank(c) is None:
            yield NO_RANK.at(
                c.place("rank"),
                f"the rank of correlation {c.name} is not one number from -100% to 100%",
                help="write one number, `rank: 60%`; a scenario can try another one",
            )


def twice(plan: Plan) -> Iterator[Finding]:
    """Pairs that two correlations name."""
    said: dict[tuple[str, str], Correlation] = {}
    for c in plan.of(Correlation):
        names = dict.fromkeys(n.path for n in known(plan, c))
        pairs = [(a, b) for a in names for b in names if a < b]
        for pair in pairs:
            if (first := said.setdefault(pair, c)) is not c:
                yield TWICE.at(
                    c.place("of"),
                    f"correlations {first.name} and {c.name} both speak of {pair[0]} and {pair[1]}",
                    help="leave one of the two numbers out of one of the correlations",
                    related=[Related("the other one", first.place("of"))],
                )
                break


def impossible(plan: Plan) -> Iterator[Finding]:
    """Correlations that contradict each other, or themselves."""
    for group in together(plan):
        if factor(group.scores) is not None:
            continue
        first, *others = (plan[name] for name in group.by)
        if others:
            names = " and ".join([", ".join(group.by[:-1]), group.by[-1]])
            message = f"correlations {names} contradict each other: no numbers can be so"
            help = "name all of these numbers in one correlation, or write ranks nearer to 0%"
        else:
            count = len(group.names)
            message = f"correlation {first.name}: {count} numbers cannot all go against each other so strongly"
            most = f"{ceil(100 * lowest_rank(count)):d}%"
            help = f"write a rank of {most} or nearer to 0%, or name two numbers only"
        related = [Related("this one, too", other.place("rank")) for other in others]
        yield IMPOSSIBLE.at(first.place("rank"), message, help=help, related=related)


CORRELATIONS = Family(
    (NO_NUMBER, CERTAIN, ALONE, NO_RANK, TWICE, IMPOSSIBLE),
    (numbers, alone, ranks, twice, impossible),
    of_absence=(NO_NUMBER, ALONE, IMPOSSIBLE),
)
"""What can be wrong with correlations."""
