"""Scenarios: lines that change nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from funneldsl.checks.examples import SHOP
from funneldsl.checks.family import Family
from funneldsl.checks.quantiles import exactly
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.model.kinds import Declaration, props
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import NOT_WRITTEN, FlowPatch, Patch, Scenario
from funneldsl.model.stages import Flow
from funneldsl.model.values import Amount, Combined, Spread, Was

SITE = """\
channel ads { brings: site.visitor; spend: $45 per day; price: $1 per visitor }
funnel site { stage visitor }
"""

EMPTY = Rule(
    "F480",
    "scenario.empty",
    Severity.WARNING,
    "A scenario that says nothing.",
    "It gives the same results as what it starts from. Write what differs, line by line, or take it out.",
    wrong=SHOP
    + SITE
    + """\
scenario frugal { }
""",
    right=SHOP
    + SITE
    + """\
scenario frugal { ads.spend: was * 50% }
""",
)

SAME = Rule(
    "F481",
    "scenario.changes-nothing",
    Severity.WARNING,
    "A line of a scenario gives the value that is there anyway.",
    "The line has no effect. Often the plan was changed later, and the scenario now says the same as the plan.",
    wrong=SHOP
    + SITE
    + """\
scenario frugal { ads.spend: $45 per day }
""",
    right=SHOP
    + SITE
    + """\
scenario frugal { ads.spend: $20 per day }
""",
)


def empty(plan: Plan) -> Iterator[Finding]:
    """Scenarios without a line of their own."""
    for s in plan.of(Scenario):
        if not s.patches and not s.without:
            base = f"scenario {s.extends}" if s.extends is not None else "the plan"
            yield EMPTY.at(
                s.headline,
                f"scenario {s.name} changes nothing: it is the same as {base}",
                help="write what differs, for example `ads.spend: was * 50%`, or take the scenario out",
            )


def same(plan: Plan) -> Iterator[Finding]:
    """Lines whose value is that of the plan, or of the scenario that is extended."""
    scenarios = {s.name: s for s in plan.of(Scenario)}
    flows = _flows(plan)
    for s in scenarios.values():
        before = _inherited(s, scenarios)
        for patch in s.patches:
            if isinstance(patch, FlowPatch):
                yield from _same_flow(s, patch, flows, before)
            elif _unchanged(plan, patch, before):
                yield _changes_nothing(s, patch.span, f"{patch.target}.{_line(patch)}")


def _line(patch: Patch) -> str:
    return patch.word + (f".{patch.clause}" if patch.clause else "")


def _flows(plan: Plan) -> Mapping[tuple[str, str], list[Flow]]:
    out: dict[tuple[str, str], list[Flow]] = {}
    for f in plan.of(Flow):
        out.setdefault((f.source.name, f.target.name), []).append(f)
    return out


Key = tuple[str, ...]


def _inherited(s: Scenario, scenarios: Mapping[str, Scenario]) -> dict[Key, Any]:
    """The values that the scenarios it extends have set, by path; whole flows and properties by theirs."""
    chain: list[Scenario] = []
    above = scenarios.get(s.extends.name) if s.extends is not None else None
    while above is not None and above not in chain and above is not s:
        chain.append(above)
        above = scenarios.get(above.extends.name) if above.extends is not None else None
    values: dict[Key, Any] = {}
    for scenario in reversed(chain):
        for patch in scenario.patches:
            if isinstance(patch, FlowPatch):
                values[patch.source.name, "->", patch.target.name] = patch
            else:
                values[patch.target, patch.word] = patch
    return values


def _unchanged(plan: Plan, patch: Patch, before: Mapping[Key, Any]) -> bool:
    if _is_was(patch.value):
        return not patch.later
    target = plan.all.get(patch.target)
    if patch.later or target is None or target.changes.get(patch.word):
        return False
    inherited = before.get((patch.target, patch.word))
    if inherited is not None and (inherited.clause != patch.clause or inherited.later):
        return False
    value = inherited.value if inherited is not None else _written(target, patch)
    return value is not _UNKNOWN and _alike(patch.value, value)


_UNKNOWN = object()


def _written(target: Declaration, patch: Patch) -> Any:
    """The value in the plan; NOT_WRITTEN for a default."""
    p = props(type(target)).get(patch.word)
    if p is None:
        return _UNKNOWN
    value = getattr(target, p.field)
    if patch.clause is None:
        return NOT_WRITTEN if not p.required and value == _default(p.default) else value
    if isinstance(value, tuple):
        value = value[0] if len(value) == 1 else _UNKNOWN
    clause = props(type(value)).get(patch.clause) if attrs.has(type(value)) else None
    if clause is None:
        return _UNKNOWN
    inner = getattr(value, clause.field)
    return NOT_WRITTEN if inner is None else inner


def _default(default: Any) -> Any:
    return default.factory() if isinstance(default, attrs.Factory) else default  # type: ignore[arg-type]


def _same_flow(
    s: Scenario,
    patch: FlowPatch,
    flows: Mapping[tuple[str, str], list[Flow]],
    before: Mapping[Key, Any],
) -> Iterator[Finding]:
    lines = flows.get((patch.source.name, patch.target.name), [])
    if patch.removed or not lines or (patch.source.name, "->", patch.target.name) in before:
        return
    if patch.for_:
        lines = [f for f in lines if {r.name for r in f.for_} == {r.name for r in patch.for_}]
    if lines and all(_says(f, word, value) for f in lines for word, value in patch.values.items()):
        yield _changes_nothing(s, patch.span, f"{patch.source} -> {patch.target}")


def _says(f: Flow, word: str, value: Any) -> bool:
    if f.changes.get(word):
        return False
    p = props(Flow).get(word)
    return _is_was(value) or (p is not None and _alike(value, getattr(f, p.field)))


def _is_was(value: Any) -> bool:
    """`was`, or `was * 100%`."""
    if isinstance(value, tuple) and len(value) == 1:
        return _is_was(value[0])
    if not isinstance(value, Amount):
        return False
    match value.law:
        case Was():
            return True
        case Combined(("*",) | ("/",), (Amount(law=Was()), by)):
            return exactly(by) == 1
    return False


def _alike(a: Any, b: Any) -> bool:
    """Equal but for the paths under which numbers are written; a measured value equals only itself."""
    if isinstance(a, Amount | Spread) and isinstance(b, Amount | Spread):
        return a.law == b.law and a.unit == b.unit
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(map(_alike, a, b))
    if type(a) is not type(b):
        return False
    if isinstance(a, Mapping):
        return a.keys() == b.keys() and all(_alike(a[k], b[k]) for k in a)
    if attrs.has(type(a)):
        names = [field.name for field in attrs.fields(type(a)) if field.eq]
        return all(_alike(getattr(a, name), getattr(b, name)) for name in names)
    return bool(a == b)


def _changes_nothing(s: Scenario, span: Any, what: str) -> Finding:
    return SAME.at(
        span,
        f"in scenario {s.name}, {what} is what it was before",
        help="take the line out, or write the value that differs",
    )


SCENARIOS = Family((EMPTY, SAME), (empty, same), of_absence=(EMPTY, SAME))
