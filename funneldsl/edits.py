"""A change of a plan that somebody proposes: a value for a path, and on what grounds. The core writes it."""

from __future__ import annotations

from attrs import field

from funneldsl.frozen import frozen
from funneldsl.model.values import Told


@frozen
class Edit:
    """Give what `path` points at the value `text`, written in the language: `Edit("starter.price", "$89")`.

    `grounds` become `because`, `source` and `on` behind the value, in the place of those that were there; without
    grounds these stay. Paths are those of `funneldsl edit FILE set PATH VALUE`.
    """

    path: str
    text: str
    grounds: Told = field(factory=Told)


def written(edit: Edit) -> str:
    """The value with its grounds, as it is written."""
    told = edit.grounds
    parts = [edit.text.strip()]
    parts += [f"because {quoted(told.because)}"] if told.because is not None else []
    parts += [f"source {quoted(told.source)}"] if told.source is not None else []
    parts += [f"on {told.on.isoformat()}"] if told.on is not None else []
    return " ".join(parts)


def quoted(text: str) -> str:
    """A text in quotes, on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return '"' + "\\n".join(escaped.splitlines()) + '"'
