"""Parts of the documentation that are made from the program: the page of findings, the table of series."""

from collections.abc import Iterable
from itertools import groupby

from funneldsl.diagnostics import Rule
from funneldsl.results import SERIES

_FAMILIES = {
    "F0": "Reading files",
    "F1": "Spelling and punctuation",
    "F2": "Values, units, names, properties",
    "F3": "Strategy",
    "F4": "Structure",
    "F5": "What a simulator cannot run",
    "F6": "From a plan to the tables of a simulator",
    "F9": "Plugins and limits",
}
_INTRO = """\
# Findings

Everything that `funneldsl` may find in a plan, by code. `funneldsl explain F401` prints the same on the terminal. A code is
never used for something else later.

An **error** means that the plan cannot be trusted or run as it stands. A **warning** is something that is probably not meant. A **note** is
worth knowing. A finding that you know and accept can be silenced on its line, with the reason:
`# ok F401 because …`.

<!-- Made from the rules by `make golden`; do not edit. -->
"""


def findings_page(rules: Iterable[Rule]) -> str:
    """One section for each family, one entry for each rule."""
    in_order = sorted(set(rules), key=lambda r: r.code)
    parts = [_INTRO]
    for family, members in groupby(in_order, key=lambda r: r.code[:2]):
        parts.append(f"## {_FAMILIES[family]}\n")
        parts += [_entry(rule) for rule in members]
    return "\n".join(parts)


def _entry(rule: Rule) -> str:
    parts = [
        f"### {rule.code} {rule.name}\n",
        f"*{rule.severity.value}* · {_sentence(rule.summary)}\n",
    ]
    if rule.why:
        parts.append(f"{rule.why}\n")
    if rule.wrong:
        parts.append(f"```funnel shown\n{_shown(rule.wrong)}\n```\n")
    if rule.right:
        parts.append(f"Better:\n\n```funnel shown\n{_shown(rule.right)}\n```\n")
    return "\n".join(parts)


def _shown(example: str) -> str:
    """An example with its control characters as pictures: on a page they could not be seen."""
    pictures = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) != "\n"}
    return example.strip().translate(pictures)


def _sentence(clause: str) -> str:
    return clause[:1].upper() + clause[1:].rstrip(".") + "."


def series_table() -> str:
    """The series that every simulator names alike."""
    head = "| series | axes | holds |\n|---|---|---|\n"
    return head + "".join(
        f"| `{name}` | {' × '.join(axes)} | {doc} |\n" for name, (axes, doc) in SERIES.items()
    )


def with_part(page: str, name: str, text: str) -> str:
    """The page with `text` between its marks `<!-- name -->` and `<!-- end -->`."""
    before, mark, rest = page.partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition("<!-- end -->")
    return before + mark + "\n" + text + "\n" + end + after
