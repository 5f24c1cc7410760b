"""Documents and plans, by reading texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis.strategies import SearchStrategy

from funneldsl.source import Source
from funneldsl.testing.texts import texts

if TYPE_CHECKING:
    from funneldsl.model.plan import Plan
    from funneldsl.syntax.nodes import Document


def documents() -> SearchStrategy[Document]:
    """Documents without a syntax error."""
    return texts().map(_parsed)


def plans() -> SearchStrategy[Plan]:
    """Plans of core kinds, every name in them found."""
    return documents().map(_bound)


def _parsed(text: str) -> Document:
    from funneldsl.syntax.parser import parse

    return parse(Source("any.funnel", text))


def _bound(document: Document) -> Plan:
    from funneldsl.bind.binder import bind
    from funneldsl.model.core import CORE_KINDS
    from funneldsl.model.kinds import Kinds

    return bind([document], Kinds.of(*CORE_KINDS)).plan
