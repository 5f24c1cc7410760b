"""One amount that somebody typed outside of a plan: on the command line, say."""

from __future__ import annotations

from funneldsl.bind.amounts import amount
from funneldsl.bind.literals import Want
from funneldsl.bind.money import Money
from funneldsl.bind.names import Names
from funneldsl.bind.reading import Reading
from funneldsl.diagnostics import Finding
from funneldsl.errors import FindingsError, FunnelError
from funneldsl.model.values import Amount, Form
from funneldsl.source import Source
from funneldsl.syntax import nodes
from funneldsl.syntax.parser import parse_piece


def amount_of(text: str, named: str, currency: str, *forms: Form, exact: bool = True) -> Amount:
    """The amount that a text says, in one of the forms; `$` as a business with that currency means it.

    `named` is what messages call it; a range is refused unless `exact` is false. Raises FindingsError with what is wrong with it, FunnelError for what is no
    value at all.
    """
    lead = f"{named}: "
    piece = parse_piece(Source(f"<{named}>"), 0, lead + text)
    if piece.findings:
        raise FindingsError(f"read {named}", piece.findings)
    written = piece.statements[0] if len(piece.statements) == 1 else None
    if not isinstance(written, nodes.Property) or written.value is None:
        raise FunnelError(f"{named} {text!r} is no amount")
    if written.value.expression is None or written.value.clauses or written.value.later:
        raise FunnelError(f"{named} {text!r} is more than an amount")
    findings: list[Finding] = []
    at = Reading(piece, Names(), Money(currency), "", findings)
    at.begin(named)
    found = amount(written.value.expression, at, Want(forms, exact=exact))
    if found is None:
        raise FindingsError(f"read {named}", tuple(findings))
    return found
