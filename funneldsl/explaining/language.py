"""All words and signs of the language that are no kind and no property."""

from __future__ import annotations

from funneldsl.explaining import (
    chance_words,
    formula_words,
    metric_words,
    number_words,
    time_words,
    writing_words,
)
from funneldsl.explaining.word import Word

WORDS: tuple[Word, ...] = (
    *number_words.WORDS,
    *time_words.WORDS,
    *chance_words.WORDS,
    *formula_words.WORDS,
    *metric_words.WORDS,
    *writing_words.WORDS,
)
