"""`funneldsl explain` and `funneldsl schema`."""

from __future__ import annotations

import json

from jsonschema import Draft202012Validator

from tests.cli.conftest import Run


def test_page_of_a_finding_says_what_why_and_how(run: Run) -> None:
    told = run("explain", "F401").stdout

    assert told.startswith("F401 flow.shares-above-all (error)\n\n")
    assert "\nWrong:\n\n    " in told
    assert "\nRight:\n\n    " in told


def test_finding_is_known_by_name_and_in_any_case(run: Run) -> None:
    assert run("explain", "f401").stdout == run("explain", "flow.shares-above-all").stdout


def test_unknown_finding_suggests_one(run: Run) -> None:
    told = run("explain", "flow.shares-above-al", code=2)

    assert "did you mean 'flow.shares-above-all'?" in told.stderr


def test_all_findings_are_listed(run: Run) -> None:
    told = run("explain").stdout

    assert all(f"{code} " in told for code in ("F001", "F002", "F401", "F501", "F901", "F902"))
    assert told.index("F001") < told.index("F401") < told.index("F901")


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
