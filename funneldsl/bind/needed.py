"""What a block must have: properties that are needed, exclude each other, or belong together."""

from __future__ import annotations

from typing import Any

from attrs import define, field

from funneldsl.bind import block_rules
from funneldsl.bind.expected import example
from funneldsl.bind.phrases import a, typed
from funneldsl.bind.reading import Reading
from funneldsl.bind.saying import is_disturbed, is_unsure_within
from funneldsl.bind.sheets import Sheet
from funneldsl.bind.sites import Site
from funneldsl.model.kinds import Prop
from funneldsl.model.values import Change, Told
from funneldsl.syntax import nodes


@define(eq=False, repr=False)
class Body:
    """What was read of a block so far. `meant` are properties that something misspelled probably is."""

    values: dict[str, Any] = field(factory=dict)
    told: dict[str, Told] = field(factory=dict)
    changes: dict[str, tuple[Change, ...]] = field(factory=dict)
    failed: set[str] = field(factory=set)
    meant: set[str] = field(factory=set)
    table: dict[Any, Any] = field(factory=dict)
    blind: bool = False
    """Whether something in it could not be understood at all."""


def complete(site: Site, node: nodes.Block, asked: Sheet, body: Body, at: Reading) -> bool:
    """Whether all is there that the kind needs; one finding for each that is not."""
    cls = site.cls
    if node.body is None and not cls.bare and not body.values:
        if not site.name or is_disturbed(at.piece, node):
            return False
        example = f"{at.piece.text[node.head.start : node.head.end]} {{ … }}"
        message = f"{a(cls.kind)} needs braces and something between them"
        at.refuse(block_rules.NO_BRACES, node.head, message, help=f"write `{example}`")
        return False
    present = body.told.keys() | body.meant
    missing = [word for word in asked.required if word not in present]
    body.blind = body.blind or site.misplaced or is_unsure_within(at.piece, node)
    if missing and not body.blind:
        _missing(site, node, asked, missing, at)
    sound = not missing and not any(
        word in body.failed or word not in body.told for word in asked.required
    )
    for words in cls.one_of:
        sound = _one_of(site, node, words, body, at) and sound
    for words in cls.together:
        sound = _together(site, node, words, body, at) and sound
    return sound


def _missing(site: Site, node: nodes.Block, asked: Sheet, words: list[str], at: Reading) -> None:
    what = f"{site.cls.kind} {site.name}" if site.name != site.cls.kind else f"the {site.name}"
    means = f": {asked.lines[words[0]].prop.doc}" if len(words) == 1 else ""
    message = f"{what} has no {typed(words)}{means}"
    examples = [f"{word}: {_sensible(asked.lines[word].prop)}" for word in words]
    at.refuse(block_rules.MISSING, node.head, message, help=f"write {typed(examples, 'and')}, say")


def _sensible(prop: Prop) -> str:
    """The example of the property itself, or a name in capitals where the writer's own belongs."""
    shown = example(prop.shape)
    return shown if shown.isupper() and shown.isalpha() else prop.example or shown


def _one_of(site: Site, node: nodes.Block, words: tuple[str, ...], body: Body, at: Reading) -> bool:
    written = [word for word in words if word in body.told]
    if len(written) == 1:
        return True
    if not written:
        if not body.blind and not body.meant & set(words):
            message = f"{site.cls.kind} {site.name} has none of {typed(words)}"
            at.refuse(block_rules.CHOICE, node.head, message, help="write one of them")
        return False
    message = f"{site.cls.kind} {site.name} has {typed(written, 'and')}, which exclude each other"
    at.refuse(block_rules.CHOICE, node.head, message, help="leave all but one of them out")
    return False


def _together(
    site: Site, node: nodes.Block, words: tuple[str, ...], body: Body, at: Reading
) -> bool:
    written = [word for word in words if word in body.told]
    if not written or len(written) == len(words):
        return True
    lacking = [word for word in words if word not in body.told and word not in body.meant]
    if lacking and not body.blind:
        message = (
            f"{site.cls.kind} {site.name} has {typed(written)} without {typed(lacking, 'and')}"
        )
        help = (
            f"write {typed([f'{w}: …' for w in lacking], 'and')} too, or leave {typed(written)} out"
        )
        at.refuse(block_rules.TOGETHER, node.head, message, help=help)
    return False
