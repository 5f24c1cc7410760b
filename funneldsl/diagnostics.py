"""Findings: what is wrong with a plan, as values. Each is made by the rule that it breaks."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from attrs import field

from funneldsl.frozen import frozen
from funneldsl.source import NOWHERE, Span


class Severity(Enum):
    """How bad a finding is. An error means that the plan cannot be trusted or run as it stands."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for the mildest."""
        return _RANKS.index(self)


_RANKS = (Severity.NOTE, Severity.WARNING, Severity.ERROR)


@frozen
class Related:
    """Another place that belongs to a finding, with what is to be seen there."""

    message: str
    span: Span


@frozen
class TextEdit:
    """Put `text` in the place of `span`."""

    span: Span
    text: str


@frozen
class Fix:
    """An edit that would remove the finding. `safe` means that it cannot change what the plan means."""

    title: str
    edits: tuple[TextEdit, ...]
    safe: bool = False


@frozen
class Rule:
    """One kind of finding, declared once; `explain CODE` prints it.

    `code` is stable and never reused, `name` reads `subject.mistake`, `summary` is one sentence,
    `why` says what goes wrong otherwise and what to do. `wrong` and `right` are small files: the first
    earns the finding, the second does not; tests run both.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    why: str = ""
    wrong: str = ""
    right: str = ""
    group: str = ""
    """What it is about, in a word, so that rules can be chosen together: `guesses`."""

    def at(
        self,
        span: Span,
        message: str,
        *,
        help: str = "",
        related: Iterable[Related] = (),
        fix: Fix | None = None,
    ) -> Finding:
        """The finding that this rule is broken at `span`."""
        return Finding(self, message, span, help, tuple(related), fix)


@frozen
class Finding:
    """One broken rule: a plain sentence that names the thing and the value, where, and the way out."""

    rule: Rule
    message: str
    span: Span = NOWHERE
    help: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    plugin: str = field(default="", kw_only=True)
    """Who says so, when it is not the core: `name version` of the plugin."""

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def name(self) -> str:
        return self.rule.name

    @property
    def severity(self) -> Severity:
        return self.rule.severity


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorted by file, place and code: the same plan gives the same list."""
    return tuple(sorted(findings, key=_place))


def _place(finding: Finding) -> tuple[str, int, int, str, str]:
    span = finding.span
    return span.source.name, span.start, span.end, finding.rule.code, finding.message


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(f for f in findings if f.severity is Severity.ERROR)


def near(word: str, choices: Iterable[str]) -> str | None:
    """The choice that was probably meant, if one is close enough."""
    from difflib import get_close_matches

    folded = {c.casefold(): c for c in choices}
    if (same := folded.get(word.casefold())) is not None:
        return same
    match = get_close_matches(word.casefold(), folded, n=1, cutoff=0.66)
    return folded[match[0]] if match else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`; did you mean 'spend'?`, or nothing."""
    found = near(word, choices)
    return f"; did you mean {found!r}?" if found is not None else ""
