"""What this plugin contributes. Importing it loads no numerical library."""

from __future__ import annotations

from collections.abc import Iterable

from funneldsl.plugin import Simulator, hook


@hook
def funneldsl_simulators() -> Iterable[Simulator]:
    """Our simulators."""
    from funneldsl_forecast.expected.simulator import Expected
    from funneldsl_forecast.flow.simulator import Flow
    from funneldsl_forecast.people.simulator import People
    from funneldsl_forecast.schedule.simulator import Schedule

    return (Flow(), Schedule(), Expected(), People())
