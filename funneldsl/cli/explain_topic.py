"""The page of a kind, a property or a word, for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from funneldsl.cli.explain_text import WIDE, indented, wrapped
from funneldsl.cli.plain import plain
from funneldsl.cli.style import Style
from funneldsl.explaining.topic import Part, Topic


def topic_pages(topics: Iterable[Topic], style: Style) -> Iterator[str]:
    """Lines of all pages, one after the other."""
    for number, topic in enumerate(topics):
        if number:
            yield ""
        yield from _page(topic, style)


def _page(topic: Topic, style: Style) -> Iterator[str]:
    yield f"{style(plain(topic.name), bold=True)} · {plain(topic.sort)}"
    for told in topic.about:
        yield ""
        yield from wrapped(told)
    if topic.examples:
        yield ""
        yield from (line for example in topic.examples for line in indented(example))
    if topic.parts:
        yield ""
        yield from _parts(topic.parts, style)
    if topic.see:
        yield ""
        yield f"See also: {', '.join(f'`funneldsl explain {_typed(s)}`' for s in topic.see)}"


def _typed(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _parts(parts: Sequence[Part], style: Style) -> Iterator[str]:
    longest = max(len(p.word) for p in parts)
    for p in parts:
        first, *more = wrapped(p.about, WIDE - longest - 4) or [""]
        yield f"  {style(plain(p.word), bold=True)}{' ' * (longest - len(p.word))}  {first}"
        yield from (" " * (longest + 4) + line for line in more)
        if p.example:
            yield " " * (longest + 4) + style(plain(p.example), "cyan")
