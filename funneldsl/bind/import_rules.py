"""Rules about the files of a project."""

from __future__ import annotations

from funneldsl.diagnostics import Rule, Severity

_TWO_FILES = """\
# plan.funnel
import "offers.funnel"

# offers.funnel
offer course { price: $79 }
"""

MISSING = Rule(
    "F020",
    "import.missing",
    Severity.ERROR,
    "An imported file does not exist, or cannot be read.",
    "What stands in that file is missing in the plan. The path of an import starts from the folder of the file that "
    "it stands in.",
    wrong="""\
# plan.funnel
import "ofers.funnel"

# offers.funnel
offer course { price: $79 }
""",
    right=_TWO_FILES,
)
OUTSIDE = Rule(
    "F021",
    "import.outside",
    Severity.ERROR,
    "An import leads out of the folder of the project.",
    "A plan is data that may come from anybody. It reads the files of its own folder and those below it, and nothing "
    "else: no absolute paths, no way up and out, no links that leave, no devices, no addresses of the internet.",
    wrong='import "/home/mia/offers.funnel"\n',
    right=_TWO_FILES,
)
NOT_A_PLAN = Rule(
    "F022",
    "import.not-a-plan",
    Severity.ERROR,
    "An import names a file that is not a plan.",
    "Only plans can be imported: files that end in `.funnel` and hold plain text (UTF-8). Notes stay where they are, or "
    "become comments.",
    wrong="""\
# plan.funnel
import "prices.txt"

# prices.txt
The course is $79.
""",
    right=_TWO_FILES,
)
CIRCLE = Rule(
    "F023",
    "import.circle",
    Severity.ERROR,
    "Files import each other in a circle.",
    "All files of a project share one list of names, so it is enough that one file imports the other. Take one of the "
    "imports out.",
    wrong="""\
# plan.funnel
import "offers.funnel"

# offers.funnel
import "plan.funnel"
offer course { price: $79 }
""",
    right=_TWO_FILES,
)
LIMIT = Rule(
    "F024",
    "import.limit",
    Severity.ERROR,
    "A project has too many files, or one that is too large, or imports nested too deeply.",
    "The limits keep a plan of a stranger from filling the memory. Real projects stay far below them, so look for a "
    "file that is no plan, or put some files together.",
    wrong="""\
# plan.funnel
import "customers.funnel"

# customers.funnel, 400,000 times
customer anna { who: "reads at night" }
""",
    right=_TWO_FILES,
)
NOT_ALLOWED = Rule(
    "F025",
    "import.not-allowed",
    Severity.ERROR,
    "A text that is not in a file imports another file.",
    "A text alone has no folder. Save it as a file, or hand in the texts that it imports.",
    wrong='import "offers.funnel"\n',
    right=_TWO_FILES,
)
RULES = (MISSING, OUTSIDE, NOT_A_PLAN, CIRCLE, LIMIT, NOT_ALLOWED)
