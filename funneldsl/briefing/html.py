"""A brief as a page that needs nothing else: no script, no font, no picture from anywhere; it prints on one sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from funneldsl.briefing import wording
from funneldsl.briefing.values import Brief, Portrait, View

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """\
:root { --ink: #1d2733; --soft: #5b6773; --line: #d8dee5; --card: #f5f7fa; --mark: #0b6e4f }
* { box-sizing: border-box }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: #fff; margin: 0 auto; padding: 2rem; max-width: 60rem }
header { border-bottom: 3px solid var(--mark); padding-bottom: .6rem; margin-bottom: 1.2rem }
header p { margin: 0; color: var(--soft) }
h1 { font-size: 1.7rem; line-height: 1.2; margin: .1rem 0 }
h2 { font-size: 1.15rem; margin: 0 0 .4rem }
h2 small { display: block; font-size: .8rem; font-weight: 600; color: var(--mark) }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem }
section { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.1rem; break-inside: avoid }
section.customer { background: var(--card); border-left: 5px solid var(--mark) }
.who { font-size: 1.05rem; margin: 0 0 .6rem }
dl { margin: 0 } dt { font-weight: 600; color: var(--soft); font-size: .85rem; margin-top: .5rem }
dd { margin: 0; overflow-wrap: anywhere } dd ul { margin: 0; padding-left: 1.1rem }
footer { margin-top: 1.2rem; border-top: 1px solid var(--line); padding-top: .7rem }
footer .message { font-size: 1.2rem; font-weight: 600; margin: 0 0 .2rem }
footer p { margin: 0 0 .2rem; overflow-wrap: anywhere } .small { color: var(--soft); font-size: .8rem }
@page { size: A4; margin: 12mm }
@media print { body { padding: 0; max-width: none; font-size: 12px } main { grid-template-columns: 1fr 1fr } }
"""


def as_html(brief: Brief) -> str:
    """The whole page."""
    title = _text(wording.heading(brief))
    body = [*_head(brief), "<main>", *_customers(brief)]
    for view in brief.departments:
        body += _department(view, brief.reason)
    body += ["</main>", *_foot(brief)]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>\n{_STYLE}</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>\n",
        ]
    )


def _head(brief: Brief) -> Iterator[str]:
    yield f"<header><p>{_text(brief.business)}</p><h1>{_text(wording.heading(brief))}</h1></header>"


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
    yield from _list(wording.of_department(view, reason))
    yield "</section>"


def _foot(brief: Brief) -> Iterator[str]:
    yield "<footer>"
    if brief.message:
        yield f'<p class="message">“{_text(brief.message)}”</p>'
    if brief.mission:
        yield f"<p><strong>Mission:</strong> {_text(brief.mission)}</p>"
    if brief.values:
        yield f"<p><strong>Values:</strong> {' · '.join(map(_text, brief.values))}</p>"
    if rests := wording.rests_on(brief):
        yield f'<p class="small">{_text(rests)}</p>'
    yield "</footer>"


def _list(told: wording.Facts) -> Iterator[str]:
    yield "<dl>"
    for word, texts in told:
        shown = [_text(t) for t in texts if t]
        if len(shown) == 1:
            yield f"<dt>{word}</dt><dd>{shown[0]}</dd>"
        elif shown:
            yield f"<dt>{word}</dt><dd><ul>{''.join(f'<li>{t}</li>' for t in shown)}</ul></dd>"
    yield "</dl>"


def _text(said: str) -> str:
    """Text that stays text: no tag, no entity, nothing that turns lines around."""
    return escape(_UNSEEN.sub("\ufffd", " ".join(said.split())))
