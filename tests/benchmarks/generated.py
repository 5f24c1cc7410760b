"""Texts of any length: a plan of ours, and files of as many lines for the peers."""

from __future__ import annotations

from itertools import count, pairwise

_HEAD = """\
language 1

business big "A generated business" {
  currency: USD
  start: 2027-01-04
  horizon: 12 months
  cash: $4,200
}

strategy {
  purpose: "measure"
  goal income { reach: profit >= $6k per month over 3 months; by: 2027-12-30; chance: 70% }
}

person owner { hours: 30 hours per week; works: "Mon-Fri 9:00-17:00" }

"""

_FUNNEL = """\
# the part with number {n}
system attract{n} "Getting leads {n}" {{
  role: leads
  serves: income
  effort: 1 to 2 hours per week by owner
  channel ads {{
    brings: welcome{n}.visitor
    spend: $45 per day
    price: $0.70 to $1.30 per visitor
    doubles: $400 per day               # the spend at which a visitor costs twice that
  }}
  channel videos {{
    brings: welcome{n}.visitor
    people: 30 to 60 per day
    grows: 2% to 5% per month
    season: {{ Jan: 140%, Jul: 70%, Dec: 120% }}
  }}
}}

funnel welcome{n} "From stranger to first purchase" {{
  role: [subscribers, customers, repeat]
  serves: income
  stage visitor
  stage subscriber "On the list" {{ leaves: 1% to 2.5% per month }}
  stage student "Bought the course" {{ sells: starter{n} }}
  stage member {{ sells: membership{n}; capacity: 300 }}

  visitor -> subscriber   412 of 1,530  after 0 to 1 days
  subscriber -> student   2% to 4%      after 3 to 21 days  because "like the last course"
  student -> member       12% to 20%    after 14 to 60 days
}}

offer starter{n} {{ price: $79; cost: $6; fee: 2.9% + $0.30; refunds: 3% to 6% within 30 days }}
offer membership{n} {{ price: $19 per month; churn: 4% to 7% per month }}

project build{n} {{
  builds: [welcome{n}.student]
  task guide {{ takes: 5 to 12 days; hours: 10 to 16 hours; by: owner; cost: $200 }}
  task emails {{ takes: 4 to 9 days; by: owner; after: guide }}
}}

"""


def plan(lines: int) -> str:
    """A plan of about this many lines (never fewer)."""
    text = [_HEAD]
    have = _HEAD.count("\n")
    for n in count(1):
        if have >= lines:
            return "".join(text)
        text.append(_FUNNEL.format(n=n))
        have += text[-1].count("\n")
    raise AssertionError


def chain(stages: int) -> str:
    """A plan of so many stages in a row."""
    names = [f"s{n}" for n in range(stages)]
    rows = "".join(f"  stage {name}\n" for name in names)
    flows = "".join(f"  {a} -> {b}  99% after 0 to 2 days\n" for a, b in pairwise(names))
    channel = "channel ads { brings: row.s0; people: 50 to 100 per day }\n"
    return f"{_HEAD}{channel}funnel row {{\n{rows}\n{flows}}}\n"


def hcl(lines: int) -> str:
    """HCL of about this many lines, of the same content as far as HCL can say it."""
    block = """\
resource "system" "attract{n}" {{
  role    = "leads"
  serves  = "income"
  channel "ads" {{
    brings  = "welcome{n}.visitor"
    spend   = 45
    price   = [0.70, 1.30]
    doubles = 400 # the spend at which a visitor costs twice that
  }}
  season = {{ Jan = 1.4, Jul = 0.7, Dec = 1.2 }}
}}

"""
    each = block.count("\n")
    return "".join(block.format(n=n) for n in range(-(-lines // each)))


def ledger(lines: int) -> str:
    """A Beancount ledger of about this many lines."""
    head = "2020-01-01 open Assets:Bank USD\n2020-01-01 open Income:Courses USD\n\n"
    entry = (
        '2027-01-{d:02} * "Student {n}" "Bought the course"\n'
        '  invoice: "{n}"\n'
        "  Assets:Bank       79.00 USD\n"
        "  Income:Courses   -79.00 USD\n\n"
    )
    return head + "".join(entry.format(n=n, d=n % 28 + 1) for n in range(lines // 5))
