"""An outline for a terminal: a tree of box characters, at most `WIDE` columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from funneldsl.cli.figures import chance
from funneldsl.cli.plain import plain, width
from funneldsl.cli.style import Style
from funneldsl.outlining import Aim, Building, Link, Node, Order, Outline, Part

WIDE = 80
_KEYS = 9
"""Columns of the word before a fact."""
_BY = 48
"""Columns of the name of a part at most before what is told of it starts a column further."""

Fact = tuple[str, str]


def as_text(outline: Outline, style: Style) -> str:
    """The business, the tree of its systems, what flows between them, and the five conversions."""
    lines = [style(plain(outline.label or "A business without a name"), bold=True)]
    lines += _facts(_business(outline), "  ")
    blocks = [*outline.systems]
    loose = _loose(outline)
    if blocks or loose:
        lines.append("│")
    for i, node in enumerate(blocks):
        lines += _node(node, "", style, last=not loose and i == len(blocks) - 1)
    if loose:
        lines += [f"└─ {style('In no system', bold=True)}", *_branches(loose, "   ")]
    lines += _between(outline, style)
    lines += _orders(outline, style)
    lines += _conversions(outline, style)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _business(outline: Outline) -> list[Fact]:
    return [
        ("purpose", outline.purpose),
        ("message", outline.message),
        ("customer", outline.perfect),
        ("exit", outline.exit),
        *(("goal", _aim(goal)) for goal in outline.goals),
        *(("trial", f"{name}: {success}") for name, success in outline.trials),
    ]


def _aim(goal: Aim) -> str:
    likely = (
        f" ({chance(goal.chance, goal.error or 0.0)} likely)" if goal.chance is not None else ""
    )
    return f"{goal.label}: {goal.reach}{likely}"


def _node(node: Node, before: str, style: Style, *, last: bool) -> Iterator[str]:
    heading = style(plain(node.label), bold=True)
    own = f"{node.kind} {node.name}"
    yield f"{before}{'└─' if last else '├─'} {heading}" + (
        f"  ({plain(own)})" if node.title else f"  ({node.kind})"
    )
    below = before + ("   " if last else "│  ")
    parts = [_part(p) for p in (*node.channels, *node.stages, *node.campaigns)]
    stem = "│ " if parts or node.inside else "  "
    yield from _facts(_of(node), below + stem)
    yield from _branches(parts, below, open_=bool(node.inside))
    for i, inner in enumerate(node.inside):
        yield from _node(inner, below, style, last=i == len(node.inside) - 1)
    if not last and not before:
        yield below.rstrip()


def _of(node: Node) -> list[Fact]:
    return [
        ("", node.description),
        ("role", ", ".join(node.role) or "none told"),
        ("serves", ", ".join(node.serves) or "no goal told"),
        ("owner", node.owner or "nobody told"),
        ("effort", "; ".join(node.effort) or "none told"),
        ("paid", node.outsourced),
        *_state(node),
    ]


def _state(node: Node) -> Iterator[Fact]:
    if not node.building:
        yield "state", "works from the first day: nothing has to be built"
    for building in node.building:
        built = ", ".join(_short(name, node.name) for name in building.builds)
        waits = "waits" if len(building.builds) == 1 else "wait"
        yield "state", f"{built} {waits} for {_project(building)}"


def _project(building: Building) -> str:
    tasks = f"{building.tasks} task{'s' * (building.tasks != 1)}"
    by = f" by {', '.join(building.people)}" if building.people else ""
    asked = f", asks {', '.join(building.learns_from)}" if building.learns_from else ""
    return f"{building.name} ({tasks}{by}{asked}){_ready(building)}"


def _ready(building: Building) -> str:
    launch = building.launch
    if launch is None:
        return ""
    early, middle, late = (
        d.isoformat() if d else "never" for d in (launch.early, launch.middle, launch.late)
    )
    if middle == "never":
        return f"; not done within the plan in most worlds (earliest {early})"
    return f"; done on {middle} (in 90 of 100 worlds from {early} to {late})"


def _loose(outline: Outline) -> list[Fact]:
    parts = [_part(p) for p in (*outline.channels, *outline.campaigns)]
    return parts + [(f"project {b.name}", _project(b)) for b in outline.projects]


def _part(part: Part) -> Fact:
    own = part.name.rpartition(".")[2]
    titled = f" “{part.label}”" if part.label != own else ""
    return f"{part.kind} {own}{titled}", part.told


def _branches(parts: Sequence[Fact], before: str, *, open_: bool = False) -> Iterator[str]:
    names = [plain(name) for name, _ in parts]
    left = min(max(map(width, names), default=0), _BY)
    for i, (name, (_, told)) in enumerate(zip(names, parts, strict=True)):
        last = i == len(parts) - 1 and not open_
        first = f"{before}{'└' if last else '├'}─ {name}"
        if not told:
            yield first
            continue
        pad = " " * max(left - width(name), 0)
        start = f"{first}{pad}  "
        rest = before + ("   " if last else "│  ") + " " * (left + 2)
        yield from _wrapped(plain(told), start, rest)


def _facts(facts: Sequence[Fact], before: str) -> Iterator[str]:
    for key, told in facts:
        if told:
            start = before + (key.ljust(_KEYS) if key else "")
            yield from _wrapped(plain(told), start, before + " " * (_KEYS if key else 0))


def _wrapped(text: str, start: str, rest: str) -> Iterator[str]:
    """The text in lines of at most `WIDE` columns, broken between words."""
    line, empty = start, True
    for word in text.split():
        if not empty and width(line) + 1 + width(word) > WIDE:
            yield line
            line, empty = rest, True
        line += word if empty else f" {word}"
        empty = False
    yield line


def _between(outline: Outline, style: Style) -> Iterator[str]:
    if not outline.links:
        return
    yield from ("", style("Who goes from one to another", bold=True))
    ways = [plain(_way(link)) for link in outline.links]
    wide = max(map(width, ways))
    names = [
        f"  {way}{' ' * (wide - width(way))}  {plain(link.by)}"
        for way, link in zip(ways, outline.links, strict=True)
    ]
    left = max(map(width, names))
    for name, link in zip(names, outline.links, strict=True):
        start = name + " " * (left - width(name)) + "  "
        yield from _wrapped(plain(link.told), start, " " * (left + 2))
    if any(link.moves for link in outline.links):
        yield "  Whoever moves on to another funnel is counted there, and is no new lead."


def _orders(outline: Outline, style: Style) -> Iterator[str]:
    """Which comes first, the list or the product."""
    if not outline.orders:
        return
    yield from ("", style("List first, or product first", bold=True))
    for one in outline.orders:
        yield from _wrapped(plain(_order(one)), "  ", "    ")


def _order(one: Order) -> str:
    gathered = f"{one.gathers} opens {one.list}" if one.gathers else f"{one.list} is open"
    match one.way:
        case "harmony":
            return f"In harmony: {gathered}, then {one.project} asks its people and builds {one.offer}."
        case "list":
            return f"List first: {gathered}, then {one.project} builds {one.offer} and asks nobody."
    asked = f"{one.project} builds {one.offer} before {gathered}"
    return f"Product first: {asked}, so nobody can be asked."


def _way(link: Link) -> str:
    return f"{link.source or 'outside'} ─▶ {link.target or 'outside'}"


def _conversions(outline: Outline, style: Style) -> Iterator[str]:
    yield from ("", style("The five conversions", bold=True))
    left = max(len(step.told) for step in outline.steps)
    for step in outline.steps:
        by = ", ".join(map(plain, step.systems)) or "no system says that it does this"
        colour = "" if step.systems else "yellow"
        mark = "✓" if step.systems else "✗"
        lines = _wrapped(by, f"  {mark} {step.told.ljust(left)}  ", " " * (left + 6))
        yield from (style(line, colour) if colour else line for line in lines)


def _short(name: str, system: str) -> str:
    """A name without the system that it stands in."""
    return "all of it" if name == system else name.removeprefix(f"{system}.")
