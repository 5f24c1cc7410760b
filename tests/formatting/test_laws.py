"""What the layout must keep, whatever the text: laws, for any text and for every plan in the repository."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import funneldsl as fd
from funneldsl.bind.binder import bind
from funneldsl.formatting.same import alike
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Kinds
from funneldsl.model.printing import print_plan
from funneldsl.source import Source
from funneldsl.syntax.nodes import Document, Statement
from funneldsl.syntax.parser import parse
from funneldsl.testing import damaged_texts, texts

ROOT = Path(__file__).parents[2]
KINDS = Kinds.of(*CORE_KINDS)
CORE = fd.discover(fd.NO_PLUGINS)
PLANS = sorted(
    chain.from_iterable((ROOT / folder).rglob("*.funnel") for folder in ("docs", "tests"))
)
FEW = [path for path in PLANS if path.parts[-2] == "examples" or "formatting" in path.parts]
CHANGES = {
    "as it is": lambda text: text,
    "with long line ends": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "with tabs": lambda text: text.replace("  ", "\t"),
    "with empty lines": lambda text: text.replace("\n", "\n\n \n"),
    "with a mark": lambda text: "\ufeff" + text,
    "without indentation": lambda text: "\n".join(line.lstrip() for line in text.split("\n")),
    "indented": lambda text: text.replace("\n", "\n   "),
    "with hard blanks": lambda text: text.replace(": ", ":\u00a0\u3000"),
}
UNHURRIED = settings(deadline=None, suppress_health_check=list(HealthCheck))


def document(text: str) -> Document:
    return parse(Source("plan.funnel", text))


def statements(text: str) -> tuple[Statement, ...]:
    return tuple(statement for _, statement in document(text).statements)


def comments(text: str) -> list[str]:
    return [c.text.rstrip() for piece in document(text).pieces for c in piece.comments]


def broken(text: str) -> list[str]:
    pieces = document(text).pieces
    return [piece.text.removeprefix("\ufeff") for piece in pieces if piece.findings]


def plan(text: str) -> str:
    return print_plan(bind([document(text)], KINDS).plan)


def keeps_the_laws(text: str) -> None:
    new = fd.format(text)

    assert new == fd.format(new)
    assert alike(statements(text), statements(new))
    assert comments(text) == comments(new)
    assert broken(text) == broken(new)


# --- any text ---------------------------------------------------------------------------------------------


@settings(UNHURRIED, max_examples=40)
@given(texts(), st.sampled_from(sorted(CHANGES)))
def test_sound_text_says_the_same_in_its_layout(text: str, change: str) -> None:
    text = CHANGES[change](text)
    keeps_the_laws(text)

    assert plan(text) == plan(fd.format(text))


@settings(UNHURRIED, max_examples=60)
@given(damaged_texts())
def test_damaged_text_keeps_what_is_damaged(text: str) -> None:
    keeps_the_laws(text)


@settings(UNHURRIED, max_examples=40)
@given(st.lists(damaged_texts(), max_size=3), st.sampled_from(["\n", "\r\n", "\n# between\n"]))
def test_sound_and_damaged_texts_stand_together(parts: list[str], end: str) -> None:
    keeps_the_laws(end.join(parts))


@settings(UNHURRIED, max_examples=200)
@given(st.text(st.sampled_from("ab1 {}[](),;:->#\n\r\t\"'%$\u2028\ufeff\u00a0"), max_size=60))
def test_signs_in_any_order_are_no_harm(text: str) -> None:
    keeps_the_laws(text)


# --- plans ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", CHANGES)
def test_every_plan_keeps_the_laws(change: str) -> None:
    for path in PLANS if change == "as it is" else FEW:
        text = CHANGES[change](path.read_bytes().decode("utf-8", "replace"))
        try:
            keeps_the_laws(text)
        except AssertionError as problem:
            problem.add_note(str(path))
            raise


def test_layout_is_never_refused_for_a_sound_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be proved to say the same would be left as it was: that is a net, and nobody should fall."""
    from funneldsl.formatting import formatter

    fell: list[str] = []

    def watched(piece, text, parts, kept=formatter.same):  # type: ignore[no-untyped-def]
        holds = kept(piece, text, parts)
        fell.extend([] if holds else [piece.text])
        return holds

    monkeypatch.setattr(formatter, "same", watched)
    for path in PLANS:
        fd.format(path.read_bytes().decode("utf-8", "replace"))

    assert [] == fell


def test_examples_mean_the_same_in_their_layout() -> None:
    for path in sorted((ROOT / "docs" / "examples").glob("*.funnel")):
        text = path.read_text("utf-8").replace("  ", " ")
        before, after = fd.read(text, extensions=CORE), fd.read(fd.format(text), extensions=CORE)

        assert print_plan(before.plan) == print_plan(after.plan)
        assert [f.message for f in before.findings] == [f.message for f in after.findings]
