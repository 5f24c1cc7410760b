"""A brief as a page that needs nothing else: no script, no font, no picture from anywhere; it prints on one sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from funneldsl.briefing import wording
from funneldsl.briefing.look import MANY, STYLE
from funneldsl.briefing.values import Brief, Portrait, Prospect, View

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LOOKS = {"Promises": "promise", "Still to answer": "ask"}
"""Facts that stand out, and how."""


def as_html(brief: Brief) -> str:
    """The whole page."""
    title = _text(wording.heading(brief))
    size = _size(len(brief.departments))
    body = [*_head(brief), "<main>", *_customers(brief)]
    for view in brief.departments:
        body += _department(view, brief.reason)
    body += ["</main>", *_foot(brief)]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="en"{size}>',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>\n{STYLE}</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>\n",
        ]
    )


def _size(departments: int) -> str:
    """One has the page for itself; many have to share it."""
    if departments == 1:
        return ' class="one"'
    return ' class="many"' if departments >= MANY else ""


def _head(brief: Brief) -> Iterator[str]:
    yield f"<header><div><p>{_text(brief.business)}</p><h1>{_text(wording.heading(brief))}</h1></div>"
    if brief.message:
        yield f'<p class="message">“{_text(brief.message)}”</p>'
    yield "</header>"


def _customers(brief: Brief) -> Iterator[str]:
    for customer in brief.customers:
        yield '<section class="customer">'
        yield f"<h2><small>Our perfect customer</small>{_text(customer.label)}</h2>"
        yield from _portrait(customer)
        yield "</section>"
    if not brief.customers:
        yield '<section class="customer"><h2>Our perfect customer</h2>'
        yield f"<p>{_text(wording.NOBODY)} {_text(wording.NOBODY_HELP)}</p></section>"


def _portrait(customer: Portrait) -> Iterator[str]:
    if customer.who:
        yield f'<p class="who">{_text(customer.who)}</p>'
    yield from _list(wording.of_customer(customer))


def _department(view: View, reason: str) -> Iterator[str]:
    yield f"<section><h2><small>Department</small>{_text(view.label)}</h2>"
    bars = {
        f"{n}: {wording.forecast(p, reason)}": _goal(n, p) for n, p in wording.goals_of(view) if p
    }
    if view.measured and view.prospect is not None:
        bars[wording.success(view, reason)] = _goal("likely to succeed", view.prospect)
    yield from _list(wording.of_department(view, reason), bars)
    yield "</section>"


def _goal(name: str, prospect: Prospect) -> str:
    """A goal with a bar as long as it is likely; the words say the same."""
    likely = f"{prospect.chance:.0%}"
    bar = f'<span class="bar"><i style="width:{likely}"></i></span>'
    return (
        f'<div class="goal"><span>{_text(name)}</span>{bar}<b>{likely}</b>{_when(prospect)}</div>'
    )


def _when(prospect: Prospect) -> str:
    error = f"± {prospect.error:.0%}" if prospect.error >= 0.005 else ""
    half = (
        f"half of all worlds are there by {prospect.middle.isoformat()}" if prospect.middle else ""
    )
    told = "; ".join(t for t in (error, half) if t)
    return f"<em>{told}</em>" if told else ""


def _foot(brief: Brief) -> Iterator[str]:
    yield "<footer>"
    if brief.mission:
        yield f"<p><strong>Mission:</strong> {_text(brief.mission)}</p>"
    if brief.values:
        yield f"<p><strong>Values:</strong> {' · '.join(map(_text, brief.values))}</p>"
    if rests := wording.rests_on(brief):
        yield f'<p class="small">{_text(rests)}</p>'
    yield "</footer>"


def _list(told: wording.Facts, instead: dict[str, str] | None = None) -> Iterator[str]:
    """Words with what is told under each; for some texts there is markup instead."""
    rows = []
    for word, texts in told:
        shown = [(instead or {}).get(t) or _text(t) for t in texts if t]
        look = f' class="{_LOOKS[word]}"' if word in _LOOKS else ""
        if len(shown) == 1 or (shown and all(s.startswith("<div") for s in shown)):
            rows.append(f"<div{look}><dt>{word}</dt><dd>{''.join(shown)}</dd></div>")
        elif shown:
            items = "".join(f"<li>{t}</li>" for t in shown)
            rows.append(f"<div{look}><dt>{word}</dt><dd><ul>{items}</ul></dd></div>")
    if rows:
        yield from ("<dl>", *rows, "</dl>")


def _text(said: str) -> str:
    """Text that stays text: no tag, no entity, nothing that turns lines around."""
    return escape(_UNSEEN.sub("\ufffd", " ".join(said.split())))
