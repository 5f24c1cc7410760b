"""Applying fixes: in rounds, each read again and compared before it counts; what does harm is dropped and told.

There are four sorts, applied one after the other until nothing changes:

- repairs of errors: afterwards there are fewer errors, and none that was not there before (other findings may come to
  light: nothing is said about what is absent from a plan that could not be read whole);
- safe fixes: afterwards the plan means exactly the same, and nothing new is found;
- if they are wanted, guesses at what was meant by a mistake, judged like repairs;
- if they are wanted, the others: afterwards nothing new is found; the plan may mean something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import Enum

from attrs import define, field

from funneldsl.acceptance import NOTHING as UNUSED_REMARK
from funneldsl.diagnostics import Finding, Severity, errors
from funneldsl.frozen import frozen
from funneldsl.lint.edits import changed, together
from funneldsl.model.plan import Plan
from funneldsl.syntax.rules import TOO_MANY

MOST_ROUNDS = 100
"""Each round changes something; fixes that undo each other would never end."""

MOST_TRIALS, MOST_CHARACTERS = 300, 20_000_000
"""How often a project is read again at most, and how much text in all that may be, before fixes that do harm are left."""

Texts = Mapping[str, str]
"""By name of file, as it stands in findings."""


class Sort(Enum):
    """What a fix may do to the plan."""

    REPAIR = "repair"
    SAFE = "safe"
    GUESS = "guess"
    UNSAFE = "unsafe"


@frozen
class State:
    """Texts, and what they mean."""

    texts: Texts
    plan: Plan
    findings: tuple[Finding, ...]


@frozen
class Fixed:
    """The texts after fixing, what was fixed on the way, and whose fixes were dropped, with the reason."""

    state: State
    fixed: tuple[Finding, ...]
    dropped: tuple[tuple[Finding, str], ...]


def fix(
    state: State,
    read: Callable[[Texts], State],
    *,
    unsafe: bool = False,
    wanted: Callable[[Finding], bool] = lambda finding: True,
) -> Fixed:
    """Apply all fixes that are wanted and do no harm. `read` reads texts anew."""
    fixing = _Fixing(state, read, wanted)
    sorts = tuple(Sort) if unsafe else (Sort.REPAIR, Sort.SAFE)
    for _ in range(MOST_ROUNDS):
        if not any(fixing.round(sort) for sort in sorts):
            break
    return Fixed(fixing.state, tuple(fixing.fixed), tuple(fixing.dropped.values()))


@define
class _Fixing:
    """The work so far."""

    state: State
    read: Callable[[Texts], State]
    wanted: Callable[[Finding], bool]
    fixed: list[Finding] = field(factory=list)
    dropped: dict[tuple[object, ...], tuple[Finding, str]] = field(factory=dict)
    trials: int = 0
    characters: int = 0

    def round(self, sort: Sort) -> bool:
        """Apply what there is of one sort; whether anything was."""
        candidates = together(f for f in self.state.findings if self._open(f, sort))
        kept = self._settled([], candidates, sort)
        if not kept:
            return False
        self.state = self._after(kept)
        self.fixed += kept
        self.dropped.clear()  # in another plan they may do no harm
        return True

    def _open(self, finding: Finding, sort: Sort) -> bool:
        if finding.fix is None or _sort(finding) is not sort or _key(finding) in self.dropped:
            return False
        if finding.rule == UNUSED_REMARK and errors(self.state.findings):
            return False  # what it accepts may be found again when the plan can be read whole
        names = {e.span.source.name for e in finding.fix.edits}
        return names <= self.state.texts.keys() and self.wanted(finding)

    def _settled(self, kept: list[Finding], candidates: list[Finding], sort: Sort) -> list[Finding]:
        """As many of the candidates as do no harm together with those that are kept; halved where they do."""
        if not candidates:
            return kept
        harm = self._harm([*kept, *candidates], sort)
        if not harm:
            return [*kept, *candidates]
        if len(candidates) == 1 or self._weary():
            self.dropped |= {_key(c): (c, harm) for c in candidates}
            return kept
        half = len(candidates) // 2
        kept = self._settled(kept, candidates[:half], sort)
        return self._settled(kept, candidates[half:], sort)

    def _weary(self) -> bool:
        return self.trials >= MOST_TRIALS or self.characters >= MOST_CHARACTERS

    def _after(self, findings: Iterable[Finding]) -> State:
        texts = changed(self.state.texts, findings)
        self.trials += 1
        self.characters += sum(map(len, texts.values()))
        return self.read(texts)

    def _harm(self, findings: list[Finding], sort: Sort) -> str:
        """What would be worse afterwards; nothing if all is well."""
        before, after = self.state, self._after(findings)
        if sort in (Sort.REPAIR, Sort.GUESS):
            listed = _listed(after, before)
            old, new = _counted(before, errors_only=True), _counted(listed, errors_only=True)
            if fresh := new - old:
                return _told(fresh, after)
            return "" if new.total() < old.total() else "it would not mend the mistake"
        if sort is Sort.SAFE and not same_meaning(before.plan, after.plan):
            return "it would change what the plan means"
        fresh = _counted(after) - _counted(before)
        return _told(fresh, after) if fresh else ""


def _sort(finding: Finding) -> Sort:
    safe = finding.fix is not None and finding.fix.safe
    if finding.severity is Severity.ERROR:
        return Sort.REPAIR if safe else Sort.GUESS
    return Sort.SAFE if safe else Sort.UNSAFE


def _key(finding: Finding) -> tuple[object, ...]:
    edits = finding.fix.edits if finding.fix is not None else ()
    return (finding.code, finding.message, *((e.span.text, e.text) for e in edits))


def _counted(state: State, errors_only: bool = False) -> Counter[tuple[str, str]]:
    """Findings without their places, which move."""
    return Counter(
        (f.code, f.message)
        for f in state.findings
        if f.severity is Severity.ERROR or not errors_only
    )


def _listed(after: State, before: State) -> State:
    """Without errors that were there before and not listed, because there were too many above them."""
    end = next((f.span for f in before.findings if f.rule == TOO_MANY), None)
    if end is None:
        return after
    name = end.source.name
    grown = len(after.texts.get(name, "")) - len(before.texts.get(name, ""))
    left = (
        f
        for f in after.findings
        if f.rule != TOO_MANY and (f.span.source.name != name or f.span.start < end.start + grown)
    )
    return State(after.texts, after.plan, tuple(left))


def _told(fresh: Counter[tuple[str, str]], after: State) -> str:
    code, message = next(
        (f.code, f.message) for f in after.findings if (f.code, f.message) in fresh
    )
    return f"it would bring {code}: {message}"


_GROUPING = re.compile(r"(?<=\d)[,_](?=\d{3})")


def same_meaning(one: Plan, other: Plan) -> bool:
    """Whether two plans are equal, up to the spelling of numbers in formulas."""
    if one == other:
        return True
    from funneldsl.model.printing import print_plan

    def spelled(plan: Plan) -> str:
        return _GROUPING.sub("", print_plan(plan))

    return one.written.keys() == other.written.keys() and spelled(one) == spelled(other)
