"""Texts as users write them, what they become, and short ways to say it."""

from __future__ import annotations

from typing import Any

from attrs import evolve, fields, has

from funneldsl.source import Source
from funneldsl.syntax import nodes
from funneldsl.syntax.parser import parse


def read(text: str) -> nodes.Document:
    return parse(Source("plan.funnel", text))


def statements(text: str) -> tuple[nodes.Statement, ...]:
    """What a text without mistakes says."""
    document = read(text)
    assert [] == said(text)
    return tuple(statement for _, statement in document.statements)


def said(text: str) -> list[str]:
    """What is told of a text: code, and the stretch that it is about."""
    return [f"{f.code} {f.span.text}" for f in read(text).findings]


def codes(text: str) -> list[str]:
    return [finding.code for finding in read(text).findings]


def outline(text: str) -> list[str]:
    """The statements of a text, mistakes or not, one line each, indented."""
    return [line for _, s in read(text).statements for line in _outline(s, "")]


def _outline(statement: nodes.Statement, indent: str) -> list[str]:
    match statement:
        case nodes.Property(key=key, value=value):
            return [f"{indent}{key.text}: {tree(value)}"]
        case nodes.Flow(source=source, target=target, value=value):
            share = f" {tree(value)}" if value is not None else ""
            return [f"{indent}{source.text} -> {target.text}{share}"]
        case nodes.Block(head=head, body=body):
            parts = (head.kind, head.name, head.title, head.number)
            line = " ".join(tree(part) for part in parts if part is not None)
        case nodes.BrokenHead(words=words, body=body):
            line = "?" + " ".join(words)
        case nodes.Broken(words=words):
            return [f"{indent}?{' '.join(words)}"]
    inner = [line for s in body or () for line in _outline(s, indent + "  ")]
    return [indent + line + ("" if body is None else " {"), *inner]


def value(text: str) -> str:
    """The tree of a value, as `tree` writes it."""
    (written,) = statements(f"x: {text}")
    assert isinstance(written, nodes.Property)
    return tree(written.value)


def tree(node: Any) -> str:
    """A node with brackets around everything that belongs together; a broken one is `?`."""
    match node:
        case nodes.Value():
            return _with_clauses(node)
        case nodes.Text(text=text):
            return repr(text)
        case nodes.Name(text=text) | nodes.Number(text=text) | nodes.Date(text=text):
            return text
        case nodes.Quantity(number=number, unit=unit):
            return f"{tree(number)}_{tree(unit)}"
        case nodes.Call(name=name, arguments=arguments):
            return f"{name.text}({', '.join(map(tree, arguments))})"
        case nodes.List(items=items):
            return f"[{', '.join(map(tree, items))}]"
        case nodes.Map(entries=entries):
            return "{" + ", ".join(f"{tree(e.key)}: {tree(e.value)}" for e in entries) + "}"
        case nodes.BrokenValue():
            return "?"
    return f"({_joined(node)})"


def _with_clauses(value: nodes.Value) -> str:
    parts = [] if value.expression is None else [tree(value.expression)]
    parts += [f"<{c.word.text} {tree(c.value)}>" for c in value.clauses]
    for change in value.later:
        when = tree(change.when) if change.when is not None else "?"
        parts.append(f"<then {tree(change.value)} from {when}>")
    return " ".join(parts)


def _joined(node: Any) -> str:
    match node:
        case nodes.Edge(source=source, target=target):
            return f"{tree(source)} -> {tree(target)}"
        case nodes.Group(value=inside):
            return f"group {tree(inside)}"
        case nodes.Range(low=low, high=high):
            return f"{tree(low)} to {tree(high)}"
        case nodes.Between(subject=subject, low=low, high=high, negated=negated):
            before = "" if subject is None else f"{tree(subject)} "
            return f"{before}{'not ' * negated}between {tree(low)} and {tree(high)}"
        case nodes.Per(value=amount, unit=unit):
            return f"{tree(amount)} per {tree(unit)}"
        case nodes.Each(value=amount):
            return f"{tree(amount)} each"
        case nodes.Of(part=part, whole=whole):
            return f"{tree(part)} of {tree(whole)}"
        case nodes.Unary(operator=operator, operand=operand):
            return f"{operator} {tree(operand)}"
        case nodes.Operation(operators=operators, operands=operands):
            signs = ["", *(f" {sign} " for sign in operators)]
            return "".join(s + tree(o) for s, o in zip(signs, operands, strict=True))
    raise AssertionError(node)


def without_places(node: Any) -> Any:
    """The same nodes, all at offset 0."""
    if isinstance(node, tuple):
        return tuple(map(without_places, node))
    if not has(type(node)):
        return node
    places = {"start": 0, "end": 0}
    names = [field.name for field in fields(type(node))]
    return evolve(node, **{n: places.get(n, without_places(getattr(node, n))) for n in names})
