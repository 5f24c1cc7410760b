"""What can be wrong with a change that was asked for."""

from __future__ import annotations

from funneldsl.diagnostics import Rule, Severity

CLASH = Rule(
    "F060",
    "edit.name-taken",
    Severity.ERROR,
    "A thing would get a name that another thing has.",
    "Nobody could tell the two apart any more. Choose another name, or rename the other thing first.",
)
USED = Rule(
    "F061",
    "edit.still-used",
    Severity.ERROR,
    "A thing would be removed that others still name.",
    "What names it would not be understood any more. Change those places first, or have what cannot be without it "
    "removed too (`--with-uses`).",
)
MEANING = Rule(
    "F062",
    "edit.meaning-changed",
    Severity.ERROR,
    "A change of names would make a name stand for another thing.",
    "A short name is looked for in its own block first; with the new name another thing would be found there. Write "
    "the full path in that place first, or choose another name.",
)
RULES = (CLASH, USED, MEANING)
