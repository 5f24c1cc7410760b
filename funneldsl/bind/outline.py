"""First pass: which blocks there are, of which kind, under which name. Nothing is read yet."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from funneldsl.bind import block_rules, name_rules
from funneldsl.bind.names import Names, slug
from funneldsl.bind.phrases import a, listed, typed
from funneldsl.bind.values import NOT_NAMES
from funneldsl.bind.vocabulary import Vocabulary
from funneldsl.diagnostics import Finding, Fix, Related, Rule, TextEdit, near
from funneldsl.model.kinds import Declaration, Heading
from funneldsl.source import Span
from funneldsl.syntax import nodes
from funneldsl.syntax.rules import SEPARATOR_MISSING


@define(eq=False)
class Site:
    """A block or flow where it stands. `name` is its full path; a flow's is known once its stages are.

    `scope` is where the names in it are looked for first. A site that is not `sound` is read for its mistakes only.
    """

    piece: nodes.Piece
    node: nodes.Block | nodes.Flow
    cls: type[Declaration]
    name: str
    scope: str
    sound: bool = True
    readable: bool = True
    """False if it is not known which properties it may have."""

    @property
    def span(self) -> Span:
        """The place of the whole statement."""
        return self.piece.span(self.node)

    @property
    def title(self) -> str | None:
        """The title, if that is all that it is called by."""
        head = self.node.head if isinstance(self.node, nodes.Block) else None
        return head.title.text if head is not None and head.name is None and head.title else None

    @property
    def head(self) -> Span:
        """The place of its first line."""
        node = self.node
        return self.piece.span(node.head if isinstance(node, nodes.Block) else node)


def is_unsure(finding: Finding) -> bool:
    """Whether a finding of the parser leaves open what was meant."""
    safe = finding.fix is not None and finding.fix.safe
    return not safe or finding.rule is SEPARATOR_MISSING


@define(eq=False)
class _Around:
    """What a block stands in: its kind, how names in it begin, and where they are looked for."""

    cls: type[Declaration] | None = None
    prefix: str = ""
    scope: str = ""
    known: bool = True
    """False below a header that could not be understood: anything may stand there."""


@define(eq=False)
class Outline:
    """All blocks and flows of a project, in the order of the files, and their names."""

    vocabulary: Vocabulary
    names: Names = field(factory=Names)
    sites: list[Site] = field(factory=list)
    findings: list[Finding] = field(factory=list)
    borrowers: list[tuple[Site, nodes.Name]] = field(factory=list)
    titled: list[Site] = field(factory=list)
    """Sites that only have a title: their names give way to those that somebody chose."""
    business: Site | None = None

    def read(self, documents: Iterable[nodes.Document]) -> None:
        """Every statement of every document."""
        top = _Around()
        for document in documents:
            for piece, statement in document.statements:
                self._statement(piece, statement, top)
        for site in self.titled:
            self._name_by_title(site)
        for site, name in self.borrowers:
            self._borrow(site, name)

    def _statement(self, piece: nodes.Piece, statement: nodes.Statement, around: _Around) -> None:
        kind = type(statement)
        if kind is nodes.Block:
            self._block(piece, statement, around)  # type: ignore[arg-type]
        elif kind is nodes.Flow:
            self._flow(piece, statement, around)  # type: ignore[arg-type]
        elif kind is nodes.Property:
            if around.cls is None and around.known:
                self._property_outside(piece, statement)  # type: ignore[arg-type]
        else:
            self._broken(piece, statement, around)  # type: ignore[arg-type]

    # --- blocks ------------------------------------------------------------------------------------

    def _block(self, piece: nodes.Piece, block: nodes.Block, around: _Around) -> None:
        word = block.head.kind.text
        cls = self.vocabulary.inside(around.cls).get(word)
        sound = True
        if cls is None:
            if word == "language" and block.head.number is not None:
                self._version(piece, block.head.number)
                return
            cls = self.vocabulary.kinds.by_word.get(word)
            if cls is None or word == "flow":
                self._unknown_kind(piece, block, around)
                return
            if around.known:
                self._misplaced(piece, block, cls)
                sound = False
        variant = self._variant(piece, block, cls)
        site = self._site(piece, block, variant or cls, around)
        site.readable = variant is not None
        site.sound = site.sound and sound and site.readable
        self._enter(site, around)

    def _site(
        self, piece: nodes.Piece, block: nodes.Block, cls: type[Declaration], around: _Around
    ) -> Site:
        name = self._name(piece, block, cls, around)
        site = Site(piece, block, cls, name or "", name or around.scope, sound=name is not None)
        if name is None:
            return site
        if cls.heading is Heading.NONE and not cls.variant:
            site.scope = around.scope
        elif cls.heading is Heading.BORROWED and block.head.name is not None:
            self.borrowers.append((site, block.head.name))
        if cls.kind == "business":
            self._one_business(site)
        if self._is_titled_only(block, cls):
            self.titled.append(site)
        elif site.sound:
            self._declare(site)
        return site

    def _is_titled_only(self, block: nodes.Block, cls: type[Declaration]) -> bool:
        own = cls.heading is Heading.NAME and cls.variant is None and block.head.name is None
        return own and not self.vocabulary.inside(cls)

    def _name_by_title(self, site: Site) -> None:
        taken = self.names.known.get(site.name)
        if taken is not None and taken.kind != site.cls.kind:
            site.name = site.scope = f"{site.name}_{site.cls.kind}"
        if site.sound:
            self._declare(site)

    def _enter(self, site: Site, around: _Around) -> None:
        """Keep the site, and go on with what stands in it."""
        self.sites.append(site)
        block = site.node
        if not isinstance(block, nodes.Block) or not block.body:
            return
        cls = site.cls
        nameless = cls.heading is Heading.NONE or not site.name
        prefix = around.prefix if nameless and not around.prefix else site.name or around.prefix
        inner = _Around(cls, prefix, site.scope)
        for statement in block.body:
            if type(statement) is not nodes.Property:
                self._statement(site.piece, statement, inner)

    def _declare(self, site: Site) -> None:
        """Enter a name; one that is taken is a mistake."""
        taken = self.names.known.get(site.name)
        if taken is None:
            self.names.add(site.name, site.cls.kind, site.head)
            return
        site.sound = False
        named = f"named `{site.name}`" if site.title is None else f'called "{site.title}"'
        message, help = f"{a(taken.kind)} is already {named}", "give one of them another name"
        if site.cls.variant or site.cls.heading is Heading.NONE:
            message, help = f"there is {a(taken.kind)} already", "leave one of them out"
        self._say(
            name_rules.DUPLICATE,
            site.head,
            message,
            help=help,
            related=[Related(f"the first {site.name} is here", taken.span)],
        )

    def _borrow(self, site: Site, name: nodes.Name) -> None:
        """`track welcome`: the names in it are those of the funnel."""
        kinds = site.cls.borrows
        full = self.names.find(name.text, "", kinds)
        if full is not None:
            site.scope = full
            return
        site.sound = False
        finding = self.names.why_not(name.text, kinds, site.piece.span(name))
        if finding is not None:
            self.findings.append(finding)

    def _one_business(self, site: Site) -> None:
        if self.business is None:
            self.business = site
            return
        site.sound = False
        self._say(
            block_rules.BUSINESS,
            site.head,
            "this is a second business; a project has one",
            help="make it a system, or delete it",
            related=[Related("the first business is here", self.business.head)],
        )

    # --- names -------------------------------------------------------------------------------------

    def _name(
        self, piece: nodes.Piece, block: nodes.Block, cls: type[Declaration], around: _Around
    ) -> str | None:
        """The full name; None, with a finding, if there is none."""
        head, start = block.head, f"{around.prefix}." if around.prefix else ""
        if cls.variant is not None:
            return start + cls.kind
        if cls.heading is Heading.NAME:
            return self._own_name(piece, block, cls, start)
        if cls.heading is Heading.BORROWED:
            if head.name is None:
                what = listed([a(k) for k in cls.borrows])
                self._no_name(
                    piece,
                    block,
                    f"`{cls.kind}` needs the name of {what} behind it",
                    f"{cls.kind} NAME",
                )
                return None
            return f"{cls.kind} {head.name.text}"
        if head.name is not None:
            self._refuse_name(piece, head.name, cls, head.title)
        if cls.heading is Heading.TITLE:
            if head.title is None and head.name is None:
                self._no_name(
                    piece,
                    block,
                    f"`{cls.kind}` needs a text in quotes behind it",
                    f'{cls.kind} "…"',
                )
            title = head.title.text if head.title is not None else ""
            return self.names.free(f"{cls.kind} {title}")
        return start + cls.kind

    def _own_name(
        self, piece: nodes.Piece, block: nodes.Block, cls: type[Declaration], start: str
    ) -> str | None:
        head = block.head
        if head.name is None:
            name = slug(head.title.text) if head.title is not None else ""
            if not name:
                self._no_name(piece, block, f"this {cls.kind} has no name", f"{cls.kind} NAME")
                return None
            return start + name
        name = head.name.text
        if "." in name:
            own = name.rpartition(".")[2]
            self.names.doubtful.update(name.split("."))
            self._say(
                name_rules.DOTTED,
                piece.span(head.name),
                f"the name `{name}` has a dot in it",
                help=f"write `{cls.kind} {own}` inside of the block of `{name.rpartition('.')[0]}`",
            )
            return None
        if name in NOT_NAMES:
            message = f"nothing can be named `{name}`"
            self._say(
                name_rules.RESERVED, piece.span(head.name), message, help="choose another word"
            )
            return None
        return start + name

    def _no_name(self, piece: nodes.Piece, block: nodes.Block, message: str, example: str) -> None:
        braces = " { … }" if block.body is not None else ""
        self.names.nameless.add(block.head.kind.text)
        self._say(
            name_rules.NO_NAME, piece.span(block.head), message, help=f"write `{example}{braces}`"
        )

    def _refuse_name(
        self, piece: nodes.Piece, name: nodes.Name, cls: type[Declaration], title: nodes.Text | None
    ) -> None:
        if cls.heading is Heading.TITLE:
            help = f'write `{cls.kind} "{title.text if title is not None else name.text}"`'
        else:
            help = f"write `{cls.kind} {{ … }}`"
        self.names.doubtful.add(name.text)
        self._say(
            name_rules.NOT_TAKEN,
            piece.span(name),
            f"{a(cls.kind)} has no name of its own",
            help=help,
        )

    def _variant(
        self, piece: nodes.Piece, block: nodes.Block, cls: type[Declaration]
    ) -> type[Declaration] | None:
        """The class that the word behind the kind chooses."""
        variants = self.vocabulary.kinds.variants.get(cls.kind)
        if variants is None:
            return cls
        head = block.head
        if head.name is not None and head.name.text in variants:
            return variants[head.name.text]
        choices = typed(f"{cls.kind} {v}" for v in variants)
        if head.name is None:
            message = f"`{cls.kind}` needs a word behind it that says which"
            self._say(block_rules.VARIANT, piece.span(head), message, help=f"write {choices}")
            return None
        guess = near(head.name.text, variants)
        span = piece.span(head.name)
        message = f"no {cls.kind} is called `{head.name.text}`" + (
            f"; did you mean `{guess}`?" if guess else ""
        )
        self._say(block_rules.VARIANT, span, message, help=f"write {choices}", put=guess)
        return variants.get(guess or "")

    # --- what stands where it should not -----------------------------------------------------------

    def _flow(self, piece: nodes.Piece, flow: nodes.Flow, around: _Around) -> None:
        cls = around.cls
        if cls is not None and self.vocabulary.takes_patches(cls):
            return
        flows = self.vocabulary.flow
        if cls is not None and cls.kind not in flows.inside and around.known:
            if self._is_disturbed(piece, flow):
                return
            self._say(
                block_rules.FLOW,
                piece.span(flow),
                f"{a(cls.kind)} has no flows",
                help=f"move it into {listed([a(k) for k in flows.inside])}",
            )
            return
        self.sites.append(Site(piece, flow, flows, "", around.scope))

    def _broken(
        self, piece: nodes.Piece, statement: nodes.BrokenHead | nodes.Broken, around: _Around
    ) -> None:
        """Names that may have been declared there make no second finding; children are understood."""
        self.names.doubtful.update(statement.words)
        if not isinstance(statement, nodes.BrokenHead) or not statement.body:
            return
        kinds = self.vocabulary.kinds.by_word
        words = statement.words
        at = next((i for i, w in enumerate(words) if w in kinds), None)
        cls = kinds[words[at]] if at is not None else None
        name = words[at + 1] if at is not None and at + 1 < len(words) else ""
        start = f"{around.prefix}." if around.prefix else ""
        prefix = start + name if name else around.prefix
        inner = _Around(cls, prefix, prefix, known=False)
        for child in statement.body:
            if type(child) is not nodes.Property:
                self._statement(piece, child, inner)

    def _unknown_kind(self, piece: nodes.Piece, block: nodes.Block, around: _Around) -> None:
        head, kinds = block.head, self.vocabulary.kinds.by_word
        word = head.kind.text
        self.names.doubtful.update(n.text for n in (head.kind, head.name) if n is not None)
        if block.body is None and self._is_disturbed(piece, block):
            return
        if self._property_without_colon(piece, block, around):
            return
        if word == "flow":
            message = "`flow` is not written: two stages with an arrow between them are one"
            self._say(
                block_rules.KIND, piece.span(head), message, help="write `visitor -> buyer 3%`"
            )
            return
        guess = near(word, self.vocabulary.inside(around.cls))
        where = f" in {a(around.cls.kind)}" if around.cls is not None else ""
        message = f"`{word}` is not a kind of block{where}" + (
            f"; did you mean `{guess}`?" if guess else ""
        )
        known = self.vocabulary.inside(around.cls)
        help = (
            f"kinds{where or ' at the top of a file'} are {listed(known)}"
            if known
            else "leave it out"
        )
        help = f"write `{guess}`" if guess else help
        self._say(block_rules.KIND, piece.span(head.kind), message, help=help, put=guess)
        if block.body is None:
            return
        meant = kinds.get(guess or "")
        if meant is not None and meant.heading is Heading.NAME and not meant.variant:
            self._enter(self._site(piece, block, meant, around), around)
            return
        name = head.name.text if head.name is not None else ""
        start = f"{around.prefix}." if around.prefix else ""
        prefix = start + name if name else around.prefix
        inner = _Around(meant, prefix, prefix, known=False)
        for child in block.body:
            if type(child) is not nodes.Property:
                self._statement(piece, child, inner)

    def _property_without_colon(
        self, piece: nodes.Piece, block: nodes.Block, around: _Around
    ) -> bool:
        """`currency USD`: two words make a block, a property has a colon."""
        head = block.head
        value: nodes.Node = head.name or head.title or block
        if (value is block) is (block.body is None):
            return False
        word = head.kind.text
        owners = self.vocabulary.owners(word)
        if around.cls is not None and around.cls.kind in owners:
            owners = [around.cls.kind]
        if not owners:
            return False
        if value is block and around.cls is None:
            return False
        behind = head.kind.end if value is block else value.start
        written = f"{word}: {piece.text[behind : value.end].strip()}"
        put = written if around.cls is not None and around.cls.kind in owners else None
        self._say(
            block_rules.NO_COLON,
            piece.span(head),
            f"`{word}` is a property of {listed(owners[:4])}",
            help=f"write `{written if value is not block else word + ': { … }'}`",
            put=put,
            covers=piece.span(value if value is block else head),
        )
        return True

    def _property_outside(self, piece: nodes.Piece, statement: nodes.Property) -> None:
        word = statement.key.text
        if self._is_disturbed(piece, statement):
            return
        owners = self.vocabulary.owners(word)
        what = (
            f"`{word}` is a property of {listed(owners[:4])}"
            if owners
            else f"`{word}` is a property"
        )
        help = f"move it between the braces of {a(owners[0])}" if owners else "move it into a block"
        span = piece.span(statement.key)
        self._say(block_rules.OUTSIDE, span, f"{what}, but stands outside of any block", help=help)

    def _misplaced(self, piece: nodes.Piece, block: nodes.Block, cls: type[Declaration]) -> None:
        places = [a(k) for k in cls.inside] + ["the top of a file"] * cls.top
        message = f"{a(cls.kind)} cannot stand here"
        help = (
            f"move it into {listed(places)}"
            if cls.inside
            else "move it to the top of a file, outside of any block"
        )
        self._say(block_rules.MISPLACED, piece.span(block.head), message, help=help)

    def _version(self, piece: nodes.Piece, number: nodes.Number) -> None:
        if number.text != "1":
            message = (
                f"this file is written in version {number.text} of the language; version 1 is known"
            )
            self._say(
                block_rules.LANGUAGE,
                piece.span(number),
                message,
                help="write `language 1`, or install a newer funneldsl",
                put="1",
            )

    def _is_disturbed(self, piece: nodes.Piece, node: nodes.Node) -> bool:
        """Whether a finding about the spelling of this line explains why something seems to stand there."""
        line = piece.span(node).line
        return any(f.span.line <= line <= f.span.end_line for f in piece.findings if is_unsure(f))

    def _say(
        self,
        rule: Rule,
        span: Span,
        message: str,
        *,
        help: str = "",
        put: str | None = None,
        covers: Span | None = None,
        related: Iterable[Related] = (),
    ) -> None:
        """A finding; `put` is what would mend it in the place of `span`, or of what the mending covers."""
        fix = Fix(help, (TextEdit(covers or span, put),)) if put is not None else None
        self.findings.append(rule.at(span, message, help=help, related=related, fix=fix))
