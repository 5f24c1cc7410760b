"""What must hold for any text, and for any edits of it. Each law raises where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

import funneldsl as fd
from funneldsl.documents import plan_document
from funneldsl.formatting.formatter import formatted
from funneldsl.model.printing import print_plan
from funneldsl.pipeline import Reading
from funneldsl.source import Source, Span
from funneldsl.syntax.parser import parse
from funneldsl.syntax.writer import text_of

CORE = fd.discover(fd.NO_PLUGINS)
ALL = fd.discover()
"""With the plugins that are installed: what their checks keep of a plan must not outlive it."""


def answered(text: str) -> Reading:
    """A text is kept letter by letter, answered with findings that stand inside of it, and what was understood prints."""
    source = Source("any.funnel", text)
    assert text_of(parse(source)) == text
    reading = fd.read(source, extensions=CORE)
    for finding in reading.findings:
        assert finding.message, finding
        for span in spans_of(finding):
            assert 0 <= span.start <= span.end <= len(span.source.text), finding
            assert str(span)
    printed = print_plan(reading.plan)
    assert printed.startswith("language 1\n")
    assert len(plan_document(reading.plan)["declarations"]) == len(reading.plan.written)
    return reading


def formatted_once(text: str) -> None:
    """Formatting again changes nothing, and what a text means stays."""
    once = formatted(text).text
    assert formatted(once).text == once
    before, after = (fd.read(Source("any.funnel", t), extensions=CORE).plan for t in (text, once))
    assert before == after


def as_from_the_start(texts: Iterable[str]) -> None:
    """Reading each text after the one before it gives what reading it alone gives."""
    session = fd.Session(extensions=ALL)
    for text in texts:
        source = Source("any.funnel", text)
        again, alone = session.read(source), fd.read(source, extensions=ALL)
        assert told(alone) == told(again)
        assert alone.plan == again.plan
        assert list(alone.plan.all) == list(again.plan.all)
        assert places(alone.plan) == places(again.plan)


def told(reading: Reading) -> list[object]:
    """All that the findings say, and where."""
    return [
        (f.code, f.message, f.help, [(r.message) for r in f.related], list(map(where, spans_of(f))))
        for f in reading.findings
    ]


def places(plan: fd.Plan) -> list[object]:
    """Every place that a plan holds, in order."""
    return [(d.name, where(span)) for d in plan.all.values() for span in spans_of(d)]


def where(span: Span) -> tuple[str, int, int, str, str]:
    return span.source.name, span.start, span.end, str(span), span.text


def spans_of(value: Any) -> Iterator[Span]:
    """The places in a declaration or a finding."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_of(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from spans_of(key)
            yield from spans_of(item)
    elif attrs.has(type(value)):
        for a in attrs.fields(type(value)):
            yield from spans_of(getattr(value, a.name))
