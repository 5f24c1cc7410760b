"""What this plugin brings: checks. The module that its entry point names."""

from __future__ import annotations

from collections.abc import Iterable

from funneldsl.plugin import Check, hook


@hook
def funneldsl_checks() -> Iterable[Check]:
    """One check per subject."""
    from funneldsl_strategy.aims import Aims
    from funneldsl_strategy.customers import Customers
    from funneldsl_strategy.emergence import Emergence
    from funneldsl_strategy.strategies import Strategies

    return [Strategies(), Emergence(), Aims(), Customers()]
