"""What holds for every plan: nothing outside of the change moves, and what is set is what is meant."""

from __future__ import annotations

import contextlib
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import funneldsl as fd
from funneldsl import testing
from funneldsl.model.kinds import Declaration
from funneldsl.model.stages import Flow
from tests.editing.plans import CANDLES, EXTENSIONS, edit

EXAMPLES = sorted(Path("docs/examples").glob("*.funnel"))


def paths_of(name: str, declaration: Declaration) -> dict[str, str]:
    """The path of everything that a declaration says, with the text of its value."""
    apart = " " if " " in name else "."
    if isinstance(declaration, Flow):
        return {
            f"{name} {word}": told.span.text.removeprefix(f"{word} ").strip()
            for word, told in declaration.told.items()
        }
    first = (
        ""
        if declaration.parent or declaration.kind in ("exit", "strategy")
        else f"{declaration.kind} "
    )
    first = "" if " " in name else first
    return {f"{first}{name}{apart}{word}": t.span.text for word, t in declaration.told.items()}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_every_value_of_the_examples_can_be_set_to_itself(path: Path) -> None:
    plan = fd.edit(path, extensions=EXTENSIONS)
    asked = [p for name, d in plan.plan.written.items() for p in paths_of(name, d).items()]
    assert len(asked) > 5
    assert [] == [where for where, text in asked if plan.set(where, text) is not plan]


AMOUNTS = st.integers(1, 99_999).map(lambda n: f"${n / 100:,.2f}")


@settings(max_examples=40, deadline=None)
@given(AMOUNTS, st.sampled_from(["candle.price", "candle.cost", "offer candle cost"]))
def test_everything_outside_the_value_is_as_it_was(amount: str, path: str) -> None:
    before = edit()
    after = before.set(path, amount)
    word = path.replace(".", " ").split()[-1]
    told = before.plan["candle"].told[word].span
    start = told.start
    assert CANDLES[:start] == after.text[:start]
    old = "$39" if word == "price" else "$11"
    assert amount + CANDLES[start + len(old) :] == after.text[start:]


@settings(max_examples=25, deadline=None)
@given(AMOUNTS)
def test_the_plan_afterwards_is_the_old_one_with_the_value(amount: str) -> None:
    before = edit()
    after = before.set("candle.cost", amount)
    expected = edit(f"offer candle {{ price: $1; cost: {amount} }}").plan["candle"].cost  # type: ignore[attr-defined]
    assert expected == after.plan["candle"].cost  # type: ignore[attr-defined]
    back = dict(after.plan.written) | {"candle": before.plan["candle"]}
    assert dict(before.plan.written) == back
    assert before.plan["candle"] == evolve(
        after.plan["candle"],  # type: ignore[misc]
        cost=before.plan["candle"].cost,  # type: ignore[attr-defined]
    )


NAMES = st.from_regex(r"[a-zé][a-z0-9_é]{0,8}", fullmatch=True)
THINGS = ("candles", "ads", "shop", "visitor", "buyer", "candle", "letter", "living", "bold")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(THINGS), NAMES)
def test_a_name_there_and_back_is_no_change(old: str, new: str) -> None:
    before = edit()
    try:
        there = before.rename(old, new)
    except fd.FunnelError:
        assert new in (*THINGS, "yes", "no", "none", "was")
        return
    parent = before.plan.written.get(f"shop.{old}")
    back = there.rename(f"shop.{new}" if parent is not None else new, old)
    assert CANDLES == back.text
    assert before.plan == back.plan


@settings(max_examples=80, deadline=None)
@given(
    st.text(max_size=30),
    st.sampled_from(["candle.price", "visitor -> buyer", "ads.season.Jan", "bold.candle.cost"]),
)
def test_any_text_is_a_value_or_refused(text: str, path: str) -> None:
    before = edit()
    try:
        after = before.set(path, text)
    except fd.FunnelError:
        return
    assert list(before.plan.written) == list(after.plan.written)


def renamable(plan: fd.Plan) -> list[str]:
    """Things with a name of their own, and not only with a title."""
    named = (n for n, d in plan.written.items() if d.variant is None and " " not in n)
    return [n for n in named if plan[n].headline.text.split()[1:2] == [n.rpartition(".")[2]]]


@settings(max_examples=25, deadline=None)
@given(testing.texts(), st.randoms(use_true_random=False))
def test_any_sound_plan_can_be_changed_there_and_back(text: str, random: Random) -> None:
    before = fd.edit(text, extensions=EXTENSIONS)
    if any(f.severity is fd.Severity.ERROR for f in before.findings):
        return
    names = renamable(before.plan)
    for name in random.sample(names, min(3, len(names))):
        own = name.rpartition(".")[2]
        there = before.rename(name, "brand_new")
        assert text == there.rename(name.removesuffix(own) + "brand_new", own).text
    places = [p for n, d in before.plan.written.items() for p in paths_of(n, d).items()]
    for path, value in random.sample(places, min(5, len(places))):
        assert before is before.set(path, value)


@settings(max_examples=40, deadline=None)
@given(testing.damaged_texts(), st.randoms(use_true_random=False))
def test_a_plan_with_mistakes_is_changed_or_the_change_refused(text: str, random: Random) -> None:
    before = fd.edit(text, extensions=EXTENSIONS)
    names = list(before.plan.written)
    for name in random.sample(names, min(3, len(names))):
        with contextlib.suppress(fd.FunnelError):
            before.remove(name, with_uses=True)
        with contextlib.suppress(fd.FunnelError):
            before.set(f"{name}.price", "$5")
        with contextlib.suppress(fd.FunnelError):
            before.add("stage brand_new", after=name)
    assert text == before.text
