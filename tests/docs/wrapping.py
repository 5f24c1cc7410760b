"""Fragments of the language, made into whole files so that they can be checked.

A fence with the tag `fragment` holds blocks: they replace those of `base.funnel` with the same first words, or join
them. `in offer` holds properties of an offer, `in funnel` statements of a funnel, `in flow` the flows of the base.
"""

import re
from pathlib import Path
from textwrap import indent

from tests.docs.pages import Fence

BASE = Path(__file__).with_name("base.funnel").read_text()
_FLOW = "  visitor -> buyer  2% to 5%  after 0 to 6 days\n"
_BLOCK = re.compile(r"^(?=[a-z])", re.MULTILINE)


def whole(fence: Fence) -> str:
    """The file that the fence stands for."""
    inside = fence.tag("in")
    lines = indent(fence.text, "  ")
    if inside == "offer":
        return _with("offer candle {\n" + lines + "}\n")
    if inside == "flow":
        return BASE.replace(_FLOW, lines)
    if inside == "funnel":
        return BASE.replace(_FLOW, _FLOW + lines)
    if inside is not None:
        raise ValueError(f"line {fence.line}: nothing is known about `in {inside}`")
    return _with(fence.text) if "fragment" in fence.tags else fence.text


def _with(text: str) -> str:
    news = {_heading(b): b for b in _BLOCK.split(text) if b.strip()}
    kept = [news.pop(_heading(b), b) for b in _BLOCK.split(BASE) if b.strip()]
    return "".join(block.rstrip() + "\n\n" for block in (*kept, *news.values()))


def _heading(block: str) -> str:
    """`offer candle` of `offer candle "Candle" { …`."""
    return " ".join(re.findall(r"\w+", block.partition("{")[0])[:2])
