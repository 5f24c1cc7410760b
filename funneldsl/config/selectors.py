"""Which rules a word means: a code, the beginning of codes, a name, a group, or `all`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from funneldsl.diagnostics import Rule, near

ALL = "all"

_FAMILIES = {
    "F0": "files",
    "F1": "spelling",
    "F2": "values",
    "F3": "strategy",
    "F4": "structure",
    "F5": "simulation",
    "F6": "simulation",
    "F9": "plugins",
}
"""Groups by the beginning of codes."""

_ALSO = {
    "time": ("F410", "F411", "F412", "F413", "F414", "F415", "F420", "F421", "F435", "F437"),
    "unused": ("F031", "F460", "F480", "F481", "F496", "F497"),
    "naming": ("F495",),
    "work": ("F433", "F436", "F438", "F498"),
}
"""Groups of lint rules that hold rules of `check` too."""

_PREFIX = re.compile(r"[A-Z]{1,8}[0-9]{0,4}")


def groups_of(rule: Rule) -> tuple[str, ...]:
    """The groups that a rule is in."""
    own = (rule.group,) if rule.group else ()
    family = _FAMILIES.get(rule.code[:2], "")
    also = tuple(group for group, codes in _ALSO.items() if rule.code in codes)
    return tuple(dict.fromkeys(g for g in (*own, family, *also) if g))


def means(selector: str, rule: Rule) -> bool:
    """Whether a word of `select` or `ignore` means a rule."""
    word = selector.strip()
    if word.casefold() == ALL or word.casefold() in groups_of(rule):
        return True
    if word.casefold() == rule.name:
        return True
    return bool(_PREFIX.fullmatch(word.upper())) and _begins(rule.code, word.upper())


def _begins(code: str, prefix: str) -> bool:
    """Letters must be whole: `F7` begins F701, but `F` does not begin FX01."""
    if not code.startswith(prefix):
        return False
    return not prefix[-1].isalpha() or not code[len(prefix) : len(prefix) + 1].isalpha()


def any_means(selectors: Iterable[str], rule: Rule) -> bool:
    """Whether one of them means it."""
    return any(means(s, rule) for s in selectors)


def guess(selector: str, rules: Iterable[Rule]) -> str | None:
    """What was probably meant by a word that means nothing."""
    known = [ALL]
    for rule in rules:
        known += [rule.code, rule.name, *groups_of(rule)]
    return near(selector, dict.fromkeys(known))
