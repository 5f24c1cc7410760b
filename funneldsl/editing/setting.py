"""Another value for a property, a clause, a share of a flow, a line of a scenario; the property is written if it is not."""

from __future__ import annotations

from collections.abc import Iterable

from funneldsl.diagnostics import TextEdit
from funneldsl.editing import values
from funneldsl.editing.addresses import Address, find
from funneldsl.editing.flow_values import of_flow
from funneldsl.editing.insertion import inserted
from funneldsl.editing.values import unlike
from funneldsl.editing.written import Written, statement_at
from funneldsl.errors import FunnelError, UnknownNameError
from funneldsl.model.kinds import Declaration, Kinds, Prop, props, rest
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import FlowPatch, Patch, Scenario
from funneldsl.model.shapes import Clauses, Many, Shape, TableShape
from funneldsl.model.stages import Flow
from funneldsl.syntax import nodes


def setting(
    documents: Iterable[nodes.Document], plan: Plan, kinds: Kinds, path: str, text: str
) -> tuple[TextEdit, ...]:
    """The edits that give what `path` points at the value `text`. Raises UnknownNameError, FunnelError."""
    address = find(path, plan, kinds)
    at = statement_at(documents, address.thing.span)
    if address.pair is not None:
        return _restated(at, address, plan, text)
    if isinstance(address.thing, Flow):
        return of_flow(at, address.words, text)
    if not address.words:
        first = next(iter(props(type(address.thing))), "price")
        raise FunnelError(
            f"which property of {address.thing.name}? Write `{address.thing.name}.{first}`, say"
        )
    if isinstance(address.thing, Scenario) and address.words[0] not in _own(address.thing):
        return _line(at, address, plan, kinds, text)
    return _property(at, address, text)


def _own(thing: Declaration) -> list[str]:
    return [word for word, p in props(type(thing)).items() if not p.rest]


# --- properties ---------------------------------------------------------------------------------------------


def _property(at: Written, address: Address, text: str) -> tuple[TextEdit, ...]:
    cls, words = type(address.thing), address.words
    asked = props(cls).get(words[0])
    takes_any = rest(cls)
    if asked is None or asked.rest:
        if takes_any is None:
            raise UnknownNameError(
                f"property of {address.thing.kind}", words[0], _own(address.thing)
            )
        asked, words = None, (".".join(words),)
    found = written_property(at.block, words[0])
    if found is None:
        if len(words) > 1:
            raise FunnelError(
                f"{address.thing.name} has no `{words[0]}` whose `{words[1]}` could change; set all of "
                f"`{address.thing.name}.{words[0]}`"
            )
        values.read_value(text)
        return (
            inserted(
                at, index_of(at.block, words[0], list(props(cls))), f"{words[0]}: {text.strip()}"
            ),
        )
    if len(words) == 1 or asked is None:
        return values.replaced(at, found.value, text)
    return unlike(at, _part(at, found, asked, words[1:], text))


def written_property(block: nodes.Block, word: str) -> nodes.Property | None:
    """The line of a property in its block."""
    lines = (s for s in block.statements if isinstance(s, nodes.Property))
    return next((line for line in lines if line.key.text == word), None)


def index_of(block: nodes.Block, word: str, order: list[str]) -> int:
    """How many statements of a block stand before a property, if it stands in order."""
    rank = order.index(word) if word in order else len(order)
    before = 0
    for i, statement in enumerate(block.statements):
        if isinstance(statement, nodes.Property):
            known = statement.key.text
            if (order.index(known) if known in order else len(order)) <= rank:
                before = i + 1
    return before


def _part(
    at: Written, line: nodes.Property, asked: Prop, words: tuple[str, ...], text: str
) -> TextEdit:
    """`starter.refunds.within`, `videos.season.Jan`, `starter.price.source`."""
    part, value = ".".join(words), line.value
    shape = _inner(asked.shape)
    if part in values.GROUNDS:
        return values.clause(at, value, part, text, ())
    if isinstance(value.expression, nodes.List):
        raise FunnelError(f"`{asked.word}` is a list here; set all of it")
    if isinstance(shape, TableShape) and isinstance(value.expression, nodes.Map):
        return values.entry(at, value.expression, part, text)
    clauses = props(shape.record) if isinstance(shape, Clauses) else {}
    words_known = [word for word, p in clauses.items() if not p.head]
    if part not in words_known:
        raise UnknownNameError(f"part of {asked.word}", part, (*words_known, *values.GROUNDS))
    return values.clause(at, value, part, text, words_known)


def _inner(shape: Shape[object]) -> Shape[object]:
    return _inner(shape.of) if isinstance(shape, Many) else shape


# --- scenarios ----------------------------------------------------------------------------------------------


def _line(
    at: Written, address: Address, plan: Plan, kinds: Kinds, text: str
) -> tuple[TextEdit, ...]:
    """`scenario frugal attract.search_ads.spend`."""
    key = ".".join(address.words)
    goal = find(key, plan, kinds)
    if not goal.words:
        raise FunnelError(f"which property of {goal.thing.name} does {address.thing.name} change?")
    meant = (goal.thing.name, goal.words[0], goal.words[1] if len(goal.words) > 1 else None)
    patches = address.thing.patches if isinstance(address.thing, Scenario) else ()
    for patch in patches:
        if isinstance(patch, Patch) and (patch.target, patch.word, patch.clause) == meant:
            node = _statement(at, patch.span.start)
            if isinstance(node, nodes.Property):
                return values.replaced(at, node.value, text)
    values.read_value(text)
    return (inserted(at, len(at.block.statements), f"{key}: {text.strip()}"),)


def _restated(at: Written, address: Address, plan: Plan, text: str) -> tuple[TextEdit, ...]:
    """`scenario frugal visitor -> buyer`: the line of the scenario, or a new one."""
    source, target = address.pair or ("", "")
    patches = address.thing.patches if isinstance(address.thing, Scenario) else ()
    for patch in patches:
        if isinstance(patch, FlowPatch) and _ends(patch, source, target):
            node = _statement(at, patch.span.start)
            if node is not None:
                return of_flow(at.within(node), address.words, text)
    word = ".".join(address.words)
    values.read_value(text)
    said = text.strip() if word in ("", "share") else f"{word} {text.strip()}"
    return (inserted(at, len(at.block.statements), f"{source} -> {target} {said}"),)


def _ends(patch: FlowPatch, source: str, target: str) -> bool:
    ends = ((patch.source.name, source), (patch.target.name, target))
    return all(full == typed or full.endswith(f".{typed}") for full, typed in ends)


def _statement(block: Written, start: int) -> nodes.Statement | None:
    """The statement of a block that begins there, counted in the file."""
    offset = start - block.piece.start
    return next((s for s in block.block.statements if s.start == offset), None)
