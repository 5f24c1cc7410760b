"""DOT: the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from funneldsl.plugin import Subject
from funneldsl_diagram.palette import FRAME, FRAME_EDGE, INK, PAINTS, QUIET
from funneldsl_diagram.picture import Arrow, Box, Group, Look, Picture, Stroke
from funneldsl_diagram.reading import picture
from funneldsl_diagram.text import plain

_SHAPES = {
    Look.CHANNEL: {"shape": "box", "style": "rounded,filled"},
    Look.STAGE: {"shape": "box", "style": "filled"},
    Look.SHOP: {"shape": "box", "style": "filled,bold"},
    Look.CAMPAIGN: {"shape": "note", "style": "filled"},
    Look.PROJECT: {"shape": "box", "style": "filled,dashed"},
}
_STROKES = {
    Stroke.FLOW: {"style": "solid"},
    Stroke.BRINGS: {"style": "bold"},
    Stroke.SENDS: {"style": "dashed"},
    Stroke.BUILDS: {"style": "dotted", "arrowhead": "odot", "constraint": "false"},
}


@frozen
class Dot:
    """Exporter `dot`."""

    name: str = "dot"
    suffix: str = ".dot"

    def export(self, subject: Subject) -> bytes:
        """The graph as text, in UTF-8."""
        return ("\n".join(_lines(picture(subject.plan))) + "\n").encode()


def quoted(lines: Iterable[str]) -> str:
    """A quoted string: never a name, never HTML; entities and escapes of the text stay as they were typed."""
    safe = (plain(x).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for x in lines)
    return '"' + "\\n".join(safe) + '"'


def _attributes(label: Iterable[str], look: Mapping[str, str]) -> str:
    said = [f"label={quoted(lines)}"] if (lines := tuple(label)) else []
    return "[" + ", ".join([*said, *(f'{key}="{value}"' for key, value in look.items())]) + "]"


def _lines(drawn: Picture) -> Iterator[str]:
    yield "digraph plan {"
    yield f"  label={quoted([drawn.title])}"
    yield '  labelloc="t"; charset="UTF-8"; rankdir="TB"; compound="true"; fontname="Helvetica"'
    yield f'  node [fontname="Helvetica", fontcolor="{INK}", margin="0.18,0.09"]'
    yield f'  edge [fontname="Helvetica", fontsize="11", color="{QUIET}", fontcolor="{INK}"]'
    yield from (f"  {_box(box)}" for box in drawn.boxes if box.group is None)
    for group in drawn.groups:
        if group.inside is None:
            yield from _group(drawn, group, "  ")
    inside = {box.group: box.id for box in reversed(drawn.boxes) if box.group}
    yield from (f"  {line}" for arrow in drawn.arrows for line in _arrow(arrow, inside))
    yield "}"


def _group(drawn: Picture, group: Group, indent: str) -> Iterator[str]:
    yield f"{indent}subgraph cluster_{group.id} {{"
    yield f"{indent}  label={quoted([group.title])}"
    yield f'{indent}  style="filled"; fillcolor="{FRAME}"; color="{FRAME_EDGE}"'
    yield from (f"{indent}  {_box(box)}" for box in drawn.boxes if box.group == group.id)
    for inner in drawn.groups:
        if inner.inside == group.id:
            yield from _group(drawn, inner, indent + "  ")
    yield f"{indent}}}"


def _box(box: Box) -> str:
    paint = PAINTS[box.look]
    look = {**_SHAPES[box.look], "fillcolor": paint.fill, "color": paint.edge}
    return f"{box.id} {_attributes([box.title, *box.lines], look)}"


def _arrow(arrow: Arrow, inside: Mapping[str, str]) -> Iterator[str]:
    """An arrow to a group ends at its frame; Graphviz wants a box in it to aim at."""
    look = dict(_STROKES[arrow.stroke])
    target = arrow.target
    if target.startswith("g"):
        if target not in inside:
            return
        look["lhead"] = f"cluster_{target}"
        target = inside[target]
    yield f"{arrow.source} -> {target} {_attributes(arrow.lines, look)}"
