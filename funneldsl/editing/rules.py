"""What can be wrong with a change that was asked for."""

from __future__ import annotations

from funneldsl.diagnostics import Rule, Severity

_SHOP = """\
funnel shop {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer 3%
}
offer candle { price: $39 }
"""
_TWO = """\
funnel blog { stage reader }
funnel club {
  stage fan
  stage guest
  reader -> guest 2%
}
"""

_VERSION = """\
language {}
offer candle {{ price: $39 }}

$ funneldsl upgrade plan.funnel
"""

NEWER = Rule(
    "F050",
    "upgrade.newer",
    Severity.ERROR,
    "A file is written in a later version of the language than this program knows.",
    "Only a newer funneldsl knows what it means, so get that. Nothing is written back to an older version.",
    wrong=_VERSION.format(9),
    right=_VERSION.format(1),
)
UNKNOWN = Rule(
    "F051",
    "upgrade.unknown",
    Severity.ERROR,
    "The version of a file is none that the language ever had.",
    "Nobody can say what its words mean. Versions are whole numbers from 1 on; write `language 1`.",
    wrong=_VERSION.format(0),
    right=_VERSION.format(1),
)
CLASH = Rule(
    "F060",
    "edit.name-taken",
    Severity.ERROR,
    "A thing would get a name that another thing has.",
    "Nobody could tell the two apart any more. Choose another name, or rename the other thing first.",
    wrong=f"{_SHOP}\n$ funneldsl edit plan.funnel rename buyer visitor\n",
    right=f"{_SHOP}\n$ funneldsl edit plan.funnel rename buyer customer\n",
)
USED = Rule(
    "F061",
    "edit.still-used",
    Severity.ERROR,
    "A thing would be removed that others still name.",
    "What names it would not be understood any more. Change those places first, or have what cannot be without it "
    "removed too (`--with-uses`).",
    wrong=f"{_SHOP}\n$ funneldsl edit plan.funnel remove visitor\n",
    right=f"{_SHOP}\n$ funneldsl edit plan.funnel remove visitor --with-uses\n",
)
MEANING = Rule(
    "F062",
    "edit.meaning-changed",
    Severity.ERROR,
    "A change of names would make a name stand for another thing.",
    "A short name is looked for in its own block first; with the new name another thing would be found there. Write "
    "the full path in that place first, or choose another name.",
    wrong=f"{_TWO}\n$ funneldsl edit plan.funnel rename club.fan reader\n",
    right=f"{_TWO}\n$ funneldsl edit plan.funnel rename club.fan member\n",
)
RULES = (NEWER, UNKNOWN, CLASH, USED, MEANING)
