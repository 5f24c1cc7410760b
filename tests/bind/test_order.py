"""One namespace without an order: however statements are shared out among files, and files imported, the plan is one."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from funneldsl.bind.binder import Bound, bind
from funneldsl.bind.imports import GivenFiles, load_project
from funneldsl.source import Source
from funneldsl.syntax.parser import parse

from .reading import KINDS

NORTHWIND = (Path(__file__).parents[2] / "docs/examples/northwind.funnel").read_text("utf-8")
STATEMENTS = tuple(
    piece.text for piece in parse(Source("northwind.funnel", NORTHWIND)).pieces if piece.statements
)


def bound(texts: dict[str, str]) -> Bound:
    project = load_project(Source("main.funnel", texts["main.funnel"]), GivenFiles(texts), parse)
    assert () == project.findings
    return bind(project.documents, KINDS)


WHOLE = bound({"main.funnel": NORTHWIND})


@st.composite
def shared_out(draw: st.DrawFn) -> dict[str, str]:
    """The statements of the plan in any order, in up to four files that import each other as a tree."""
    order = draw(st.permutations([s for s in STATEMENTS if not s.startswith("language")]))
    names = ["main.funnel", *(f"part{n}.funnel" for n in range(draw(st.integers(0, 3))))]
    homes = draw(st.lists(st.sampled_from(names), min_size=len(order), max_size=len(order)))
    above = {n: draw(st.sampled_from(names[:i])) for i, n in enumerate(names) if i}
    texts = {name: [f'import "{n}"\n' for n, a in above.items() if a == name] for name in names}
    for statement, home in zip(order, homes, strict=True):
        texts[home].insert(draw(st.integers(0, len(texts[home]))), statement + "\n")
    return {name: "language 1\n" + "".join(lines) for name, lines in texts.items()}


@given(shared_out())
@settings(max_examples=25, deadline=None)
def test_order_and_files_do_not_change_the_plan(texts: dict[str, str]) -> None:
    made = bound(texts)
    written = {n: d for n, d in made.plan.written.items() if d.kind != "import"}

    assert () == made.findings
    assert len(written) > 40
    assert dict(WHOLE.plan.written) == written
