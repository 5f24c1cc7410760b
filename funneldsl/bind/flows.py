"""Flows: `visitor -> subscriber  3% after 1 to 5 days for beginner`."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from funneldsl.bind import block_rules, name_rules
from funneldsl.bind.blocks import line_value
from funneldsl.bind.clauses import refuse_clause
from funneldsl.bind.grounds import told
from funneldsl.bind.needed import Body
from funneldsl.bind.reading import Reading
from funneldsl.bind.saying import is_unsure_within
from funneldsl.bind.sheets import Sheet, sheet
from funneldsl.bind.sites import Site
from funneldsl.diagnostics import Related
from funneldsl.model.kinds import Declaration
from funneldsl.model.stages import Flow
from funneldsl.model.values import NOTHING_TOLD, Fixed, Ref, Told
from funneldsl.source import Span
from funneldsl.syntax import nodes

CLAUSES = ("after", "within", "needs", "for")
_STAGE = ("stage",)


def flow_name(source: Ref[Any], target: Ref[Any], people: tuple[Ref[Any], ...]) -> str:
    """The full name of a flow: `welcome.visitor -> welcome.subscriber for beginner`."""
    name = f"{source.name} -> {target.name}"
    return f"{name} for {', '.join(p.name for p in people)}" if people else name


def flow(site: Site, at: Reading, taken: dict[str, Span]) -> Declaration | None:
    """The flow, named by its ends; None, with findings, if one of them is not found or it stands there already."""
    node = site.node
    if not isinstance(node, nodes.Flow):
        return None
    at.begin(f"{node.source.text} -> {node.target.text}")
    at.quiet = bool(at.piece.findings) and is_unsure_within(at.piece, node)
    source, target = at.ref(node.source, _STAGE), at.ref(node.target, _STAGE)
    if source is None or target is None:
        # No flow can be made of it, yet what else is wrong with the line is said in the same run.
        ends = source or Ref(node.source.text), target or Ref(node.target.text)
        read_flow(node, *ends, at, sheet(site.cls))
        return None
    body = read_flow(node, source, target, at, sheet(site.cls))
    name = flow_name(source, target, body.values.get("for_", ()))
    site.name = name
    if "for" in body.failed:
        return None
    if (at.strict or not at.missed) and not _is_new(site, name, at, taken):
        return None
    return Flow(
        name=name,
        span=site.piece.span(node),
        source=source,
        target=target,
        told=Fixed(body.told) if body.told else NOTHING_TOLD,
        changes=Fixed(body.changes) if body.changes else NOTHING_TOLD,
        **body.values,
    )


def _is_new(site: Site, name: str, at: Reading, taken: dict[str, Span]) -> bool:
    first = taken.setdefault(name, site.span)
    if first is site.span or first == site.span:
        return True
    at.refuse(
        name_rules.DUPLICATE,
        site.node,
        f"the flow {name} is written twice",
        help="leave one of them out, or say with `for` whom each is for",
        related=[Related("the first one is here", first)],
    )
    return False


def read_flow(
    node: nodes.Flow, source: Ref[Any], target: Ref[Any], at: Reading, asked: Sheet
) -> Body:
    """What is said of a flow. Paths begin with its name, which its `for` is a part of."""
    body = Body()
    if node.value is None:
        return body
    value, grounds = told(node.value, at)
    clauses = _by_word(value.clauses, at)
    if "for" in clauses:
        _clause("for", clauses, at, asked, body, grounds)
    name = flow_name(source, target, body.values.get("for_", ()))
    if value.expression is not None or value.later:
        _share(name, value, at, asked, body, grounds)
    for word in clauses:
        if word != "for":
            at.begin(f"{name}.{word}")
            _clause(word, clauses, at, asked, body, grounds)
    return body


def _by_word(clauses: tuple[nodes.Clause, ...], at: Reading) -> dict[str, nodes.Clause]:
    found: dict[str, nodes.Clause] = {}
    for clause in clauses:
        word = clause.word.text
        if word not in CLAUSES:
            refuse_clause(clause, at, CLAUSES)
        elif word in found:
            message = f"{at.path}: `{word}` stands here twice"
            at.refuse(block_rules.CLAUSE_TWICE, clause, message, help="leave one of them out")
        else:
            found[word] = clause
    return found


def _share(
    name: str, value: nodes.Value, at: Reading, asked: Sheet, body: Body, grounds: Told
) -> None:
    at.begin(f"{name}.share")
    line = asked.lines["share"]
    bare = nodes.Value(value.start, value.end, value.expression, (), value.later)
    if bare.expression is None:
        message = f"{at.path}: `then` needs a share before it"
        at.refuse(
            block_rules.WHEN,
            value.later[0],
            message,
            help="write it as in `3% then 4% from 2028-01-01`",
        )
        return
    body.told["share"] = grounds
    read = line_value(bare, at, line, "share", body)
    if read is None:
        body.failed.add("share")
    else:
        body.values[line.field] = read


def _clause(
    word: str,
    clauses: dict[str, nodes.Clause],
    at: Reading,
    asked: Sheet,
    body: Body,
    grounds: Told,
) -> None:
    clause = clauses[word]
    line = asked.lines[word]
    if type(clause.value) is nodes.BrokenValue:
        read = None
    else:
        read = line.read(nodes.Value(clause.value.start, clause.value.end, clause.value), at)
    body.told[word] = evolve(grounds, span=at.span(clause))
    if read is None:
        body.failed.add(word)
    else:
        body.values[line.field] = read
