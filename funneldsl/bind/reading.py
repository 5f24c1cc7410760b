"""What every reader of values is given: where it is, who is asked for names, and where findings go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Never, TypeAlias

from attrs import define, fields

from funneldsl.bind.money import Money
from funneldsl.bind.names import Names
from funneldsl.diagnostics import Finding, Fix, Related, Rule, TextEdit
from funneldsl.model.values import Ref
from funneldsl.source import Span
from funneldsl.syntax import nodes


def holds_broken(value: Any) -> bool:
    """Whether something in a node could not be understood, and a finding has said so."""
    if isinstance(value, tuple):
        return any(holds_broken(part) for part in value)
    if not isinstance(value, nodes.Node):
        return False
    if isinstance(value, nodes.BrokenValue):
        return True
    return any(holds_broken(getattr(value, a.name)) for a in fields(type(value)))


LONGEST_MESSAGE = 240
"""Characters; a message may quote a value, and values can be long."""

Refused: TypeAlias = Never | None  # noqa: RUF020 - a type checker lets nobody return a plain None's call
"""Always None: what `refuse` gives back, so that a reader can end with it."""


@define(eq=False, repr=False)
class Reading:
    """One declaration while it is read. `path` moves from value to value.

    A reader that cannot make sense of a value says why with `refuse` and returns None.
    """

    piece: nodes.Piece
    names: Names
    money: Money
    scope: str
    """Where names are looked for first."""
    findings: list[Finding]
    scenario: str = ""
    """The scenario whose patch this is; only there may a value speak of what `was`."""
    strict: bool = True
    """Whether an unknown name is a mistake; before kinds are expanded it may be a name to come."""
    missed: bool = False
    """Whether a name was not found."""
    quiet: bool = False
    """Whether nothing is said: for a value whose spelling is in doubt already."""
    path: str = ""
    """Of the value that is read: `starter.refunds.within`. Amounts are named by it."""
    count: int = 0
    """Amounts that were found in the value so far."""

    def span(self, node: nodes.Node) -> Span:
        """The place of a node in its file."""
        return Span(self.piece.part, node.start, node.end)

    def typed(self, node: nodes.Node) -> str:
        """The text of a node, as it was typed, on one line."""
        text = self.piece.text[node.start : node.end]
        return " ".join(text.split()) if "\n" in text or "\r" in text else text

    def begin(self, path: str) -> None:
        """A new value starts here."""
        self.path, self.count = path, 0

    def label(self) -> str:
        """A name for the next amount of this value: the path, then the path with a number."""
        self.count += 1
        return self.path if self.count == 1 else f"{self.path}#{self.count}"

    def own(self, label: str) -> str:
        """A label that is a scenario's own: a factor on what was is another unknown in each scenario."""
        mark = f"{self.path}#{self.scenario}"
        return label.replace(self.path, mark, 1) if self.scenario else label

    def refuse(
        self,
        rule: Rule,
        node: nodes.Node,
        message: str,
        *,
        help: str = "",
        put: str | None = None,
        safe: bool = False,
        related: Iterable[Related] = (),
    ) -> Refused:
        """A finding about a node; `put` is what would mend it if it stood there instead. Returns None always."""
        if self.quiet or holds_broken(node):
            return None
        if len(message) > LONGEST_MESSAGE:
            message = message[: LONGEST_MESSAGE - 1] + "…"
        span = self.span(node)
        fix = Fix(help or message, (TextEdit(span, put),), safe) if put is not None else None
        self.findings.append(rule.at(span, message, help=help, related=related, fix=fix))
        return None

    def ref(self, name: nodes.Name, kinds: tuple[str, ...]) -> Ref[Any] | None:
        """The thing that a name stands for."""
        return self._found(name, self.names.find(name.text, self.scope, kinds), kinds)

    def plain_ref(self, name: nodes.Name, kinds: tuple[str, ...]) -> Ref[Any] | None:
        """The same in a formula, where a short name must be unique."""
        return self._found(name, self.names.find_plainly(name.text, kinds), kinds)

    def _found(self, name: nodes.Name, full: str | None, kinds: tuple[str, ...]) -> Ref[Any] | None:
        span = self.span(name)
        if full is not None:
            return Ref(full, kinds, span)
        self.missed = True
        if not self.strict:
            return Ref(name.text, kinds, span)
        finding = self.names.why_not(name.text, kinds, span) if not self.quiet else None
        if finding is not None:
            self.findings.append(finding)
        return None
