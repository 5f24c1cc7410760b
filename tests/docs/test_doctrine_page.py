"""The page of the doctrine maps every claim to what is there, and to nothing else."""

import re

import pytest
from funneldsl_strategy.claims import CLAIMS, COME_FROM

from funneldsl.cli.main import COMMANDS
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import props
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "explanation" / "doctrine.md").read_text()
CLAIMED, BECAME = PAGE.partition("## What became of them")[::2]
WORDS = {f"{cls.kind}.{word}" for cls in CORE_KINDS for word in props(cls)}


def rows(part: str) -> dict[str, list[str]]:
    """Cells by the claim of their line."""
    lines = re.findall(r"^\| (M\d+) \| (.*) \|$", part, re.MULTILINE)
    return {claim: cells.split(" | ") for claim, cells in lines}


MAPPED = rows(BECAME)


def test_every_claim_is_told_and_mapped_in_order() -> None:
    assert {claim: [said] for claim, said in CLAIMS.items()} == rows(CLAIMED)
    assert [*CLAIMS] == [*MAPPED]


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_checks_of_a_claim_are_those_that_come_from_it(claim: str) -> None:
    told = re.findall(r"F\d{3}", MAPPED[claim][1])

    assert sorted(c for c, claims in COME_FROM.items() if claim in claims) == told


@pytest.mark.parametrize("claim", CLAIMS)
def test_words_commands_and_tests_exist(claim: str) -> None:
    words, checks, commands, tests = MAPPED[claim]
    named = re.findall(r"`([^`]+)`", words)

    assert named
    assert set(named) <= WORDS
    assert set(re.findall(r"`([^`]+)`", commands)) <= set(COMMANDS)
    assert "F3" in checks or checks.startswith("none")
    assert all((ROOT / t).is_file() for t in re.findall(r"`([^`]+)`", tests))
    assert "`" in tests
