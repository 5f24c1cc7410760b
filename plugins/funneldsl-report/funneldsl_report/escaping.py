"""Text from a plan, made fit for markdown: it stays text wherever it is put."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_BLANKS = re.compile(r"\s+")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_MARKS = re.compile(
    r"[\\`*\[\]<#~|&]"  # code, emphasis, links, HTML, headings, tables, entities
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis; inside of a word it is none
    r"|\$(?!\d)|(?<=\S)\$"  # formulas
    r"|:(?=\S)|(?<=\bwww)\."  # addresses
    r"|^[-+>=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]"  # lists, quotes, underlined headings
)


def text(said: str) -> str:
    """On one line, every mark of markdown behind a backslash, what cannot be seen shown as U+FFFD."""
    line = _UNSEEN.sub("\ufffd", _BLANKS.sub(" ", said).strip())
    return _MARKS.sub(lambda m: "\\" + m[0], line)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are markdown already. Empty if there are no rows."""
    body = ["| " + " | ".join(row) + " |" for row in rows]
    if not body:
        return ""
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *body])
