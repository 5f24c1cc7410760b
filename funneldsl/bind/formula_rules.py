"""Rules about formulas: goals, limits, checks, and conditions over columns."""

from __future__ import annotations

from funneldsl.diagnostics import Rule, Severity

_START = "funnel welcome { stage visitor }\nperson ann { hours: 30 hours per week }\n"

CONDITION = Rule(
    "F280",
    "formula.condition",
    Severity.ERROR,
    "Something that holds or not is needed, and this is a number or a text.",
    "A goal, a limit or a check compares: `cash >= $5,000`. A chance must be compared too: `chance(income) >= 70%`.",
    wrong="strategy { goal rich { reach: cash } }\n",
    right="strategy { goal rich { reach: cash >= $5,000 } }\n",
)
NUMBER = Rule(
    "F281",
    "formula.number",
    Severity.ERROR,
    "A number is needed, and this is a condition or something else.",
    "A comparison has a number on both sides: `profit >= $6k per month`. Write a metric or an amount there.",
    wrong='strategy { goal rich { reach: cash >= "much" } }\n',
    right="strategy { goal rich { reach: cash >= $5,000 } }\n",
)
METRIC = Rule(
    "F282",
    "metric.unknown",
    Severity.ERROR,
    "A word in a formula is neither a metric nor the name of a goal.",
    "What can be measured is a closed list: count, entered, new, revenue, profit, spend, cash, mrr, value, hours, "
    "cac, ltv, payback; and `chance(…)`. Write one of these, or the name of a goal inside `chance(…)`.",
    wrong="strategy { goal rich { reach: profits >= $5k per month } }\n",
    right="strategy { goal rich { reach: profit >= $5k per month } }\n",
)
ARGUMENTS = Rule(
    "F283",
    "metric.arguments",
    Severity.ERROR,
    "A metric is asked of something that it is not measured for.",
    "Some metrics need to know of what: `count(stage)`, `hours(person)`, `payback(channel)`. Others, such as `cash` "
    "and `profit`, are those of the whole business.",
    wrong=_START + "strategy { goal crowd { reach: count >= 300 } }\n",
    right=_START + "strategy { goal crowd { reach: count(welcome.visitor) >= 300 } }\n",
)
PERIOD = Rule(
    "F284",
    "metric.period",
    Severity.ERROR,
    "A metric that runs over time has no period, or one that does not fit.",
    "Profit of what time? `profit >= $6k per month` is clear. What is there at a moment (cash, people in a stage) "
    "has no period: take it out there.",
    wrong="strategy { goal rich { reach: profit >= $6k } }\n",
    right="strategy { goal rich { reach: profit >= $6k per month } }\n",
)
COMPARED = Rule(
    "F285",
    "formula.unlike",
    Severity.ERROR,
    "Unlike things are compared or added.",
    "The comparison would hold or not by accident. Money is compared with money, people with numbers, work with "
    "hours.",
    wrong="strategy { goal rich { reach: cash >= 5,000 hours } }\n",
    right="strategy { goal rich { reach: cash >= $5,000 } }\n",
)
FUNCTION = Rule(
    "F286",
    "formula.function",
    Severity.ERROR,
    "Something is calculated that cannot be calculated here.",
    "Conditions over columns compare columns with texts, numbers and dates, and nothing more. What must be "
    "calculated is calculated in the data before.",
    wrong='customer fan { fits: lower(country) == "us" }\n',
    right='customer fan { fits: country in ["US", "us"] }\n',
)
OVER = Rule(
    "F287",
    "formula.clause",
    Severity.ERROR,
    "A word such as `over` or `for` stands in a formula where it has no meaning.",
    "It would be passed over. `over 3 months` says over which time a metric is averaged; `for` and the customers "
    "stand inside of the parentheses: `count(visitor for beginner)`.",
    wrong="strategy { goal rich { reach: cash >= $5k within 3 months } }\n",
    right="strategy { goal rich { reach: profit >= $5k per month over 3 months } }\n",
)
RULES = (CONDITION, NUMBER, METRIC, ARGUMENTS, PERIOD, COMPARED, FUNCTION, OVER)
