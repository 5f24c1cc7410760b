"""Kinds of plugins: the declarations of core kinds that their blocks stand for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

import attrs

from funneldsl.bind import block_rules
from funneldsl.bind.names import Names
from funneldsl.bind.phrases import a, listed
from funneldsl.bind.rewriting import evolved, rewritten
from funneldsl.diagnostics import Finding, Related
from funneldsl.errors import UnknownNameError
from funneldsl.model.kinds import Declaration
from funneldsl.model.plan import Plan
from funneldsl.model.values import Fixed, Ref
from funneldsl.source import NOWHERE, Span


def expands(cls: type[Declaration]) -> bool:
    """Whether blocks of a kind stand for other declarations."""
    return cls.expand is not Declaration.expand


def expand(
    written: Mapping[str, Declaration],
    names: Names,
    findings: list[Finding],
    only: Container[str] | None = None,
) -> dict[str, Declaration]:
    """All declarations that written ones (or `only` some of them) stand for, by name; their names are entered."""
    plan = Plan(Fixed(written))
    grown: dict[str, Declaration] = {}
    for declaration in written.values():
        if not expands(type(declaration)) or (only is not None and declaration.name not in only):
            continue
        for new in _grown(declaration, plan, findings):
            place = new.span if new.span is not NOWHERE else declaration.span
            new = evolved(new, origin=declaration.name, span=place)
            known = names.known.get(new.name)
            if new.name in grown or new.name in written or (known and known.origin != new.origin):
                findings.append(_taken(declaration, new, names))
                continue
            grown[new.name] = new
            if known is None and "->" not in new.name:
                names.add(new.name, new.kind, new.span, declaration.name)
    return grown


def _grown(declaration: Declaration, plan: Plan, findings: list[Finding]) -> Iterable[Declaration]:
    try:
        return list(declaration.expand(plan))
    except Exception as error:  # a stranger's code; the plan must still be read
        cls, name = type(declaration), declaration.name
        findings.append(broke_down(cls, name, declaration.span, error))
    return ()


def broke_down(cls: type[Declaration], name: str, span: Span, error: Exception) -> Finding:
    """A kind of a plugin broke down over a block."""
    reason = (
        str(error) if isinstance(error, UnknownNameError) else f"{type(error).__name__}: {error}"
    )
    return block_rules.CRASHED.at(
        span,
        f"the kind `{cls.kind}` of {cls.__module__} broke down over {name}: {reason}",
        help="tell the author of the plugin, or leave the block out",
    )


def _taken(declaration: Declaration, new: Declaration, names: Names) -> Finding:
    known = names.known.get(new.name)
    related = [Related(f"{new.name} is declared here", known.span)] if known is not None else []
    return block_rules.EXPANDED.at(
        declaration.span,
        f"{declaration.kind} {declaration.name} stands for {a(new.kind)} named {new.name}, and there is one already",
        help="give one of them another name",
        related=related,
    )


def resolved(
    grown: Mapping[str, Declaration], names: Names, findings: list[Finding]
) -> dict[str, Declaration]:
    """The same with every reference found; a declaration with one that is not, is left out."""
    out = {}
    for name, declaration in grown.items():
        lost: list[Ref[Any]] = []

        def each(
            ref: Ref[Any], scope: str = declaration.parent, lost: list[Ref[Any]] = lost
        ) -> Ref[Any]:
            full = names.find(ref.name, scope, ref.kinds)
            if full is None:
                lost.append(ref)
                return ref
            return ref if full == ref.name else attrs.evolve(ref, name=full)

        new = rewritten(declaration, each)
        if new is not None and not lost:
            out[name] = new
        elif lost and not names.is_doubtful(lost[0].name):
            findings.append(_lost(declaration, lost[0]))
    return out


def _lost(declaration: Declaration, ref: Ref[Any]) -> Finding:
    what = listed(ref.kinds) if ref.kinds else "thing"
    return block_rules.EXPANDED.at(
        declaration.span,
        f"{declaration.origin} stands for {declaration.name}, but no {what} is named {ref.name}",
        help="write it, or correct the name here",
    )
