"""Text from a plan, made fit to be drawn: it stays text, on one line, and shows what it hides."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Controls, marks that turn the direction of writing, and what no file may hold."""


def plain(text: str) -> str:
    """On one line; what cannot be seen or would turn the text around is shown as U+FFFD."""
    return _UNSEEN.sub("\ufffd", _BLANKS.sub(" ", text))
