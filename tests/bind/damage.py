"""Plans with one token left out, doubled or too many, and what may be said of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TypeAlias

from attrs import define, frozen

from funneldsl import NO_PLUGINS, discover
from funneldsl.bind.binder import bind
from funneldsl.diagnostics import Finding
from funneldsl.model.kinds import Declaration
from funneldsl.pipeline import check
from funneldsl.source import Source
from funneldsl.syntax import nodes
from funneldsl.syntax.lines import raw_tokens
from funneldsl.syntax.parser import parse
from funneldsl.syntax.tokens import Token

CORE = discover(NO_PLUGINS)
Edit: TypeAlias = Callable[[str, Token], str]


def leave_out(text: str, token: Token) -> str:
    """The words around a line end stay apart."""
    return text[: token[2]] + " " * (token[0] == "_END") + text[token[3] :]


def double(text: str, token: Token) -> str:
    return f"{text[: token[3]]} {token[1]}{text[token[3] :]}"


def before(sign: str) -> Edit:
    return lambda text, token: f"{text[: token[2]]} {sign} {text[token[2] :]}"


EDITS: dict[str, Edit] = {"leave out": leave_out, "double": double} | {
    f"add {sign}": before(sign) for sign in ("@", "{", "}", '"', ":")
}


@frozen
class Read:
    """A text as the core reads it: syntax, meaning and structure."""

    document: nodes.Document
    declared: dict[str, Declaration]
    findings: tuple[Finding, ...]


def read(text: str) -> Read:
    document = parse(Source("plan.funnel", text))
    bound = bind((document,), CORE.kinds)
    findings = (*document.findings, *bound.findings, *check(bound.plan, CORE))
    return Read(document, dict(bound.plan.written), findings)


def _said(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message


@define
class Sound:
    """A text without mistakes, and what each damage to it does."""

    text: str

    @cached_property
    def read(self) -> Read:
        return read(self.text)

    @cached_property
    def usual(self) -> Counter[tuple[str, str]]:
        """What is said of the sound text: notes and warnings that are meant."""
        return Counter(map(_said, self.read.findings))

    @cached_property
    def tokens(self) -> list[Token]:
        """All tokens, without the line ends behind comments: those end the comment only."""
        pieces = self.read.document.pieces
        ends = {piece.start + comment.end for piece in pieces for comment in piece.comments}
        every = raw_tokens(self.text, 0, len(self.text))
        return [token for token in every if token[0] != "_END" or token[2] not in ends]

    def faults(self, edit: Edit, token: Token) -> Iterator[str]:
        """Everything that is wrong with how a damaged text is read."""
        damaged = edit(self.text, token)
        after = read(damaged)
        said = [f for f in after.findings if not self.usual[_said(f)]]
        first, last = self._block(token)
        longer = len(damaged) - len(self.text)
        if len(said) > 2:
            yield f"{len(said)} findings: {[f.message for f in said]}"
        for finding in said:
            spans = [finding.span, *(related.span for related in finding.related)]
            if not all(0 <= s.start <= s.end <= len(damaged) for s in spans):
                yield f"outside of the text: {finding.message}"
            if not any(first <= s.start <= last + max(longer, 0) + 1 for s in spans):
                yield f"far from the fault: {finding.message}"
        lost = self._lost(after, first, last)
        if lost:
            yield f"other things are lost or changed: {lost}"

    def _block(self, token: Token) -> tuple[int, int]:
        """Where the top-level block, or the two blocks, that a token stands in begin and end.

        A sign before the first word of a block joins it to the one above.
        """
        starts = [piece.start for piece in self.read.document.pieces]
        line = self.text.rfind("\n", 0, token[2]) + 1
        places = (line - 1 if line == token[2] and line else token[2], token[3])
        own = [max(i for i, start in enumerate(starts) if start <= at) for at in places]
        return starts[own[0]], [*starts, len(self.text)][own[1] + 1]

    def _lost(self, after: Read, first: int, last: int) -> set[str]:
        """Things of other blocks that are not what they were, and do not name anything that was damaged."""
        declared = self.read.declared
        inside = {name for name, d in declared.items() if first <= d.span.start < last}
        changed, lost = set(), set()
        for name in declared.keys() - inside:
            now = after.declared.get(name)
            if now is None:
                lost.add(name)
            elif now.span.text != declared[name].span.text or type(now) is not type(declared[name]):
                changed.add(name)
        gone, left = set(inside), set(lost)
        while explained := {n for n in left if _words(declared[n].span.text) & _parts(gone)}:
            gone |= explained
            left -= explained
        return changed | left


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def _parts(names: set[str]) -> set[str]:
    return {part for name in names for part in _words(name)}
