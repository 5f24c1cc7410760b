"""Another name for a thing, wherever its name is written."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import normalize

from funneldsl.diagnostics import Related, TextEdit
from funneldsl.editing import rules
from funneldsl.editing.addresses import thing
from funneldsl.editing.uses import Use, uses
from funneldsl.editing.written import Written, statement_at
from funneldsl.errors import FindingsError, FunnelError
from funneldsl.frozen import frozen
from funneldsl.model.kinds import Declaration, Heading, Kinds
from funneldsl.model.plan import Plan
from funneldsl.source import Source, Span
from funneldsl.syntax import nodes
from funneldsl.syntax.parser import parse_piece

NEVER_NAMES = ("yes", "no", "none", "was")


@frozen
class Renaming:
    """The full names before and after, and the edits."""

    old: str
    new: str
    edits: tuple[TextEdit, ...]


def renaming(
    documents: Iterable[nodes.Document], plan: Plan, kinds: Kinds, old: str, new: str
) -> Renaming:
    """What gives the thing `old` the name `new`, which is its own name or a full path beside the old one.

    Raises UnknownNameError, FindingsError if the name is taken, FunnelError for what is no name or cannot be renamed.
    """
    every = tuple(documents)
    declaration = thing(old, plan, kinds)
    own = _own_name(declaration, new)
    full = f"{declaration.parent}.{own}" if declaration.parent else own
    if full == declaration.name:
        return Renaming(full, full, ())
    _refuse_taken(declaration, full, plan)
    at = statement_at(every, declaration.span)
    edits = [_header(at, own)]
    for use in uses(every, plan):
        span = _mentioned(use, declaration.name)
        if span is not None:
            edits.append(TextEdit(span, own))
    return Renaming(declaration.name, full, tuple(edits))


def _own_name(declaration: Declaration, new: str) -> str:
    """The last part of the new name, which stays in the same block."""
    cls = type(declaration)
    if cls.heading is not Heading.NAME or cls.variant is not None or cls.kind == "flow":
        raise FunnelError(f"`{declaration.name}` has no name of its own that could be changed")
    parent, _, own = normalize("NFC", new.strip()).rpartition(".")
    if parent and parent != declaration.parent:
        raise FunnelError(
            f"`{new}` would move {declaration.name} into `{parent}`; a thing gets another name only, so write "
            f"`{own}`, and move its block by hand"
        )
    if not is_name(own):
        raise FunnelError(
            f"`{new}` cannot be a name: write letters, digits and `_`, a letter first"
        )
    return own


def is_name(text: str) -> bool:
    """Whether a thing can be called so."""
    piece = parse_piece(Source("<name>"), 0, f"stage {text}")
    if text in NEVER_NAMES or piece.findings or len(piece.statements) != 1 or piece.comments:
        return False
    block = piece.statements[0]
    return (
        isinstance(block, nodes.Block)
        and block.body is None
        and block.head.title is None
        and block.head.name is not None
        and block.head.name.text == text
        and "." not in text
    )


def _refuse_taken(declaration: Declaration, full: str, plan: Plan) -> None:
    taken = plan.all.get(full)
    if taken is None:
        return
    message = (
        f"{declaration.name} cannot be renamed to {full}: there is a {taken.kind} of that name"
    )
    related = [Related(f"{full} is here", taken.headline)]
    help = "choose another name"
    finding = rules.CLASH.at(declaration.headline, message, help=help, related=related)
    raise FindingsError(f"rename {declaration.name}", (finding,))


def _header(at: Written, own: str) -> TextEdit:
    """The name in the header; before the title where there was none."""
    head = at.block.head
    if head.name is not None:
        return at.put(head.name.start, head.name.end, own)
    return at.put(head.kind.end, head.kind.end, f" {own}")


def _mentioned(use: Use, name: str) -> Span | None:
    """Where a use says the last part of a name; None if it does not."""
    if use.name != name and not use.name.startswith(f"{name}."):
        return None
    typed = use.span.text.split(".")
    behind = use.name.count(".") - name.count(".")
    at = len(typed) - 1 - behind
    if at < 0:
        return None
    start = use.span.start + sum(len(part) + 1 for part in typed[:at])
    return Span(use.span.source, start, start + len(typed[at]))


def strayed(before: Iterable[Use], after: Iterable[Use], renamed: Renaming) -> tuple[Use, ...]:
    """The uses that stand for another thing than before, as they are written now."""
    pairs = zip(before, after, strict=False)
    return tuple(now for was, now in pairs if now.name != _moved(was.name, renamed))


def _moved(name: str, renamed: Renaming) -> str:
    if name == renamed.old or name.startswith(f"{renamed.old}."):
        return renamed.new + name[len(renamed.old) :]
    return name


def refuse_strayed(stray: Iterable[Use], renamed: Renaming) -> None:
    """Raise FindingsError for uses that would stand for another thing."""
    found = tuple(
        rules.MEANING.at(
            use.span,
            f"`{use.span.text}` would stand for {use.name} if {renamed.old} were named {renamed.new}",
            help="write the full path there first, or choose another name",
        )
        for use in stray
    )
    if found:
        raise FindingsError(f"rename {renamed.old}", found)
