"""Findings as text, JSON, SARIF and GitHub annotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from funneldsl.cli.findings_github import as_github
from funneldsl.cli.findings_json import as_json
from funneldsl.cli.findings_sarif import as_sarif
from funneldsl.cli.findings_text import as_text, count
from funneldsl.cli.style import coloured, uncoloured
from funneldsl.diagnostics import Finding, Fix, Related, Rule, Severity, TextEdit
from funneldsl.source import NOWHERE, Source, Span
from tests.cli.hostile import HOSTILE, OBEYED

TEXT = "language 1\nfunnel shop {\n  visitor -> byuer  2%\n}\n"
SOURCE = Source("plans/shop.funnel", TEXT)
RULE = Rule("F211", "names.unknown", Severity.ERROR, "a name that nothing has")
HINT = Rule("F450", "stages.empty", Severity.NOTE, "a stage that nobody enters")


def span(part: str, source: Source = SOURCE) -> Span:
    start = source.text.index(part)
    return Span(source, start, start + len(part))


def finding() -> Finding:
    return RULE.at(
        span("byuer"),
        "no stage is named 'byuer'; did you mean 'buyer'?",
        help="write `buyer`",
        related=[Related("the funnel is here", span("shop"))],
        fix=Fix("write buyer", (TextEdit(span("byuer"), "buyer"),), safe=True),
    )


# --- text ---------------------------------------------------------------------------------------------


def test_text_shows_the_line_with_carets_and_the_way_out() -> None:
    assert """\
plans/shop.funnel:3:14: error F211 names.unknown
  no stage is named 'byuer'; did you mean 'buyer'?
    3 │   visitor -> byuer  2%
      │              ^^^^^
  see plans/shop.funnel:2:8: the funnel is here
    2 │ funnel shop {
      │        ^^^^
  help: write `buyer`
  fix: write buyer

""" == as_text([finding()], uncoloured)


def test_finding_without_a_place_is_told_without_one() -> None:
    assert "error F211 names.unknown\n  nothing\n\n" == as_text(
        [RULE.at(NOWHERE, "nothing")], uncoloured
    )


def test_colours_change_no_letter() -> None:
    import click

    assert as_text([finding()], uncoloured) == click.unstyle(as_text([finding()], coloured))
    assert "\x1b[" in as_text([finding()], coloured)


def test_carets_stand_under_wide_letters() -> None:
    source = Source("x.funnel", "stage 한국어 wrong")
    shown = as_text([RULE.at(span("wrong", source), "no")], uncoloured).split("\n")

    assert "    1 │ stage 한국어 wrong" == shown[2]
    assert "      │ " + " " * 13 + "^^^^^" == shown[3]


def test_tabs_do_not_move_carets() -> None:
    source = Source("x.funnel", "\t\tstage wrong")
    shown = as_text([RULE.at(span("wrong", source), "no")], uncoloured).split("\n")

    assert shown[2].index("wrong") == shown[3].index("^")


def test_long_line_is_cut_around_its_finding() -> None:
    source = Source("x.funnel", "a" * 5000 + "WRONG" + "b" * 5000)
    shown = as_text([RULE.at(span("WRONG", source), "no")], uncoloured).split("\n")

    assert len(shown[2]) < 200
    assert shown[2].index("WRONG") == shown[3].index("^")


def test_finding_over_several_lines_shows_the_first() -> None:
    whole = RULE.at(Span(SOURCE, TEXT.index("funnel"), len(TEXT)), "no")
    shown = as_text([whole], uncoloured).split("\n")

    assert ["    2 │ funnel shop {", "      │ ^^^^^^^^^^^^^"] == shown[2:4]


def test_end_of_file_has_a_caret() -> None:
    shown = as_text([RULE.at(Span(SOURCE, len(TEXT), len(TEXT)), "no")], uncoloured).split("\n")

    assert "      │ ^" == shown[3]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    source = Source(f"{text}.funnel", f"stage {text} wrong")
    hostile = RULE.at(span("wrong", source), text, help=text, related=[Related(text, NOWHERE)])
    hostile = evolve(hostile, fix=Fix(text, ()))

    assert not OBEYED & set(as_text([hostile], uncoloured))


def test_count_tells_the_worst_first() -> None:
    hint = HINT.at(NOWHERE, "nobody")

    assert "2 errors, 1 note" == count([hint, finding(), finding()])


# --- JSON ---------------------------------------------------------------------------------------------


def test_json_holds_everything() -> None:
    place = {"file": "plans/shop.funnel", "line": 3, "column": 14, "end_line": 3, "end_column": 19}
    related = {"file": "plans/shop.funnel", "line": 2, "column": 8, "end_line": 2, "end_column": 12}

    assert {
        "schema": "funneldsl/diagnostics/1",
        "diagnostics": [
            {
                "code": "F211",
                "name": "names.unknown",
                "severity": "error",
                "message": "no stage is named 'byuer'; did you mean 'buyer'?",
                "help": "write `buyer`",
                "span": place,
                "related": [{"message": "the funnel is here", "span": related}],
                "fix": {
                    "title": "write buyer",
                    "safe": True,
                    "edits": [{"span": place, "text": "buyer"}],
                },
            }
        ],
    } == json.loads(as_json([finding()]))


def test_json_of_nothing_is_an_empty_list() -> None:
    assert [] == json.loads(as_json([]))["diagnostics"]


def test_json_of_a_finding_without_a_place_and_fix_says_null() -> None:
    (told,) = json.loads(as_json([RULE.at(NOWHERE, "nothing")]))["diagnostics"]

    assert (None, None) == (told["span"], told["fix"])


@given(st.text(st.characters(exclude_categories=[])))
def test_json_is_ascii_and_reads_back(text: str) -> None:
    written = as_json([RULE.at(NOWHERE, text)])

    written.encode("ascii")
    assert text == json.loads(written)["diagnostics"][0]["message"]


# --- SARIF --------------------------------------------------------------------------------------------


def sarif(*findings: Finding) -> Any:
    return json.loads(as_sarif(findings, Path("/home/me/repository")))


def test_sarif_counts_columns_in_characters_and_names_its_rules() -> None:
    (run,) = sarif(finding(), HINT.at(NOWHERE, "nobody"))["runs"]

    assert "unicodeCodePoints" == run["columnKind"]
    assert ["F211", "F450"] == [r["id"] for r in run["tool"]["driver"]["rules"]]
    assert [("F211", 0, "error"), ("F450", 1, "note")] == [
        (r["ruleId"], r["ruleIndex"], r["level"]) for r in run["results"]
    ]


def test_sarif_places_are_relative_to_the_root() -> None:
    result = sarif(finding())["runs"][0]["results"][0]
    place = result["locations"][0]["physicalLocation"]

    assert {"uri": "plans/shop.funnel", "uriBaseId": "%SRCROOT%"} == place["artifactLocation"]
    assert {"startLine": 3, "startColumn": 14, "endLine": 3, "endColumn": 19} == place["region"]


def test_sarif_file_outside_the_root_keeps_its_whole_path() -> None:
    away = RULE.at(span("stage", Source("/elsewhere/a b.funnel", "stage x")), "no")
    (result,) = sarif(away)["runs"][0]["results"]

    assert {"uri": "file:///elsewhere/a%20b.funnel"} == result["locations"][0]["physicalLocation"][
        "artifactLocation"
    ]


def test_sarif_carries_the_fix() -> None:
    (fix,) = sarif(finding())["runs"][0]["results"][0]["fixes"]
    (replacement,) = fix["artifactChanges"][0]["replacements"]

    assert "buyer" == replacement["insertedContent"]["text"]


def test_sarif_of_a_finding_without_a_place_has_no_location() -> None:
    assert "locations" not in sarif(RULE.at(NOWHERE, "nothing"))["runs"][0]["results"][0]


def test_name_cannot_become_a_link_in_sarif() -> None:
    linked = RULE.at(NOWHERE, "no stage is named `[shop](http://evil)`")

    assert "](" not in sarif(linked)["runs"][0]["results"][0]["message"]["text"]


# --- GitHub -------------------------------------------------------------------------------------------


def test_annotation_names_place_and_title() -> None:
    assert (
        "::error title=F211 names.unknown,file=plans/shop.funnel,line=3,endLine=3,col=14,"
        "endColumn=19::no stage is named 'byuer'; did you mean 'buyer'?%0Awrite `buyer`\n"
    ) == as_github([finding()])


def test_errors_come_first() -> None:
    lines = as_github([HINT.at(NOWHERE, "nobody"), finding()]).splitlines()

    assert ["::error", "::notice"] == [line.split()[0] for line in lines]


@pytest.mark.parametrize("text", HOSTILE)
def test_name_cannot_become_a_command(text: str) -> None:
    source = Source(text, "stage wrong")
    shown = as_github([RULE.at(span("wrong", source), text, help=text)])

    (line,) = shown.splitlines()
    assert line.startswith("::error title=F211 names.unknown,file=")
    assert not OBEYED & set(shown)


def test_annotation_escapes_what_separates() -> None:
    source = Source("a,b:c%.funnel", "stage wrong")

    assert "file=a%2Cb%3Ac%25.funnel," in as_github([RULE.at(span("wrong", source), "100%")])
    assert "::100%25\n" in as_github([RULE.at(NOWHERE, "100%")])
