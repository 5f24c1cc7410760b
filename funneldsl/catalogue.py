"""Every rule that the core itself may find broken: in reading, in binding, in the structure of a plan."""

from __future__ import annotations

from funneldsl.diagnostics import Rule


def core_rules() -> tuple[Rule, ...]:
    """All of them, by code. Nothing that reads a grammar or calculates is imported for it."""
    from funneldsl.bind import rules as binding
    from funneldsl.checks import CORE_CHECKS
    from funneldsl.compile import rules as compiling
    from funneldsl.editing import rules as editing
    from funneldsl.lint import LINT_RULES
    from funneldsl.syntax import rules as reading

    found = [
        *reading.RULES,
        *binding.RULES,
        *compiling.RULES,
        *editing.RULES,
        *LINT_RULES,
    ]
    found += [rule for check in CORE_CHECKS for rule in check.rules]
    return tuple(sorted(found, key=lambda rule: rule.code))
