"""Where settings stand in a TOML file. The standard reader does not say, so lines are looked through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from funneldsl.source import Source, Span

_TABLE = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w-]+)\s*\.?""")
_WORD = re.compile(r""""([^"]*)"|'([^']*)'""")


def places(source: Source, under: tuple[str, ...]) -> dict[str, Span]:
    """Span of every key below the table `under`, by its parts joined with blanks; texts of a value by `key text`.

    The empty key is the place of the whole: the header of the table, or the first line.
    """
    found = {"": Span(source, 0, len(source.line(1)))}
    for parts, span in _keys(source):
        if parts[: len(under)] != under:
            continue
        key = " ".join(parts[len(under) :])
        if not key or key not in found:
            found[key] = span
    return found


def _keys(source: Source) -> Iterator[tuple[tuple[str, ...], Span]]:
    table: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    for number, start in enumerate(source.line_starts, start=1):
        line = source.line(number)
        if header := _TABLE.match(line):
            table, key = _parts(header[1]), ()
            yield table, Span(source, start + header.start(1), start + header.end(1))
            continue
        if written := _KEY.match(line):
            key = (*table, *_parts(written[1]))
            yield key, Span(source, start + written.start(1), start + written.end(1))
        if key:
            for word in _WORD.finditer(line, written.end() if written else 0):
                text = word[1] if word[1] is not None else word[2]
                yield (*key, text), Span(source, start + word.start(), start + word.end())


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(p[1].strip("\"'") for p in _PART.finditer(dotted))
