"""All names of a project, and how a written name finds its thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from unicodedata import normalize

from attrs import define, field, frozen

from funneldsl.bind import name_rules as rules
from funneldsl.bind.phrases import a, listed, typed
from funneldsl.diagnostics import Finding, Fix, Related, TextEdit, near
from funneldsl.source import Span

MOST_SUGGESTIONS = 25
"""Looking for a similar name takes time; a file with more unknown names than this misses an import, say."""

MOST_SHOWN = 6


@frozen(eq=False, repr=False)
class Known:
    """A thing that has a name: its kind, and where it is declared."""

    kind: str
    span: Span
    origin: str = ""
    """The block of a plugin that stands for it."""


@frozen(eq=False, repr=False)
class Titled:
    """A thing that has a title and no name: `customer "Adult beginner"` is called `adult_beginner`."""

    kind: str
    title: str
    name: str
    span: Span

    def means(self, written: str, kinds: tuple[str, ...]) -> bool:
        """Whether what is written is probably this one: the same scope, and a kind that fits."""
        outer = written.rpartition(".")[0]
        same_scope = not outer or self.name.rpartition(".")[0].endswith(outer)
        return same_scope and (not kinds or self.kind in kinds)


@define(eq=False, repr=False)
class Names:
    """Every name of the project by its full path, and what is only feared to be one."""

    known: dict[str, Known] = field(factory=dict)
    _by_ending: dict[str, list[str]] = field(factory=dict)
    _entered: list[Iterable[str]] = field(factory=list)
    """Names whose endings are not yet among them."""
    doubtful: set[str] = field(factory=set)
    """Words of statements that could not be understood: they may have been names."""
    nameless: set[str] = field(factory=set)
    """Kinds of blocks whose names were left out or could not be read."""
    failed: set[str] = field(factory=set)
    """Paths of properties whose values could not be understood."""
    titled: list[Titled] = field(factory=list)
    """Things that only have a title: somebody may have left their names out."""
    unknown: dict[str, list[Finding]] = field(factory=dict)
    """Findings about names that nothing has, by the last part of the name."""
    explained: int = 0
    copies: dict[str, int] = field(factory=dict)
    asked: set[str] = field(factory=set)
    """Names that were looked for, as they are written."""
    wondered: bool = False
    """Whether anybody asked if a name is doubtful."""

    def add(self, name: str, kind: str, span: Span, origin: str = "") -> None:
        """A thing of this name stands there."""
        self.known[name] = Known(kind, span, origin)
        self._entered.append((name,))

    def enter(self, known: Mapping[str, Known]) -> bool:
        """Make names known again, all at once; False if one of them is taken."""
        if not self.known.keys().isdisjoint(known):
            return False
        self.known.update(known)
        self._entered.append(known)
        return True

    @property
    def by_ending(self) -> dict[str, list[str]]:
        """Full paths by what is left when the first parts are left out."""
        if self._entered:
            endings, entered, self._entered = self._by_ending, self._entered, []
            for name in chain.from_iterable(entered):
                for ending in self.endings(name):
                    endings.setdefault(ending, []).append(name)
        return self._by_ending

    def take_endings(self, others: Names) -> None:
        """Those of others, whose names are the same."""
        self._by_ending, self._entered = others._by_ending, list(others._entered)

    @staticmethod
    def endings(name: str) -> Iterator[str]:
        """What is left of a full path when its first parts are left out."""
        ending = name.partition(".")[2] if " " not in name else ""
        while ending:
            yield ending
            ending = ending.partition(".")[2]

    def free(self, name: str) -> str:
        """A name that nothing has yet: this one, or with a number behind it."""
        while name in self.known:
            count = self.copies[name] = self.copies.get(name, 1) + 1
            if f"{name}_{count}" not in self.known:
                return f"{name}_{count}"
        return name

    def find(self, written: str, scope: str, kinds: tuple[str, ...]) -> str | None:
        """The full path that a name stands for: innermost scope first, then around it, then anywhere if unique.

        Things of other kinds than `kinds` (any, if empty) are passed by. None if there is none, or several.
        """
        known = self.known
        self.asked.add(written)
        while scope:
            name = f"{scope}.{written}"
            hit = known.get(name)
            if hit is not None and (not kinds or hit.kind in kinds):
                return name
            scope = scope.rpartition(".")[0]
        hit = known.get(written)
        if hit is not None and (not kinds or hit.kind in kinds):
            return written
        found = self.anywhere(written, kinds, 2)
        return found[0] if len(found) == 1 else None

    def find_plainly(self, written: str, kinds: tuple[str, ...]) -> str | None:
        """The same where no scope is preferred: a full path, or a short name that only one thing has."""
        return self.find(written, "", kinds)

    def anywhere(self, written: str, kinds: tuple[str, ...], most: int) -> list[str]:
        """Full paths that end in what is written, the first few."""
        self.asked.add(written)
        every = self.by_ending.get(written, ())
        fitting = (name for name in every if not kinds or self.known[name].kind in kinds)
        return list(islice(fitting, most))

    def is_doubtful(self, written: str, kinds: Iterable[str] = ()) -> bool:
        """Whether a name may have been declared where nothing could be understood."""
        self.wondered = True
        if self.nameless and (not kinds or "." in written or not self.nameless.isdisjoint(kinds)):
            return True
        if not self.doubtful:
            return False
        words = {word.casefold() for word in self.doubtful}
        return any(self._may_be(part, words) for part in written.split("."))

    def _may_be(self, part: str, words: set[str]) -> bool:
        """Whether a part of a name stands there, or all words of a title that gives it (`came_back`)."""
        return part in self.doubtful or all(w in words for w in part.split("_") if w)

    # --- what is wrong with a name ---------------------------------------------------------------

    def why_not(self, written: str, kinds: tuple[str, ...], span: Span) -> Finding | None:
        """What to say of a name that `find` does not find; None if it was said already, or another place is at fault."""
        several = self.anywhere(written, kinds, MOST_SHOWN + 1)
        if len(several) > 1:
            return self._ambiguous(written, several, span)
        if self.is_doubtful(written, kinds):
            return None
        others = [written] if written in self.known else self.anywhere(written, (), 1)
        if others:
            return self._wrong_kind(written, others[0], kinds, span)
        return self._unknown(written, kinds, span)

    def _ambiguous(self, written: str, several: list[str], span: Span) -> Finding:
        shown = several[:MOST_SHOWN]
        more = " (and others)" if len(several) > MOST_SHOWN else ""
        return rules.AMBIGUOUS.at(
            span,
            f"`{written}` could be {listed(shown)}{more}",
            help=f"write the full path: {typed(shown)}",
            related=[Related(f"{name} is here", self.known[name].span) for name in shown],
        )

    def _wrong_kind(self, written: str, name: str, kinds: tuple[str, ...], span: Span) -> Finding:
        is_, expected = self.known[name].kind, listed([a(k) for k in kinds])
        choices = self._inside(name, kinds)
        help = f"write {typed(choices)}, say" if choices else f"write the name of {expected}"
        related = [Related(f"{name} is declared here", self.known[name].span)]
        message = f"`{written}` is {a(is_)}, but {expected} is needed here"
        return rules.WRONG_KIND.at(span, message, help=help, related=related)

    def _inside(self, parent: str, kinds: tuple[str, ...]) -> list[str]:
        """Some fitting things that stand in another."""
        self.explained += 1
        if self.explained > MOST_SUGGESTIONS:
            return []
        start = parent + "."
        every = (n for n, k in self.known.items() if k.kind in kinds and n.startswith(start))
        return list(islice(every, 3))

    def _unknown(self, written: str, kinds: tuple[str, ...], span: Span) -> Finding | None:
        """One finding for a name, however often it is used: the other places are related."""
        first, dot, rest = written.partition(".")
        if dot and first not in self.known and not self.anywhere(first, (), 1):
            culprit, kinds, rest = first, (), "." + rest
        else:
            culprit, rest = written, ""
        said = self.unknown.setdefault(culprit.rpartition(".")[2], [])
        titled = [t for t in self.titled if t.means(culprit, kinds)] if not said else []
        guess = self.similar(culprit, kinds) if not said and not titled else None
        message = f"no {listed(kinds) if kinds else 'thing'} is named `{culprit}`"
        help = (
            f"write {a(kinds[0])} of that name, or correct it here" if kinds else "correct the name"
        )
        fix = None
        related = [
            Related(f'{one.kind} "{one.title}" has a title, but no name', one.span)
            for one in titled[:MOST_SHOWN]
        ]
        if len(titled) == 1:
            (one,) = titled
            name = culprit.rpartition(".")[2]
            help = f'write `{one.kind} {name} "{one.title}"` there, or `{one.name}{rest}` here'
        if guess is not None:
            message += f"; did you mean `{guess}`?"
            help = f"write `{guess}{rest}`"
            fix = Fix(help, (TextEdit(span, guess + rest),))
        said.append(rules.UNKNOWN.at(span, message, help=help, related=related, fix=fix))
        return None

    def similar(self, written: str, kinds: tuple[str, ...]) -> str | None:
        """A name of a fitting thing that is written alike."""
        if len(self.unknown) > MOST_SUGGESTIONS:
            return None
        fitting = [n for n, k in self.known.items() if not kinds or k.kind in kinds]
        if "." in written:
            return self._beside(written, fitting) or near(written, fitting)
        short = {n.rpartition(".")[2]: n for n in fitting}
        guess = near(written, short)
        if guess is None:
            return None
        alike = sum(n.rpartition(".")[2] == guess for n in fitting)
        return guess if alike == 1 else None

    def _beside(self, written: str, fitting: Iterable[str]) -> str | None:
        """A name that is written alike among those that stand in the same block."""
        parent, _, last = written.rpartition(".")
        start = len(parent) + 1
        beside = [n[start:] for n in fitting if n.startswith(parent + ".")]
        guess = near(last, beside)
        return f"{parent}.{guess}" if guess is not None else None

    def unknown_findings(self) -> Iterable[Finding]:
        """One finding for each name that nothing has, with the other places where it is used."""
        for first, *others in self.unknown.values():
            places = [Related("it is used here too", f.span) for f in others[:MOST_SHOWN]]
            places = [*first.related, *places]
            yield rules.UNKNOWN.at(
                first.span, first.message, help=first.help, related=places, fix=first.fix
            )


def slug(title: str) -> str:
    """The name that a title gives: `On the list` is `on_the_list`."""
    plain = normalize("NFC", title.casefold())
    words = "".join(c if c.isalnum() and f"_{c}".isidentifier() else " " for c in plain).split()
    name = normalize("NFC", "_".join(words))
    return name if name.isidentifier() or not name else f"_{name}"
