"""Rules about values: units, ranges, words, tables."""

from __future__ import annotations

from funneldsl.diagnostics import Rule, Severity

EXPECTED = Rule(
    "F250",
    "value.unexpected",
    Severity.ERROR,
    "A property has a value of another sort than it takes.",
    "Each property takes one sort of value: text in quotes, a name, a number with its unit, a date. `funneldsl "
    "explain offer.price` says which, with an example.",
    wrong="offer course { price: cheap }\n",
    right="offer course { price: $79 }\n",
)
WORD = Rule(
    "F251",
    "value.word",
    Severity.ERROR,
    "A property takes one of a few words, and this is none of them.",
    "Another word would be passed over. Write one of those that the message lists.",
    wrong="system attract { role: leds }\n",
    right="system attract { role: leads }\n",
)
UNIT = Rule(
    "F252",
    "unit.unknown",
    Severity.ERROR,
    "The word behind a number is not a unit.",
    "Units are minutes, hours, days, weeks, months, years, points, and codes of currencies such as USD. What is "
    "counted needs no word: `people: 40 per day`.",
    wrong="project course { task outline { takes: 3 dayz } }\n",
    right="project course { task outline { takes: 3 days } }\n",
)
UNLIKE = Rule(
    "F253",
    "unit.unlike",
    Severity.ERROR,
    "An amount is in another unit than the property takes, or two unlike amounts are put together.",
    "Money, shares, lengths of time and numbers of people are different things; money per month and money are, too. "
    "A plan in which they are mixed up gives numbers that look right and are not. Write the amount in the unit that "
    "the message names.",
    wrong="offer course { price: 3 days }\n",
    right="offer course { price: $79 }\n",
)
PER = Rule(
    "F254",
    "unit.per",
    Severity.ERROR,
    "Behind `per` stands something that is neither a period nor a stage.",
    "Write a period (`per month`), `each`, or the stage whose people are counted (`per visitor`).",
    wrong="system course { outsourced: $500 per mnth }\n",
    right="system course { outsourced: $500 per month }\n",
)
BACKWARDS = Rule(
    "F255",
    "range.backwards",
    Severity.ERROR,
    "A range does not go from a smaller to a larger number.",
    "`3 to 10` says that we are 90% sure to be between 3 and 10. The smaller number comes first; if both are the "
    "same, write it once.",
    wrong="project course { task outline { takes: 10 to 3 days } }\n",
    right="project course { task outline { takes: 3 to 10 days } }\n",
)
MIXED = Rule(
    "F256",
    "range.mixed",
    Severity.ERROR,
    "The two ends of a range are in different units.",
    "Write both ends in the same unit, once behind the range: `1 to 21 days`.",
    wrong="project course { task outline { takes: 1 day to 3 weeks } }\n",
    right="project course { task outline { takes: 1 to 21 days } }\n",
)
SIGN_ONCE = Rule(
    "F257",
    "range.sign-once",
    Severity.ERROR,
    "`%` or a sign of money stands at one end of a range only.",
    "A word behind a range covers both ends (`2 to 4 days`); `%` and signs of money cling to their number, so "
    "that `2 to 4%` could be read as 200% to 4%.",
    wrong="offer course { price: $79; refunds: 2 to 4% }\n",
    right="offer course { price: $79; refunds: 2% to 4% }\n",
)
IMPOSSIBLE = Rule(
    "F258",
    "range.impossible",
    Severity.ERROR,
    "No share can have this range.",
    "A share lies between 0% and 100%. `a to b` means that we are 90% sure of it, with most of the weight in the "
    "middle. A range that reaches almost from nothing to all has no middle: all of its weight would lie at both "
    "ends. If you know nothing but the limits, write `between a and b`.",
    wrong="offer course { price: $79; refunds: 1% to 99% }\n",
    right="offer course { price: $79; refunds: between 1% and 99% }\n",
)
NEGATIVE = Rule(
    "F259",
    "value.negative",
    Severity.ERROR,
    "An amount is below zero that cannot be.",
    "Prices, durations, shares and people are not negative. Growth may be. Take the minus out.",
    wrong="offer course { price: -$79 }\n",
    right="offer course { price: $79 }\n",
)
ABOVE_ALL = Rule(
    "F260",
    "value.above-all",
    Severity.ERROR,
    "A share is above 100%.",
    "More than all cannot move, stop or ask for their money. Usually a percent sign was meant for another number, "
    "or a point is missing: `3.5%`, not `350%`.",
    wrong="offer course { price: $79; refunds: 130% }\n",
    right="offer course { price: $79; refunds: 13% }\n",
)
COUNTED = Rule(
    "F261",
    "value.counted",
    Severity.ERROR,
    "`k of n` is not a count of some among all.",
    "`412 of 1,530` says that 1,530 were watched and 412 of them did it. Both are whole numbers, and the first is "
    "not the larger one.",
    wrong="offer course { price: $79; refunds: 40 of 12 }\n",
    right="offer course { price: $79; refunds: 12 of 40 }\n",
)
LAW = Rule(
    "F262",
    "law.misused",
    Severity.ERROR,
    "A law of chance, such as `normal(…)`, stands where it has no meaning.",
    "Two things are never mixed: what we do not know (one true value: `normal`, `lognormal`, `beta`, `triangular`, "
    "`mix`) and how people differ from each other (`exponential`, `erlang`, `weibull`). Write one of the other "
    "sort, or a range, which fits both.",
    wrong="offer course { price: exponential($79) }\n",
    right="offer course { price: $70 to $90 }\n",
)
LAW_NUMBERS = Rule(
    "F263",
    "law.numbers",
    Severity.ERROR,
    "A law of chance, such as `normal(…)`, is given numbers that it cannot have.",
    "Each law has its own numbers: `normal(mean, deviation)`, `lognormal(mean, deviation)`, `beta(a, b)`, "
    "`triangular(low, mode, high)`, `mix(x, y)`, `exponential(mean)`, `erlang(steps, mean)`, `weibull(shape, "
    "scale)`. If you do not need one of them, write a range.",
    wrong="offer course { price: triangular($90, $70, $80) }\n",
    right="offer course { price: triangular($70, $80, $90) }\n",
)
CURRENCY = Rule(
    "F264",
    "currency.unknown",
    Severity.ERROR,
    "A currency is not one of the three-letter codes in use.",
    "Write the code of ISO 4217 in capitals, such as USD, EUR or JPY.",
    wrong="business school { currency: dollars; start: 2027-01-04; horizon: 24 months }\n",
    right="business school { currency: USD; start: 2027-01-04; horizon: 24 months }\n",
)
NO_RATE = Rule(
    "F265",
    "currency.no-rate",
    Severity.ERROR,
    "An amount is in a currency that the plan cannot convert.",
    "All money is added up in the currency of the business. Say what one unit of the other is worth; a range is "
    "fine, because rates move.",
    wrong=(
        "business school { currency: EUR; start: 2027-01-04; horizon: 24 months }\n"
        "offer course { price: $79 }\n"
    ),
    right=(
        "business school { currency: EUR; start: 2027-01-04; horizon: 24 months; "
        "rates: { USD: €0.88 to €0.96 } }\n"
        "offer course { price: $79 }\n"
    ),
)
RATE_CURRENCY = Rule(
    "F266",
    "currency.rate",
    Severity.ERROR,
    "A rate is not written in the currency of the business.",
    "`rates: { EUR: $1.10 }` says what one euro is worth in the business's own money. Write it in that.",
    wrong=(
        "business school { currency: EUR; start: 2027-01-04; horizon: 24 months; rates: { USD: $1.10 } }\n"
    ),
    right=(
        "business school { currency: EUR; start: 2027-01-04; horizon: 24 months; rates: { USD: €0.92 } }\n"
    ),
)
WAS = Rule(
    "F267",
    "was.misplaced",
    Severity.ERROR,
    "`was` stands where there is no value before.",
    "`was` is the value before a scenario: it has a meaning in the lines of a scenario only, and only for a "
    "property that was written before.",
    wrong="offer course { price: was * 120% }\n",
    right="offer course { price: $79 }\nscenario dear { course.price: was * 120% }\n",
)
NOT_LITERAL = Rule(
    "F268",
    "range.literal",
    Severity.ERROR,
    "An end of a range is not a plain number.",
    "`to` and `between` take two numbers as typed, and bind tighter than arithmetic: `was * 70% to 95%` is `was` "
    "times a number between 70% and 95%.",
    wrong="offer course { price: $79 to cheap }\n",
    right="offer course { price: $79 to $89 }\n",
)
TABLE = Rule(
    "F269",
    "table.key",
    Severity.ERROR,
    "A table in braces has the same entry twice, or one that it does not take.",
    "Of two entries it would not be clear which holds, and an unknown one would be passed over. Write each entry "
    "once, by one of the words that it can have.",
    wrong=(
        "channel ads { brings: welcome.visitor; people: 5 per day; season: { Jan: 80%, Jan: 90% } }\n"
        "funnel welcome { stage visitor }\n"
    ),
    right=(
        "channel ads { brings: welcome.visitor; people: 5 per day; season: { Jan: 80%, Feb: 90% } }\n"
        "funnel welcome { stage visitor }\n"
    ),
)
MARGIN = Rule(
    "F270",
    "value.margin",
    Severity.ERROR,
    "A margin stands where a cost is asked for.",
    "A margin is what is left of the price; a cost is what goes away. A margin of 40% is a cost of 60%.",
    wrong="offer course { price: $79; cost: 40% margin }\n",
    right="offer course { price: $79; cost: 60% }\n",
)
UNCERTAIN = Rule(
    "F271",
    "value.uncertain",
    Severity.ERROR,
    "A range stands where one number is needed.",
    "A goal, a limit or the scale of a delay is one number, so that it is clear when it is met. Write one number.",
    wrong="strategy { goal rich { reach: cash >= $5k to $6k } }\n",
    right="strategy { goal rich { reach: cash >= $5k } }\n",
)
ARITHMETIC = Rule(
    "F272",
    "value.arithmetic",
    Severity.ERROR,
    "A calculation stands where none has a meaning.",
    "Values can be added, multiplied and divided; comparisons belong into goals, limits, checks and conditions over "
    "columns. Write the value that comes out.",
    wrong="offer course { price: $79 >= $20 }\n",
    right="offer course { price: $79 }\n",
)
EMPTY = Rule(
    "F273",
    "value.empty",
    Severity.ERROR,
    "A list or a table is empty where something is needed.",
    "It says nothing. Leave the line out, or write what belongs into it.",
    wrong="experiment headline { on: a.x -> a.y; variants: [] }\nfunnel a { stage x; stage y; x -> y 3% }\n",
    right=(
        "experiment headline { on: a.x -> a.y; variants: [control, short] }\n"
        "funnel a { stage x; stage y; x -> y 3% }\n"
    ),
)
NONE = Rule(
    "F274",
    "value.none",
    Severity.ERROR,
    "`none` stands outside of a scenario.",
    "In a scenario `none` takes a line away. Elsewhere, leave the line out.",
    wrong="project course { task outline { takes: 3 days; after: none } }\n",
    right="project course { task outline { takes: 3 days } }\n",
)
LIST = Rule(
    "F275",
    "value.list",
    Severity.ERROR,
    "A list stands where there can be one value only.",
    "It would not be clear which of them holds. Write one value. `funneldsl explain` says which properties take "
    "several.",
    wrong="system attract { owner: [ann, ben] }\nperson ann { hours: 30 hours per week }\n"
    "person ben { hours: 30 hours per week }\n",
    right="system attract { owner: ann }\nperson ann { hours: 30 hours per week }\n",
)
RULES = (
    EXPECTED, WORD, UNIT, UNLIKE, PER, BACKWARDS, MIXED, SIGN_ONCE, IMPOSSIBLE, NEGATIVE, ABOVE_ALL, COUNTED,
    LAW, LAW_NUMBERS, CURRENCY, NO_RATE, RATE_CURRENCY, WAS, NOT_LITERAL, TABLE, MARGIN, UNCERTAIN, ARITHMETIC,
    EMPTY, NONE, LIST,
)  # fmt: skip
