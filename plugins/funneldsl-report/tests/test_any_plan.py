"""Every plan that can be written can be reported."""

from __future__ import annotations

import json

from funneldsl_report.json import Json
from funneldsl_report.markdown import Markdown
from hypothesis import HealthCheck, given, settings

from funneldsl.plugin import Plan, Subject, plan_document
from funneldsl.testing import plans


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_any_plan_is_written_whole(plan: Plan) -> None:
    assert plan_document(plan) == json.loads(Json().export(Subject(plan)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_any_plan_is_a_page(plan: Plan) -> None:
    page = Markdown().export(Subject(plan))

    assert isinstance(page, bytes)
    assert page.startswith(b"# ")
