"""The share of a flow and its clauses, one by one or several at once."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.diagnostics import TextEdit
from funneldsl.editing import values
from funneldsl.editing.values import unlike
from funneldsl.editing.written import Written
from funneldsl.errors import FunnelError, UnknownNameError
from funneldsl.syntax import nodes

FLOW_CLAUSES = ("after", "within", "needs", "for")


def of_flow(at: Written, words: tuple[str, ...], text: str) -> tuple[TextEdit, ...]:
    """`a -> b`: the share and whatever clauses the text has; `a -> b after`: that clause."""
    flow = at.node
    if not isinstance(flow, nodes.Flow):
        raise FunnelError("this flow is not written as one; change the block that stands for it")
    word = ".".join(words)
    if word and word not in (*FLOW_CLAUSES, *values.GROUNDS, "share"):
        raise UnknownNameError("part of a flow", word, ("share", *FLOW_CLAUSES, *values.GROUNDS))
    if word not in ("", "share"):
        if flow.value is None:
            values.read_value(text)
            return (at.put(flow.end, flow.end, f" {word} {text.strip()}"),)
        return unlike(at, values.clause(at, flow.value, word, text, FLOW_CLAUSES))
    return tuple(_share(at, flow, text))


def _share(at: Written, flow: nodes.Flow, text: str) -> Iterator[TextEdit]:
    new, old = values.read_value(text), flow.value
    text = text.strip()
    if old is None:
        yield at.put(flow.end, flow.end, f" {text}")
    elif new is None or new.later or old.later:
        yield from values.replaced(at, old, text)
    else:
        if new.expression is not None:
            share = _typed(text, new.expression)
            if old.expression is None:
                yield at.put(old.start, old.start, f"{share} ")
            else:
                yield from unlike(at, at.put(old.expression.start, old.expression.end, share))
        yield from _clauses(at, old, new, text)
        yield from _grounds(at, old, new, text)


def _clauses(at: Written, old: nodes.Value, new: nodes.Value, text: str) -> Iterator[TextEdit]:
    """The clauses that the new text has; those that it does not name stay."""
    missing = []
    for clause in new.clauses:
        word, typed = clause.word.text, _typed(text, clause.value)
        if word in values.GROUNDS:
            continue
        if any(c.word.text == word for c in old.clauses):
            yield from unlike(at, values.clause(at, old, word, typed, FLOW_CLAUSES))
        else:
            missing.append(f" {word} {typed}")
    if missing:
        ends = [c.end for c in old.clauses if c.word.text not in values.GROUNDS]
        first = old.start if old.expression is None else old.expression.end
        end = max([first, *ends])
        yield at.put(end, end, "".join(missing))


def _grounds(at: Written, old: nodes.Value, new: nodes.Value, text: str) -> Iterator[TextEdit]:
    """New grounds in the place of all the old ones."""
    told = " ".join(_typed(text, c) for c in new.clauses if c.word.text in values.GROUNDS)
    before = [c for c in old.clauses if c.word.text in values.GROUNDS]
    if told and before:
        yield from unlike(at, at.put(before[0].start, before[0].end, told))
        yield from (at.put(_blanks_before(at, c.start), c.end, "") for c in before[1:])
    elif told:
        yield at.put(old.end, old.end, f"  {told}")


def _blanks_before(at: Written, place: int) -> int:
    while place and at.piece.text[place - 1] in " \t\xa0":
        place -= 1
    return place


def _typed(text: str, node: nodes.Node) -> str:
    return text[node.start - values.LEAD : node.end - values.LEAD]
