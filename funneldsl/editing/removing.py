"""Taking a thing out, or a property, with the comments that belong to it."""

from __future__ import annotations

from collections.abc import Iterable

from funneldsl.diagnostics import Finding, Related, TextEdit
from funneldsl.editing import rules
from funneldsl.editing.addresses import find
from funneldsl.editing.cutting import part_taken_out, taken_out
from funneldsl.editing.dependents import items, lines_of
from funneldsl.editing.uses import Use, uses
from funneldsl.editing.written import covers, holds, statement_at
from funneldsl.errors import FindingsError, FunnelError
from funneldsl.model.kinds import Declaration, Kinds
from funneldsl.model.plan import Plan
from funneldsl.syntax import nodes


def removing(
    documents: Iterable[nodes.Document], plan: Plan, kinds: Kinds, path: str, *, with_uses: bool
) -> tuple[TextEdit, ...]:
    """The edits that take out what `path` points at: a thing with all that is in it, a property, a clause.

    With `with_uses` what cannot be without the thing goes too: flows from and to a stage, lines of scenarios, events,
    its name in lists that hold others. Raises FindingsError for uses that are left; UnknownNameError, FunnelError.
    """
    every = tuple(documents)
    address = find(path, plan, kinds)
    at = statement_at(every, address.thing.span)
    if address.pair is not None:
        raise FunnelError(f"`{path}`: take lines of flows out of a scenario by hand")
    if address.words:
        return (part_taken_out(at, address),)
    gone = [at]
    left = [use for use in uses(every, plan) if _inside(use.name, address.thing.name)]
    left = [use for use in left if not covers(at, use.span)]
    edits: list[TextEdit] = []
    if with_uses:
        gone += lines_of(every, plan, left)
        edits += items(every, plan, left)
    spans = [(w.source, w.start, w.end) for w in gone] + [
        (e.span.source, e.span.start, e.span.end) for e in edits
    ]
    left = [use for use in left if not any(holds(span, use.span) for span in spans)]
    if left:
        finding = _still_used(address.thing, left, with_uses=with_uses)
        raise FindingsError(f"remove {address.thing.name}", (finding,))
    taken = [
        taken_out(w)
        for w in gone
        if not any(w is not g and covers(g, w.piece.span(w.node)) for g in gone)
    ]
    kept = [
        e
        for e in edits
        if not any(holds((t.span.source, t.span.start, t.span.end), e.span) for t in taken)
    ]
    return (*taken, *kept)


def _inside(name: str, outer: str) -> bool:
    return name == outer or name.startswith(f"{outer}.")


def _still_used(thing: Declaration, left: list[Use], *, with_uses: bool) -> Finding:
    shown = [Related(f"{use.by} names it here", use.span) for use in left[:20]]
    more = f" (and {len(left) - 20} more)" if len(left) > 20 else ""
    named = ", ".join(dict.fromkeys(f"`{use.by}`" for use in left[:20]))
    return rules.USED.at(
        thing.headline,
        f"{thing.name} cannot be removed: {named}{more} would still name it",
        help="change these places first"
        + ("" if with_uses else "; what cannot be without it goes along with `--with-uses`"),
        related=shown,
    )
