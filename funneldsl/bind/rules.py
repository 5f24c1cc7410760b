"""Every rule of this room, by code: what `explain` prints."""

from __future__ import annotations

from funneldsl.bind import (
    block_rules,
    formula_rules,
    import_rules,
    name_rules,
    number_rules,
    scenario_rules,
    value_rules,
)
from funneldsl.diagnostics import Rule

RULES: tuple[Rule, ...] = (
    *block_rules.RULES,
    *name_rules.RULES,
    *number_rules.RULES,
    *value_rules.RULES,
    *formula_rules.RULES,
    *scenario_rules.RULES,
    *import_rules.RULES,
)
