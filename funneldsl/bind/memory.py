"""What is remembered from one reading of a project to the next, so that only what changed is read again.

The unit is the piece: one top-level statement. Only what was read without a fault is remembered. Such a reading
depends on the text of the piece, on what money means, and on what was found under the names that it asked for; so it
holds as long as these are the same. Everything else, each mistake and each name that stands twice, is read anew every
time: what is said of it may depend on the rest of the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from attrs import define, field, frozen

from funneldsl.bind.money import Money
from funneldsl.bind.names import Known, Names
from funneldsl.bind.rewriting import is_gone
from funneldsl.bind.sites import Site
from funneldsl.bind.vocabulary import Vocabulary
from funneldsl.model.kinds import Declaration, Kinds
from funneldsl.source import Span
from funneldsl.syntax import nodes


@frozen(eq=False, repr=False)
class Outlined:
    """A piece of which nothing is to be known but the blocks and flows in it, and their names."""

    piece: nodes.Piece
    sites: tuple[Site, ...]
    known: Mapping[str, Known]
    endings: tuple[tuple[str, str], ...]
    """(ending, full name) for all names."""

    @classmethod
    def of(cls, piece: nodes.Piece, sites: Iterable[Site], names: Names) -> Outlined:
        """What was outlined just now."""
        here = tuple(sites)
        known = {s.name: names.known[s.name] for s in here if isinstance(s.node, nodes.Block)}
        return cls(piece, here, known, tuple((e, n) for n in known for e in names.endings(n)))

    def enter(self, names: Names) -> bool:
        """Make its names known again; False if one of them is taken now."""
        if not names.known.keys().isdisjoint(self.known):
            return False
        names.known.update(self.known)
        for ending, name in self.endings:
            names.by_ending.setdefault(ending, []).append(name)
        return True


@frozen(eq=False, repr=False)
class Understood:
    """The declarations of a piece in which there is no fault."""

    piece: nodes.Piece
    declarations: Mapping[str, Declaration]
    flows: Mapping[str, Span]
    asked: frozenset[str]
    """The names that were looked for, as they are written."""


@define(eq=False, repr=False)
class Remembered:
    """One reading. Pieces are found by their identity: each belongs to one place of one text."""

    outlined: dict[int, Outlined] = field(factory=dict)
    understood: dict[int, Understood] = field(factory=dict)
    known: Mapping[str, Known] = field(factory=dict)
    """All names."""
    ground: tuple[object, ...] = ()
    """What every reading depends on: money, and whether names may come later."""
    declared: Mapping[str, Declaration] = field(factory=dict)


@define(eq=False, repr=False)
class Memory:
    """The last reading, and the one that is under way."""

    last: Remembered = field(factory=Remembered)
    now: Remembered = field(factory=Remembered)
    vocabulary: Vocabulary | None = None
    _changed: frozenset[str] | None = None
    """Names, as they may be written, under which something else is found than the last time; None for all."""

    def begin(self, kinds: Kinds) -> Vocabulary:
        """A reading begins. What was read with other kinds is forgotten."""
        if self.vocabulary is None or self.vocabulary.kinds is not kinds:
            self.last, self.vocabulary = Remembered(), Vocabulary(kinds)
        self.now = Remembered()
        self.vocabulary.guesses = {}
        return self.vocabulary

    def end(self, declared: Mapping[str, Declaration]) -> None:
        """It is done: it is the last one now."""
        self.now.declared = declared
        self.last = self.now

    # --- names -----------------------------------------------------------------------------------

    def outlined(self, piece: nodes.Piece, names: Names) -> Outlined | None:
        """What the last reading says of a piece, its names entered; None if it has to be outlined anew."""
        found = self.last.outlined.get(id(piece))
        if found is None or found.piece is not piece or not found.enter(names):
            return None
        self.now.outlined[id(piece)] = found
        return found

    def keep_outline(self, found: Outlined) -> None:
        """A piece was outlined without a fault."""
        self.now.outlined[id(found.piece)] = found

    # --- declarations ----------------------------------------------------------------------------

    def compare(self, names: Names, money: Money, strict: bool) -> None:
        """Once all names are known: what is different from the last time."""
        now = self.now.known = dict(names.known)
        before = self.last.known
        self.now.ground = (money.own, money.rates, strict)
        if self.now.ground != self.last.ground:
            self._changed = None
            return
        new = [n for n, known in now.items() if before.get(n) is not known]
        different = {n for n in new if n not in before or before[n].kind != now[n].kind}
        different.update(before.keys() - now.keys())
        written = {e for name in different for e in names.endings(name)}
        self._changed = frozenset(different | written)

    def understood(self, piece: nodes.Piece, flows: dict[str, Span]) -> Understood | None:
        """The declarations of a piece, its flows entered; None if it has to be read anew."""
        found = self.last.understood.get(id(piece))
        if found is None or found.piece is not piece or self._changed is None:
            return None
        if id(piece) not in self.now.outlined or not self._changed.isdisjoint(found.asked):
            return None
        if not flows.keys().isdisjoint(found.flows):
            return None
        flows.update(found.flows)
        self.now.understood[id(piece)] = found
        return found

    def keep(self, found: Understood) -> None:
        """A piece was read without a fault."""
        if id(found.piece) in self.now.outlined:
            self.now.understood[id(found.piece)] = found

    def safe(self, gone: Collection[str]) -> set[str]:
        """Names of declarations that need nothing of what is gone, nor of what stands in it."""
        under = {n for n in self.now.known if is_gone(n, gone)} | set(gone)
        words = under.union(e for name in under for e in Names.endings(name))
        kept = self.now.understood.values()
        return {n for u in kept if words.isdisjoint(u.asked) for n in u.declarations}

    def same(self, written: dict[str, Declaration]) -> dict[str, Declaration]:
        """The declarations; those that the last reading made of the same words, in its own objects.

        So whoever looks at them can see at once what is new.
        """
        last = self.last.declared
        new = [(name, d) for name, d in written.items() if last.get(name) is not d]
        out = dict(written)
        for name, declaration in new:
            before = last.get(name)
            if before is not None and before.span.is_where(declaration.span):
                out[name] = before if before == declaration else declaration
        return out
