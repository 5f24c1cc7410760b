"""The numbers of our advice: from where on a check speaks, with their defaults. `[strategy]` of a project sets them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import attrs
from attrs import evolve, field, frozen

from funneldsl.plugin import Setting

A = TypeVar("A", bound="Advice")


def _from(default: float, doc: str, least: float = 0.0, most: float = float("inf")) -> Any:
    return field(default=default, metadata={"doc": doc, "least": least, "most": most})


@frozen
class Doctrine:
    """What is much, long or likely. Weeks and hours are those of a calendar, shares are fractions."""

    quiet_weeks: float = _from(
        8,
        "A list may wait for so many weeks with nothing to buy, if nobody asks it anything (F331).",
    )
    learning_weeks: float = _from(
        26, "A list may wait for so many weeks, if a project learns from it meanwhile (F331)."
    )
    asking_days: float = _from(
        14,
        "A project may begin so many days before the first people whom it asks are expected (F330, F332).",
    )
    likely_miss: float = _from(
        0.4, "A sales window that is missed with at least this chance is told (F336).", 0, 0.95
    )
    person_weeks: float = _from(
        6, "A task may wait for so many weeks until its person is free (F338)."
    )
    transferable_hours: float = _from(
        20, "So many hours per week that depend on the owner can be taken over by a buyer (F355)."
    )
    hourly_wage: float = _from(
        30,
        "What an hour of work costs where the plan states no wage, in the currency of the business (F355, F356, F359).",
    )
    full_week: float = _from(
        1.1,
        "A week is too full, and a limit broken, above this many times the hours (F356, F359, F370, F371).",
        1,
    )
    full_weeks: float = _from(2, "So many weeks must be too full before a word is said (F370).", 1)


DOCTRINE = Doctrine()

SETTINGS = tuple(
    Setting(
        a.name.replace("_", "-"),
        getattr(DOCTRINE, a.name),
        a.metadata["doc"],
        a.metadata["least"],
        a.metadata["most"],
    )
    for a in attrs.fields(Doctrine)
)


@frozen
class Advice:
    """A check whose numbers can be set."""

    doctrine: Doctrine = DOCTRINE

    @property
    def settings(self) -> tuple[Setting, ...]:
        """All numbers of the doctrine."""
        return SETTINGS

    def with_settings(self: A, numbers: Mapping[str, float]) -> A:
        """The same check with other numbers."""
        told = {key.replace("-", "_"): number for key, number in numbers.items()}
        return evolve(self, doctrine=evolve(self.doctrine, **told))
