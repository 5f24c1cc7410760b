"""What can be said about a plan without running it: one file per family of rules."""

from __future__ import annotations

from funneldsl.checks.core import CORE_CHECKS as CORE_CHECKS
