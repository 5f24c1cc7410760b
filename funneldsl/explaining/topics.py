"""What somebody may ask about besides findings: kinds, properties, clauses, words of the language."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from funneldsl.explaining import kind_topics, word_topics
from funneldsl.explaining.language import WORDS
from funneldsl.explaining.topic import Topic
from funneldsl.model.kinds import Kinds


@frozen
class Answer:
    """The topics that a question may mean, and everything that can be asked."""

    topics: tuple[Topic, ...]
    known: tuple[str, ...]


def topics_about(asked: str, kinds: Kinds) -> Answer:
    """Everything that `offer`, `exit sell`, `offer.price`, `refunds.within`, `price` or `to` may mean."""
    asked = " ".join(asked.split())
    found = [*kind_topics.about(asked, kinds), *word_topics.about(asked, kinds)]
    return Answer(tuple(found), tuple(dict.fromkeys(_known(kinds))))


def _known(kinds: Kinds) -> Iterator[str]:
    yield from kind_topics.names(kinds)
    for word in WORDS:
        yield from (w for w in word.words if w[0].isalpha())
