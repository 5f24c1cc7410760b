"""Plans as plain data: complete, versioned, and as their JSON Schema says."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

import funneldsl as fd
from funneldsl.bind.scenarios import apply
from funneldsl.describe.schema import json_schema
from funneldsl.documents import PLAN_SCHEMA, plan_document
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Declaration, Kinds, kind, prop
from funneldsl.model.plan import Plan
from funneldsl.model.scenarios import Scenario
from funneldsl.model.shapes import share
from funneldsl.model.values import Amount
from funneldsl.testing import plans
from tests.schema_changes import SchemaChange, breaking, schema_changes

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.funnel"))
KINDS = Kinds.of(*CORE_KINDS)
SCHEMA = json_schema(KINDS)

SHOP = """\
language 1
## Candles by post.
business candles "Evening Candles" { currency: USD; start: 2027-01-04; horizon: 12 months }
channel ads { brings: shop.visitor; people: 30 to 60 per day; season: { Jan: 140%, "Nov 24 for 6 days": 300% } }
funnel shop {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer  412 of 1,530  after 0 to 6 days  because "counted" source "log" on 2026-12-01
}
offer candle { price: $39 then $45 from 2027-06-01; fee: 2.9% + $0.30 }
person owner { hours: 30 hours per week; works: "Mon, Wed-Fri 9:00-17:00" }
customer adult { fits: age >= 18 and country in ["US"] }
scenario dear { candle.price: was * 120%; shop.visitor -> shop.buyer  was * 90%; ads.season: none }
"""


def plan_of(text: str) -> Plan:
    plan, findings = fd.read(text)
    assert [] == [f"{f.span} {f.message}" for f in findings if f.severity is fd.Severity.ERROR]
    return plan


def declared(document: dict[str, Any], name: str) -> dict[str, Any]:
    return next(d for d in document["declarations"] if d["name"] == name)


def problems(document: Any, schema: Any = SCHEMA) -> list[str]:
    # As JSON, because tuples are no lists to the validator.
    loaded = json.loads(json.dumps(document, allow_nan=False))
    validator = jsonschema.Draft202012Validator(schema)
    return [f"{e.json_path}: {e.message}" for e in validator.iter_errors(loaded)]


def test_an_amount_has_its_law_its_unit_and_its_text() -> None:
    people = declared(plan_document(plan_of(SHOP)), "ads")["properties"]["people"]

    assert {
        "law": {"is": "range", "low": 30.0, "high": 60.0, "family": "lognormal"},
        "unit": {"dimension": "count", "per": "day"},
        "text": "30 to 60 per day",
        "name": "ads.people",
    } == people


def test_a_unit_keeps_what_it_counts_each_of() -> None:
    letter = (
        "campaign letter { to: shop.buyer; every: 7 days; earns: $30 per 1,000 opens; opens: 40% }"
    )
    document = plan_document(plan_of(SHOP + letter))
    earns = declared(document, "letter")["properties"]["earns"]

    assert "opens" == earns["unit"]["noun"]


def test_what_was_told_of_a_value_stands_beside_it() -> None:
    told = declared(plan_document(plan_of(SHOP)), "shop.visitor -> shop.buyer")["told"]["share"]

    assert ("counted", "log", "2026-12-01") == (told["because"], told["source"], told["on"])


def test_what_a_value_becomes_later_stands_beside_it() -> None:
    changes = declared(plan_document(plan_of(SHOP)), "candle")["changes"]["price"]

    assert ["$45"] == [payment["amount"]["text"] for payment in changes[0]["value"]]
    assert "2027-06-01" == changes[0]["when"]


def test_days_of_the_year_are_keys_as_they_are_written() -> None:
    season = declared(plan_document(plan_of(SHOP)), "ads")["properties"]["season"]

    assert ["Jan", "Nov 24 for 6 days"] == list(season)


def test_a_formula_is_there_as_text_and_as_a_tree() -> None:
    fits = declared(plan_document(plan_of(SHOP)), "adult")["properties"]["fits"]

    assert 'age >= 18 and country in ["US"]' == fits["text"]
    assert ["comparison", "membership"] == [part["is"] for part in fits["formula"]["parts"]]


def test_a_place_counts_from_one() -> None:
    place = declared(plan_document(plan_of(SHOP)), "candles")["place"]

    assert (3, 1) == (place["line"], place["column"])


def test_an_empty_plan_is_a_document() -> None:
    assert {"schema": "funneldsl/plan/1", "declarations": []} == plan_document(plan_of(""))


def test_the_document_of_a_plan_is_as_the_schema_says() -> None:
    assert [] == problems(plan_document(plan_of(SHOP)))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_documents_of_the_examples_are_as_the_schema_says(path: Path) -> None:
    plan = fd.load(path)

    assert [] == problems(plan_document(plan))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_plan_with_a_scenario_applied_is_as_the_schema_says(path: Path) -> None:
    plan = fd.load(path)
    applied = [apply(plan, s.name, KINDS) for s in plan.of(Scenario)]

    assert [] == [p for plan in applied for p in problems(plan_document(plan))]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_the_document_of_any_plan_is_as_the_schema_says(plan: Plan) -> None:
    assert [] == problems(plan_document(plan))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "wrong",
    [
        {"declarations": []},
        {"schema": "funneldsl/plan/2", "declarations": []},
        {"schema": "funneldsl/plan/1", "declarations": [{"kind": "shop", "name": "x", "properties": {}}]},
        {"schema": "funneldsl/plan/1", "declarations": [{"kind": "offer", "name": "x", "properties": {}}]},
        {
            "schema": "funneldsl/plan/1",
            "declarations": [{"kind": "stage", "name": "x", "properties": {"colour": "red"}}],
        },
    ],
    ids=["no-version", "other-version", "unknown-kind", "price-missing", "unknown-word"],
)  # fmt: skip
def test_what_is_no_plan_is_not_as_the_schema_says(wrong: Any) -> None:
    assert problems(wrong)


def test_the_schema_knows_the_kinds_of_plugins() -> None:
    @kind("podcast")
    class Podcast(Declaration):
        """A show that people listen to."""

        skips: Amount = prop(share, "how many skip the ads")

    schema = json_schema(Kinds.of(*CORE_KINDS, Podcast))
    skips = {"law": {"is": "exactly", "value": 0.3}, "unit": {"dimension": "share"}, "text": "30%"}
    show = {"kind": "podcast", "name": "p", "properties": {"skips": skips}}

    assert [] == problems({"schema": "funneldsl/plan/1", "declarations": [show]}, schema)
    assert problems({"schema": "funneldsl/plan/1", "declarations": [show]})


PUBLISHED = ROOT / "tests" / "golden" / "plan.schema.json"
"""The schema as readers know it."""

ADDED = """
The JSON Schema of plans has grown; nothing that readers rely on has changed:

{changes}

Write it anew and commit it: UPDATE_GOLDEN=1 pytest tests/test_documents.py"""

BROKEN = """
The JSON Schema of plans has changed in a way that can mislead programs that read {version}:

{changes}

Bring back what they rely on, or raise the number in PLAN_SCHEMA (funneldsl/documents.py), say so in the change log,
and then write the schema anew: UPDATE_GOLDEN=1 pytest tests/test_documents.py"""


def test_the_schema_changes_on_purpose_only() -> None:
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    version = published["properties"]["schema"]["const"]
    if version == PLAN_SCHEMA and (broken := breaking(published, SCHEMA)):
        pytest.fail(BROKEN.format(version=version, changes=_listed(broken)))
    text = json.dumps(SCHEMA, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        PUBLISHED.write_text(text, encoding="utf-8")
    if text != PUBLISHED.read_text(encoding="utf-8"):
        pytest.fail(ADDED.format(changes=_listed(schema_changes(published, SCHEMA))))


def _listed(changes: Iterable[SchemaChange]) -> str:
    return "\n".join(f"  {c.path}: {c.told}" for c in changes) or "  (only words for people)"


def published(tmp_path: Path, schema: Any) -> Path:
    path = tmp_path / "plan.schema.json"
    path.write_text(json.dumps(schema), encoding="utf-8")
    return path


def offer_of(schema: Any) -> Any:
    return schema["$defs"]["offer"]["properties"]["properties"]["properties"]


def test_what_is_missing_now_asks_for_a_new_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    richer = json.loads(json.dumps(SCHEMA))
    offer_of(richer)["discount"] = {"type": "number"}
    monkeypatch.setitem(globals(), "PUBLISHED", published(tmp_path, richer))

    with pytest.raises(pytest.fail.Exception, match=r"discount: is gone(?s:.)*PLAN_SCHEMA"):
        test_the_schema_changes_on_purpose_only()


def test_what_is_added_only_asks_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poorer = json.loads(json.dumps(SCHEMA))
    del offer_of(poorer)["refunds"]
    monkeypatch.setitem(globals(), "PUBLISHED", published(tmp_path, poorer))
    monkeypatch.delenv("UPDATE_GOLDEN", raising=False)

    with pytest.raises(pytest.fail.Exception, match=r"has grown(?s:.)*refunds: is new"):
        test_the_schema_changes_on_purpose_only()


def test_a_new_version_may_change_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = {"properties": {"schema": {"const": "funneldsl/plan/0"}}, "type": "array"}
    monkeypatch.setitem(globals(), "PUBLISHED", published(tmp_path, older))
    monkeypatch.setenv("UPDATE_GOLDEN", "1")

    test_the_schema_changes_on_purpose_only()

    assert SCHEMA == json.loads((tmp_path / "plan.schema.json").read_text(encoding="utf-8"))
