"""Whatever a text says, it is answered with findings inside of it, and what was understood can be used."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings

import funneldsl as fd
from funneldsl.documents import plan_document
from funneldsl.model.printing import print_plan
from funneldsl.testing import damaged_texts

CORE = fd.discover(fd.NO_PLUGINS)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged_texts())
@example("“")
@example("offer a { price: }")
def test_any_text_gives_findings_inside_of_it(text: str) -> None:
    findings = fd.read(fd.Source("any.funnel", text), extensions=CORE).findings

    outside = [f for f in findings if not 0 <= f.span.start <= f.span.end <= len(text)]
    assert [] == outside


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged_texts())
def test_what_was_understood_can_be_printed_and_exported(text: str) -> None:
    plan = fd.read(fd.Source("any.funnel", text), extensions=CORE).plan

    assert print_plan(plan).startswith("language 1\n")
    assert len(plan.written) == len(plan_document(plan)["declarations"])
