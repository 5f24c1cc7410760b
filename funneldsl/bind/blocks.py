"""Second pass: the properties of one block, and the declaration that they make."""

from __future__ import annotations

from typing import Any

from funneldsl.bind import block_rules, value_rules
from funneldsl.bind.grounds import changes, told
from funneldsl.bind.needed import Body, complete
from funneldsl.bind.phrases import a, listed, typed
from funneldsl.bind.reading import Reading
from funneldsl.bind.saying import is_disturbed, is_unsure_within
from funneldsl.bind.sheets import Line, Sheet, sheet
from funneldsl.bind.sites import Site
from funneldsl.bind.strays import colon_behind_kind
from funneldsl.bind.synonyms import property_meant, turned_round
from funneldsl.bind.vocabulary import Vocabulary
from funneldsl.diagnostics import near
from funneldsl.model.kinds import Declaration
from funneldsl.model.values import NOTHING_TOLD, Fixed
from funneldsl.syntax import nodes


def block(site: Site, at: Reading, vocabulary: Vocabulary) -> Declaration | None:
    """The declaration of a block; None, with findings, if something that it needs is missing or wrong."""
    node, cls = site.node, site.cls
    if not isinstance(node, nodes.Block):
        return None
    asked = sheet(cls)
    body = Body()
    for statement in node.body or ():
        if type(statement) is nodes.Property:
            _property(statement, at, site, asked, body, vocabulary)
        elif isinstance(statement, nodes.Block):
            if statement.body is None:
                body.meant.add(statement.head.kind.text)
        elif isinstance(statement, nodes.Broken | nodes.BrokenHead):
            _broken(statement, asked, body)
    at.quiet = False
    if not complete(site, node, asked, body, at) or not site.sound:
        return None
    return made(site, node, body, asked)


def made(site: Site, node: nodes.Block, body: Body, asked: Sheet) -> Declaration:
    """The declaration of what was read."""
    if asked.table is not None and body.table:
        body.values[asked.table[0]] = Fixed(body.table)
    head = node.head
    return site.cls(
        name=site.name,
        title=head.title.text if head.title is not None else None,
        description=node.description,
        span=site.piece.span(node),
        told=Fixed(body.told) if body.told else NOTHING_TOLD,
        changes=Fixed(body.changes) if body.changes else NOTHING_TOLD,
        **body.values,
    )


def _property(
    statement: nodes.Property,
    at: Reading,
    site: Site,
    asked: Sheet,
    body: Body,
    vocabulary: Vocabulary,
) -> None:
    word = statement.key.text
    line = asked.lines.get(word)
    at.quiet = bool(at.piece.findings) and is_unsure_within(at.piece, statement.value)
    if line is None:
        if asked.table is not None:
            _entry(statement, at, site, asked, body)
        elif not vocabulary.takes_patches(site.cls):
            _unknown(statement, at, site, asked, body, vocabulary)
        return
    if word in body.told:
        at.begin(f"{site.name}.{word}")
        message = f"`{word}` is written twice in {site.name or a(site.cls.kind)}"
        at.refuse(block_rules.TWICE, statement, message, help="leave one of them out")
        return
    at.begin(f"{site.name}.{word}" if site.name else f"{site.cls.kind}.{word}")
    value, body.told[word] = told(statement.value, at)
    read = line_value(value, at, line, word, body)
    if read is None:
        body.failed.add(word)
        at.names.failed.add(f"{site.name}.{word}")
    else:
        body.values[line.field] = read


def line_value(value: nodes.Value, at: Reading, line: Line, word: str, body: Body) -> Any:
    """The value of a property now, and what it becomes later."""
    if type(value.expression) is nodes.BrokenValue:
        return None
    if type(value.expression) is nodes.Name and value.expression.text == "none":
        message = f"{at.path}: `none` stands in scenarios only"
        return at.refuse(value_rules.NONE, value, message, help="leave the line out")
    read = line.read(value, at)
    if read == () and line.prop.required:
        return at.refuse(value_rules.EMPTY, value, f"{at.path} is empty", help="write at least one")
    if value.later:
        if line.changes:
            body.changes[word] = changes(value, at, line.read)
        else:
            _refuse_change(value, at)
    return read


def _refuse_change(value: nodes.Value, at: Reading) -> None:
    message = f"{at.path} cannot change later"
    help = "leave out what stands behind `then`; a scenario can try another value"
    at.refuse(block_rules.CHANGE, value.later[0], message, help=help)


def _entry(statement: nodes.Property, at: Reading, site: Site, asked: Sheet, body: Body) -> None:
    """A line of a kind that takes any word: `subscriber: event == "signup"`."""
    if asked.table is None:
        return
    _, read_key, read_value = asked.table
    word = statement.key.text
    at.begin(f"{site.name}.{word}")
    key = read_key(statement.key, at)
    if key is not None and key in body.table:
        message = f"`{word}` is written twice in {site.name}"
        at.refuse(block_rules.TWICE, statement, message, help="leave one of them out")
        return
    value, body.told[word] = told(statement.value, at)
    if value.later:
        _refuse_change(value, at)
    read = read_value(value, at) if type(value.expression) is not nodes.BrokenValue else None
    if key is not None and read is not None:
        body.table[key] = read


def _unknown(
    statement: nodes.Property,
    at: Reading,
    site: Site,
    asked: Sheet,
    body: Body,
    vocabulary: Vocabulary,
) -> None:
    word = statement.key.text
    if site.misplaced or is_disturbed(at.piece, statement):
        return
    if word in vocabulary.inside(site.cls):
        message, help, put = colon_behind_kind(at.piece, statement)
        at.refuse(block_rules.PROPERTY, statement, message, help=help, put=put)
        return
    kind = site.cls.kind
    message = f"{a(kind)} has no property `{word}`"
    called = property_meant(kind, word, asked.words)
    if called is not None and word != called:
        _refuse_synonym(statement, at, body, message, (kind, word, called))
        return
    guess = vocabulary.guess(word, asked.words)
    if guess is not None:
        body.meant.add(guess)
        message += f"; did you mean `{guess}`?"
        help = f"write `{guess}: …`"
    else:
        help = (
            f"properties of {a(kind)} are {typed(asked.words, 'and')}"
            if asked.words
            else "leave it out"
        )
        owners = vocabulary.owners(word)
        if owners:
            message += f", but {listed([a(k) for k in owners[:3]])} has"
    at.refuse(block_rules.PROPERTY, statement.key, message, help=help, put=guess)


def _refuse_synonym(
    statement: nodes.Property,
    at: Reading,
    body: Body,
    message: str,
    words: tuple[str, str, str],
) -> None:
    """A property by the name that other tools have for it."""
    kind, word, called = words
    body.meant.add(called)
    turned = turned_round(kind, word)
    message += f"; here it is `{called}`"
    put = called if turned is None else None
    help = turned or f"write `{called}: {at.typed(statement.value)}`"
    at.refuse(block_rules.PROPERTY, statement.key, message, help=help, put=put)


def _broken(statement: nodes.Broken | nodes.BrokenHead, asked: Sheet, body: Body) -> None:
    """A statement that was not understood may have been any property that its words speak of."""
    if not statement.words:
        body.blind = True
    for word in statement.words:
        guess = near(word, asked.words)
        if guess is not None:
            body.meant.add(guess)
