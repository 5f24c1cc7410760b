"""One token too few, too many or too strange, anywhere: at most two findings, and no other block is touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from funneldsl.source import Source
from funneldsl.syntax import nodes
from funneldsl.syntax.lines import raw_tokens
from funneldsl.syntax.parser import parse
from funneldsl.syntax.tokens import Token

NORTHWIND = (Path(__file__).parent / "northwind.funnel").read_text("utf-8")
SMALL = """\
language 1
business shop "Shop" {
  values: ["a", "b"]
  start: 2027-01-04
  costs: $350 per month because "tools"   # all of them
}
funnel welcome {
  stage visitor
  stage buyer "Bought" { sells: course; leaves: 1% to 2.5% per month }
  visitor -> buyer  4 of 90  after 0 to 3 days
}
offer course { price: $79; season: { Jan: 140%, Jul: 70% } }
check "pays" { expect: chance(cash >= $0) >= 90% and a in [1, 2] }
"""

Edit = Callable[[str, Token], str]


def leave_out(text: str, token: Token) -> str:
    return text[: token[2]] + text[token[3] :]


def double(text: str, token: Token) -> str:
    return f"{text[: token[3]]} {token[1]}{text[token[3] :]}"


def before(sign: str) -> Edit:
    return lambda text, token: f"{text[: token[2]]} {sign} {text[token[2] :]}"


EDITS = {"leave out": leave_out, "double": double} | {
    f"add {sign}": before(sign) for sign in ("@", "{", "}", '"', ":", "(", "]", ",", "=", "->")
}

Said = tuple[str, int, str]
"""The name of a top-level block, how deep in it a statement stands, and the statement as typed."""


def statements(text: str) -> Iterator[Said]:
    for piece, statement in parse(Source("plan", text)).statements:
        top = _name(statement)
        yield from _statements(piece, statement, top, 0)


def _statements(
    piece: nodes.Piece, statement: nodes.Statement, top: str, depth: int
) -> Iterator[Said]:
    if isinstance(statement, nodes.Block | nodes.BrokenHead):
        for inner in statement.body or ():
            yield from _statements(piece, inner, top, depth + 1)
    else:
        yield top, depth, piece.span(statement).text


def _name(statement: nodes.Statement) -> str:
    if not isinstance(statement, nodes.Block):
        return "?"
    head = statement.head
    return " ".join(part.text for part in (head.kind, head.name, head.title) if part is not None)


def tops(text: str) -> list[tuple[int, str]]:
    """Where each piece begins, and its block."""
    return [
        (piece.start, _name(piece.statements[0]) if piece.statements else "?")
        for piece in parse(Source("plan", text)).pieces
    ]


def check(text: str, edit: Edit, step: int, first: int) -> None:
    """Edit at every `step`th token; the whole of each result is judged."""
    whole, blocks = Counter(statements(text)), tops(text)
    tokens = raw_tokens(text, 0, len(text))[first::step]
    assert tokens
    for token in tokens:
        edited = edit(text, token)
        document = parse(Source("plan", edited))
        own = {[name for start, name in blocks if start <= place][-1] for place in token[2:]}
        lost = whole - Counter(statements(edited))
        place = f"{token} in {own}"

        assert edited == "".join(piece.text for piece in document.pieces)
        assert len(document.findings) <= 2, (place, document.findings)
        assert set() == {said for said in lost if said[0] not in own}, place
        assert all(0 <= f.span.start <= f.span.end <= len(edited) for f in document.findings)


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_anywhere_in_a_small_plan(edit: Edit) -> None:
    check(SMALL, edit, step=1, first=0)


@pytest.mark.parametrize(("first", "edit"), list(enumerate(EDITS.values())), ids=EDITS.keys())
def test_here_and_there_in_northwind(first: int, edit: Edit) -> None:
    check(NORTHWIND, edit, step=17, first=first)


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_anywhere_in_northwind(edit: Edit) -> None:
    check(NORTHWIND, edit, step=1, first=0)


def test_the_small_plan_is_sound() -> None:
    assert () == parse(Source("plan", SMALL)).findings
