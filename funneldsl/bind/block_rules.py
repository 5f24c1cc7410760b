"""Rules about blocks, properties and clauses: what stands where."""

from __future__ import annotations

from funneldsl.bind import kind_examples
from funneldsl.diagnostics import Rule, Severity

KIND = Rule(
    "F200",
    "kind.unknown",
    Severity.ERROR,
    "A block is of a kind that does not exist.",
    "The first word of a block says what it is: `offer`, `funnel`, `stage`. Plugins may add kinds; a kind is known "
    "only where its plugin is installed.",
    wrong="ofer course { price: $79 }\n",
    right="offer course { price: $79 }\n",
)
MISPLACED = Rule(
    "F201",
    "kind.misplaced",
    Severity.ERROR,
    "A block stands where its kind has no meaning.",
    "It is not clear what it would belong to. A stage stands in a funnel, a task in a project, a goal in the "
    "strategy. Move it there.",
    wrong="stage visitor\n",
    right="funnel welcome { stage visitor }\n",
)
NO_BRACES = Rule(
    "F202",
    "kind.no-braces",
    Severity.ERROR,
    "A block has no braces, but its kind cannot be empty.",
    "Only what needs nothing said about it may stand alone, as in `stage visitor`. Write what the kind needs, "
    "between braces.",
    wrong="person ann\n",
    right="person ann { hours: 30 hours per week }\n",
)
VARIANT = Rule(
    "F203",
    "kind.variant",
    Severity.ERROR,
    "The word that says which sort it is, is missing or unknown.",
    "An exit is one of a few: `exit keep`, `exit sell { … }`, `exit step_away { … }`. Write one of these words "
    "behind the kind.",
    wrong="strategy { exit sale { by: 2029-01-01; multiple: 3 years of profit } }\n",
    right="strategy { exit sell { by: 2029-01-01; multiple: 3 years of profit } }\n",
)
BUSINESS = Rule(
    "F204",
    "business.second",
    Severity.ERROR,
    "A project has more than one business.",
    "A plan has one clock and one bank account. Parts of a business are systems: write `system` for the second one, "
    "or plan it in a folder of its own.",
    wrong=(
        "business a { currency: USD; start: 2027-01-04; horizon: 24 months }\n"
        "business b { currency: USD; start: 2027-01-04; horizon: 24 months }\n"
    ),
    right="business a { currency: USD; start: 2027-01-04; horizon: 24 months }\nsystem b { role: leads }\n",
)
PROPERTY = Rule(
    "F205",
    "property.unknown",
    Severity.ERROR,
    "A property does not belong to this kind of block.",
    "It says nothing there, so it would be passed over. Each kind has its own properties; `funneldsl explain offer` "
    "lists those of an offer. Correct the word, or move the line to the block it belongs to.",
    wrong="offer course { price: $79; refund: 3% }\n",
    right="offer course { price: $79; refunds: 3% }\n",
)
MISSING = Rule(
    "F206",
    "property.missing",
    Severity.ERROR,
    "A property that the kind needs is not written.",
    "Without it the plan cannot be run: an offer without a price, a person without hours. Write it; if you do not "
    "know the number, a wide range is better than none.",
    wrong="offer course { cost: $6 }\n",
    right="offer course { price: $79; cost: $6 }\n",
)
TWICE = Rule(
    "F207",
    "property.twice",
    Severity.ERROR,
    "A property is written twice in one block.",
    "It would not be clear which of the two holds. Delete one. To change a value later, write `then … from DATE` "
    "behind it.",
    wrong="offer course { price: $79; price: $99 }\n",
    right="offer course { price: $79 then $99 from 2028-01-01 }\n",
)
CHOICE = Rule(
    "F208",
    "property.choice",
    Severity.ERROR,
    "Of several properties that exclude each other, none or more than one is written.",
    "A channel is paid for (`spend`) or not (`people`); a campaign is sent again and again (`every`), on `dates`, "
    "or some time `after` entering. Write exactly one of them.",
    wrong="funnel f { stage visitor }\nchannel ads { brings: f.visitor }\n",
    right="funnel f { stage visitor }\nchannel ads { brings: f.visitor; people: 5 per day }\n",
)
TOGETHER = Rule(
    "F209",
    "property.together",
    Severity.ERROR,
    "Of properties that belong together, one is missing.",
    "One says nothing without the other: who moves people (`moves`) must also say how many (`converts`). Write "
    "both.",
    wrong="funnel f { stage x; stage y; campaign news { to: x; every: 7 days; moves: y } }\n",
    right="funnel f { stage x; stage y; campaign news { to: x; every: 7 days; moves: y; converts: 1% } }\n",
)
OUTSIDE = Rule(
    "F210",
    "property.outside",
    Severity.ERROR,
    "A property stands outside of any block.",
    "A property says something about the block it stands in. Move it between the braces of its block.",
    wrong="currency: USD\n",
    right="business school { currency: USD; start: 2027-01-04; horizon: 24 months }\n",
)
NO_COLON = Rule(
    "F211",
    "property.no-colon",
    Severity.ERROR,
    "A property is written without its colon.",
    "Two words in a row begin a block: a kind and a name. Write a colon behind the word: `currency: USD`.",
    wrong="business school { currency USD; start: 2027-01-04; horizon: 24 months }\n",
    right="business school { currency: USD; start: 2027-01-04; horizon: 24 months }\n",
)
CHANGE = Rule(
    "F212",
    "change.refused",
    Severity.ERROR,
    "A property is given a later value, but cannot change.",
    "Prices, budgets, costs, shares and work may change later: `$350 per month then $400 per month from 2028-01-01`. "
    "For other properties, write a scenario.",
    wrong="project course { task outline { takes: 3 days then 2 days from 2028-01-01 } }\n",
    right="project course { task outline { takes: 3 days } }\n",
)
WHEN = Rule(
    "F213",
    "change.when",
    Severity.ERROR,
    "A later value does not say from when it holds.",
    "Behind `then` and the value stands `from`, with a date or with the project or task whose end it waits for: "
    "`$39 then $45 from 2027-06-01`.",
    wrong="offer course { price: $79 then $99 }\n",
    right="offer course { price: $79 then $99 from 2028-01-01 }\n",
)
CLAUSE = Rule(
    "F214",
    "clause.unknown",
    Severity.ERROR,
    "A word such as `within` stands behind a value that does not take it.",
    "It would be passed over. Such words belong to certain properties: `within` to refunds and flows, `by` to work, "
    "`for` to payments and days. Take it out, or move it to the property that you mean.",
    wrong="offer course { price: $79 within 3 days }\n",
    right="offer course { price: $79; refunds: 3% within 30 days }\n",
)
CLAUSE_TWICE = Rule(
    "F215",
    "clause.twice",
    Severity.ERROR,
    "The same word, such as `within`, stands behind a value twice.",
    "It would not be clear which of the two holds. Delete one.",
    wrong="offer course { price: $79; refunds: 3% within 30 days within 60 days }\n",
    right="offer course { price: $79; refunds: 3% within 30 days }\n",
)
GROUNDS = Rule(
    "F216",
    "grounds.form",
    Severity.ERROR,
    "`because`, `source` or `on` is not followed by what it needs.",
    'The grounds of a value are texts in quotes: `because "…" source "…"`; `on` is followed by the date.',
    wrong="offer course { price: $79 because tested }\n",
    right='offer course { price: $79 because "tested" }\n',
)
FLOW = Rule(
    "F217",
    "flow.misplaced",
    Severity.ERROR,
    "A flow stands in a block that has no flows.",
    "It would not be clear whose people move. Flows stand in funnels, in systems, at the top of a file, and, with "
    "changed values, in scenarios. Move it there.",
    wrong="funnel f { stage x; stage y }\noffer course { price: $79; x -> y 3% }\n",
    right="funnel f { stage x; stage y; x -> y 3% }\noffer course { price: $79 }\n",
)
LANGUAGE = Rule(
    "F218",
    "language.version",
    Severity.ERROR,
    "The file is written in a version of the language that this program does not know.",
    "A newer version may mean other things by the same words, so nothing is guessed. Write `language 1`, or get a "
    "newer funneldsl.",
    wrong="language 2\n",
    right="language 1\n",
)
CRASHED = Rule(
    "F219",
    "kind.failed",
    Severity.ERROR,
    "A kind that a plugin adds failed while it was read.",
    "This is a mistake in the plugin, not in the plan. Tell its author; without the block the rest can be used.",
    wrong=kind_examples.FAILING,
    right=kind_examples.WORKING,
)
EXPANDED = Rule(
    "F220",
    "kind.expansion",
    Severity.ERROR,
    "What a block of a plugin stands for has a name that is taken, or names something that does not exist.",
    "A kind of a plugin stands for several things: stages and flows, say. Give your own thing, or the block, "
    "another name; if that does not help, tell the author of the plugin.",
    wrong=kind_examples.COLLIDING,
    right=kind_examples.WORKING,
)
RULES = (
    KIND, MISPLACED, NO_BRACES, VARIANT, BUSINESS, PROPERTY, MISSING, TWICE, CHOICE, TOGETHER, OUTSIDE, NO_COLON,
    CHANGE, WHEN, CLAUSE, CLAUSE_TWICE, GROUNDS, FLOW, LANGUAGE, CRASHED, EXPANDED,
)  # fmt: skip
