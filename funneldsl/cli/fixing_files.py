"""Files of a project while they are fixed: read with changes that are not written yet, compared, written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from funneldsl.frozen import frozen
from funneldsl.lint.fixing import Fixed, State, Texts
from funneldsl.source import Source

if TYPE_CHECKING:
    from funneldsl.bind.files import Reader
    from funneldsl.config import Config
    from funneldsl.extensions import Extensions


@frozen
class Changed:
    """The files of another reader, some of them with other texts."""

    base: Reader
    texts: Texts

    def home(self, entry: Source) -> str:
        """As the other reader says."""
        return self.base.home(entry)

    def same(self, path: str) -> str:
        """As the other reader says."""
        return self.base.same(path)

    def read(self, path: str, name: str) -> Source:
        """The text as it is after the changes. Raises RefusedError."""
        source = self.base.read(path, name)
        return Source(name, self.texts[name]) if name in self.texts else source


def start(
    file: Path | Source, extensions: Extensions, config: Config
) -> tuple[State, Callable[[Texts], State]]:
    """A project as it is, and how to read it with other texts. Raises UnreadableError, LimitError."""
    from funneldsl import pipeline
    from funneldsl.limits import LIMITS
    from funneldsl.opening import opened

    entry, reader = opened(file, LIMITS.bytes)

    def read(texts: Texts) -> State:
        source = Source(entry.name, texts.get(entry.name, entry.text))
        reading = pipeline.read(source, extensions, reader=Changed(reader, texts), lint=config.lint)
        fixes = (f.fix for f in reading.findings if f.fix is not None)
        seen = {e.span.source.name: e.span.source.text for fix in fixes for e in fix.edits}
        return State({**texts, **seen}, reading.plan, reading.findings)

    return read({}), read


def difference(done: Fixed) -> str:
    """What changed, as a unified diff."""
    from difflib import unified_diff

    told = ""
    for name, before, after in _changes(done):
        lines = unified_diff(
            before.splitlines(keepends=True), after.splitlines(keepends=True), name, name
        )
        told += "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
    return told


def write(done: Fixed) -> None:
    """Write the files that changed. Raises FunnelError if one was changed by somebody else meanwhile."""
    from funneldsl.replacing import rewrite_file

    for name, before, after in _changes(done):
        rewrite_file(Path(name), before.encode("utf-8"), after.encode("utf-8"))


def _changes(done: Fixed) -> list[tuple[str, str, str]]:
    """Name, text before and text after of each file that a fix has touched."""
    before: dict[str, str] = {}
    for finding in done.fixed:
        for edit in finding.fix.edits if finding.fix is not None else ():
            before.setdefault(edit.span.source.name, edit.span.source.text)
    after = done.state.texts
    return [(n, b, after[n]) for n, b in sorted(before.items()) if after[n] != b]
