"""From what was meant to tables of numbers: Plan → Network."""

from funneldsl.compile.compiler import compilable as compilable
from funneldsl.compile.compiler import compile as compile  # noqa: A004
from funneldsl.compile.rules import RULES as RULES
