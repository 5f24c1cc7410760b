"""Mermaid: a flowchart that GitHub and many editors draw inside markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import frozen

from funneldsl.plugin import Subject
from funneldsl_diagram.palette import INK, PAINTS
from funneldsl_diagram.picture import Arrow, Box, Group, Look, Picture, Stroke
from funneldsl_diagram.reading import picture
from funneldsl_diagram.text import plain

_SHAPES = {
    Look.CHANNEL: ("([", "])"),
    Look.STAGE: ("(", ")"),
    Look.SHOP: ("[", "]"),
    Look.CAMPAIGN: (">", "]"),
    Look.PROJECT: ("{{", "}}"),
}
_ARROWS = {
    Stroke.FLOW: "-->",
    Stroke.BRINGS: "==>",
    Stroke.SENDS: "-.->",
    Stroke.BUILDS: "-.-o",
}
_DANGEROUS = re.compile(
    r"""["#&<>`{}|\\;]"""  # what ends a label, starts markup or an entity
    r"|(?<=%)%|(?<=\$)\$"  # directives, formulas
    r"|:(?=\S)"  # icons
    r"|^[-+*](?=\s)|(?<=^\d)[.)](?=\s)|(?<=^\d\d)[.)](?=\s)"  # lists
)


@frozen
class Mermaid:
    """Exporter `mermaid`."""

    name: str = "mermaid"
    suffix: str = ".mmd"

    def export(self, subject: Subject) -> bytes:
        """The flowchart as text."""
        return ("\n".join(_lines(picture(subject.plan))) + "\n").encode()


def label(lines: Iterable[str]) -> str:
    """A label in quotes. Every character that could be more than text becomes an entity, in one pass."""
    return '"' + "<br/>".join(_DANGEROUS.sub(_entity, plain(line)) for line in lines) + '"'


def _entity(match: re.Match[str]) -> str:
    return f"#{ord(match[0])};"


def _lines(drawn: Picture) -> Iterator[str]:
    yield "flowchart TD"
    yield f"    %% {label([drawn.title])[1:-1]}"
    for box in drawn.boxes:
        if box.group is None:
            yield "    " + _box(box)
    for group in drawn.groups:
        if group.inside is None:
            yield from _group(drawn, group, "    ")
    yield from (f"    {_arrow(arrow)}" for arrow in drawn.arrows)
    for look in dict.fromkeys(box.look for box in drawn.boxes):
        paint = PAINTS[look]
        yield f"    classDef {look.value} fill:{paint.fill},stroke:{paint.edge},color:{INK}"


def _group(drawn: Picture, group: Group, indent: str) -> Iterator[str]:
    yield f"{indent}subgraph {group.id}[{label([group.title])}]"
    yield from (f"{indent}    {_box(box)}" for box in drawn.boxes if box.group == group.id)
    for inner in drawn.groups:
        if inner.inside == group.id:
            yield from _group(drawn, inner, indent + "    ")
    yield f"{indent}end"


def _box(box: Box) -> str:
    opens, closes = _SHAPES[box.look]
    return f"{box.id}{opens}{label([box.title, *box.lines])}{closes}:::{box.look.value}"


def _arrow(arrow: Arrow) -> str:
    said = f"|{label([' '.join(arrow.lines)])}|" if arrow.lines else ""
    return f"{arrow.source} {_ARROWS[arrow.stroke]}{said} {arrow.target}"
