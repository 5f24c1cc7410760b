"""What can be wrong with the way a text is written: F100 to F199. Codes are never reused.

`wrong` earns the finding and `right` does not: a test reads both.
"""

from __future__ import annotations

from funneldsl.diagnostics import Rule, Severity


def _rule(code: str, name: str, summary: str, why: str, wrong: str, right: str) -> Rule:
    sentence = f"{summary[:1].upper()}{summary[1:]}."
    return Rule(code, name, Severity.ERROR, sentence, why, wrong, right)


# --- characters ---------------------------------------------------------------------------------------

CONTROL_CHARACTER = _rule(
    "F100",
    "text.control-character",
    "the text holds a character that cannot be seen",
    "Such characters come from broken files or from copying. Other programs show them differently or not at "
    "all, so what you see is not what is read. Delete them.",
    'offer starter "The\x0bstarter" { price: $79 }',
    'offer starter "The starter" { price: $79 }',
)
LINE_ENDING = _rule(
    "F101",
    "text.line-ending",
    "lines end in a way that other programs do not see as an end",
    "A lone carriage return (very old Macs) makes every line number wrong. Save the file with ordinary line ends.",
    "stage visitor\rstage buyer",
    "stage visitor\nstage buyer",
)
UNKNOWN_SIGN = _rule(
    "F102",
    "text.unknown-sign",
    "a sign has no meaning where it stands",
    "It was left out, and the rest of the line was read as if it were not there. Delete it, or put quotes "
    "around it if it belongs to a text.",
    "offer starter { price: @ $79 }",
    "offer starter { price: $79 }",
)
TOO_DEEP = _rule(
    "F103",
    "text.too-deep",
    "brackets stand inside each other more often than any plan needs",
    "What is nested deeper than the limit was not read. Split it into several values or blocks.",
    "offer starter { price: " + "(" * 45 + "$79" + ")" * 45 + " }",
    "offer starter { price: ($79) }",
)
COMMENT_SIGN = _rule(
    "F104",
    "text.comment-sign",
    "a comment begins with `#`",
    "`//` was read as the beginning of a comment. Write `#`.",
    "offer starter { price: $79 }  // for now",
    "offer starter { price: $79 }  # for now",
)

# --- quotes -------------------------------------------------------------------------------------------

QUOTE_MISSING = _rule(
    "F105",
    "quote.missing",
    "a text has no closing quote",
    "Without it nobody can say where the text ends. A text stays on one line, between two quotes.",
    'offer starter "The starter { price: $79 }',
    'offer starter "The starter" { price: $79 }',
)
QUOTE_SINGLE = _rule(
    "F106",
    "quote.single",
    "a text stands between double quotes",
    "Single quotes are also apostrophes, so they cannot mark where a text ends.",
    "business b { mission: 'One song' }",
    'business b { mission: "One song" }',
)
QUOTE_NEEDED = _rule(
    "F107",
    "quote.needed",
    "words of a text stand without quotes",
    "Words without quotes are names of things in the plan. Put quotes around a text.",
    "business b { mission: Get people to their first song }",
    'business b { mission: "Get people to their first song" }',
)
QUOTE_LINES = _rule(
    "F108",
    "quote.lines",
    "a text goes over more than one line",
    "A text stays on one line, so that a forgotten quote harms one line only.",
    'business b {\n  mission: "One song,\n    this season"\n}',
    'business b {\n  mission: "One song, this season"\n}',
)

# --- brackets and braces ----------------------------------------------------------------------------------

NOT_CLOSED = _rule(
    "F110",
    "bracket.not-closed",
    "a bracket or brace is opened and never closed",
    "What follows would belong to it. It was closed where the indentation says so; write it there.",
    "offer starter {\n  price: $79\n",
    "offer starter {\n  price: $79\n}",
)
NOT_OPENED = _rule(
    "F111",
    "bracket.not-opened",
    "a bracket or brace is closed and was never opened",
    "Either one was forgotten before it, or this one is too much.",
    "offer starter\n  price: $79\n}",
    "offer starter {\n  price: $79\n}",
)
BRACE_TOO_MANY = _rule(
    "F112",
    "brace.too-many",
    "a `{` stands where no block or map begins",
    "It was left out. Delete it.",
    "offer starter { {\n  price: $79\n}",
    "offer starter {\n  price: $79\n}",
)
BRACE_LINE = _rule(
    "F113",
    "brace.next-line",
    "the `{` of a block stands on the line of its header",
    "A line is a statement of its own; the block above would be an empty one.",
    "offer starter\n{\n  price: $79\n}",
    "offer starter {\n  price: $79\n}",
)
COLON_BRACE = _rule(
    "F114",
    "brace.colon",
    "no `:` stands before the `{` of a block",
    "A `:` makes a property, a `{` opens a block.",
    "offer starter: { price: $79 }",
    "offer starter { price: $79 }",
)

# --- statements -------------------------------------------------------------------------------------------

NOT_UNDERSTOOD = _rule(
    "F120",
    "statement.not-understood",
    "a line could not be understood",
    "A line is a property (`price: $79`), a flow (`visitor -> buyer 3%`) or a block (`stage buyer { … }`). "
    "Begin a comment with `#`.",
    "offer starter { price: $79 $80 }",
    "offer starter { price: $79 }",
)
COLON_MISSING = _rule(
    "F121",
    "property.colon",
    "a `:` is missing behind the name of a property",
    "Name and value of a property are parted by a colon.",
    "offer starter { price $79 }",
    "offer starter { price: $79 }",
)
EQUALS_SIGN = _rule(
    "F122",
    "property.equals",
    "a property is written with `:`",
    "`==` compares two values; nothing is written with `=`.",
    "offer starter { price = $79 }",
    "offer starter { price: $79 }",
)
COMMA = _rule(
    "F123",
    "property.comma",
    "properties are parted by a new line or `;`",
    "A comma parts the things of a list.",
    "offer starter { price: $79, cost: $6 }",
    "offer starter { price: $79; cost: $6 }",
)
VALUE_MISSING = _rule(
    "F124",
    "value.missing",
    "something is missing",
    "A property without a value, or a word such as `to` with nothing behind it, says nothing. Write the value "
    "on the same line, or delete the property.",
    "offer starter { price: }",
    "offer starter { price: $79 }",
)
SEPARATOR_MISSING = _rule(
    "F125",
    "statement.separator",
    "two statements stand on one line with nothing between them",
    "Put them on two lines, or write `;` between them.",
    "offer starter { price: $79 cost: $6 }",
    "offer starter { price: $79; cost: $6 }",
)
TWICE = _rule(
    "F126",
    "statement.twice",
    "the same thing is written twice in a row",
    "It was read once. Delete one of the two.",
    "offer starter { price:: $79 }",
    "offer starter { price: $79 }",
)
KEY_WORDS = _rule(
    "F127",
    "property.words",
    "the name of a property is one word",
    "Words that belong together are joined by `_`.",
    "project p { learns from: visitor }",
    "project p { learns_from: visitor }",
)
HEADER = _rule(
    "F128",
    "block.header",
    'a block begins with its kind, its name and its title, in this order: `stage buyer "Bought once" {`',
    "In another order nobody can say what is the name. The name is one word; the title stands in quotes.",
    'stage "Bought once" buyer { sells: starter }',
    'stage buyer "Bought once" { sells: starter }',
)
LIST_SIGN = _rule(
    "F129",
    "list.sign",
    "a list stands between `[` and `]`, with commas between its things",
    "A dash at the beginning of a line means nothing here.",
    'business b {\n  values:\n  - "Teach honestly"\n}',
    'business b {\n  values: ["Teach honestly"]\n}',
)
LIST_COMMA = _rule(
    "F130",
    "list.comma",
    "a comma is missing between two things of a list",
    "Without it they would be one thing.",
    'business b { values: ["Teach honestly" "No tricks"] }',
    'business b { values: ["Teach honestly", "No tricks"] }',
)

# --- names and flows ----------------------------------------------------------------------------------------

NAME_SIGN = _rule(
    "F135",
    "name.sign",
    "a name is made of letters, digits and `_`, and begins with a letter",
    "`-` means minus and a blank ends a name. Join words by `_`.",
    "offer starter-course { price: $79 }",
    "offer starter_course { price: $79 }",
)
ARROW = _rule(
    "F136",
    "flow.arrow",
    "a flow is written `visitor -> buyer`",
    "Other arrows would be a second spelling of the same thing.",
    "visitor --> buyer 3%",
    "visitor -> buyer 3%",
)
FLOW_CHAIN = _rule(
    "F137",
    "flow.chain",
    "a flow has two ends",
    "Each step has its own share, so each has its own line.",
    "visitor -> lead -> buyer 3%",
    "visitor -> lead 20%\nlead -> buyer 3%",
)
FLOW_COLON = _rule(
    "F138",
    "flow.colon",
    "the share stands right behind the flow",
    "A `:` makes a property; a flow has none.",
    "visitor -> buyer: 3%",
    "visitor -> buyer 3%",
)

# --- values -------------------------------------------------------------------------------------------------

DASH = _rule(
    "F150",
    "range.dash",
    "two numbers are joined by a dash",
    "It could be a range or a subtraction. A range is written with `to`.",
    "offer starter { pays_after: 3-5 days }",
    "offer starter { pays_after: 3 to 5 days }",
)
RANGE_ENDS = _rule(
    "F151",
    "range.ends",
    "a range has two ends",
    "`a to b` means: we are 90% sure that the true value lies between them.",
    "offer starter { price: $70 to $80 to $90 }",
    "offer starter { price: $70 to $90 }",
)
BETWEEN_AND = _rule(
    "F152",
    "range.between",
    "`between` stands before two ends with `and` in the middle",
    "`between a and b` means hard limits, all values between them equally likely.",
    "offer starter { price: between $70 to $90 }",
    "offer starter { price: between $70 and $90 }",
)
PER_TWICE = _rule(
    "F153",
    "range.per",
    "`per` comes once, behind both ends of a range",
    "It holds for both ends.",
    "channel ads { spend: $40 per day to $50 per day }",
    "channel ads { spend: $40 to $50 per day }",
)
SLASH = _rule(
    "F154",
    "rate.slash",
    "a rate is written with `per`",
    "`/` divides one number by another.",
    "channel ads { spend: $45/day }",
    "channel ads { spend: $45 per day }",
)
DATE_SPELLING = _rule(
    "F155",
    "date.spelling",
    "a date is written year-month-day: `2027-05-10`",
    "Other spellings mean different days in different countries.",
    "business b { start: 10 May 2027 }",
    "business b { start: 2027-05-10 }",
)
ONE_IN = _rule(
    "F156",
    "share.one-in",
    "a share is written as a percentage or as a count",
    "`1 of 40` is evidence: it was counted, and forty is little. `2.5%` is a number that is taken for certain.",
    "visitor -> buyer 1 in 40",
    "visitor -> buyer 1 of 40",
)
INSTALMENTS = _rule(
    "F157",
    "money.instalments",
    "instalments are a price per period, or a list of amounts",
    "When each part is paid decides when the money is there.",
    "offer course { price: 3 x $199 }",
    "offer course { price: $199 per month for 3 months }",
)
SIGN_PLACE = _rule(
    "F158",
    "money.order",
    "the amount comes first, then what it is for",
    "Every amount is written alike: `$49`, `49 USD`, `30 days`, `$30 per 1,000 views`.",
    "offer starter { price: USD 49 }",
    "offer starter { price: 49 USD }",
)
NUMBER_BLANK = _rule(
    "F159",
    "number.blank",
    "a number is written without blanks",
    "A blank ends a number. Thousands may be grouped by commas: `1,500`.",
    "channel ads { people: 1 500 per day }",
    "channel ads { people: 1,500 per day }",
)
HEDGE = _rule(
    "F166",
    "range.hedge",
    "how sure you are is said by a range",
    "`4% to 6%` means: we are 90% sure that the true value lies between them. Words such as `about` do not say how "
    "far off it may be.",
    "offer starter { price: about $79 }",
    "offer starter { price: $70 to $90 }",
)
NUMBER_TOO_LONG = _rule(
    "F160",
    "number.too-long",
    "a number has more digits than can be read",
    "No amount of money or people needs them.",
    "offer starter { price: $" + "7" * 60 + " }",
    "offer starter { price: $77 }",
)
COMPARED_TWICE = _rule(
    "F161",
    "comparison.twice",
    "one value is compared with one other",
    "`a < b < c` means different things to different readers.",
    "check c { expect: 1 < cash < 5 }",
    "check c { expect: cash > 1 and cash < 5 }",
)
SIGN = _rule(
    "F162",
    "sign.spelling",
    "a sign is spelled in another way",
    "There is one spelling of each sign: `+ - * /`, `== != < <= > >=`, `and`, `or`, `not`.",
    "check c { expect: cash ≥ $0 }",
    "check c { expect: cash >= $0 }",
)
PHRASE = _rule(
    "F163",
    "comparison.words",
    "a comparison is written with a sign",
    "`at least`, `more than` and the like are `>=`, `>`, `<=`, `<`.",
    "check c { expect: chance(income) at least 80% }",
    "check c { expect: chance(income) >= 80% }",
)
CLAUSE = _rule(
    "F165",
    "clause.misspelled",
    "a word behind a value is misspelled",
    "What belongs to a value follows it with a word: `after 3 days`, `within 30 days`, `by owner`, `for beginner`, "
    '`because "…"`.',
    "offer starter { price: $79; refunds: 3% to 6% witin 30 days }",
    "offer starter { price: $79; refunds: 3% to 6% within 30 days }",
)
TOO_LONG = _rule(
    "F164",
    "value.too-long",
    "one value is joined more often than anybody means",
    "What is that long was not read. Split it.",
    "offer starter { price: " + "- " * 30 + "$5 }",
    "offer starter { price: $5 }",
)

# --- the file ------------------------------------------------------------------------------------------------

TOO_MANY = _rule(
    "F199",
    "file.too-many",
    "the file has more mistakes than are listed",
    "Mend those that are listed and check again.",
    "# plan.funnel, 220 times\noffer starter { price: @ $79 }",
    "offer starter { price: $79 }",
)

RULES: tuple[Rule, ...] = tuple(
    rule for rule in globals().copy().values() if isinstance(rule, Rule)
)
"""All of them, by code."""
