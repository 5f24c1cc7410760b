"""The nodes that the rules of the grammar stand for: one function a rule, in NODES by the name of the rule.

Each takes what its rule holds, in order: nodes, and tokens (tuples) for signs and joining words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any
from unicodedata import normalize

from funneldsl.syntax import nodes, rules
from funneldsl.syntax.precedence import expression_of
from funneldsl.syntax.reading import Reading
from funneldsl.syntax.tokens import Token

LONGEST_NUMBER = 40
"""Characters. No amount of money or people needs more, and arithmetic on huge numbers takes for ever."""

_ESCAPED = re.compile(r'\\(["“”„‟\\nt])')
_MEANT = {"n": "\n", "t": "\t"}
_WINDOWS_PATH = re.compile(r"[A-Za-z]:\\(?!\\)")
_WORD = re.compile(r'"[^"\n]*+"|(?<![\w.])([^\W\d]\w*+(?:\.\w++)*+)')


# --- statements ---------------------------------------------------------------------------------------


def _block(reading: Reading, parts: list[Any]) -> nodes.Statement:
    head = parts[0]
    body = tuple(parts[2:-1]) if len(parts) > 1 else None
    end = parts[-1][3] if body is not None else head.end
    if type(head) is nodes.BrokenHead:
        return nodes.BrokenHead(head.start, end, head.words, body)
    return nodes.Block(head.start, end, head, body, reading.descriptions.get(head.start))


def _head(_: Reading, parts: list[Any]) -> nodes.Head | nodes.BrokenHead:
    kind, last = parts[0], parts[-1]
    if type(kind) is nodes.BrokenHead:
        return kind
    if type(last) is nodes.BrokenValue:
        return nodes.BrokenHead(kind.start, last.end, (kind.text,), None)
    name = title = number = None
    for part in parts[1:]:
        if type(part) is nodes.Name:
            name = part
        elif type(part) is nodes.Text:
            title = part
        else:
            number = part
    return nodes.Head(kind.start, last.end, kind, name, title, number)


def _property(_: Reading, parts: list[Any]) -> nodes.Property:
    key, _colon, value = parts
    return nodes.Property(key.start, value.end, key, value)


def _flow(reading: Reading, parts: list[Any]) -> nodes.Flow:
    source, arrow, target = parts[:3]
    _check_arrow(reading, arrow)
    value = parts[3] if len(parts) > 3 else None
    return nodes.Flow(source.start, parts[-1].end, source, target, value)


# --- values -------------------------------------------------------------------------------------------


def _value(reading: Reading, parts: list[Any]) -> nodes.Value:
    first, last = parts[0], parts[-1]
    if first is last and type(first) is not nodes.Clause:
        return nodes.Value(first.start, first.end, first)
    thens = [i for i, part in enumerate(parts) if type(part) is tuple]
    thens.append(len(parts))
    now = _segment(parts[: thens[0]])
    later = tuple(_later(reading, parts[i:j]) for i, j in pairwise(thens))
    return nodes.Value(first.start, last.end, now.expression, now.clauses, later)


def _segment(parts: list[Any]) -> nodes.Value:
    bare = type(parts[0]) is nodes.Clause
    clauses = tuple(parts if bare else parts[1:])
    return nodes.Value(parts[0].start, parts[-1].end, None if bare else parts[0], clauses)


def _later(reading: Reading, parts: list[Any]) -> nodes.Later:
    then, *rest = parts
    when = next((p for p in rest if type(p) is nodes.Clause and p.word.text == "from"), None)
    kept = [part for part in rest if part is not when]
    if not kept and when is not None:
        kept = [nodes.BrokenValue(then[3], then[3])]
        reading.report(
            rules.VALUE_MISSING,
            then[2],
            then[3],
            "nothing stands behind `then`",
            help="write the value that holds from then on",
        )
    return nodes.Later(
        then[2], rest[-1].end, _segment(kept), when.value if when is not None else None
    )


def _clause(_: Reading, parts: list[Any]) -> nodes.Clause:
    word, value = parts
    return nodes.Clause(word.start, value.end, word, value)


# --- atoms --------------------------------------------------------------------------------------------


def _quantity(_: Reading, parts: list[Any]) -> nodes.Quantity | nodes.BrokenValue:
    number, unit = parts
    if type(number) is nodes.BrokenValue:
        return nodes.BrokenValue(number.start, unit.end)
    return nodes.Quantity(number.start, unit.end, number, unit)


def _edge(reading: Reading, parts: list[Any]) -> nodes.Edge:
    source, arrow, target = parts
    _check_arrow(reading, arrow)
    return nodes.Edge(source.start, target.end, source, target)


def _call(_: Reading, parts: list[Any]) -> nodes.Call:
    return nodes.Call(parts[0].start, parts[-1][3], parts[0], tuple(parts[2:-1]))


def _group(_: Reading, parts: list[Any]) -> nodes.Group:
    return nodes.Group(parts[0][2], parts[2][3], parts[1])


def _list(_: Reading, parts: list[Any]) -> nodes.List:
    return nodes.List(parts[0][2], parts[-1][3], tuple(parts[1:-1]))


def _map(_: Reading, parts: list[Any]) -> nodes.Map:
    return nodes.Map(parts[0][2], parts[-1][3], tuple(parts[1:-1]))


def _entry(_: Reading, parts: list[Any]) -> nodes.Entry:
    key, _colon, value = parts
    return nodes.Entry(key.start, value.end, key, value)


def _check_arrow(reading: Reading, arrow: Token) -> None:
    _, text, start, end = arrow
    if text not in ("->", "→"):
        reading.report(
            rules.ARROW,
            start,
            end,
            f"`{text}` is no arrow",
            help="write `->`",
            put=(start, end, "->"),
        )


# --- leaves: the tokens that are nodes by themselves ----------------------------------------------------


def _name(reading: Reading, token: Token) -> nodes.Name:
    _, text, start, end = token
    if not text.isascii():
        text = normalize("NFC", text)
        plain = text.replace("\u200c", "").replace("\u200d", "")
        if not all(f"_{part}".isidentifier() for part in plain.split(".")):
            reading.report(
                rules.NAME_SIGN,
                start,
                end,
                f"{text!r} has a sign in it that cannot be part of a name",
                help="use letters, digits and `_`",
            )
    return nodes.Name(start, end, text)


def _number(reading: Reading, token: Token) -> nodes.Number | nodes.BrokenValue:
    _, text, start, end = token
    if len(text) > LONGEST_NUMBER:
        reading.report(
            rules.NUMBER_TOO_LONG,
            start,
            end,
            f"this number has {len(text):,} characters; {LONGEST_NUMBER} are the most that can be read",
            help="write a smaller number, or `k` and `M` for thousands and millions",
        )
        return nodes.BrokenValue(start, end)
    return nodes.Number(start, end, text)


def _date(_: Reading, token: Token) -> nodes.Date:
    return nodes.Date(token[2], token[3], token[1])


def _text(_: Reading, token: Token) -> nodes.Text:
    content = token[1][1:-1]
    if "\\" in content and not _WINDOWS_PATH.match(content):  # `C:\new` holds no line end
        content = _ESCAPED.sub(lambda m: _MEANT.get(m[1], m[1]), content)
    return nodes.Text(token[2], token[3], content)


def _broken(_: Reading, token: Token) -> nodes.Broken:
    return nodes.Broken(token[2], token[3], _words(token[1]))


def _broken_head(_: Reading, token: Token) -> nodes.BrokenHead:
    return nodes.BrokenHead(token[2], token[3], _words(token[1]), None)


def _broken_value(_: Reading, token: Token) -> nodes.BrokenValue:
    return nodes.BrokenValue(token[2], token[3])


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normalize("NFC", m[1]) for m in _WORD.finditer(text) if m[1]))


LEAVES: dict[str, Callable[[Reading, Token], Any]] = {
    "NAME": _name,
    "LANGUAGE": _name,
    "CLAUSE": _name,
    "NUMBER": _number,
    "DATE": _date,
    "TEXT": _text,
    "BROKEN": _broken,
    "BROKEN_HEAD": _broken_head,
    "BROKEN_VALUE": _broken_value,
}

NODES: dict[str, Callable[[Reading, list[Any]], Any]] = {
    "block": _block,
    "head": _head,
    "property": _property,
    "flow": _flow,
    "value": _value,
    "clause": _clause,
    "chain": expression_of,
    "quantity": _quantity,
    "edge": _edge,
    "call": _call,
    "group": _group,
    "list": _list,
    "map": _map,
    "entry": _entry,
}
"""What makes a node of what a rule holds."""
