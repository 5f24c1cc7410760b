"""A brief in markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from funneldsl.briefing import wording
from funneldsl.briefing.values import Brief, Portrait, View

_MARKS = re.compile(r"[\\`*_\[\]<>#~|&$]|:(?=//)|(?<=\bwww)\.|^(?=[-+=])|(?<=^\d)[.)]")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def as_markdown(brief: Brief) -> str:
    """A page: the perfect customer, each department, mission and message."""
    lines = [f"# {_text(wording.heading(brief))}", ""]
    if brief.business:
        lines += [f"**{_text(brief.business)}**", ""]
    for customer in brief.customers:
        lines += [f"## Our perfect customer: {_text(customer.label)}", "", *_portrait(customer)]
    if not brief.customers:
        lines += ["## Our perfect customer", "", wording.NOBODY, wording.NOBODY_HELP, ""]
    for view in brief.departments:
        lines += _department(view, brief.reason)
    lines += _company(brief)
    return "\n".join(lines).rstrip() + "\n"


def _portrait(customer: Portrait) -> Iterator[str]:
    if customer.who:
        yield from (_text(customer.who), "")
    yield from _list(wording.of_customer(customer))


def _department(view: View, reason: str) -> Iterator[str]:
    yield from (f"## {_text(view.label)}", "")
    yield from _list(wording.of_department(view, reason))


def _company(brief: Brief) -> Iterator[str]:
    told: wording.Facts = [
        ("Mission", (brief.mission,)),
        ("Message", (brief.message,)),
        ("Values", brief.values),
    ]
    if any(any(texts) for _, texts in told):
        yield from ("## What we are here for", "", *_list(told))
    if rests := wording.rests_on(brief):
        yield f"*{_text(rests)}*"


def _list(told: wording.Facts) -> Iterator[str]:
    """A line for each that says something; several texts stand below each other."""
    for word, texts in told:
        texts = tuple(t for t in texts if t)
        if len(texts) == 1:
            yield f"- **{word}:** {_text(texts[0])}"
        elif texts:
            yield f"- **{word}:**"
            yield from (f"  - {_text(t)}" for t in texts)
    yield ""


def _text(said: str) -> str:
    """On one line; whatever markdown would obey stands behind a backslash."""
    line = _UNSEEN.sub("\ufffd", " ".join(said.split()))
    return _MARKS.sub(lambda m: "\\" + m[0], line)
