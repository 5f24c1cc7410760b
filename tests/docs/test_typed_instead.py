"""What people type instead is answered as the page about the language says."""

import re

import pytest

import funneldsl as fd
from tests.docs.pages import ROOT
from tests.docs.wrapping import BASE

PAGE = (ROOT / "docs" / "reference" / "language.md").read_text()
TABLE = PAGE.partition("## What people type instead")[2]
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in TABLE.splitlines()
    if line.startswith("| `")
]
PLACES = {
    "`start`": "2027-01-04",
    "`price`": "$39;",
    "`cash`": "$600",
    "`cost`": "$11",
    "`pays_after`": "cost: $11",
    "a share": "2% to 5%",
}
"""What stands in that place of the base plan."""


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@pytest.mark.parametrize(("typed", "place", "answer"), ROWS, ids=[row[0] for row in ROWS])
def test_it_is_answered_with_what_to_type(typed: str, place: str, answer: str) -> None:
    there, [written] = PLACES[place], code(typed)
    put = (
        f"pays_after: {written}" if place == "`pays_after`" else written + ";" * there.endswith(";")
    )
    findings = fd.read(BASE.replace(there, put, 1), extensions=fd.discover(fd.NO_PLUGINS)).findings
    mistakes = [f for f in findings if f.severity is fd.Severity.ERROR]

    assert 1 == len(mistakes)
    for spelling in code(answer):
        assert f"`{spelling}`" in mistakes[0].message + mistakes[0].help
