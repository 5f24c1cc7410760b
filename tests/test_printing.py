"""A plan that is printed and read again is the same plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from funneldsl.bind.binder import bind
from funneldsl.diagnostics import errors
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Kinds
from funneldsl.model.plan import Plan
from funneldsl.model.printing import print_plan
from funneldsl.source import Source
from funneldsl.syntax.parser import parse
from funneldsl.testing import plans, texts

KINDS = Kinds.of(*CORE_KINDS)
EXAMPLES = sorted((Path(__file__).parents[1] / "docs" / "examples").glob("*.funnel"))
WHOLE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> Plan:
    document = parse(Source("plan.funnel", text))
    bound = bind([document], KINDS)
    wrong = errors((*document.findings, *bound.findings))
    assert [] == [f"{f.span} {f.code} {f.message}\n{f.span.text}" for f in wrong]
    return bound.plan


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_reads_back_as_itself(path: Path) -> None:
    plan = read(path.read_text(encoding="utf-8"))

    assert plan == read(print_plan(plan))


@WHOLE
@given(plans())
def test_any_plan_reads_back_as_itself(plan: Plan) -> None:
    again = read(print_plan(plan))

    assert {n: d for n, d in plan.written.items() if again.written.get(n) != d} == {}
    assert plan == again


@WHOLE
@given(texts())
def test_texts_for_tests_are_free_of_errors(text: str) -> None:
    assert read(text).written


def test_an_empty_plan_is_a_text_too() -> None:
    assert "language 1\n" == print_plan(read(""))


def test_short_blocks_stand_on_one_line_and_long_ones_do_not() -> None:
    text = """\
language 1

## Candles by post.
business shop "Evening Candles" { currency: USD; start: 2027-01-04; horizon: 12 months }

funnel f {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer 412 of 1,530 after 0 to 6 days because "counted" source "log" on 2026-12-01
}

offer candle {
  price: $39 then $45 because "wax" from 2027-06-01
  cost: 10% + $4.10
  refunds: 3% to 6% within 30 days
}
"""
    assert text == print_plan(read(text))


def test_a_name_that_is_a_word_of_the_language_is_not_taken_for_that_word() -> None:
    plan = read(
        """\
language 1
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
funnel f {
  stage a
  stage b
  a -> b  needs [to]  because "to"
}
offer to { price: $5 }
"""
    )

    assert plan == read(print_plan(plan))


def test_what_could_not_be_understood_is_left_out() -> None:
    text = "offer course { price: $79; cost: $$5 }\n"
    plan = bind([parse(Source("plan.funnel", text))], KINDS).plan

    assert "language 1\n\noffer course { price: $79 }\n" == print_plan(plan)
