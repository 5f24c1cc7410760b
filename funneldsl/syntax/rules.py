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
    "It was left out, and the rest of the line was read as if it were not there. Delete it, or put quotes around "
    "what belongs to a text.",
    "offer starter { price: @ $79 }",
    "offer starter { price: $79 }",
)
TOO_DEEP = _rule(
    "F103",
    "text.too-deep",
    "brackets stand inside each other more often than any plan needs",
    "What lies deeper than the limit was not read. Take brackets out, or split it into several values or blocks.",
    "offer starter { price: " + "(" * 45 + "$79" + ")" * 45 + " }",
    "offer starter { price: ($79) }",
)
COMMENT_SIGN = _rule(
    "F104",
    "text.comment-sign",
    "a comment begins with `//`",
    "Only `#` begins a comment. It was read as one all the same; write `#`, so that everybody reads it so.",
    "offer starter { price: $79 }  // for now",
    "offer starter { price: $79 }  # for now",
)

# --- quotes -------------------------------------------------------------------------------------------

QUOTE_MISSING = _rule(
    "F105",
    "quote.missing",
    "a text has no closing quote",
    "Without it nobody can say where the text ends, so the rest of the line was taken into it. Write the closing "
    "quote on the same line.",
    'offer starter "The starter { price: $79 }',
    'offer starter "The starter" { price: $79 }',
)
QUOTE_SINGLE = _rule(
    "F106",
    "quote.single",
    "a text stands between single quotes",
    "Single quotes are also apostrophes (`don't`), so they cannot mark where a text ends. Write double quotes.",
    "business b { mission: 'One song' }",
    'business b { mission: "One song" }',
)
QUOTE_NEEDED = _rule(
    "F107",
    "quote.needed",
    "words of a text stand without quotes",
    "Words without quotes are names of things in the plan, and there is nothing of this name. Put quotes around a "
    "text.",
    "business b { mission: Get people to their first song }",
    'business b { mission: "Get people to their first song" }',
)
QUOTE_LINES = _rule(
    "F108",
    "quote.lines",
    "a text goes over more than one line",
    "A text stays on one line, so that a forgotten quote harms one line only. Put it all on one line, or write "
    'several texts as a list: `["…", "…"]`.',
    'business b {\n  mission: "One song,\n    this season"\n}',
    'business b {\n  mission: "One song, this season"\n}',
)

# --- brackets and braces ----------------------------------------------------------------------------------

NOT_CLOSED = _rule(
    "F110",
    "bracket.not-closed",
    "a bracket or brace is opened and never closed",
    "All that follows would belong to it. It was closed where the indentation says so; write the closing sign "
    "there.",
    "offer starter {\n  price: $79\n",
    "offer starter {\n  price: $79\n}",
)
NOT_OPENED = _rule(
    "F111",
    "bracket.not-opened",
    "a bracket or brace is closed and was never opened",
    "Either the opening one was forgotten, or this one is left over from a change. Write the one, or delete the "
    "other.",
    "offer starter\n  price: $79\n}",
    "offer starter {\n  price: $79\n}",
)
BRACE_TOO_MANY = _rule(
    "F112",
    "brace.too-many",
    "a `{` stands where no block or table begins",
    "It was left out, as if it were not there. Delete it.",
    "offer starter { {\n  price: $79\n}",
    "offer starter {\n  price: $79\n}",
)
BRACE_LINE = _rule(
    "F113",
    "brace.next-line",
    "the `{` of a block stands on a line of its own",
    "The line above would be a block without anything in it. Write the `{` at the end of that line.",
    "offer starter\n{\n  price: $79\n}",
    "offer starter {\n  price: $79\n}",
)
COLON_BRACE = _rule(
    "F114",
    "brace.colon",
    "a `:` stands before the `{` of a block",
    "A `:` makes a property, a `{` opens a block. Take the `:` out.",
    "offer starter: { price: $79 }",
    "offer starter { price: $79 }",
)

# --- statements -------------------------------------------------------------------------------------------

NOT_UNDERSTOOD = _rule(
    "F120",
    "statement.not-understood",
    "a line could not be understood",
    "A line is a property (`price: $79`), a flow (`visitor -> buyer 3%`) or a block (`stage buyer { … }`). Write "
    "one of these, or begin a comment with `#`.",
    "offer starter { price: $79 $80 }",
    "offer starter { price: $79 }",
)
COLON_MISSING = _rule(
    "F121",
    "property.colon",
    "a `:` is missing behind the name of a property",
    "Without it a word and a value are read as the beginning of a block. Write `price: $79`.",
    "offer starter { price $79 }",
    "offer starter { price: $79 }",
)
EQUALS_SIGN = _rule(
    "F122",
    "property.equals",
    "a property is written with `=`",
    "Name and value of a property are parted by a colon: `price: $79`. Only comparisons use `==`.",
    "offer starter { price = $79 }",
    "offer starter { price: $79 }",
)
COMMA = _rule(
    "F123",
    "property.comma",
    "a comma stands between two properties",
    "A comma parts the things of a list. Write each property on its own line, or `;` between them.",
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
    "a word or a sign is written twice in a row",
    "It was read once. Delete one of the two.",
    "offer starter { price:: $79 }",
    "offer starter { price: $79 }",
)
KEY_WORDS = _rule(
    "F127",
    "property.words",
    "the name of a property is written as several words",
    "A property has one word, with `_` in it if need be: `sales_tax`, `pays_after`.",
    "project p { learns from: visitor }",
    "project p { learns_from: visitor }",
)
HEADER = _rule(
    "F128",
    "block.header",
    "the beginning of a block is written in another order than kind, name, title",
    'In another order nobody can say what is the name. Write `stage buyer "Bought once" {`: the kind, the name as '
    "one word, the title in quotes.",
    'stage "Bought once" buyer { sells: starter }',
    'stage buyer "Bought once" { sells: starter }',
)
LIST_SIGN = _rule(
    "F129",
    "list.sign",
    "a list is written with dashes or other signs",
    "Nobody can tell such a dash from a minus. A list stands between `[` and `]`, with commas between its things.",
    'business b {\n  values:\n  - "Teach honestly"\n}',
    'business b {\n  values: ["Teach honestly"]\n}',
)
LIST_COMMA = _rule(
    "F130",
    "list.comma",
    "a comma is missing between two things of a list",
    "Without it two things would be read as one. Write a comma between them.",
    'business b { values: ["Teach honestly" "No tricks"] }',
    'business b { values: ["Teach honestly", "No tricks"] }',
)

# --- names and flows ----------------------------------------------------------------------------------------

NAME_SIGN = _rule(
    "F135",
    "name.sign",
    "a name has a sign in it that names cannot have",
    "Names are made of letters, digits and `_`, and begin with a letter. `-` means minus, and a blank ends a name. "
    "Join words by `_`; how it reads in reports is said by the title in quotes.",
    "offer starter-course { price: $79 }",
    "offer starter_course { price: $79 }",
)
ARROW = _rule(
    "F136",
    "flow.arrow",
    "a flow is written with another arrow",
    "There is one spelling, so that a search finds all flows: `visitor -> buyer`.",
    "visitor --> buyer 3%",
    "visitor -> buyer 3%",
)
FLOW_CHAIN = _rule(
    "F137",
    "flow.chain",
    "a flow goes over more than two stages",
    "Each step has its own share and its own delay. Write a line for each step: `visitor -> lead`, then `lead -> "
    "buyer`.",
    "visitor -> lead -> buyer 3%",
    "visitor -> lead 20%\nlead -> buyer 3%",
)
FLOW_COLON = _rule(
    "F138",
    "flow.colon",
    "a colon stands between a flow and its share",
    "A `:` makes a property; a flow has none. Write the share right behind the flow: `visitor -> buyer 3%`.",
    "visitor -> buyer: 3%",
    "visitor -> buyer 3%",
)

# --- values -------------------------------------------------------------------------------------------------

DASH = _rule(
    "F150",
    "range.dash",
    "two numbers are joined by a dash",
    "It could be a range or a subtraction. If it is a range, write `to`: `2% to 4%`.",
    "offer starter { pays_after: 3-5 days }",
    "offer starter { pays_after: 3 to 5 days }",
)
RANGE_ENDS = _rule(
    "F151",
    "range.ends",
    "a range has more or fewer than two ends",
    "`a to b` means that we are 90% sure that the true value lies between the two. Write the lowest and the "
    "highest.",
    "offer starter { price: $70 to $80 to $90 }",
    "offer starter { price: $70 to $90 }",
)
BETWEEN_AND = _rule(
    "F152",
    "range.between",
    "`between` is not followed by two ends with `and` in the middle",
    "`between a and b` means hard limits, with all values between them equally likely. Write it so, or `a to b` if "
    "you are not sure of the limits.",
    "offer starter { price: between $70 to $90 }",
    "offer starter { price: between $70 and $90 }",
)
PER_TWICE = _rule(
    "F153",
    "range.per",
    "`per` stands at both ends of a range",
    "It holds for both ends anyway. Write it once, behind the second: `$30 to $50 per day`.",
    "channel ads { spend: $40 per day to $50 per day }",
    "channel ads { spend: $40 to $50 per day }",
)
SLASH = _rule(
    "F154",
    "rate.slash",
    "a rate is written with `/`",
    "`/` divides one number by another. Write `per`: `$350 per month`.",
    "channel ads { spend: $45/day }",
    "channel ads { spend: $45 per day }",
)
DATE_SPELLING = _rule(
    "F155",
    "date.spelling",
    "a date is not written as year-month-day",
    "Other spellings mean different days in different countries. Write `2027-05-10`.",
    "business b { start: 10 May 2027 }",
    "business b { start: 2027-05-10 }",
)
ONE_IN = _rule(
    "F156",
    "share.one-in",
    "a share is written as one in so many",
    "It has two meanings, and they differ in a forecast. `1 of 40` was counted, and forty people are few. `2.5%` is "
    "taken for certain. Write the one that is true, or a range.",
    "visitor -> buyer 1 in 40",
    "visitor -> buyer 1 of 40",
)
INSTALMENTS = _rule(
    "F157",
    "money.instalments",
    "instalments are written as a number times a price",
    "When each part is paid decides when the money is there. Write `$199 per month for 3 months`, or the payments "
    "as a list: `[$199, $199 after 45 days]`.",
    "offer course { price: 3 x $199 }",
    "offer course { price: $199 per month for 3 months }",
)
SIGN_PLACE = _rule(
    "F158",
    "money.order",
    "what an amount is for stands before it",
    "Every amount is written alike, the number first: `$49`, `49 USD`, `30 days`, `$30 per 1,000 opens`.",
    "offer starter { price: USD 49 }",
    "offer starter { price: 49 USD }",
)
NUMBER_BLANK = _rule(
    "F159",
    "number.blank",
    "a number has blanks in it",
    "A blank ends a number, so the rest would be another one. Group thousands by commas, or not at all: `1,500`.",
    "channel ads { people: 1 500 per day }",
    "channel ads { people: 1,500 per day }",
)
HEDGE = _rule(
    "F166",
    "range.hedge",
    "a number is hedged with a word such as `about`",
    "Such a word does not say how far off the number may be. Write a range: `4% to 6%` means that we are 90% sure "
    "that the true value lies between them.",
    "offer starter { price: about $79 }",
    "offer starter { price: $70 to $90 }",
)
NUMBER_TOO_LONG = _rule(
    "F160",
    "number.too-long",
    "a number has more digits than can be read",
    "No amount of money or people needs that many. Look for a key that was held down, or text that was pasted into "
    "the wrong place.",
    "offer starter { price: $" + "7" * 60 + " }",
    "offer starter { price: $77 }",
)
COMPARED_TWICE = _rule(
    "F161",
    "comparison.twice",
    "two comparisons are joined in one",
    "`a < b < c` means different things to different readers. Write `b between a and c`, or two comparisons with "
    "`and`.",
    "check c { expect: 1 < cash < 5 }",
    "check c { expect: cash > 1 and cash < 5 }",
)
SIGN = _rule(
    "F162",
    "sign.spelling",
    "a sign is spelled as in another language",
    "There is one spelling of each: `+ - * /`, `== != < <= > >=`, `and`, `or`, `not`. Write that one.",
    "check c { expect: cash ≥ $0 }",
    "check c { expect: cash >= $0 }",
)
PHRASE = _rule(
    "F163",
    "comparison.words",
    "a comparison is written in words",
    "Write the sign: `>=` for at least, `>` for more than, `<=` for at most, `<` for less than.",
    "check c { expect: chance(income) at least 80% }",
    "check c { expect: chance(income) >= 80% }",
)
CLAUSE = _rule(
    "F165",
    "clause.misspelled",
    "a word behind a value is misspelled",
    "What belongs to a value follows it with a word: `after 3 days`, `within 30 days`, `by owner`, `for beginner`, "
    '`because "…"`. Correct the word.',
    "offer starter { price: $79; refunds: 3% to 6% witin 30 days }",
    "offer starter { price: $79; refunds: 3% to 6% within 30 days }",
)
TOO_LONG = _rule(
    "F164",
    "value.too-long",
    "a value goes on without end",
    "What is that long was not read. Usually a key was held down, or something was pasted twice; delete what is too "
    "much.",
    "offer starter { price: " + "- " * 30 + "$5 }",
    "offer starter { price: $5 }",
)

# --- the file ------------------------------------------------------------------------------------------------

TOO_MANY = _rule(
    "F199",
    "file.too-many",
    "the file has more mistakes than are listed",
    "The rest often comes from the same few mistakes. Mend those that are listed and check again.",
    "# plan.funnel, 220 times\noffer starter { price: @ $79 }",
    "offer starter { price: $79 }",
)

RULES: tuple[Rule, ...] = tuple(
    rule for rule in globals().copy().values() if isinstance(rule, Rule)
)
"""All of them, by code."""
