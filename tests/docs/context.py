"""A whole plan around one property, so that its example can be read and checked.

What is shown stands in a thing named `sample`; what else such a thing needs is added.
"""

from __future__ import annotations

import re
from textwrap import indent

from funneldsl.describe.saying import clauses_of, line, records
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Declaration, Prop, props

Lines = dict[str, str]

BUSINESS = {
    "currency": "currency: USD",
    "start": "start: 2027-01-04",
    "horizon": "horizon: 24 months",
    "cash": "cash: $4,200",
    "rates": "rates: { EUR: $1.05 to $1.15 }",
}
_TAXED = "; ".join([*BUSINESS.values(), "sales_tax: 8%", "prices: with_tax"])
BASE = """\
business northwind {{ {business} }}
strategy {{
  {strategy}
  goal audience {{ reach: count(welcome.subscriber) >= 11,000; by: 2028-06-30 }}
  goal income {{ reach: profit >= $6k per month; by: 2028-06-30 }}
  {in_strategy}
}}
person owner {{ hours: 35 hours per week }}
customer beginner {{ perfect: yes; who: "35 to 60, works full time" }}
department teaching {{ serves: beginner }}
channel search_ads {{ brings: welcome.visitor; spend: $45 per day; price: $0.70 to $1.30 per visitor }}
channel videos {{ brings: welcome.visitor; people: 30 to 60 per day; customers: {{ beginner: 60% }} }}
funnel welcome {{
  stage visitor
  stage subscriber
  stage student {{ sells: [starter, workbook at 30% to 40%] }}
  stage member {{ sells: membership }}
  visitor -> subscriber {share}
  subscriber -> student 2% to 4%
  student -> member 12% to 20%
  {in_funnel}
}}
campaign letter {{ to: welcome.subscriber; every: 7 days; moves: welcome.student; converts: 0.1% to 0.3%; effort: 1 hours per week by owner }}
offer starter {{ price: $79 }}
offer workbook {{ price: $15 }}
offer membership {{ price: $19 per month; churn: 4% to 7% per month }}
project build_course {{
  builds: workbook
  task outline {{ takes: 3 to 6 days; by: owner }}
  task record {{ takes: 20 to 45 days; by: owner; after: outline }}
  {in_project}
}}
scenario frugal {{ search_ads.spend: was * 50% }}
{top}
"""
COMPANIONS = {
    ("business", "rates"): "costs: €120 per month",
    ("business", "sales_tax"): "prices: with_tax",
    ("business", "prices"): "sales_tax: 8%",
    ("channel", "price"): "spend: $45 per day",
    ("channel", "doubles"): "spend: $45 per day; price: $0.70 to $1.30 per visitor",
    ("channel", "lingers"): "spend: $45 per day; price: $0.70 to $1.30 per visitor",
    (
        "channel",
        "already",
    ): "spend: $45 per day; price: $0.70 to $1.30 per visitor; lingers: 5 to 9 days",
    ("channel", "spend"): "price: $0.70 to $1.30 per visitor",
    ("channel", "referred_by"): "people: 0.2 each per month",
    ("offer", "churn"): "price: $24 per month",
    ("offer", "commits"): "price: $24 per month; churn: 4% to 7% per month",
    ("stage", "patience"): "takes: 45 minutes; by: owner",
    ("stage", "by"): "takes: 45 minutes; patience: 2 days",
    ("stage", "first"): "takes: 45 minutes; by: owner; patience: 2 days",
    ("campaign", "earns"): "opens: 35% to 45%",
    ("project", "builds"): "task write { takes: 5 days; by: owner }",
    ("scenario", "extends"): "videos.people: 20 to 40 per day",
}
"""What makes sense only together with something else."""


_SERVED = """\
stage call { by: sample; takes: 20 minutes; patience: 2 days }
student -> call 20%
  stage visit { by: sample; takes: 2 hours; patience: 5 days }
subscriber -> visit 1%"""
"""Two stages between which somebody may choose."""


def whole(cls: type[Declaration], word: str, value: str = "") -> str:
    """A plan that shows one property of a kind: its example, or another value."""
    shown = {word: line(cls, props(cls)[word], value)}
    places = {"in_strategy": "", "in_funnel": "", "in_project": "", "top": "", "strategy": ""}
    places |= {"business": "; ".join(BUSINESS.values()), "share": "20% to 30%"}
    return BASE.format(**places | _placed(cls, shown, (cls.kind, word)))


def _placed(cls: type[Declaration], shown: Lines, at: tuple[str, str]) -> Lines:
    body = "; ".join(_body(cls, shown, at))
    match cls.kind:
        case "business":
            return {"business": body}
        case "strategy":
            return {"strategy": body.replace("; ", "\n")}
        case "goal" | "limit" | "trial":
            return {"in_strategy": f"{cls.kind} sample {{ {body} }}"}
        case "exit":
            return {"in_strategy": f"exit {cls.variant} {{ {body} }}"}
        case "stage":
            return {
                "in_funnel": f"stage sample {{ {body} }}\nstudent -> sample 3%\nsample -> member 10%"
            }
        case "flow":
            flow = next(iter(shown.values())).removeprefix("visitor -> subscriber").strip()
            return {"share": flow}
        case "offer":
            return {
                "top": f"offer sample {{ {body} }}",
                "in_funnel": "stage buyer { sells: sample }\nstudent -> buyer 4%",
            } | ({"business": _TAXED} if at[1] == "sales_tax" else {})
        case "task" | "risk":
            return {"in_project": f"{cls.kind} sample {{ {body} }}"}
        case "track":
            return {"top": f'track welcome {{ {body}; events {{ visitor: event == "visit" }} }}'}
        case "events":
            track = 'source: "a.csv"; person: who; time: ts; within: 30 days'
            return {"top": f"track welcome {{ {track}; events {{ {body} }} }}"}
        case "require":
            return {"top": f'require "funneldsl-strategy" {{ {body} }}'}
    served = {"in_funnel": _SERVED} if at == ("person", "first") else {}
    return {"top": f"{cls.kind} sample {{ {body} }}"} | served


def _body(cls: type[Declaration], shown: Lines, at: tuple[str, str]) -> list[str]:
    """The lines of the thing: what it needs, what goes with the property, the property itself."""
    declared = props(cls)
    given = _by_word(COMPANIONS.get(at, "")) | shown
    needed = [p for p in declared.values() if p.required and not p.rest]
    for group in cls.one_of:
        if not any(w in given for w in group):
            needed.append(declared[group[0]])
    for group in cls.together:
        if any(w in given for w in group):
            needed += [declared[w] for w in group]
    lines = {p.word: line(cls, p) for p in needed}
    if cls.kind == "business":
        lines = dict(BUSINESS)
    return list((lines | given).values())


def _by_word(lines: str) -> Lines:
    return {one.partition(":")[0].strip(): one for one in lines.split("; ") if one}


def every_property() -> list[tuple[type[Declaration], Prop]]:
    return [(cls, p) for cls in CORE_KINDS for p in props(cls).values()]


def every_clause() -> list[tuple[type[Declaration], Prop, Prop]]:
    """Each clause with the property that it stands in."""
    return [
        (cls, p, clause)
        for cls, p in every_property()
        for record in records(p.shape)
        for clause in clauses_of(record)
    ]


def plain(text: str) -> str:
    """A plan with these lines, at the top if they say which language it is."""
    places = dict.fromkeys(("in_strategy", "in_funnel", "in_project", "strategy"), "")
    first = text.startswith("language")
    rest = {"share": "20% to 30%", "business": "; ".join(BUSINESS.values())}
    whole = BASE.format(**places, **rest, top="" if first else text)
    return f"{text}\n{whole}" if first else whole


PARENTS = {
    **dict.fromkeys(("stage", "flow"), "funnel welcome"),
    **dict.fromkeys(("goal", "limit", "trial", "exit"), "strategy"),
    **dict.fromkeys(("task", "risk"), "project build_course"),
    "events": "track welcome",
}
TRACK = 'track welcome { source: "a.csv"; person: who; time: ts; within: 30 days;\n}\n'


def around(cls: type[Declaration]) -> str:
    """A plan with the example of a kind, in the place of what the plan has of that name."""
    base = plain("") + TRACK * (cls.kind == "events")
    blocks = {_heading(b): b for b in re.split(r"^(?=[a-z])", base, flags=re.MULTILINE) if b}
    if cls.kind not in PARENTS:
        blocks[_heading(cls.example)] = f"{cls.example}\n"
        return "".join(blocks.values())
    parent = blocks[PARENTS[cls.kind]]
    old = {"stage": "stage subscriber\n", "flow": "visitor -> subscriber 20% to 30%\n"}.get(
        cls.kind
    )
    if old is not None:
        inside = parent.replace(old, f"{cls.example}\n")
    else:
        inside = parent.rstrip().removesuffix("}") + indent(cls.example, "  ") + "\n}\n"
    return "".join({**blocks, PARENTS[cls.kind]: inside}.values())


def _heading(block: str) -> str:
    """`offer candle` of `offer candle "Candle" { …`."""
    return " ".join(re.findall(r"\w+", block.partition("{")[0].partition('"')[0])[:2])
