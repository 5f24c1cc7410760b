"""Rules about numbers and dates as they are typed."""

from __future__ import annotations

from funneldsl.diagnostics import Rule, Severity

GROUPING = Rule(
    "F240",
    "number.grouping",
    Severity.ERROR,
    "A number has a comma or `_` where thousands do not end.",
    "Half of the world writes decimals with a comma. `12,00` may be meant as 12 or as 1,200, and a plan that is "
    "wrong by a factor of a hundred looks like any other. Commas group thousands; a point starts the decimals.",
    wrong="offer course { price: $12,00 }\n",
    right="offer course { price: $12.00 }\n",
)
SMALL_M = Rule(
    "F241",
    "number.small-m",
    Severity.ERROR,
    "A number ends in a small `m`, which could be millions or minutes.",
    "A plan that takes minutes for millions is wrong by far. Write a capital `M` for millions and the whole word "
    "for minutes.",
    wrong="system course { outsourced: $5m per year }\n",
    right="system course { outsourced: $5M per year }\n",
)
MALFORMED = Rule(
    "F242",
    "number.malformed",
    Severity.ERROR,
    "Something that starts like a number is not one.",
    "Numbers are digits, grouped by commas if you like, with `k` or `M` for thousands and millions, `%` behind a "
    "share, and one sign of money in front. Units stand behind them as whole words.",
    wrong="offer course { price: $$97 }\n",
    right="offer course { price: $97 }\n",
)
TOO_LARGE = Rule(
    "F243",
    "number.too-large",
    Severity.ERROR,
    "A number is larger than anything that can be counted.",
    "Amounts above a thousand billions are typing mistakes, and calculating with them loses the cents. Look for "
    "zeros too many.",
    wrong="offer course { price: $99999999999999999 }\n",
    right="offer course { price: $99 }\n",
)
DATE = Rule(
    "F244",
    "date.invalid",
    Severity.ERROR,
    "A date does not exist, or is not written as year, month, day.",
    "Dates are written `2028-06-30`: four digits, two, two. No other order is understood, because people read "
    "`10/05` in two ways.",
    wrong="project course { starts: 2028-13-45 }\n",
    right="project course { starts: 2028-12-15 }\n",
)
RULES = (GROUPING, SMALL_M, MALFORMED, TOO_LARGE, DATE)
