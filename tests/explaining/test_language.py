"""Every word and sign of the language has an example that can be read, and nothing is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import funneldsl as fd
from funneldsl.diagnostics import Severity
from funneldsl.explaining.language import WORDS
from funneldsl.explaining.topics import topics_about
from funneldsl.explaining.word import Shown, Word
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.formulas import METRICS
from funneldsl.model.kinds import Declaration
from tests.docs.context import plain, whole

CORE = fd.discover(fd.NO_PLUGINS)
KINDS: dict[str, type[Declaration]] = {
    f"{c.kind} {c.variant}" if c.variant else c.kind: c for c in CORE_KINDS
}
EXAMPLES = [(word, shown) for word in WORDS for shown in word.examples]


@pytest.mark.parametrize(
    ("word", "shown"), EXAMPLES, ids=lambda x: x.title if isinstance(x, Word) else ""
)
def test_the_example_of_a_word_is_sound(word: Word, shown: Shown) -> None:
    kind, _, name = shown.at.rpartition(".")
    text = whole(KINDS[kind], name, shown.value) if kind else plain(shown.value)
    found = fd.read(text, extensions=CORE).findings

    assert [] == [
        f"{f.code} {f.message}: {f.span.text}" for f in found if f.severity is not Severity.NOTE
    ]


@pytest.mark.parametrize("word", WORDS, ids=lambda w: w.title)
def test_a_word_is_told_in_sentences(word: Word) -> None:
    assert re.fullmatch(r"[A-Z`].*\.", word.about)
    assert word.words


def test_every_metric_is_told() -> None:
    assert set(METRICS) <= {w for word in WORDS for w in word.words}


def test_every_explicit_law_is_told() -> None:
    laws = {"normal", "lognormal", "beta", "triangular", "mix", "exponential", "erlang", "weibull"}

    assert laws <= {w for word in WORDS for w in word.words}


def test_every_word_of_the_grammar_is_told() -> None:
    grammar = (Path(__file__).parents[2] / "grammar" / "funnel.lark").read_text()
    section = grammar.partition("6. Words")[2].partition("7. Names")[0]
    words = set(re.findall(r'"([a-z]+)"', section))

    assert len(words) > 20
    assert [] == [w for w in sorted(words) if not topics_about(w, CORE.kinds).topics]
