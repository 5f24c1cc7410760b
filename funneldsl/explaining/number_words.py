"""Numbers, shares and money."""

from __future__ import annotations

from funneldsl.explaining.word import word

NUMBERS = "Numbers, shares, money"

WORDS = (
    word(
        NUMBERS,
        "numbers",
        "number numbers k M",
        "Digits may be grouped in threes, by `,` or `_`. `k` is a thousand, `M` a million. A small `m` is refused: it could be minutes.",
        ("stage.capacity", "12,000"),
        ("stage.capacity", "1_530"),
        ("stage.capacity", "6k"),
        ("stage.capacity", "1.2M"),
    ),
    word(
        NUMBERS,
        "%",
        "% share shares percent",
        "A part of a whole. Each number has its own sign: `2% to 4%`, not `2 to 4%`.",
        ("flow.share", "30%"),
        ("flow.share", "2% to 4%"),
    ),
    word(
        NUMBERS,
        "points",
        "points point",
        "The difference between two shares: from 20% to 23% is 3 points.",
        ("experiment.detect", "3 points"),
    ),
    word(
        NUMBERS,
        "money",
        "money $ € £ USD EUR",
        "With its sign in front, or the code of the currency behind. `$` is the dollar of the business. Money of another currency needs its rate in `rates` of the business.",
        ("offer.price", "$49"),
        ("offer.price", "€20"),
        ("offer.price", "49 USD"),
    ),
    word(
        NUMBERS,
        "per",
        "per",
        "So much in each period: per hour, day, week, month or year. In the price of a channel: for each person.",
        ("offer.price", "$19 per month"),
        ("channel.people", "40 per day"),
        ("person.hours", "30 hours per week"),
        ("channel.price", "$0.70 to $1.30 per visitor"),
        ("campaign.earns", "$30 per 1,000 opens"),
    ),
    word(
        NUMBERS,
        "each",
        "each",
        "So much for every person: once when they enter, or with `per` for as long as they are there.",
        ("stage.cost", "$4 each"),
        ("stage.earns", "$0.02 each per month"),
        ("stage.effort", "20 minutes each by owner"),
    ),
    word(
        NUMBERS,
        "share of a result",
        "of",
        "A share of the revenue or the profit, wherever it is counted anew each time.",
        ("business.costs", "10% of revenue"),
    ),
    word(
        NUMBERS,
        "share + money",
        "+ plus",
        "Part of the price and a fixed amount together, for fees and costs.",
        ("offer.fee", "2.9% + $0.30"),
        ("offer.cost", "40% + $4.10"),
    ),
    word(
        NUMBERS,
        "yes, no",
        "yes no",
        "Whether something is so. Like `none` and `was`, these words cannot be names.",
        ("customer.perfect", "yes"),
    ),
)
