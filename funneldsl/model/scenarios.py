"""The same plan with some values changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field

from funneldsl.frozen import frozen
from funneldsl.model.kinds import Declaration, kind, prop
from funneldsl.model.shapes import many, patches, ref
from funneldsl.model.values import Change, Ref, Told
from funneldsl.source import NOWHERE, Span


@frozen
class Patch:
    """One line of a scenario, typed by the property it changes: `attract.search_ads.spend: was * 50%`.

    `value` is of the property's own type and may hold `Was`; NOT_WRITTEN for `none`. `clause` is the word of
    a clause inside the value, as in `starter.refunds.within: 14 days`.
    """

    target: str
    word: str
    clause: str | None
    value: Any
    later: tuple[Change, ...] = ()
    told: Told = field(factory=Told)
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class FlowPatch:
    """A flow restated in a scenario: written clauses replace, others stay; `removed` for the share `none`.

    It patches the line with the same `for_`; without `for_`, all lines of that pair.
    """

    source: Ref[Any]
    target: Ref[Any]
    for_: tuple[Ref[Any], ...]
    values: Mapping[str, Any]
    told: Mapping[str, Told]
    removed: bool = False
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class NotWritten:
    """`none`: as if the property had not been written."""


NOT_WRITTEN = NotWritten()


@kind(
    "scenario",
    example="""\
scenario frugal "Half the ads, a dearer course" {
  search_ads.spend: was * 50%
  starter.price: $89
  welcome.subscriber -> welcome.student  was * 80% to 95%
}""",
)
class Scenario(Declaration):
    """The plan with some values changed; everything else, and all luck, stays as it was."""

    extends: Ref[Any] | None = prop(
        ref("scenario"), "the scenario it starts from", default=None, example="frugal"
    )
    without: tuple[Ref[Any], ...] = prop(
        many(ref()), "things that are not there in it", default=(), example="[videos, letter]"
    )
    patches: tuple[Patch | FlowPatch, ...] = prop(
        patches,
        "values that differ, each by its path",
        default=(),
        rest=True,
        example="search_ads.spend: was * 50%",
    )
