"""What goals, limits, checks and the `fits` of customers are made of."""

from __future__ import annotations

from funneldsl.explaining.word import word

FORMULAS = "Formulas"

WORDS = (
    word(
        FORMULAS,
        "< <= > >= == !=",
        "< <= > >= == != comparison",
        "Compare two values of the same unit; `==` is equal, `!=` is not equal. Comparisons are not chained.",
        ("goal.reach", "profit >= $6k per month"),
        ("track.exclusions", 'event == "refund"'),
    ),
    word(
        FORMULAS,
        "and, or, not",
        "and or not",
        "Both, at least one, the opposite.",
        ("goal.reach", "count(welcome.member) >= 150 and not cash < $0"),
        ("customer.fits", 'country == "US" or age >= 35'),
    ),
    word(
        FORMULAS,
        "in, between",
        "in between",
        "Among the values of a list; or from one value to another, both included.",
        ("customer.fits", 'country in ["US", "CA"] and age between 35 and 60'),
    ),
    word(
        FORMULAS,
        "+ - * /",
        "+ - * / plus minus times",
        "Calculate with values of fitting units; `*` and `/` come before `+` and `-`. In values, at `was`.",
        ("goal.reach", "revenue - spend >= $4k per month"),
        ("scenario.patches", "starter.price: was * 120%"),
    ),
    word(
        FORMULAS,
        "per month, over 3 months",
        "over per",
        "`per month` is the last whole month of the calendar; `over 3 months` is the average of the last three.",
        ("goal.reach", "profit >= $6k per month over 3 months"),
    ),
    word(
        FORMULAS,
        "for",
        "for",
        "Only these people, in what is measured; how long, behind a date or a monthly price; only for these people, at a flow.",
        ("goal.reach", "count(welcome.member for beginner) >= 40"),
        ("business.closed", "2027-07-01 for 14 days"),
        ("offer.price", "$199 per month for 3 months"),
    ),
    word(
        FORMULAS,
        "chance(…)",
        "chance",
        "The share of possible futures in which something holds. In checks; with a goal or a limit by name, or with a comparison.",
        ("check.expect", "chance(cash >= $0) >= 90%"),
        ("check.expect", "chance(income) >= 50%"),
    ),
)
