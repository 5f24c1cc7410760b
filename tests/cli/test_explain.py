"""`funneldsl explain` and `funneldsl schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import Run


def test_page_of_a_finding_says_what_why_and_how(run: Run) -> None:
    told = run("explain", "F401").stdout

    assert told.startswith("F401 flow.shares-above-all (error)\n\n")
    assert "\nWrong:\n\n    " in told
    assert "\nRight:\n\n    " in told


def test_below_a_wrong_example_stands_what_is_said_about_it(run: Run) -> None:
    told = run("explain", "F257").stdout
    after = told.partition("Wrong:")[2].partition("Right:")[0]

    assert "    plan.funnel:" in after
    assert "error F257 range.sign-once" in after
    assert "^^^" in after
    assert "fix:" in after


def test_finding_is_known_by_name_and_in_any_case(run: Run) -> None:
    assert run("explain", "f401").stdout == run("explain", "flow.shares-above-all").stdout


def test_unknown_finding_suggests_one(run: Run) -> None:
    told = run("explain", "flow.shares-above-al", code=2)

    assert "did you mean 'flow.shares-above-all'?" in told.stderr


def test_all_findings_are_listed(run: Run) -> None:
    told = run("explain").stdout

    assert all(f"{code} " in told for code in ("F001", "F002", "F401", "F501", "F901", "F902"))
    assert told.index("F001") < told.index("F401") < told.index("F901")


def test_the_list_is_grouped(run: Run) -> None:
    lines = run("explain").stdout.splitlines()

    assert "Files and settings" == lines[0]
    assert lines.index("Structure") < next(i for i, x in enumerate(lines) if "  F401 " in x)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["offer"], "offer · a kind of block"),
        (["exit", "sell"], "exit sell · a kind of block"),
        (["exit.sell"], "exit sell · a kind of block"),
        (["offer.price"], "offer.price · a property of offer"),
        (["churn"], "offer.churn · a property of offer"),
        (["offer.refunds.within"], "offer.refunds.within · a part of `refunds`"),
        (["refunds.within"], "offer.refunds.within · a part of `refunds`"),
        (["price"], "price · a property"),
        (["a to b"], "a to b · What is not known for sure"),
        (["each"], "each · Numbers, shares, money"),
        (["ltv"], "ltv(…) · What can be measured"),
        (["->"], "-> · Lines and blocks"),
        (["%"], "% · Numbers, shares, money"),
    ],
    ids=" ".join,
)
def test_kinds_properties_and_words_have_pages(run: Run, asked: list[str], told: str) -> None:
    assert told == run("explain", *asked).stdout.splitlines()[0]


def test_a_word_with_several_meanings_tells_all(run: Run) -> None:
    told = run("explain", "to").stdout

    assert "campaign.to" in told
    assert "risk.to" in told
    assert "\na to b · " in told


def test_a_kind_of_a_plugin_has_a_page(run: Run, plans: Path) -> None:
    (plans / "podcast.py").write_text(PODCAST, "utf-8")
    told = run("explain", "podcast.listeners", "--plugin", "podcast.py").stdout

    assert told.startswith("podcast.listeners · a property of podcast\n\nHow many listen.")
    assert "\n    listeners: 300\n" in told


PODCAST = """\
from funneldsl.plugin import Declaration, hook, kind, prop, shapes

@kind("podcast")
class Podcast(Declaration):
    \"\"\"A show that people listen to.\"\"\"

    listeners = prop(shapes.count, "how many listen")

@hook
def funneldsl_kinds():
    return [Podcast]
"""


def test_an_unknown_word_suggests_one(run: Run) -> None:
    assert "did you mean 'channel'?" in run("explain", "chanel", code=2).stderr
    assert "did you mean 'refunds'?" in run("explain", "refund", code=2).stderr


def test_topics_are_told_as_json(run: Run) -> None:
    document = json.loads(run("explain", "offer.price", "--json").stdout)

    assert "funneldsl/topics/1" == document["schema"]
    assert ["offer.price"] == [t["name"] for t in document["topics"]]
    assert ["price: $79"] == document["topics"][0]["examples"]


def test_findings_are_told_as_json(run: Run) -> None:
    document = json.loads(run("explain", "--json").stdout)
    codes = [r["code"] for r in document["rules"]]

    assert "funneldsl/rules/1" == document["schema"]
    assert len(codes) == len(set(codes)) > 50


def test_schema_fits_the_plan_that_is_exported(run: Run) -> None:
    schema = json.loads(run("schema").stdout)
    plan = json.loads(run("export", "sound.funnel", "--to", "json").stdout)

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(plan)
