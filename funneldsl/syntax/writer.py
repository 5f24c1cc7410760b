"""Nodes → text.

What was read is written as it was typed, for its pieces hold all of it. Nodes that were made by a program are
written plainly: one statement a line, two blanks for each level. Reading that gives the same nodes again, offsets
aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from funneldsl.syntax import nodes

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\n"})


def text_of(document: nodes.Document) -> str:
    """The text that a document was read from."""
    return "".join(piece.text for piece in document.pieces)


def write(statements: Iterable[nodes.Statement]) -> str:
    """The text of statements. ValueError for broken ones, which have no text of their own.

    Operands must bind tighter than what joins them, as they do in what was read: a sum in a product stands in a
    Group.
    """
    return "".join(f"{line}\n" for statement in statements for line in _lines(statement, ""))


def _lines(statement: nodes.Statement, indent: str) -> Iterator[str]:
    match statement:
        case nodes.Property(key=key, value=value):
            yield f"{indent}{key.text}: {_value(value)}"
        case nodes.Flow(source=source, target=target, value=value):
            share = f" {_value(value)}" if value is not None else ""
            yield f"{indent}{source.text} -> {target.text}{share}"
        case nodes.Block(head=head, body=body, description=description):
            for line in description.split("\n") if description is not None else ():
                yield f"{indent}## {line}".rstrip()
            yield f"{indent}{_head(head)}{'' if body is None else ' {' if body else ' { }'}"
            for inner in body or ():
                yield from _lines(inner, indent + "  ")
            if body:
                yield f"{indent}}}"
        case _:
            raise ValueError(f"a {type(statement).__name__} has no text")


def _head(head: nodes.Head) -> str:
    parts = (head.kind, head.name, head.title, head.number)
    return " ".join(_expression(part) for part in parts if part is not None)


def _value(value: nodes.Value) -> str:
    parts = [] if value.expression is None else [_expression(value.expression)]
    parts += [f"{clause.word.text} {_expression(clause.value)}" for clause in value.clauses]
    for later in value.later:
        when = f" from {_expression(later.when)}" if later.when is not None else ""
        parts.append(f"then {_value(later.value)}{when}")
    return " ".join(parts)


def _expression(node: nodes.Expression) -> str:
    match node:
        case nodes.Name(text=text) | nodes.Number(text=text) | nodes.Date(text=text):
            return text
        case nodes.Text(text=text):
            return f'"{text.translate(_ESCAPES)}"'
        case nodes.Quantity(number=number, unit=unit):
            return f"{number.text} {unit.text}"
        case nodes.Edge(source=source, target=target):
            return f"{source.text} -> {target.text}"
        case nodes.Call(name=name, arguments=arguments):
            return f"{name.text}({_values(arguments)})"
        case nodes.Group(value=value):
            return f"({_value(value)})"
        case nodes.List(items=items):
            return f"[{_values(items)}]"
        case nodes.Map(entries=entries):
            inner = ", ".join(f"{_expression(e.key)}: {_value(e.value)}" for e in entries)
            return f"{{ {inner} }}" if inner else "{ }"
        case _:
            return _joined(node)


def _values(values: Iterable[nodes.Value]) -> str:
    return ", ".join(_value(value) for value in values)


def _joined(node: nodes.Expression) -> str:
    """What precedence.py makes."""
    match node:
        case nodes.Range(low=low, high=high):
            return f"{_expression(low)} to {_expression(high)}"
        case nodes.Between(subject=subject, low=low, high=high, negated=negated):
            before = f"{_expression(subject)} " if subject is not None else ""
            word = "not between" if negated else "between"
            return f"{before}{word} {_expression(low)} and {_expression(high)}"
        case nodes.Per(value=value, unit=unit):
            return f"{_expression(value)} per {_expression(unit)}"
        case nodes.Each(value=value):
            return f"{_expression(value)} each"
        case nodes.Of(part=part, whole=whole):
            return f"{_expression(part)} of {_expression(whole)}"
        case nodes.Unary(operator=operator, operand=operand):
            return (
                f"{operator} {_expression(operand)}"
                if operator == "not"
                else f"-{_expression(operand)}"
            )
        case nodes.Operation(operators=operators, operands=operands):
            first, *rest = map(_expression, operands)
            pairs = zip(operators, rest, strict=True)
            return " ".join([first, *(f"{sign} {operand}" for sign, operand in pairs)])
        case _:
            raise ValueError(f"a {type(node).__name__} has no text")
