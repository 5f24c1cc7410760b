"""Rules about the files of a project."""

from __future__ import annotations

from funneldsl.diagnostics import Rule, Severity

MISSING = Rule(
    "F020",
    "import.missing",
    Severity.ERROR,
    "An imported file does not exist, or cannot be read.",
    "The path of an import starts from the folder of the file that it stands in.",
)
OUTSIDE = Rule(
    "F021",
    "import.outside",
    Severity.ERROR,
    "An import leads out of the folder of the project.",
    "A plan is data that may come from anybody. It reads the files of its own folder and those below it, and nothing "
    "else: no absolute paths, no way up and out, no links that leave, no devices, no addresses of the internet.",
    wrong='import "/etc/plan.funnel"\n',
    right="offer course { price: $79 }\n",
)
NOT_A_PLAN = Rule(
    "F022",
    "import.not-a-plan",
    Severity.ERROR,
    "An import names a file that is not a plan.",
    "Imported files end in `.funnel` and hold text in UTF-8.",
    wrong='import "notes.txt"\n',
    right="offer course { price: $79 }\n",
)
CIRCLE = Rule(
    "F023",
    "import.circle",
    Severity.ERROR,
    "Files import each other in a circle.",
    "All files of a project share one list of names, so it is enough that one file imports the other.",
)
LIMIT = Rule(
    "F024",
    "import.limit",
    Severity.ERROR,
    "A project has too many files, or one that is too large, or imports nested too deeply.",
    "The limits keep a plan of a stranger from filling the memory. Real projects stay far below them.",
)
NOT_ALLOWED = Rule(
    "F025",
    "import.not-allowed",
    Severity.ERROR,
    "A text that is not in a file imports another file.",
    "A text alone has no folder. Save it as a file, or hand in the texts that it imports.",
    wrong='import "offers.funnel"\n',
    right="offer course { price: $79 }\n",
)
RULES = (MISSING, OUTSIDE, NOT_A_PLAN, CIRCLE, LIMIT, NOT_ALLOWED)
