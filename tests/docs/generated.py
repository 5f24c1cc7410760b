"""Parts of the documentation that are made from the program: findings, words, the table of series."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from funneldsl.cli.explain_finding import MOST_SHOWN
from funneldsl.cli.findings_text import as_text
from funneldsl.cli.style import uncoloured
from funneldsl.diagnostics import Finding, Rule
from funneldsl.explaining.families import families
from funneldsl.explaining.language import WORDS
from funneldsl.explaining.trying import shown
from funneldsl.explaining.word import Word
from funneldsl.explaining.word_topics import written
from funneldsl.extensions import Extensions
from funneldsl.model.kinds import Kinds
from funneldsl.results import SERIES

_INTRO = """\
# Findings

Everything that `funneldsl` may find in a plan, by code. `funneldsl explain F401` prints the same on the terminal. A code is
never used for something else later. Below each wrong example stands what is said about it.

An **error** means that the plan cannot be trusted or run as it stands. A **warning** is something that is probably not meant. A **note** is
worth knowing. A finding that you know and accept can be silenced on its line, with the reason:
`# ok F401 because …`.

<!-- Made from the rules by `make golden`; do not edit. -->
"""


def findings_page(rules: Iterable[Rule], extensions: Extensions) -> str:
    """A list of the families, then a section for each, with an entry for each rule."""
    grouped = list(families(sorted(set(rules), key=lambda r: r.code)))
    parts = [_INTRO, "".join(_contents(title, members) for title, members in grouped)]
    for title, members in grouped:
        parts.append(f"## {title}\n")
        parts += [_entry(rule, shown(rule, extensions)) for rule in members]
    return "\n".join(parts)


def _contents(title: str, members: Sequence[Rule]) -> str:
    """A line of the table of contents: a family, from its first code to its last."""
    anchor = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
    return f"- [{title}](#{anchor}): {members[0].code} to {members[-1].code}\n"


def _entry(rule: Rule, found: Sequence[Finding]) -> str:
    parts = [
        f"### {rule.code} {rule.name}\n",
        f"*{rule.severity.value}* · {rule.summary}\n",
    ]
    if rule.why:
        parts.append(f"{rule.why}\n")
    if rule.wrong:
        parts.append(f"```funnel shown\n{_shown(rule.wrong)}\n```\n")
    if found:
        told = as_text(found[:MOST_SHOWN], uncoloured).strip()
        parts.append(f"```text\n{told}\n```\n")
    if rule.right:
        parts.append(f"Better:\n\n```funnel shown\n{_shown(rule.right)}\n```\n")
    return "\n".join(parts)


def _shown(example: str) -> str:
    """An example with its control characters as pictures: on a page they could not be seen."""
    pictures = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) != "\n"}
    return example.strip().translate(pictures)


_WORDS = """\
# Words and signs

What numbers, dates, ranges, formulas and lines are made of. Each example stands in the property that it names and is
read and checked by the test suite. `funneldsl explain per` prints the same on the terminal. The words of the blocks
themselves are on [their own page](kinds.md); [The language](language.md) tells how it all belongs together.

<!-- Made from the program by `make golden`; do not edit. -->
"""


def words_page(kinds: Kinds) -> str:
    """A section for each group of words, a row for each word."""
    parts = [_WORDS]
    for group, words in groupby(WORDS, key=lambda w: w.group):
        rows = [f"| {_code(w.title)} | {_cell(w.about)} | {_examples(w, kinds)} |" for w in words]
        head = "| written | means | for example |\n|---|---|---|\n"
        parts.append(f"## {group}\n\n{head}" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _examples(word: Word, kinds: Kinds) -> str:
    lines = [line for e in word.examples for line in written(e, kinds).splitlines() if line]
    return "<br>".join(_code(line) for line in lines)


def _code(text: str) -> str:
    return f"`{_cell(text)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


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
