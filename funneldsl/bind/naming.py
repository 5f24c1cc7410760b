"""What the word behind a kind says: a name, a title, another's name, or which sort of the kind it is."""

from __future__ import annotations

from attrs import define, field

from funneldsl.bind import block_rules, name_rules
from funneldsl.bind.names import Names, Titled, slug
from funneldsl.bind.phrases import a, listed, typed
from funneldsl.bind.references import NOT_NAMES
from funneldsl.bind.saying import Saying
from funneldsl.bind.sites import Around, Site
from funneldsl.bind.vocabulary import Vocabulary
from funneldsl.diagnostics import Related, near
from funneldsl.model.kinds import Declaration, Heading
from funneldsl.syntax import nodes


@define(eq=False, repr=False)
class Naming:
    """Gives blocks their full names, and enters them."""

    vocabulary: Vocabulary
    names: Names
    saying: Saying
    titled: list[Site] = field(factory=list)
    """Sites that only have a title: their names give way to those that somebody chose."""
    borrowers: list[tuple[Site, nodes.Name]] = field(factory=list)
    """Sites that carry the name of another thing, which may stand further down."""

    def full_name(
        self, piece: nodes.Piece, block: nodes.Block, cls: type[Declaration], around: Around
    ) -> str | None:
        """The full name; None, with a finding, if there is none."""
        head, kind = block.head, cls.kind
        if cls.variant is not None:
            return around.named(kind)
        if cls.heading is Heading.NAME:
            own = self._own_name(piece, block, cls)
            return around.named(own) if own is not None else None
        if cls.heading is Heading.BORROWED:
            if head.name is not None:
                return f"{kind} {head.name.text}"
            needs = f"`{kind}` needs the name of {listed([a(k) for k in cls.borrows])} behind it"
            self._refuse_nameless(piece, block, needs, f"{kind} NAME")
            return None
        if head.name is not None:
            self._refuse_name(piece, head.name, cls, head.title)
        if cls.heading is not Heading.TITLE:
            return around.named(kind)
        if head.title is None and head.name is None:
            needs = f"`{kind}` needs a text in quotes behind it"
            self._refuse_nameless(piece, block, needs, f'{kind} "…"')
        return self.names.free(f"{kind} {head.title.text if head.title is not None else ''}")

    def _own_name(
        self, piece: nodes.Piece, block: nodes.Block, cls: type[Declaration]
    ) -> str | None:
        head = block.head
        if head.name is None:
            name = slug(head.title.text) if head.title is not None else ""
            if not name:
                self._refuse_nameless(
                    piece, block, f"this {cls.kind} has no name", f"{cls.kind} NAME"
                )
            return name or None
        name = head.name.text
        if "." in name:
            outer, _, own = name.rpartition(".")
            self.names.doubtful.update(name.split("."))
            message = f"the name `{name}` has a dot in it"
            help = f"write `{cls.kind} {own}` inside of the block of `{outer}`"
            self.saying.say(name_rules.DOTTED, piece.span(head.name), message, help=help)
            return None
        if name in NOT_NAMES:
            message, span = f"nothing can be named `{name}`", piece.span(head.name)
            self.saying.say(name_rules.RESERVED, span, message, help="choose another word")
            return None
        return name

    def _refuse_nameless(
        self, piece: nodes.Piece, block: nodes.Block, message: str, example: str
    ) -> None:
        help = f"write `{example}{' { … }' if block.body is not None else ''}`"
        self.names.nameless.add(block.head.kind.text)
        self.saying.say(name_rules.NO_NAME, piece.span(block.head), message, help=help)

    def _refuse_name(
        self, piece: nodes.Piece, name: nodes.Name, cls: type[Declaration], title: nodes.Text | None
    ) -> None:
        help = f"write `{cls.kind} {{ … }}`"
        if cls.heading is Heading.TITLE:
            help = f'write `{cls.kind} "{title.text if title is not None else name.text}"`'
        self.names.doubtful.add(name.text)
        message = f"{a(cls.kind)} has no name of its own"
        self.saying.say(name_rules.NOT_TAKEN, piece.span(name), message, help=help)

    def variant(
        self, piece: nodes.Piece, block: nodes.Block, cls: type[Declaration]
    ) -> type[Declaration] | None:
        """The class that the word behind the kind chooses; None, with a finding, if it chooses none."""
        variants = self.vocabulary.kinds.variants.get(cls.kind)
        if variants is None:
            return cls
        head = block.head
        choices = typed(f"{cls.kind} {v}" for v in variants)
        if head.name is None:
            message = f"`{cls.kind}` needs a word behind it that says which"
            self.saying.say(block_rules.VARIANT, piece.span(head), message, help=f"write {choices}")
            return None
        chosen = variants.get(head.name.text)
        if chosen is not None:
            return chosen
        guess = near(head.name.text, variants)
        message = f"no {cls.kind} is called `{head.name.text}`"
        message += f"; did you mean `{guess}`?" if guess else ""
        span = piece.span(head.name)
        self.saying.say(block_rules.VARIANT, span, message, help=f"write {choices}", put=guess)
        return variants.get(guess or "")

    # --- entering names ------------------------------------------------------------------------------

    def enter(self, site: Site, block: nodes.Block) -> None:
        """Make the name of a site known, or keep it until all names that were chosen are known."""
        cls = site.cls
        if cls.heading is Heading.BORROWED and block.head.name is not None:
            self.borrowers.append((site, block.head.name))
        own = cls.heading is Heading.NAME and cls.variant is None
        if own and block.head.name is None and site.title and cls.kind != "check":
            self.names.titled.append(Titled(cls.kind, site.title, site.name, site.head))
        if own and block.head.name is None and not self.vocabulary.inside(cls):
            self.titled.append(site)
        elif site.sound:
            self.declare(site)

    def finish(self) -> None:
        """Once every block was seen: names from titles, and borrowed ones."""
        for site in self.titled:
            taken = self.names.known.get(site.name)
            if taken is not None and taken.kind != site.cls.kind:
                site.name = site.scope = f"{site.name}_{site.cls.kind}"
            if site.sound:
                self.declare(site)
        for site, name in self.borrowers:
            self._borrow(site, name)

    def declare(self, site: Site) -> None:
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
        related = [Related(f"the first {site.name} is here", taken.span)]
        self.saying.say(name_rules.DUPLICATE, site.head, message, help=help, related=related)

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
            self.saying.findings.append(finding)
