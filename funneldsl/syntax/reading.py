"""What is gathered while one piece is read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import define, field

from funneldsl.diagnostics import Finding, Fix, Rule, TextEdit
from funneldsl.source import Part, Span

MOST_FINDINGS = 200
"""More would not be read, and a hostile text could ask for millions."""

_DESCRIBED = re.compile(r"^\ufeff?+(?:[^\S\n]*+#[^\n]*+\n)++[^\S\n]*+", re.MULTILINE)
_DESCRIPTION = re.compile(r"^\ufeff?+[^\S\n]*+## ?([^\r\n]*+)", re.MULTILINE)


@define(eq=False)
class Reading:
    """A piece, where it stands in its source, and what was found in it so far."""

    part: Part
    text: str
    findings: list[Finding] = field(factory=list)
    mended: set[int] = field(factory=set)
    """Where the lines begin whose quotes or brackets were mended: what is odd there needs no second finding."""
    descriptions: dict[int, str] = field(init=False)
    """The text of the `##` comments right above a statement, by the offset of the statement."""

    @descriptions.default
    def _read_descriptions(self) -> dict[int, str]:
        return dict(_descriptions(self.text)) if "##" in self.text else {}

    def report(
        self,
        rule: Rule,
        start: int,
        end: int,
        message: str,
        *,
        help: str = "",
        put: tuple[int, int, str] | None = None,
        safe: bool = True,
    ) -> None:
        """A finding from `start` to `end` of the piece; `put` is what would mend it."""
        if self.full:
            return
        fix = None
        if put is not None:
            first, last, text = put
            fix = Fix(help or message, (TextEdit(self.span(first, last), text),), safe)
        self.findings.append(rule.at(self.span(start, end), message, help=help, fix=fix))

    @property
    def full(self) -> bool:
        """Whether nothing more is reported."""
        return len(self.findings) > MOST_FINDINGS

    def span(self, start: int, end: int) -> Span:
        return Span(self.part, start, end)


def _descriptions(text: str) -> Iterable[tuple[int, str]]:
    for match in _DESCRIBED.finditer(text):
        lines = _DESCRIPTION.findall(match[0])
        if lines:
            yield match.end(), "\n".join(line.rstrip() for line in lines)
