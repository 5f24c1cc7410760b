"""The page of frequent mistakes says what the golden cases say; `UPDATE_GOLDEN=1` writes it anew."""

from __future__ import annotations

import os
from contextlib import chdir
from pathlib import Path

import pytest

from funneldsl import NO_PLUGINS, discover
from funneldsl.diagnostics import Finding
from funneldsl.pipeline import read
from tests.docs.pages import ROOT

CASES = ROOT / "tests" / "golden" / "typed-instead"
PAGE = ROOT / "docs" / "reference" / "what-people-type.md"
CORE = discover(NO_PLUGINS)

INTRO = """\
# What people type

What is usual in other tools, in documents and in talk, what `funneldsl` says to it, and what to type. Nothing here is
understood in silence: a plan has one way to write each thing, so that everybody reads it alike. Where only one thing can
be meant, `funneldsl check` offers it as a fix.

<!-- Made from tests/golden/typed-instead by `make golden`; do not edit. -->
"""
GROUPS = {
    "Numbers, money and rates": "F154 F157 F158 F159 F240 F241 F242 F252 F254 F270",
    "Shares and ranges": "F150 F152 F156 F166 F253 F257",
    "Dates": "F155 F244",
    "Words, kinds and properties": "F165 F200 F205 F211 F250 F251 F269",
    "Signs, quotes and comments": "",
}
"""Headings, and the codes below each; the last takes all others."""


def first_finding(case: Path) -> Finding:
    with chdir(case):
        return read(Path("plan.funnel"), CORE).findings[0]


def group(code: str) -> str:
    titles = [title for title, codes in GROUPS.items() if code in codes.split()]
    return titles[0] if titles else list(GROUPS)[-1]


def cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def row(finding: Finding) -> str:
    line = finding.span.source.text.splitlines()[finding.span.line - 1].strip()
    typed = finding.span.text if len(finding.span.text) > 3 else line
    said = f"{finding.message} ({finding.code})"
    return f"| `{cell(typed)}` | {cell(said)} | {cell(finding.help)} |"


def page() -> str:
    found = [first_finding(case) for case in sorted(CASES.iterdir()) if case.is_dir()]
    parts = [INTRO]
    for title in GROUPS:
        rows = [row(f) for f in found if group(f.code) == title]
        head = "| typed | what funneldsl says | what to type |\n|---|---|---|\n"
        parts.append(f"## {title}\n\n{head}" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def test_the_page_says_what_the_cases_say() -> None:
    made = page()
    if os.environ.get("UPDATE_GOLDEN") == "1":
        PAGE.write_text(made, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == made


def test_frequent_mistakes_are_many() -> None:
    assert 40 <= len([case for case in CASES.iterdir() if case.is_dir()])


@pytest.mark.parametrize("case", sorted(c.name for c in CASES.iterdir() if c.is_dir()))
def test_a_certain_fix_is_read_without_a_mistake_of_writing(case: str) -> None:
    finding = first_finding(CASES / case)
    if finding.fix is None or not finding.fix.safe:
        return
    text = finding.span.source.text
    for edit in sorted(finding.fix.edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    before = read(finding.span.source.text, CORE).findings
    left = [f for f in read(text, CORE).findings if f.code < "F300"]

    assert len(left) < len([f for f in before if f.code < "F300"])


@pytest.mark.parametrize(
    "word", ["token", "identifier", "expression", "parse", "syntax", "literal"]
)
def test_no_finding_of_any_case_speaks_as_programmers_do(word: str) -> None:
    said = [path.read_text("utf-8").lower() for path in CASES.parent.rglob("findings.txt")]

    assert [] == [line for text in said for line in text.splitlines() if f" {word}" in line]
