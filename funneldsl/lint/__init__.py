"""Advice about a plan that holds no mistake: what makes its numbers weak, its names confusing, its tests empty.

Rules of `check` say what cannot be meant; these say what could be better. They are asked by `funneldsl lint` only.
"""

from funneldsl.lint.core import LINT_RULES as LINT_RULES
from funneldsl.lint.core import lint as lint
