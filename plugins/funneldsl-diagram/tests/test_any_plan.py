"""Every plan that can be written can be drawn."""

from __future__ import annotations

from xml.etree import ElementTree

from funneldsl_diagram.dot import Dot
from funneldsl_diagram.mermaid import Mermaid
from funneldsl_diagram.svg import Svg
from hypothesis import HealthCheck, given, settings

from funneldsl.plugin import Campaign, Channel, Plan, Project, Stage, Subject
from funneldsl.testing import plans


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_a_box_is_drawn_for_everything_that_people_come_through(plan: Plan) -> None:
    boxes = sum(len(plan.of(cls)) for cls in (Channel, Stage, Campaign, Project))
    subject = Subject(plan)

    assert boxes == Mermaid().export(subject).decode().count(":::")
    assert boxes == Dot().export(subject).decode().count("shape=")
    root = ElementTree.fromstring(Svg().export(subject).decode())  # noqa: S314 - our own
    assert boxes <= len(root.findall(".//{http://www.w3.org/2000/svg}g/{*}title"))
