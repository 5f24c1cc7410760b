"""A whole plan as text that reads back as the same plan.

Made from what was meant, so comments, number spellings and the order of blocks that hold each other are gone; to
change a file that a person wrote, edit its document instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from funneldsl.frozen import frozen
from funneldsl.model.business import Import
from funneldsl.model.kinds import Declaration, Heading, Prop, props
from funneldsl.model.literal_wording import say_text
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import FlowPatch, Patch, Scenario
from funneldsl.model.shapes import Clauses, Shape, TableShape
from funneldsl.model.stages import Flow
from funneldsl.model.value_wording import ValueWording
from funneldsl.model.values import Change, Told
from funneldsl.model.wording import Wording

_INDENT = "  "
_LONGEST = 88
"""Blocks that fit into so many characters stand on one line."""
_ENDS = ("source", "target")


def print_plan(plan: Plan) -> str:
    """The plan as one `.funnel` text.

    Imports are left out, for what they bring is written too; and so is what kinds of plugins stand for.
    """
    blocks = "\n\n".join("\n".join(lines) for lines in _Printing.of(plan).top())
    return f"language 1\n\n{blocks}\n" if blocks else "language 1\n"


def say_patch(patch: Patch | FlowPatch, plan: Plan) -> tuple[str, str]:
    """A line of a scenario of this plan: what it changes, and what that becomes."""
    wording = Wording.of(plan)
    line = _Printing(plan, wording, {}).patch(patch, ValueWording(wording))
    if isinstance(patch, Patch):
        what, _, value = line.partition(": ")
        return what, value
    flow = f"{patch.source} -> {patch.target}"
    whom = f" for {', '.join(ref.name for ref in patch.for_)}" if patch.for_ else ""
    return flow + whom, line.removeprefix(flow).strip()


@frozen
class _Printing:
    plan: Plan
    wording: Wording
    inside: Mapping[str, tuple[Declaration, ...]]
    """What stands in a declaration, by its name; under the empty name what stands at the top."""

    @classmethod
    def of(cls, plan: Plan) -> _Printing:
        inside: dict[str, list[Declaration]] = {}
        for d in plan.written.values():
            if not isinstance(d, Import):
                inside.setdefault(_holder(d, plan), []).append(d)
        return cls(plan, Wording.of(plan), {name: tuple(ds) for name, ds in inside.items()})

    def top(self) -> Iterator[list[str]]:
        for d in self.inside.get("", ()):
            yield list(self.statement(d))

    def statement(self, d: Declaration) -> Iterator[str]:
        if d.description:
            yield from (f"## {line}".rstrip() for line in d.description.split("\n"))
        if isinstance(d, Flow):
            yield self.flow(d)
            return
        words = list(self.properties(d))
        inside = [line for child in self.inside.get(d.name, ()) for line in self.statement(child)]
        short = f"{_heading(d)} {{ {'; '.join(words)} }}" if words else f"{_heading(d)} {{ }}"
        if not inside and (not words or _fits(short)):
            yield short if words or not d.bare else _heading(d)
            return
        yield f"{_heading(d)} {{"
        yield from (_INDENT + line for line in (*words, *inside))
        yield "}"

    def properties(self, d: Declaration) -> Iterator[str]:
        said = ValueWording(self.wording, _scope(d))
        for word, p in props(type(d)).items():
            value = getattr(d, p.field)
            if p.rest:
                yield from self.rest(d, value, p, said)
            elif value is not None and (word in d.told or value != p.default):
                yield f"{word}: {_whole(value, p.shape, d, word, said)}"

    def rest(self, d: Declaration, value: Any, p: Prop, said: ValueWording) -> Iterator[str]:
        """Lines of a kind that takes words of the writer: events of a track, patches of a scenario."""
        if isinstance(d, Scenario):
            yield from (self.patch(patch, said) for patch in d.patches)
        elif isinstance(p.shape, TableShape):
            for key, item in value.items():
                name = said.key(key)
                word = next((w for w in d.told if name == w or name.endswith(f".{w}")), name)
                yield f"{word}: {said.value(item, p.shape.value)}{said.grounds(d.told.get(word))}"

    def flow(self, d: Flow) -> str:
        said = ValueWording(self.wording, d.parent)
        values = {word: getattr(d, p.field) for word, p in props(Flow).items() if word not in _ENDS}
        written = {w: v for w, v in values.items() if v is not None and v != ()}
        told = next((t for t in d.told.values()), None)
        return _flow_line(d.source, d.target, written, told, d.changes.get("share", ()), said)

    def patch(self, patch: Patch | FlowPatch, said: ValueWording) -> str:
        if isinstance(patch, FlowPatch):
            values = {"share": None} if patch.removed else dict(patch.values)
            values |= {"for": patch.for_} if patch.for_ else {}
            told = next(iter(patch.told.values()), None)
            return _flow_line(patch.source, patch.target, values, told, (), said)
        shape = self._shape(patch)
        path = ".".join(x for x in (patch.target, patch.word, patch.clause) if x)
        value = said.value(patch.value, shape)
        return f"{path}: {value}{said.grounds(patch.told)}{said.changes(patch.later, shape)}"

    def _shape(self, patch: Patch) -> Shape[Any]:
        """How the value that a patch changes is written."""
        shape = props(type(self.plan[patch.target]))[patch.word].shape
        if patch.clause is None:
            return shape
        if isinstance(shape, TableShape):
            return shape.value
        return next(
            props(r)[patch.clause].shape for r in _records(shape) if patch.clause in props(r)
        )


def _holder(d: Declaration, plan: Plan) -> str:
    """Name of the declaration between whose braces it stands."""
    parent = plan.written.get(d.parent)
    if parent is not None and parent.kind in d.inside:
        return parent.name
    if d.top:
        return ""
    # Things in a block that has no name are called as if they stood beside it.
    return next((h.name for h in plan.written.values() if h.kind in d.inside), "")


def _fits(line: str) -> bool:
    return len(line) <= _LONGEST and "\n" not in line


def _heading(d: Declaration) -> str:
    own = d.name.rpartition(".")[2]
    title = say_text(d.title) if d.title is not None else ""
    match d.heading:
        case Heading.TITLE | Heading.NONE if d.variant is None:
            head = d.kind
        case Heading.BORROWED:
            head = d.name
        case _:
            head = f"{d.kind} {d.variant or own}"
    return f"{head} {title}" if title else head


def _scope(d: Declaration) -> str:
    """Where the names in it are looked for first."""
    return "" if d.heading in (Heading.NONE, Heading.BORROWED) else d.name


def _whole(value: Any, shape: Shape[Any], d: Declaration, word: str, said: ValueWording) -> str:
    """A value with its grounds and what it becomes."""
    later = d.changes.get(word, ())
    return said.value(value, shape) + said.grounds(d.told.get(word)) + said.changes(later, shape)


def _flow_line(
    source: Any,
    target: Any,
    values: Mapping[str, Any],
    told: Told | None,
    later: tuple[Change, ...],
    said: ValueWording,
) -> str:
    """`a -> b  3% after 3 days`."""
    shapes = {word: p.shape for word, p in props(Flow).items()}
    parts = [f"{said.name(source)} -> {said.name(target)}"]
    if "share" in values:
        share = values["share"]
        parts.append("none" if share is None else said.value(share, shapes["share"]))
    parts += [f"{w} {said.value(v, shapes[w])}" for w, v in values.items() if w != "share"]
    return " ".join(parts) + said.grounds(told) + said.changes(later, shapes["share"])


def _records(shape: Shape[Any]) -> Iterable[type]:
    """Records that a value of this shape is, or is made of."""
    if isinstance(shape, Clauses):
        yield shape.record
    for inner in (getattr(shape, "of", None), *getattr(shape, "options", ())):
        if isinstance(inner, Shape):
            yield from _records(inner)
