"""What can be measured: a closed list."""

from __future__ import annotations

from funneldsl.explaining.word import word

METRICS = "What can be measured"

WORDS = (
    word(
        METRICS,
        "count(stage)",
        "count",
        "People who are in the stage now.",
        ("goal.reach", "count(welcome.subscriber) >= 11,000"),
    ),
    word(
        METRICS,
        "entered(stage)",
        "entered",
        "People who have entered the stage since the start.",
        ("goal.reach", "entered(welcome.student) >= 500"),
    ),
    word(
        METRICS,
        "new(stage)",
        "new",
        "People who enter the stage in the period.",
        ("goal.reach", "new(welcome.student) >= 40 per month"),
    ),
    word(
        METRICS,
        "revenue, revenue(…)",
        "revenue",
        "What is sold and earned in the period, less what is given back. Of the whole business, or of one offer, stage, funnel, system or campaign.",
        ("goal.reach", "revenue >= $9k per month"),
        ("goal.reach", "revenue(membership) >= $2k per month"),
    ),
    word(
        METRICS,
        "profit",
        "profit",
        "Revenue less fees, commissions, costs, ads and the pay that the plan states.",
        ("goal.reach", "profit >= $6k per month over 3 months"),
    ),
    word(
        METRICS,
        "spend",
        "spend",
        "What ads cost in the period.",
        ("limit.keep", "spend <= $3k per month"),
    ),
    word(
        METRICS,
        "cash",
        "cash",
        "Money in the bank.",
        ("limit.keep", "cash >= $0"),
    ),
    word(
        METRICS,
        "mrr",
        "mrr",
        "Monthly recurring revenue: what all subscriptions together pay in a month.",
        ("goal.reach", "mrr >= $3k"),
    ),
    word(
        METRICS,
        "value",
        "value",
        "What a sale of the business would bring, by its `exit sell`, after the fee.",
        ("goal.reach", "value >= $200k"),
    ),
    word(
        METRICS,
        "hours(person)",
        "hours",
        "Hours of work that are booked for a person, in the period.",
        ("limit.keep", "hours(owner) <= 25 hours per week"),
    ),
    word(
        METRICS,
        "cac(…)",
        "cac",
        "What a new buyer costs: ads and commissions, shared by the new buyers.",
        ("goal.reach", "cac(starter) <= $40"),
    ),
    word(
        METRICS,
        "ltv(…)",
        "ltv",
        "What a buyer is worth: the margin of an offer or a stage for each of its buyers, up to the end of the plan.",
        ("goal.reach", "ltv(membership) >= $120"),
    ),
    word(
        METRICS,
        "payback(channel)",
        "payback",
        "Months until the margin of a channel's people has covered what they cost.",
        ("goal.reach", "payback(search_ads) <= 6 months"),
    ),
)
