"""What the kinds of a project say, looked up quickly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import define, field

from funneldsl.diagnostics import near
from funneldsl.model.kinds import Declaration, Kinds, props, rest
from funneldsl.model.shapes import PatchesShape
from funneldsl.model.stages import Flow

MOST_GUESSES = 500
"""To look for a word that is written alike takes time, and nobody reads so many."""


@define(eq=False, repr=False)
class Vocabulary:
    """The kinds, with what may stand in each."""

    kinds: Kinds
    _inside: dict[str | None, Mapping[str, type[Declaration]]] = field(factory=dict)
    _owners: dict[str, list[str]] | None = None
    guesses: dict[tuple[str, tuple[str, ...]], str | None] = field(factory=dict)
    """What was guessed in this reading."""

    @property
    def flow(self) -> type[Declaration]:
        """The kind that `a -> b` is."""
        return self.kinds.by_word.get("flow", Flow)

    @cached_property
    def expand(self) -> bool:
        """Whether any kind stands for others."""
        return any(cls.expand is not Declaration.expand for cls in self.kinds.all())

    @cached_property
    def check(self) -> bool:
        """Whether any kind checks its blocks itself."""
        return any(cls.check is not Declaration.check for cls in self.kinds.all())

    def inside(self, parent: type[Declaration] | None) -> Mapping[str, type[Declaration]]:
        """What may stand in a block of this kind, or at the top; flows are written otherwise."""
        word = parent.kind if parent is not None else None
        found = self._inside.get(word)
        if found is None:
            found = {w: c for w, c in self.kinds.children(word).items() if w != "flow"}
            self._inside[word] = found
        return found

    def owners(self, word: str) -> list[str]:
        """Kinds that have a property of this word."""
        if self._owners is None:
            self._owners = {}
            for cls in self.kinds.all():
                for name, prop in props(cls).items():
                    kinds = self._owners.setdefault(name, [])
                    if not prop.rest and cls.kind != "flow" and cls.kind not in kinds:
                        kinds.append(cls.kind)
        return list(self._owners.get(word, ()))

    def guess(self, word: str, choices: Iterable[str]) -> str | None:
        """The choice that was probably meant. Behind some hundred different words, nothing is guessed any more."""
        asked = (word, tuple(choices))
        if asked not in self.guesses and len(self.guesses) < MOST_GUESSES:
            self.guesses[asked] = near(*asked)
        return self.guesses.get(asked)

    def takes_patches(self, cls: type[Declaration]) -> bool:
        """Whether the lines of a block are patches: whether it is a scenario."""
        line = rest(cls)
        return line is not None and isinstance(line.shape, PatchesShape)
