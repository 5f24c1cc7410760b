"""What this plugin brings: checks. The module that its entry point names."""

from __future__ import annotations

from collections.abc import Iterable

from funneldsl.plugin import Check, hook


@hook
def funneldsl_checks() -> Iterable[Check]:
    """One check per subject."""
    from funneldsl_strategy.aims import Aims
    from funneldsl_strategy.asking import Asking
    from funneldsl_strategy.beyond import Beyond
    from funneldsl_strategy.building import Building
    from funneldsl_strategy.conversions import Conversions
    from funneldsl_strategy.counted import Counted
    from funneldsl_strategy.customers import Customers
    from funneldsl_strategy.emergence import Emergence
    from funneldsl_strategy.endings import Endings
    from funneldsl_strategy.fits import Fits
    from funneldsl_strategy.glances import Glances
    from funneldsl_strategy.launches import Launches
    from funneldsl_strategy.life import Life
    from funneldsl_strategy.profiles import Profiles
    from funneldsl_strategy.roles import Roles
    from funneldsl_strategy.sequence import Sequence
    from funneldsl_strategy.strategies import Strategies
    from funneldsl_strategy.targets import Targets
    from funneldsl_strategy.upkeep import Upkeep
    from funneldsl_strategy.views import Views

    return [
        Strategies(),
        Emergence(),
        Beyond(),
        Targets(),
        Endings(),
        Upkeep(),
        Aims(),
        Conversions(),
        Roles(),
        Customers(),
        Profiles(),
        Counted(),
        Fits(),
        Views(),
        Glances(),
        Asking(),
        Sequence(),
        Building(),
        Launches(),
        Life(),
    ]
