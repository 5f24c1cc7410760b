"""What is remembered from one reading of a project to the next, so that only what changed is read again.

The unit is the piece: one top-level statement. Only what was read without a fault is remembered. Such a reading
depends on the text of the piece, on what money means, and on what was found under the names that it asked for; so it
holds as long as these are the same. Everything else, each mistake and each name that stands twice, is read anew every
time: what is said of it may depend on the rest of the text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import compress
from operator import is_not

from attrs import define, field

from funneldsl.bind.money import Money
from funneldsl.bind.names import Known, Names
from funneldsl.bind.rewriting import is_gone
from funneldsl.bind.runs import Outlined, Run, Understood, Unit, found_in, grouped
from funneldsl.bind.vocabulary import Vocabulary
from funneldsl.model.kinds import Declaration, Kinds
from funneldsl.source import Span
from funneldsl.syntax import nodes


@define(eq=False, repr=False)
class Remembered:
    """One reading. Pieces are found by their identity: each belongs to one place of one text."""

    runs: Sequence[Run] = ()
    outlined: dict[int, Outlined] = field(factory=dict)
    """Pieces that are in no run, or in one that is none any more."""
    understood: dict[int, Understood] = field(factory=dict)
    """The same."""
    names: Names = field(factory=Names)
    known: Mapping[str, Known] = field(factory=dict)
    """All names that are written, without those of what kinds of plugins stand for."""
    ground: tuple[object, ...] = ()
    """What every reading depends on: money, and whether names may come later."""
    declared: Mapping[str, Declaration] = field(factory=dict)

    def take_apart(self, run: Run) -> None:
        """Its pieces are looked at one by one."""
        self.outlined.update((id(o.piece), o) for o in run.outlined)
        self.understood.update((id(u.piece), u) for u in run.understood)


@define(eq=False, repr=False)
class Memory:
    """The last reading, and the one that is under way."""

    last: Remembered = field(factory=Remembered)
    now: Remembered = field(factory=Remembered)
    vocabulary: Vocabulary | None = None
    _order: list[Run | nodes.Piece] = field(factory=list)
    """All pieces of this reading."""
    _changed: frozenset[str] | None = None
    """Names, as they may be written, under which something else is found than the last time; None for all."""

    def begin(self, kinds: Kinds) -> Vocabulary:
        """A reading begins. What was read with other kinds is forgotten."""
        if self.vocabulary is None or self.vocabulary.kinds is not kinds:
            self.last, self.vocabulary = Remembered(), Vocabulary(kinds)
        self.now, self._order = Remembered(), []
        self.vocabulary.guesses = {}
        return self.vocabulary

    def end(self, declared: Mapping[str, Declaration]) -> None:
        """It is done: it is the last one now."""
        self.now.declared = declared
        self.now.runs = grouped([self._unit(one) for one in self._order])
        self.last = self.now

    def _unit(self, one: Run | nodes.Piece) -> Unit:
        if isinstance(one, Run):
            return one
        outlined, understood = self.now.outlined.get(id(one)), self.now.understood.get(id(one))
        return (outlined, understood) if outlined and understood else None

    # --- names -----------------------------------------------------------------------------------

    def whole_runs(self, pieces: Sequence[nodes.Piece]) -> dict[int, Run]:
        """The runs of the last reading by where they stand among all pieces of this one."""
        whole, broken = found_in(pieces, self.last.runs)
        for run in broken:
            self.last.take_apart(run)
        return whole

    def outlined(self, piece: nodes.Piece, names: Names) -> Outlined | None:
        """What the last reading says of a piece, its names entered; None if it has to be outlined anew."""
        found = self.last.outlined.get(id(piece))
        if found is None or found.piece is not piece or not names.enter(found.known):
            return None
        self.now.outlined[id(piece)] = found
        return found

    def keep_outline(self, found: Outlined) -> None:
        """A piece was outlined without a fault."""
        self.now.outlined[id(found.piece)] = found

    # --- declarations ----------------------------------------------------------------------------

    def compare(self, names: Names, money: Money, strict: bool) -> None:
        """Once all names are known: what is different from the last time."""
        self.now.names = names
        before, now = self.last.known, dict(names.known)
        self.now.known = now
        self.now.ground = (money.own, money.rates, strict)
        if self.now.ground != self.last.ground:
            self._changed = None
            return
        if list(before) == list(now):
            if len(before) == len(self.last.names.known):
                names.take_endings(self.last.names)
            different = {
                name
                for name in compress(now, map(is_not, before.values(), now.values()))
                if before[name].kind != now[name].kind
            }
        else:
            new = [n for n, known in now.items() if before.get(n) is not known]
            different = {n for n in new if n not in before or before[n].kind != now[n].kind}
            different.update(before.keys() - now.keys())
        written = {e for name in different for e in names.endings(name)}
        self._changed = frozenset(different | written)

    def understood_run(self, run: Run, flows: dict[str, Span]) -> bool:
        """Whether its declarations are what they were, its flows entered; else its pieces are looked at one by one."""
        if self._holds(run, flows):
            self._order.append(run)
            return True
        self.last.take_apart(run)
        self.now.outlined.update((id(o.piece), o) for o in run.outlined)
        return False

    def understood(self, piece: nodes.Piece, flows: dict[str, Span]) -> Understood | None:
        """The declarations of a piece, its flows entered; None if it has to be read anew."""
        self._order.append(piece)
        found = self.last.understood.get(id(piece))
        if found is None or found.piece is not piece or id(piece) not in self.now.outlined:
            return None
        if not self._holds(found, flows):
            return None
        self.now.understood[id(piece)] = found
        return found

    def _holds(self, found: Run | Understood, flows: dict[str, Span]) -> bool:
        """Whether all that it rests on is the same."""
        if self._changed is None or not self._changed.isdisjoint(found.asked):
            return False
        if not flows.keys().isdisjoint(found.flows):
            return False
        flows.update(found.flows)
        return True

    def keep(self, found: Understood) -> None:
        """A piece was read without a fault."""
        if id(found.piece) in self.now.outlined:
            self.now.understood[id(found.piece)] = found

    def safe(self, gone: Collection[str]) -> set[str]:
        """Names of declarations that need nothing of what is gone, nor of what stands in it."""
        under = {n for n in self.now.known if is_gone(n, gone)} | set(gone)
        words = under.union(e for name in under for e in Names.endings(name))
        found: set[str] = set()
        for one in self._order:
            if isinstance(one, Run):
                parts = (one,) if words.isdisjoint(one.asked) else one.understood
            else:
                parts = tuple(u for u in (self.now.understood.get(id(one)),) if u is not None)
            found.update(*(u.declarations for u in parts if words.isdisjoint(u.asked)))
        return found

    def same(self, written: dict[str, Declaration]) -> dict[str, Declaration]:
        """The declarations; those that the last reading made of the same words, in its own objects.

        So whoever looks at them can see at once what is new.
        """
        last = self.last.declared
        if list(last) == list(written):
            new = list(compress(written, map(is_not, last.values(), written.values())))
        else:
            new = [name for name, d in written.items() if last.get(name) is not d]
        out = dict(written)
        for name in new:
            before, declaration = last.get(name), written[name]
            if before is not None and before.span.is_where(declaration.span):
                out[name] = before if before == declaration else declaration
        return out
