"""What checks keep of a plan: made once, and made again only where an edit changes what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import define, field

import funneldsl as fd
from funneldsl.answers import Answers
from funneldsl.diagnostics import Finding
from funneldsl.plugin import Offer, Plan, Rule, Severity, Stage

SHOP = """\
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
funnel site {
  stage visitor
  stage buyer { sells: course }
  visitor -> buyer 3%
}
offer course { price: $79 }
offer book { price: $9 }
"""
SOLD = Rule("X001", "sold", Severity.NOTE, "Something is sold.", "It is.", wrong="", right="")

MADE: list[str] = []


@pytest.fixture(autouse=True)
def _nothing_made() -> None:
    MADE.clear()


def names(plan: Plan) -> tuple[str, ...]:
    MADE.append("names")
    return tuple(o.name for o in plan.of(Offer))


def longest(plan: Plan) -> str:
    MADE.append("longest")
    return max(plan.kept(names), key=len)


def selling(plan: Plan, offer: str) -> Iterator[Finding]:
    MADE.append(f"selling {offer}")
    yield SOLD.at(plan[offer].headline, f"{offer} is sold")


@define
class Sold:
    """A check of a plugin: it speaks of every offer and keeps what it can."""

    rules = (SOLD,)
    asked: list[str] = field(factory=list)

    def check(self, plan: Plan) -> Iterator[Finding]:
        self.asked.append(plan.kept(longest))
        for name in plan.kept(names):
            yield from plan.found(selling, name)


class Readings:
    """The same project again and again, with one check."""

    def __init__(self) -> None:
        self.session = fd.Session(extensions=fd.discover(fd.NO_PLUGINS))
        self.answers, self.check = Answers(), Sold()

    def read(self, text: str) -> tuple[Plan, list[Finding]]:
        """A plan and what the check finds in it."""
        plan = self.session.read(text).plan
        return plan, self.answers.of([(self.check, "")], plan)


def made(text: str, *edits: tuple[str, str]) -> list[str]:
    """What is made again after edits, of which the last counts."""
    readings = Readings()
    readings.read(text)
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
        MADE.clear()
        readings.read(text)
    return sorted(MADE)


def test_in_one_plan_it_is_made_once() -> None:
    plan = fd.read(SHOP, extensions=fd.discover(fd.NO_PLUGINS)).plan
    assert ("course", "course") == (plan.kept(longest), plan.kept(longest))
    assert plan.found(selling, "book") is plan.found(selling, "book")
    assert ["longest", "names", "selling book"] == MADE


def test_an_edit_elsewhere_makes_nothing_again() -> None:
    assert [] == made(SHOP, ("3%", "4%"))


def test_an_edit_that_gives_the_same_value_stops_there() -> None:
    # The names are looked at again, and are the same: so the longest is, and of the other offer nothing is said anew.
    assert ["names", "selling course"] == made(SHOP, ("$79", "$89"))


def test_an_edit_that_gives_another_value_goes_on() -> None:
    assert ["longest", "names", "selling books_to_read"] == made(
        SHOP, ("offer book", "offer books_to_read")
    )


def test_what_was_not_asked_for_in_between_is_not_trusted() -> None:
    gone = ("offer book { price: $9 }\n", "")
    readings = Readings()
    for text in (SHOP, SHOP.replace(*gone), SHOP.replace("$9", "$7")):
        plan, found = readings.read(text)
    assert ["course is sold", "book is sold"] == [f.message for f in found]
    assert plan["book"].headline == found[1].span


def test_findings_stand_where_the_text_is_now() -> None:
    readings = Readings()
    for text in (SHOP, "# above\n" + SHOP, SHOP.replace("$79", "$79.00")):
        plan, found = readings.read(text)
        assert [plan["course"].headline, plan["book"].headline] == [f.span for f in found]


def test_what_goes_wrong_is_told_each_time() -> None:
    plan = fd.read(SHOP, extensions=fd.discover(fd.NO_PLUGINS)).plan
    for _ in range(2):
        with pytest.raises(fd.UnknownNameError):
            plan.found(selling, "boook")


def test_stages_are_not_offers() -> None:
    assert [] == made(SHOP, ("stage visitor", 'stage visitor "Guests"'))
    assert 2 == len(fd.read(SHOP).plan.of(Stage))
