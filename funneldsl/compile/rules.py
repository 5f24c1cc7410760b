"""What keeps a plan from becoming tables of numbers."""

from __future__ import annotations

from funneldsl.diagnostics import Rule, Severity

NO_BUSINESS = Rule(
    "F601",
    "compile.no-business",
    Severity.ERROR,
    "the plan has no business, so it has no first day, no length and no money",
    "A forecast needs to know when the plan begins, how far it looks ahead and in which money it counts. "
    "Write one `business` block with `currency`, `start` and `horizon`.",
)
NOT_EXACT = Rule(
    "F602",
    "compile.not-exact",
    Severity.ERROR,
    "a length that must be one exact number is written as a range",
    "The length of the plan, of a window of days and of a payment plan shapes the calendar itself and cannot "
    "differ from world to world. Write one number.",
)
NO_RATE = Rule(
    "F603",
    "compile.no-rate",
    Severity.ERROR,
    "money in another currency, and no rate to count it in the business's own",
    "Write what one unit of it is worth: `rates: { EUR: $1.05 to $1.15 }` in `business`.",
)
NO_LENGTH = Rule(
    "F604",
    "compile.length",
    Severity.ERROR,
    "the plan looks ahead for less than a day or for more than a hundred years",
    "Daily tables need at least one day and an end in sight.",
)
RULES = (NO_BUSINESS, NOT_EXACT, NO_RATE, NO_LENGTH)
