"""Rules about scenarios: which line changes what."""

from __future__ import annotations

from funneldsl.diagnostics import Rule, Severity

PATH = Rule(
    "F288",
    "scenario.path",
    Severity.ERROR,
    "A line of a scenario does not lead to a property.",
    "A line names a thing by its path and then one of its properties: `attract.search_ads.spend: was * 50%`. A "
    "clause may follow: `course.refunds.within: 14 days`.",
    wrong="offer course { price: $79 }\nscenario dear { course.prise: $99 }\n",
    right="offer course { price: $79 }\nscenario dear { course.price: $99 }\n",
)
NEEDED = Rule(
    "F289",
    "scenario.needed",
    Severity.ERROR,
    "A scenario takes away what a thing cannot be without.",
    "`none` is as if the line had not been written, and without this line the thing could not be. Give it another "
    "value, or take the whole thing away with `without`.",
    wrong="offer course { price: $79 }\nscenario free { course.price: none }\n",
    right="offer course { price: $79 }\nscenario free { course.price: $0 }\n",
)
NOTHING_BEFORE = Rule(
    "F290",
    "scenario.nothing-before",
    Severity.ERROR,
    "A scenario changes a value that was not there before.",
    "`was` is the value before, and there is none. Write the new value itself.",
    wrong="offer course { price: $79 }\nscenario kind { course.refunds: was * 120% }\n",
    right="offer course { price: $79 }\nscenario kind { course.refunds: 5% }\n",
)
NO_FLOW = Rule(
    "F291",
    "scenario.flow",
    Severity.ERROR,
    "A scenario restates a flow that does not exist.",
    "A flow in a scenario changes the flow between the same two stages (and with the same `for`). A new flow belongs "
    "into a funnel; give it the share `0%` there if only the scenario has it.",
    wrong="funnel f { stage x; stage y; x -> y 3% }\nscenario more { f.y -> f.x 5% }\n",
    right="funnel f { stage x; stage y; x -> y 3% }\nscenario more { f.x -> f.y 5% }\n",
)
CIRCLE = Rule(
    "F292",
    "scenario.circle",
    Severity.ERROR,
    "Scenarios extend each other in a circle.",
    "`extends` says which scenario this one starts from. One of them has to start from the plan itself.",
    wrong=(
        "offer course { price: $79 }\nscenario a { extends: b; course.price: $89 }\n"
        "scenario b { extends: a; course.price: $99 }\n"
    ),
    right=(
        "offer course { price: $79 }\nscenario a { extends: b; course.price: $89 }\n"
        "scenario b { course.price: $99 }\n"
    ),
)
BREAKS = Rule(
    "F293",
    "scenario.breaks",
    Severity.ERROR,
    "After a scenario, properties that exclude each other are both there, or one of a pair is missing.",
    "A scenario may only lead to a plan that could have been written as such. Take the other property away with "
    "`none`.",
    wrong=(
        "funnel f { stage x }\nchannel ads { brings: f.x; people: 5 per day }\n"
        "scenario paid { ads.spend: $20 per day }\n"
    ),
    right=(
        "funnel f { stage x }\nchannel ads { brings: f.x; people: 5 per day }\n"
        "scenario paid { ads.people: none; ads.spend: $20 per day; ads.price: $2 per x }\n"
    ),
)
RULES = (PATH, NEEDED, NOTHING_BEFORE, NO_FLOW, CIRCLE, BREAKS)
