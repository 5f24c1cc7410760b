"""Pages about words and signs of the language."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl.describe.saying import line
from funneldsl.explaining.language import WORDS
from funneldsl.explaining.topic import Topic
from funneldsl.explaining.word import Shown, Word
from funneldsl.model.kinds import Kinds, props


def about(asked: str, kinds: Kinds) -> Iterator[Topic]:
    """The words that this may be, in any case."""
    for word in WORDS:
        called = (*word.words, word.title, word.title.partition("(")[0])
        if asked.casefold() in {c.casefold() for c in called}:
            yield _topic(word, kinds)


def _topic(word: Word, kinds: Kinds) -> Topic:
    examples = tuple(written(shown, kinds) for shown in word.examples)
    see = tuple(dict.fromkeys(s.at for s in word.examples if s.at and not s.at.startswith("flow")))
    return Topic(word.title, word.group, (word.about,), examples, see=see[:3])


def written(shown: Shown, kinds: Kinds) -> str:
    """An example as it stands in its block."""
    named, _, word = shown.at.rpartition(".")
    if not named:
        return shown.value
    kind, _, variant = named.partition(" ")
    cls = kinds.variants[kind][variant] if variant else kinds.by_word[kind]
    return line(cls, props(cls)[word], shown.value)
