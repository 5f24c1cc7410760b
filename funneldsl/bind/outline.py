"""First pass: which blocks there are, of which kind, under which name. Nothing is read yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import define, field

from funneldsl.bind import block_rules
from funneldsl.bind.expansion import expands
from funneldsl.bind.memory import Memory
from funneldsl.bind.names import Names
from funneldsl.bind.naming import Naming
from funneldsl.bind.runs import Outlined, Run
from funneldsl.bind.saying import Saying, is_remarked
from funneldsl.bind.sites import Around, Site
from funneldsl.bind.strays import Strays, names_in
from funneldsl.bind.vocabulary import Vocabulary
from funneldsl.diagnostics import Related
from funneldsl.model.kinds import Declaration, Heading
from funneldsl.syntax import nodes

_WORD = re.compile(r"[^\W\d]\w*+")


@define(eq=False, repr=False)
class Outline:
    """All blocks and flows of a project, in the order of the files, and their names."""

    vocabulary: Vocabulary
    saying: Saying
    memory: Memory | None = None
    """What the last reading of the project was, if it is remembered."""
    names: Names = field(factory=Names)
    sites: list[Site] = field(factory=list)
    parts: list[tuple[Run | nodes.Piece, int]] = field(factory=list)
    """The pieces, each with the number of sites before it; only where a reading is remembered."""
    business: Site | None = None
    _naming: Naming = field(init=False)
    _strays: Strays = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._naming = Naming(self.vocabulary, self.names, self.saying)
        self._strays = Strays(self.vocabulary, self.saying)

    @property
    def expands(self) -> bool:
        """Whether any of its blocks stands for others."""
        return self.vocabulary.expand and any(expands(site.cls) for site in self.sites)

    def read(self, documents: Iterable[nodes.Document]) -> None:
        """Every statement of every document."""
        top = Around()
        pieces = [piece for document in documents for piece in document.pieces]
        if self.memory is None:
            for piece in pieces:
                self._piece(piece, top)
        else:
            self._all_remembered(pieces, top, self.memory)
        self._naming.finish()

    def _all_remembered(self, pieces: Sequence[nodes.Piece], top: Around, memory: Memory) -> None:
        """Pieces, most of them as the last time: runs of such as a whole."""
        runs, at = memory.whole_runs(pieces), 0
        while at < len(pieces):
            run = runs.get(at)
            if run is not None and not self.names.enter(run.known):
                memory.last.take_apart(run)
                run = None
            if run is None:
                self._remembered(pieces[at], top, memory)
                at += 1
            else:
                self.parts.append((run, len(self.sites)))
                self.sites += run.sites
                at += len(run.pieces)

    def _piece(self, piece: nodes.Piece, top: Around) -> None:
        for statement in piece.statements:
            self._statement(piece, statement, top)

    def _remembered(self, piece: nodes.Piece, top: Around, memory: Memory) -> None:
        """A piece as it was the last time; if anything can be different, as it is."""
        first = len(self.sites)
        self.parts.append((piece, first))
        known = memory.outlined(piece, self.names)
        if known is not None:
            self.sites += known.sites
            return
        names = self.names
        doubtful, nameless = names.doubtful, names.nameless
        names.doubtful, names.nameless = set(), set()
        before = self._counted()
        self._piece(piece, top)
        if not (names.doubtful or names.nameless or piece.findings) and before == self._counted():
            here = self.sites[first:]
            if here and not any(s.cls.heading is Heading.TITLE for s in here):
                memory.keep_outline(Outlined.of(piece, here, names))
        names.doubtful, names.nameless = doubtful | names.doubtful, nameless | names.nameless

    def _counted(self) -> tuple[object, ...]:
        """Whatever a piece may add to besides sites and names that it chose."""
        names, naming = self.names, self._naming
        said, chosen = len(self.saying.findings), (len(names.titled), len(names.copies))
        return (self.business, said, *chosen, len(naming.titled), len(naming.borrowers))

    def _statement(self, piece: nodes.Piece, statement: Any, around: Around) -> None:
        kind = type(statement)
        if kind is nodes.Block:
            self._block(piece, statement, around)
        elif kind is nodes.Flow:
            self._flow(piece, statement, around)
        elif kind is not nodes.Property:
            self._broken(piece, statement, around)
        elif around.cls is None and around.known:
            if statement.key.text in self.vocabulary.kinds.by_word:
                self.names.doubtful.update(names_in(statement.value))
            self._strays.outside(piece, statement)

    def _within(self, piece: nodes.Piece, body: Iterable[nodes.Statement], around: Around) -> None:
        kinds = self.vocabulary.inside(around.cls)
        for statement in body:
            if type(statement) is not nodes.Property:
                self._statement(piece, statement, around)
            elif statement.key.text in kinds:
                self.names.doubtful.update(names_in(statement.value))
            elif type(statement.value.expression) is nodes.BrokenValue:
                self.names.doubtful.update(_WORD.findall(piece.span(statement.value).text))

    # --- blocks --------------------------------------------------------------------------------------

    def _block(self, piece: nodes.Piece, block: nodes.Block, around: Around) -> None:
        word = block.head.kind.text
        cls = self.vocabulary.inside(around.cls).get(word)
        placed = cls is not None or not around.known
        if cls is None:
            if word == "language" and block.head.number is not None:
                self._strays.version(piece, block.head.number)
                return
            cls = self.vocabulary.kinds.by_word.get(word)
            if cls is None or word == "flow":
                self._unknown_kind(piece, block, around)
                return
            if not placed:
                self.names.doubtful.add(word)
                self._strays.misplaced(piece, block, cls)
        variant = self._naming.variant(piece, block, cls)
        site = self._site(piece, block, variant or cls, around)
        site.readable, site.misplaced = variant is not None, not placed
        site.sound = site.sound and placed and site.readable
        self._enter(site, block, around)

    def _site(
        self, piece: nodes.Piece, block: nodes.Block, cls: type[Declaration], around: Around
    ) -> Site:
        name = self._naming.full_name(piece, block, cls, around)
        site = Site(piece, block, cls, name or "", name or around.scope, sound=name is not None)
        if name is None:
            return site
        if cls.heading is Heading.NONE and not cls.variant:
            site.scope = around.scope
        if cls.kind == "business":
            self._one_business(site)
        self._naming.enter(site, block)
        return site

    def _enter(self, site: Site, block: nodes.Block, around: Around) -> None:
        """Keep the site, and go on with what stands in it. Things in nameless blocks belong to the file."""
        self.sites.append(site)
        if not block.body:
            return
        nameless = site.cls.heading is Heading.NONE and not around.prefix
        prefix = "" if nameless else site.name or around.prefix
        self._within(site.piece, block.body, Around(site.cls, prefix, site.scope))

    def _one_business(self, site: Site) -> None:
        if self.business is None:
            self.business = site
            return
        site.sound = False
        self.saying.say(
            block_rules.BUSINESS,
            site.head,
            "this is a second business; a project has one",
            help="make it a system, or delete it",
            related=[Related("the first business is here", self.business.head)],
        )

    def _flow(self, piece: nodes.Piece, flow: nodes.Flow, around: Around) -> None:
        cls, flows = around.cls, self.vocabulary.flow
        if around.may_patch:
            return
        if cls is None or cls.kind in flows.inside or not around.known:
            self.sites.append(Site(piece, flow, flows, "", around.scope))
        elif not self.vocabulary.takes_patches(cls):
            self._strays.flow(piece, flow, cls)

    # --- what was not understood ---------------------------------------------------------------------

    def _broken(
        self, piece: nodes.Piece, statement: nodes.BrokenHead | nodes.Broken, around: Around
    ) -> None:
        """Names that may have been declared there make no second finding; children are understood."""
        words = statement.words
        self.names.doubtful.update(words)
        if not isinstance(statement, nodes.BrokenHead) or not statement.body:
            return
        kinds = self.vocabulary.kinds.by_word
        at = next((i for i, word in enumerate(words) if word in kinds), len(words))
        cls = kinds[words[at]] if at < len(words) else None
        prefix = around.named(words[at + 1] if at + 1 < len(words) else "")
        self._below(piece, statement.body, cls, prefix)

    def _below(
        self,
        piece: nodes.Piece,
        body: Iterable[nodes.Statement],
        cls: type[Declaration] | None,
        prefix: str,
    ) -> None:
        """What stands below a header that was not understood. Without a block in it, it may be a scenario."""
        patches = self.vocabulary.takes_patches(cls) if cls is not None else not has_block(body)
        self._within(piece, body, Around(cls, prefix, prefix, known=False, may_patch=patches))

    def _unknown_kind(self, piece: nodes.Piece, block: nodes.Block, around: Around) -> None:
        head = block.head
        self.names.doubtful.update(n.text for n in (head.kind, head.name) if n is not None)
        if block.body is None and is_remarked(piece, block):
            return
        if self._strays.is_property(piece, block, around):
            return
        meant = self._strays.unknown_kind(piece, block, around)
        if block.body is None:
            return
        if meant is not None and meant.heading is Heading.NAME and not meant.variant:
            self._enter(self._site(piece, block, meant, around), block, around)
            return
        prefix = around.named(head.name.text if head.name is not None else "")
        self._below(piece, block.body, meant, prefix)


def has_block(body: Iterable[nodes.Statement]) -> bool:
    """Whether a block stands among some statements."""
    return any(isinstance(s, nodes.Block | nodes.BrokenHead) for s in body)
