"""Whatever a text says, it becomes a plan and findings."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funneldsl.bind.binder import Bound, bind
from funneldsl.bind.scenarios import apply
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Kinds
from funneldsl.model.plan import Plan, references
from funneldsl.model.scenarios import Scenario
from funneldsl.source import Source
from funneldsl.syntax.parser import parse

from .reading import KINDS, SHOP, bound, plan

NORTHWIND = (Path(__file__).parent / "northwind.funnel").read_text("utf-8")
TOKENS = re.findall(r'"[^"\n]*"|[\w.$%€]+|->|\n|[^\s\w]', NORTHWIND)


def read(text: str) -> Bound:
    return bind([parse(Source("plan.funnel", text))], KINDS)


def check(made: Bound, text: str) -> None:
    """What holds for every text."""
    for finding in made.findings:
        for span in (finding.span, *(r.span for r in finding.related)):
            assert 0 <= span.start <= span.end <= len(text)
        assert finding.message
        assert "\n" not in finding.message
    assert closed(made.plan)


def closed(plan: Plan) -> bool:
    """Whether every name in a plan is found in it."""
    return all(
        ref.name in plan
        for d in plan.all.values()
        if not isinstance(d, Scenario)
        for _, ref in references(d)
    )


@settings(deadline=None)
@given(st.text())
def test_any_text_becomes_a_plan(text: str) -> None:
    check(read(text), text)


words = st.sampled_from(
    [
        *TOKENS, *TOKENS, "was", "none", "yes", "then", "from", "each", "per", "to", "between", "and", "or", "not",
        "in", "of", "over", "for", "12,00", "5m", "$$97", "2028-13-45", "normal(3, 1)", "exponential(3 days)", "(",
        ")", "[", "]", "{", "}", ":", ";", ",", "*", "+", "-", "/", ">=", "without", "extends", "scenario", "stage",
    ]
)  # fmt: skip


@given(st.lists(words, max_size=40).map(" ".join))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_words_of_the_language_become_a_plan(text: str) -> None:
    check(read(text), text)


@given(st.integers(0, len(TOKENS) - 1), st.integers(0, 3), st.lists(words, max_size=3))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_changed_plan_becomes_a_plan(at: int, length: int, instead: list[str]) -> None:
    text = " ".join([*TOKENS[:at], *instead, *TOKENS[at + length :]])
    made = read(text)
    check(made, text)
    for scenario in made.plan.of(Scenario):
        apply(made.plan, scenario.name, KINDS)


def test_one_wrong_letter_makes_at_most_two_findings() -> None:
    names = [m for m in re.finditer(r"[a-z_]{4,}", NORTHWIND) if not _in_text(m.start())]
    for match in names[::3]:
        text = NORTHWIND[: match.start() + 1] + NORTHWIND[match.start() + 2 :]
        document = parse(Source("plan.funnel", text))
        findings = (*document.findings, *bind([document], KINDS).findings)
        assert len(findings) <= 2, (match.group(), [f.message for f in findings])


def _in_text(offset: int) -> bool:
    line = NORTHWIND[NORTHWIND.rfind("\n", 0, offset) + 1 : offset]
    return line.count('"') % 2 == 1 or "#" in line


def test_deep_nesting_is_survived() -> None:
    for text in (
        "system a { " * 300 + "}" * 300,
        "offer o { price: " + "(" * 300 + "$5" + ")" * 300 + " }\n",
        "offer o { price: " + "[" * 300 + "$5" + "]" * 300 + " }\n",
        "customer c { fits: " + "not " * 300 + "a == 1 }\n",
        "strategy { goal g { reach: " + "chance(" * 200 + "cash >= $5" + ")" * 200 + " } }\n",
    ):
        check(read(text), text)


def test_order_does_not_matter_for_names() -> None:
    lines = SHOP.splitlines(keepends=True)
    blocks, rest = lines[:5], "".join(lines[5:])
    backwards = rest + "".join(reversed(blocks))
    assert dict(plan(SHOP).written) == dict(plan(backwards).written)


def test_several_documents_make_one_plan() -> None:
    half = SHOP.index("funnel")
    documents = [parse(Source("a.funnel", SHOP[:half])), parse(Source("b.funnel", SHOP[half:]))]
    assert dict(plan(SHOP).written) == dict(bind(documents, KINDS).plan.written)


def test_nothing_at_all_is_an_empty_plan() -> None:
    made = bound("")
    assert ({}, ()) == (dict(made.plan.written), made.findings)


def test_all_mistakes_are_found_in_one_run() -> None:
    text = (
        SHOP
        + "offer a { price: 12,00 }\noffer b { prise: $5 }\nchannel c { brings: byer; people: 5 per day }\n"
        + "system d { role: leds }\nperson e { hours: 5 hours }\nstage f\n"
    )
    assert ["F240", "F205", "F231", "F251", "F253", "F201"] == [f.code for f in read(text).findings]


def test_findings_are_in_the_order_of_the_text() -> None:
    starts = [
        f.span.start for f in read("offer a { price: 12,00 }\noffer b { prise: $5 }\n").findings
    ]
    assert sorted(starts) == starts


def test_the_same_text_gives_the_same_plan() -> None:
    assert read(NORTHWIND).plan == read(NORTHWIND).plan


def test_time_grows_with_the_text_and_no_faster() -> None:
    from time import process_time

    def seconds(copies: int) -> float:
        text = "".join(
            f"funnel f{n} {{ stage x; stage y; x -> y 2% to 4% after 3 days }}\nchannel c{n} {{ brings: f{n}.x; people: 5 per day }}\n"
            for n in range(copies)
        )
        document = parse(Source("plan.funnel", text))
        best = 9.0
        for _ in range(3):
            start = process_time()
            bind([document], KINDS)
            best = min(best, process_time() - start)
        return best

    assert seconds(1600) < 16 * seconds(200)


def test_many_unknown_names_are_not_slow() -> None:
    from time import process_time

    text = "".join(f"channel c{n} {{ brings: lost{n}; people: 5 per day }}\n" for n in range(2000))
    start = process_time()
    assert 2000 == len(read(text).findings)
    assert process_time() - start < 5


def test_binding_needs_no_number_crunching() -> None:
    import subprocess
    import sys

    code = (
        "import sys\n"
        "from funneldsl.bind.binder import bind\nfrom funneldsl.bind import imports, scenarios\n"
        "from funneldsl.model.core import CORE_KINDS\nfrom funneldsl.model.kinds import Kinds\n"
        "bind([], Kinds.of(*CORE_KINDS))\n"
        "print(sorted({'numpy', 'scipy', 'rich', 'click', 'difflib', 'lark'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()


def test_kinds_are_a_value() -> None:
    assert read(SHOP).plan == bind([parse(Source("x", SHOP))], Kinds.of(*CORE_KINDS)).plan
