"""Fixes: what is applied, what is dropped, and that nothing gets worse."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funneldsl import NO_PLUGINS, discover
from funneldsl.cli.fixing_files import start
from funneldsl.config import Config
from funneldsl.diagnostics import Finding, Fix, Rule, Severity, TextEdit, errors
from funneldsl.lint.edits import changed, together
from funneldsl.lint.fixing import MOST_TRIALS, Fixed, State, Texts, fix, same_meaning
from funneldsl.source import Source, Span
from funneldsl.testing import damaged_texts, texts

CORE = discover(NO_PLUGINS)
RULE = Rule("F761", "number.ungrouped", Severity.NOTE, "A long number.")
PLAN = "business shop { currency: USD; start: 2027-01-04; horizon: 12 months; cash: $90000 }\n"


def fixed(text: str, *, unsafe: bool = False) -> Fixed:
    state, read = start(Source("plan.funnel", text), CORE, Config())
    return fix(state, read, unsafe=unsafe)


def text_of(done: Fixed) -> str:
    return done.state.texts["plan.funnel"]


def finding(text: str, *edits: tuple[int, int, str], safe: bool = True) -> Finding:
    source = Source("plan.funnel", text)
    changes = tuple(TextEdit(Span(source, a, b), put) for a, b, put in edits)
    return RULE.at(changes[0].span, f"at {edits[0][0]}", fix=Fix("change", changes, safe))


# --- which fixes go together --------------------------------------------------------------------------------


def test_fixes_in_different_places_go_together() -> None:
    one, other = finding("abcdef", (0, 1, "X")), finding("abcdef", (3, 4, "Y"))

    assert [one, other] == together([one, other])
    assert {"plan.funnel": "XbcYef"} == changed({"plan.funnel": "abcdef"}, [one, other])


@pytest.mark.parametrize("place", [(0, 2), (1, 1), (2, 3), (1, 5)])
def test_of_fixes_that_touch_the_first_wins(place: tuple[int, int]) -> None:
    first, second = finding("abcdef", (1, 2, "X")), finding("abcdef", (*place, "Y"))

    assert [first] == together([first, second])


def test_a_fix_of_several_edits_is_applied_whole_or_not_at_all() -> None:
    first = finding("abcdef", (4, 5, "X"))
    both = finding("abcdef", (0, 1, "Y"), (4, 5, "Z"))

    assert [first] == together([first, both])
    assert {"plan.funnel": "YbcdZf"} == changed({"plan.funnel": "abcdef"}, [both])


# --- what is dropped ----------------------------------------------------------------------------------------


def reading(text: str, *findings: Finding) -> State:
    state, _ = start(Source("plan.funnel", text), CORE, Config())
    return State({"plan.funnel": text}, state.plan, (*state.findings, *findings))


def reread(texts: object) -> State:
    return reading(texts["plan.funnel"])  # type: ignore[index]


def test_a_safe_fix_that_changes_the_meaning_is_dropped() -> None:
    at = PLAN.index("12")
    wrong = finding(PLAN, (at, at + 2, "18"))
    done = fix(reading(PLAN, wrong), reread, wanted=lambda f: f == wrong)

    assert PLAN == text_of(done)
    assert [(wrong, "it would change what the plan means")] == list(done.dropped)


def test_a_fix_that_brings_a_new_finding_is_dropped_and_others_are_not() -> None:
    def read(texts: Texts) -> State:
        text = texts["plan.funnel"]
        puts = {"USD": "USB", "12 months": "18 months"}
        places = [(text.find(old), old, new) for old, new in puts.items() if old in text]
        return reading(text, *(finding(text, (a, a + len(o), n), safe=False) for a, o, n in places))

    start_state = read({"plan.funnel": PLAN})
    done = fix(start_state, read, unsafe=True, wanted=lambda f: f.message[:3] == "at ")

    assert PLAN.replace("12", "18") == text_of(done)
    ((dropped, reason),) = done.dropped
    assert "USD" == dropped.span.text
    assert reason.startswith("it would bring F264")


def test_unsafe_fixes_are_applied_only_if_they_are_wanted() -> None:
    text = PLAN + 'funnel site { stage visitor "visitor" }\n'

    assert '"visitor"' in text_of(fixed(text))
    assert '"visitor"' not in text_of(fixed(text, unsafe=True))


def test_a_repair_may_bring_to_light_what_the_mistake_hid() -> None:
    done = fixed(PLAN + "offer course { price $79 }\n")

    assert "price: $79" in text_of(done)
    assert "F460" in {f.code for f in done.state.findings}


def test_an_unused_remark_stays_while_the_plan_cannot_be_read_whole() -> None:
    text = PLAN + "# ok F460 because it is sold by hand\noffer course { price: $79; colour: red }\n"

    assert "# ok F460" in text_of(fixed(text))


def test_the_spelling_of_a_number_in_a_formula_is_no_change_of_meaning() -> None:
    goal = 'check "x" { expect: cash >= $%s }\n'
    one, other = reading(PLAN + goal % "11000"), reading(PLAN + goal % "11,000")
    third = reading(PLAN + goal % "1,100")

    assert same_meaning(one.plan, other.plan)
    assert not same_meaning(one.plan, third.plan)


def test_more_mistakes_than_are_listed_are_mended_too() -> None:
    offers = "".join(f"offer o{i}x {{ price $9, cost: $6 }}\n" for i in range(130))
    done = fixed(PLAN + offers)

    assert () == errors(done.state.findings)
    assert (PLAN + offers).replace("90000", "90,000").replace("price ", "price: ").replace(
        ",", ";"
    ) == text_of(done).replace(",", ";")


def test_fixes_that_all_do_harm_are_given_up_in_time() -> None:
    text = "".join(f"stage s{i} {{}}\n" for i in range(3000))
    places = [i for i, sign in enumerate(text) if sign == "{"]
    harmful = [finding(text, (at, at + 1, "("), safe=False) for at in places]
    reads = []

    def read(texts: Texts) -> State:
        reads.append(texts)
        found = [harmful[0]] * (len(reads) + 1)
        return State(texts, start_state.plan, tuple(found))

    start_state = State({"plan.funnel": text}, reading(PLAN).plan, tuple(harmful))
    done = fix(start_state, read, unsafe=True)

    assert text == text_of(done)
    assert len(harmful) == len(done.dropped)
    assert len(reads) < 2 * MOST_TRIALS


# --- laws ---------------------------------------------------------------------------------------------------

few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(st.one_of(texts(), damaged_texts()))
def test_safe_fixes_make_no_more_errors_and_settle(text: str) -> None:
    before, _ = start(Source("plan.funnel", text), CORE, Config())
    done = fixed(text)
    after = done.state.texts.get("plan.funnel", text)

    assert len(errors(done.state.findings)) <= len(errors(before.findings))
    again = fixed(after)
    assert after == again.state.texts.get("plan.funnel", after)


@few
@given(texts())
def test_safe_fixes_keep_the_meaning_of_a_plan_without_errors(text: str) -> None:
    before, _ = start(Source("plan.funnel", text), CORE, Config())
    done = fixed(text)

    if not errors(before.findings):
        assert same_meaning(before.plan, done.state.plan)


def test_nothing_of_numpy_is_imported(tmp_path: Path) -> None:
    import subprocess
    import sys

    plan = tmp_path / "plan.funnel"
    plan.write_text(PLAN)
    code = (
        "import sys; from funneldsl.cli.main import main\n"
        f"try: main(['lint', '--fix', {str(plan)!r}])\n"
        "except SystemExit: pass\n"
        "print(sorted(m for m in ('numpy', 'scipy', 'rich') if m in sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout.endswith("[]\n")
    assert "$90,000" in plan.read_text()
