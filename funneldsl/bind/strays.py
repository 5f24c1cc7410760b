"""What stands where it has no meaning: unknown kinds, misplaced blocks, properties outside of any block."""

from __future__ import annotations

from attrs import define

from funneldsl.bind import block_rules
from funneldsl.bind.phrases import a, listed
from funneldsl.bind.saying import Saying, is_disturbed
from funneldsl.bind.sites import Around
from funneldsl.bind.synonyms import kind_meant
from funneldsl.bind.vocabulary import Vocabulary
from funneldsl.model.kinds import Declaration, props
from funneldsl.syntax import nodes


@define(eq=False, repr=False)
class Strays:
    """Says of each stray where it belongs, or what it was meant to be."""

    vocabulary: Vocabulary
    saying: Saying

    def unknown_kind(
        self, piece: nodes.Piece, block: nodes.Block, around: Around
    ) -> type[Declaration] | None:
        """A block of a kind that does not exist here; the kind that was probably meant."""
        head = block.head
        word = head.kind.text
        if word == "flow":
            message = "`flow` is not written: two stages with an arrow between them are one"
            help = "write `visitor -> buyer 3%`"
            self.saying.say(block_rules.KIND, piece.span(head), message, help=help)
            return None
        known = self.vocabulary.inside(around.cls)
        called = kind_meant(word, known)
        if called is not None and not (self._is_named(block) and self._fits(known[called], block)):
            called = None
        guess = called or self.vocabulary.guess(word, known)
        if guess is not None and not self._fits(known[guess], block):
            guess = None
        where = f" in {a(around.cls.kind)}" if around.cls is not None else ""
        message = f"`{word}` is not a kind of block{where}"
        help = "leave it out"
        if guess is not None:
            message += f"; here it is `{guess}`" if called else f"; did you mean `{guess}`?"
            help = f"write `{guess}{piece.span(head).text.removeprefix(word) if called else ''}`"
        elif known:
            help = f"kinds{where or ' at the top of a file'} are {listed(known)}"
        self.saying.say(block_rules.KIND, piece.span(head.kind), message, help=help, put=guess)
        return known[guess] if guess is not None else None

    def _is_named(self, block: nodes.Block) -> bool:
        """Whether a name or a title stands behind the first word: alone, it may be a name without its kind."""
        return block.head.name is not None or block.head.title is not None

    def _fits(self, cls: type[Declaration], block: nodes.Block) -> bool:
        """Whether most of what stands in a block is known to a kind."""
        words = props(cls).keys() | self.vocabulary.inside(cls).keys()
        found = [
            s.key.text in words if isinstance(s, nodes.Property) else s.head.kind.text in words
            for s in block.statements
            if isinstance(s, nodes.Property | nodes.Block)
        ]
        return 2 * sum(found) >= len(found)

    def is_property(self, piece: nodes.Piece, block: nodes.Block, around: Around) -> bool:
        """`currency USD`: two words make a block, a property has a colon. If so, a finding says it."""
        head = block.head
        table = block.body is not None and head.name is None and head.title is None
        value: nodes.Node | None = block if table else head.name or head.title
        if value is None or (block.body is not None and not table):
            return False
        word = head.kind.text
        owners = self.vocabulary.owners(word)
        here = around.cls is not None and around.cls.kind in owners
        if not owners or (table and not here):
            return False
        owner = listed(owners[:4]) if not here or around.cls is None else around.cls.kind
        behind = head.kind.end if table else value.start
        written = f"{word}: {piece.text[behind : value.end].strip()}"
        self.saying.say(
            block_rules.NO_COLON,
            piece.span(head),
            f"`{word}` is a property of {owner}",
            help=f"write `{word}: {{ … }}`" if table else f"write `{written}`",
            put=written if here else None,
            covers=piece.span(block if table else head),
        )
        return True

    def outside(self, piece: nodes.Piece, statement: nodes.Property) -> None:
        """A property that stands in no block."""
        if is_disturbed(piece, statement):
            return
        word = statement.key.text
        owners = self.vocabulary.owners(word)
        if word in self.vocabulary.inside(None):
            message, help, put = colon_behind_kind(piece, statement)
            span = piece.span(statement)
            self.saying.say(block_rules.PROPERTY, span, message, help=help, put=put)
            return
        of = f" of {listed(owners[:4])}" if owners else ""
        message = f"`{word}` is a property{of}, but stands outside of any block"
        help = f"move it between the braces of {a(owners[0])}" if owners else "move it into a block"
        self.saying.say(block_rules.OUTSIDE, piece.span(statement.key), message, help=help)

    def misplaced(self, piece: nodes.Piece, block: nodes.Block, cls: type[Declaration]) -> None:
        """A block whose kind has no meaning here."""
        places = [a(k) for k in cls.inside] + ["the top of a file"] * cls.top
        help = "move it to the top of a file, outside of any block"
        if cls.inside:
            help = f"move it into {listed(places)}"
        message = f"{a(cls.kind)} cannot stand here"
        self.saying.say(block_rules.MISPLACED, piece.span(block.head), message, help=help)

    def flow(self, piece: nodes.Piece, flow: nodes.Flow, cls: type[Declaration]) -> None:
        """A flow in a block that has none."""
        if is_disturbed(piece, flow):
            return
        places = [a(k) for k in self.vocabulary.flow.inside]
        message, help = f"{a(cls.kind)} has no flows", f"move it into {listed(places)}"
        self.saying.say(block_rules.FLOW, piece.span(flow), message, help=help)

    def version(self, piece: nodes.Piece, number: nodes.Number) -> None:
        """`language 2`: only the first version is known. It stands on the first line that is no comment."""
        span = piece.span(number)
        above = span.source.text[: span.start].splitlines()[:-1]
        if any(line.strip() and not line.lstrip("\ufeff \t").startswith("#") for line in above):
            message = "the version of the language stands on the first line of a file"
            help = f"move `language {number.text}` to the first line"
            self.saying.say(block_rules.LANGUAGE, span, message, help=help)
            return
        if number.text == "1":
            return
        message = (
            f"this file is written in version {number.text} of the language; version 1 is known"
        )
        help = "write `language 1`, or install a newer funneldsl"
        self.saying.say(block_rules.LANGUAGE, piece.span(number), message, help=help, put="1")


def colon_behind_kind(piece: nodes.Piece, statement: nodes.Property) -> tuple[str, str, str | None]:
    """`stage: visitor`: a block that is written like a property. Message, help, and what to type if it is a name."""
    word = statement.key.text
    name = piece.span(statement.value).text if names_in(statement.value) else None
    message = f"`{word}` begins a block of its own, so no `:` stands behind it"
    help = f"write `{word} {name}`" if name is not None else f"write `{word} NAME {{ … }}`"
    return message, help, f"{word} {name}" if name is not None else None


def names_in(value: nodes.Value) -> list[str]:
    """The name that a value is, if it is one: with a colon before it, it declares nothing."""
    return value.expression.text.split(".") if isinstance(value.expression, nodes.Name) else []
