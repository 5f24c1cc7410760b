"""Rules about names: what things are called and how they are found."""

from __future__ import annotations

from funneldsl.diagnostics import Rule, Severity

DUPLICATE = Rule(
    "F230",
    "name.duplicate",
    Severity.ERROR,
    "Two things have the same full name.",
    "Other lines find things by their names. If two things share one, a line about it could mean either. Give "
    "one of them another name, or delete the one that was left over.",
    wrong="offer course { price: $79 }\noffer course { price: $99 }\n",
    right="offer course { price: $79 }\noffer course_plus { price: $99 }\n",
)
UNKNOWN = Rule(
    "F231",
    "name.unknown",
    Severity.ERROR,
    "A name is used that nothing has.",
    "Either the name is misspelled, or the thing it means has not been written yet. A name is looked for in the "
    "same block first, then in those around it, then in the whole project.",
    wrong="funnel welcome {\n  stage visitor\n  stage buyer\n  visitr -> buyer 3%\n}\n",
    right="funnel welcome {\n  stage visitor\n  stage buyer\n  visitor -> buyer 3%\n}\n",
)
AMBIGUOUS = Rule(
    "F232",
    "name.ambiguous",
    Severity.ERROR,
    "A short name fits several things.",
    "The same short name may be used in different funnels. Outside of them, write the full path, so that it is "
    "clear which one is meant.",
    wrong=(
        "funnel first { stage buyer }\nfunnel second { stage buyer }\n"
        "channel ads { brings: buyer; people: 5 per day }\n"
    ),
    right=(
        "funnel first { stage buyer }\nfunnel second { stage buyer }\n"
        "channel ads { brings: first.buyer; people: 5 per day }\n"
    ),
)
WRONG_KIND = Rule(
    "F233",
    "name.wrong-kind",
    Severity.ERROR,
    "A name belongs to a thing of a kind that does not fit here.",
    "Each property accepts certain kinds of things only: a channel brings people to a stage, not to a funnel. Name "
    "a thing of the right kind.",
    wrong=(
        "funnel welcome { stage visitor }\nchannel ads { brings: welcome; people: 5 per day }\n"
    ),
    right=(
        "funnel welcome { stage visitor }\n"
        "channel ads { brings: welcome.visitor; people: 5 per day }\n"
    ),
)
DOTTED = Rule(
    "F234",
    "name.dotted",
    Severity.ERROR,
    "A thing is given a name with a dot in it.",
    "Dots are for paths: `welcome.visitor` is the stage `visitor` inside of `funnel welcome`. Inside its block give "
    "a thing its own name only.",
    wrong="funnel welcome { stage welcome.visitor }\n",
    right="funnel welcome { stage visitor }\n",
)
RESERVED = Rule(
    "F235",
    "name.reserved",
    Severity.ERROR,
    "A thing is called `yes`, `no`, `none` or `was`.",
    "These four are values, so a line that names the thing could not be told from one that means the value. Every "
    "other word may be a name.",
    wrong="funnel welcome { stage none }\n",
    right="funnel welcome { stage nobody }\n",
)
NO_NAME = Rule(
    "F236",
    "name.missing",
    Severity.ERROR,
    "A thing has neither a name nor a title.",
    "Other lines could not speak of it. Write a name behind the kind, or a title in quotes, which gives a name.",
    wrong="offer { price: $79 }\n",
    right="offer course { price: $79 }\n",
)
NOT_TAKEN = Rule(
    "F237",
    "name.not-taken",
    Severity.ERROR,
    "A name stands where the kind takes none.",
    "Some kinds have no name of their own: there is one strategy, and an import is known by its file. Take the name "
    "out.",
    wrong='strategy growth { purpose: "Grow" }\n',
    right='strategy { purpose: "Grow" }\n',
)
RULES = (DUPLICATE, UNKNOWN, AMBIGUOUS, WRONG_KIND, DOTTED, RESERVED, NO_NAME, NOT_TAKEN)
