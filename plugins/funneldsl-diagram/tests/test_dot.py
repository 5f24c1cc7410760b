"""DOT: every name is one quoted string, and Graphviz reads it as it was written."""

from __future__ import annotations

import re
import shutil
import subprocess
from xml.etree import ElementTree

import pytest
from drawn_plans import long_funnel, plan_of, shop
from funneldsl_diagram.dot import Dot, quoted
from funneldsl_diagram.text import plain
from hostile import HOSTILE
from hypothesis import given, settings

from funneldsl.plugin import Plan, Subject

TOKENS = re.compile(r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<word>\w+)|(?P<sign>->|[{}\[\]=;,]))')
"""All that we write of DOT; anything else is a fault."""


def graph(plan: Plan) -> str:
    return Dot().export(Subject(plan)).decode()


def tokens(text: str) -> list[str]:
    out = []
    at = 0
    while at < len(text.rstrip()):
        found = TOKENS.match(text, at)
        assert found is not None, text[at : at + 40]
        out.append(found[0].strip())
        at = found.end()
    return out


def structure(text: str) -> list[str]:
    return ["" if token.startswith('"') else token for token in tokens(text)]


@settings(deadline=None, max_examples=200)
@given(HOSTILE)
def test_names_change_nothing_but_strings(name: str) -> None:
    assert structure(graph(shop("Shop"))) == structure(graph(shop(name)))


@settings(max_examples=300)
@given(HOSTILE)
def test_a_string_says_what_was_written(name: str) -> None:
    inside = re.sub(r"\\(.)", r"\1", quoted([name])[1:-1])

    assert plain(name) == inside.replace("&amp;", "&")


def test_nothing_links_or_is_html() -> None:
    text = graph(shop('<b>x</b>" URL="http://x'))

    assert "=<" not in text
    assert [] == [
        token for token in tokens(text) if token.lower() in ("url", "href", "image", "shapefile")
    ]


def test_an_empty_plan_is_a_graph_too() -> None:
    assert ["digraph", "plan", "{", "label", "=", '"A plan"'] == tokens(graph(plan_of()))[:6]


def test_a_thousand_stages_are_a_thousand_nodes() -> None:
    assert 1000 == len(re.findall(r"^ *n\d+ \[", graph(long_funnel(1000)), re.MULTILINE))


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
@pytest.mark.parametrize("name", ["Shop", 'a "b" \\N &lt; <i>', "1. \\", "中文 🎸", "é\u202e"])
def test_graphviz_shows_names_as_they_were_written(name: str) -> None:
    text = graph(shop(name)).encode()
    done = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, check=False)

    assert (0, b"") == (done.returncode, done.stderr)
    root = ElementTree.fromstring(done.stdout.decode())  # noqa: S314 - Graphviz made it
    shown = root.iter("{http://www.w3.org/2000/svg}text")
    assert plain(name) in [(e.text or "").replace("\xa0", " ") for e in shown]
