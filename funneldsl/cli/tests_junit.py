"""Results of checks for build servers: JUnit XML. What is in a plan stays text in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from funneldsl.cli.style import uncoloured
from funneldsl.cli.tests_text import details
from funneldsl.results import Verdict

if TYPE_CHECKING:
    from funneldsl.cli.test import Tested
    from funneldsl.judged import CheckResult

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, not even escaped."""


def as_junit(tested: Sequence[Tested]) -> str:
    """A suite for each file. What is undecided is a failure of the type `undecided`."""
    results = [r for t in tested for r in t.results]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites name={_attr('funneldsl')} {_counts(results)}>",
        *(line for t in tested for line in _suite(t)),
        "</testsuites>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _suite(t: Tested) -> Iterator[str]:
    yield f"  <testsuite name={_attr(t.file)} {_counts(t.results)}>"
    for r in t.results:
        yield from _case(r, t.currency)
    yield "  </testsuite>"


def _case(r: CheckResult, currency: str) -> Iterator[str]:
    at = f" file={_attr(r.span.source.name)} line={_attr(str(r.span.line))}"
    place = at if r.span.source.name else ""
    scenario = r.scenario or "plan"
    head = f"    <testcase classname={_attr(scenario)} name={_attr(r.title)}{place}"
    if r.verdict is Verdict.PASS:
        yield head + "/>"
        return
    sort = "undecided" if r.verdict is Verdict.UNDECIDED else "failed"
    told = "\n".join(details(r, currency, uncoloured))
    yield head + ">"
    yield f"      <failure type={_attr(sort)} message={_attr(r.expression)}>{_text(told)}</failure>"
    yield "    </testcase>"


def _counts(results: Sequence[CheckResult]) -> str:
    failed = sum(r.verdict is not Verdict.PASS for r in results)
    return f'tests="{len(results)}" failures="{failed}" errors="0"'


def _attr(text: str) -> str:
    return quoteattr(_NOT_XML.sub("�", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("�", text))
