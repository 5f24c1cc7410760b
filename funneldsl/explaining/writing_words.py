"""Lists, grounds, scenarios, lines and blocks."""

from __future__ import annotations

from funneldsl.explaining.word import word

LATER = "Lists, and values that change"
GROUNDS = "Where a number comes from"
SCENARIOS = "Scenarios"
WRITING = "Lines and blocks"

WORDS = (
    word(
        LATER,
        "a then b from when",
        "then from",
        "What holds first, and what holds from a date on, or from the end of a project or task. Several changes may follow each other.",
        ("offer.price", "$39 then $45 from 2027-06-01"),
        ("offer.price", "$39 then $45 from build_course then $49 from 2028-01-01"),
    ),
    word(
        LATER,
        "lists",
        "list lists [ ]",
        "Several values between `[` and `]`. In `churn` by age, in `price` by turn: the first, the second, and the last repeats.",
        ("stage.sells", "[starter, workbook at 30% to 40%]"),
        ("offer.churn", "[10% to 14%, 6% to 9%, 3% to 5%] per month"),
        ("offer.price", "[$290, $290 after 30 days, $290 after 60 days]"),
    ),
    word(
        GROUNDS,
        "because, source, on",
        "because source on",
        "Why a number is what it is, where it was found, and when. They stand behind any value. A number with a source is evidence; a range without one is a guess.",
        (
            "offer.cost",
            '$11 to $13 because "beeswax is dear" source "invoices of 2026" on 2026-12-20',
        ),
    ),
    word(
        SCENARIOS,
        "was",
        "was",
        "In a scenario: the value before.",
        ("scenario.patches", "search_ads.spend: was * 50%"),
    ),
    word(
        SCENARIOS,
        "none",
        "none",
        "In a scenario: as if the property, or the flow, had not been written.",
        ("scenario.patches", "letter.effort: none"),
        ("scenario.patches", "welcome.student -> welcome.member none"),
    ),
    word(
        WRITING,
        "names",
        "name names path paths .",
        "A thing has the name behind its kind: letters, digits and `_`, in any alphabet. From outside of its block it is called by its path, with dots; where the name alone is clear, the name alone will do.",
        ("channel.brings", "welcome.visitor"),
        ("campaign.effort", "3 hours per week by owner"),
    ),
    word(
        WRITING,
        "texts",
        '" text texts quotes title titles',
        "A text stands between double quotes, on one line. Behind the name of a block it is the title that reports show.",
        ("business.mission", '"One song, this season"'),
        (
            "",
            'customer fan "Bought twice" { who: "comes back without being asked"; needs: "news of new courses" }\nchannel word { brings: welcome.visitor; people: 2 per day; customers: { fan: 50% } }',
        ),
    ),
    word(
        WRITING,
        "language 1",
        "language version",
        "The first line says in which version of the language the file is written.",
        ("", "language 1"),
    ),
    word(
        WRITING,
        ":",
        ": property properties",
        "A name, a colon and a value make a property of the block around it.",
        ("offer.price", "$79"),
    ),
    word(
        WRITING,
        "{ }",
        "{ } block blocks braces",
        "A kind, a name, perhaps a title in quotes, and the lines of the block between braces. Several on one line are parted by `;`.",
        (
            "",
            'offer candle "A candle" { price: $39; cost: $11 }\nfunnel shop { stage buyer { sells: candle } }\nwelcome.student -> shop.buyer 5%',
        ),
    ),
    word(
        WRITING,
        "->",
        "-> → arrow flow",
        "A flow: people of one stage move to another. The share and when they move stand behind it.",
        ("flow.after", "3 to 21 days"),
    ),
    word(
        WRITING,
        "# and ##",
        "# ## comment comments",
        "`#` begins a comment, for you alone. `##` describes the block below and is shown with it.",
        (
            "",
            '# Ask Mia whether this is still so.\n\n## Those who are worth a letter on paper.\ncustomer fan { who: "bought twice" }\nchannel post { brings: welcome.visitor; people: 2 per day; customers: { fan: 50% } }',
        ),
    ),
    word(
        WRITING,
        "# ok … because …",
        "ok",
        "Accepts a finding that is no error, with the reason: at the end of a line for that line, on its own line for the statement below.",
        ("", "offer mug { price: $12 }  # ok F460 because it is sold at fairs"),
    ),
)
