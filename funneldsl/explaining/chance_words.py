"""What is not known for sure, and how people differ."""

from __future__ import annotations

from funneldsl.explaining.word import word

UNSURE = "What is not known for sure"
DIFFERENT = "How people differ"

WORDS = (
    word(
        UNSURE,
        "a to b",
        "to range ranges",
        "We are 90% sure that the one true value lies between; in 5 of 100 cases it is lower, in 5 higher. `0 to b` means near nothing, and 95% sure that it is below b. It binds tighter than `*` and `+`, and a unit behind covers both ends.",
        ("flow.share", "2% to 5%"),
        ("task.takes", "3 to 8 days"),
        ("offer.cost", "$0 to $6"),
        ("scenario.patches", "starter.price: was * 70% to 95%"),
    ),
    word(
        UNSURE,
        "between a and b",
        "between",
        "Never outside, and every value between is equally likely.",
        ("flow.share", "between 2% and 5%"),
    ),
    word(
        UNSURE,
        "a of b",
        "of counted",
        "It was counted: so many out of so many. The larger the numbers, the surer the share.",
        ("flow.share", "412 of 1,530"),
    ),
    word(
        UNSURE,
        "years of profit",
        "of years",
        "What a buyer pays for a business: so many times what it earned in its last year.",
        ("exit sell.multiple", "2.2 to 3.4 years of profit"),
    ),
    word(
        UNSURE,
        "normal(mean, deviation)",
        "normal",
        "A bell around the mean, with this standard deviation. For those who know that they need it; others write a range.",
        ("channel.people", "normal(40, 5) per day"),
    ),
    word(
        UNSURE,
        "lognormal(mean, deviation)",
        "lognormal",
        "Never below nothing, with a long tail upwards: mean and standard deviation of the values themselves.",
        ("task.takes", "lognormal(10 days, 4 days)"),
    ),
    word(
        UNSURE,
        "beta(a, b)",
        "beta",
        "A share, as sure as if a of a + b people had done it.",
        ("flow.share", "beta(3, 60)"),
    ),
    word(
        UNSURE,
        "triangular(lowest, likeliest, highest)",
        "triangular",
        "Never outside of the lowest and the highest, and most often near the likeliest.",
        ("task.takes", "triangular(10 days, 14 days, 30 days)"),
    ),
    word(
        UNSURE,
        "mix(a, b, …)",
        "mix",
        "One or the other, all equally likely: for when it depends on something that nobody knows yet.",
        ("flow.share", "mix(2% to 3%, 6% to 8%)"),
    ),
    word(
        DIFFERENT,
        "after a to b",
        "after takes patience since",
        "People differ: nine of ten of those who move take between a and b. Nothing about that is uncertain. The same form stands behind `takes` and `patience` of a stage and behind `since`.",
        ("flow.after", "3 to 21 days"),
        ("flow.after", "3 days"),
        ("flow.after", "0 to 5 days"),
        ("stage.already", "8,200 since 1 to 40 months"),
    ),
    word(
        DIFFERENT,
        "moving",
        "moving",
        "Behind the number in `already`: these people are on their way and take the flows of the stage on the first day. Without it they are at rest, and only campaigns move them.",
        ("stage.already", "200 moving since 1 to 10 days"),
    ),
    word(
        DIFFERENT,
        "exponential(mean)",
        "exponential",
        "Most are quick, some take long: on every day the same share of those who are left moves on.",
        ("flow.after", "exponential(3 days)"),
    ),
    word(
        DIFFERENT,
        "erlang(steps, mean)",
        "erlang",
        "Several quick steps one after the other; the more steps, the more alike people are.",
        ("flow.after", "erlang(2, 3 days)"),
    ),
    word(
        DIFFERENT,
        "weibull(shape, scale)",
        "weibull",
        "Below a shape of 1, whoever has waited long waits longer still; above it, moving becomes more likely by the day.",
        ("flow.after", "weibull(1.5, 10 days)"),
    ),
)
