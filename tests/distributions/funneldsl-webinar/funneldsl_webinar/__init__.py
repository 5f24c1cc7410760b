"""Webinars for funneldsl: a kind, a check, a simulator and an exporter."""

from funneldsl.plugin import Check, Declaration, Exporter, Simulator, hook


@hook
def funneldsl_kinds() -> list[type[Declaration]]:
    """The block `webinar`."""
    from funneldsl_webinar.kind import Webinar

    return [Webinar]


@hook
def funneldsl_checks() -> list[Check]:
    """Webinars to which nearly everybody comes."""
    from funneldsl_webinar.check import Attendance

    return [Attendance()]


@hook
def funneldsl_simulators() -> list[Simulator]:
    """How many people the channels bring."""
    from funneldsl_webinar.simulator import Arrivals

    return [Arrivals()]


@hook
def funneldsl_exporters() -> list[Exporter]:
    """The webinars as lines of text."""
    from funneldsl_webinar.exporter import Agenda

    return [Agenda()]
