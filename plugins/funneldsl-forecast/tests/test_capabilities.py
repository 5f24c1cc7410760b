"""What the simulator says that it can run, against the words of the language."""

from __future__ import annotations

from pathlib import Path

import pytest
from forecasting import SHOP, network_of, simulate
from funneldsl_forecast.flow.capabilities import RUNS
from funneldsl_forecast.people.capabilities import RUNS as OF_PEOPLE

import funneldsl as fd
from funneldsl.compile.uses import INERT, INERT_KINDS, uses
from funneldsl.errors import FindingsError
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.formulas import METRICS
from funneldsl.model.kinds import props

FUNNEL = "funnel f {\n  stage a\n  stage b { sells: x }\n  a -> b  50%\n}\noffer x { price: $5 }\n"


def words() -> set[str]:
    kinds = [k for k in CORE_KINDS if k.kind not in INERT_KINDS]
    names = [(f"{k.kind}_{k.variant}" if k.variant else k.kind, k) for k in kinds]
    return {f"{name}.{word}" for name, k in names for word in props(k)}


def test_every_token_is_a_word_of_the_language():
    known = words() | {f"metric.{m}" for m in METRICS}
    known |= {"formula.chance", "formula.goal", "formula.limit", "formula.currency"}
    assert {t for t in RUNS if t.partition(":")[0] not in known} == set()


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (
            "person p { hours: 9 hours per week }\nfunnel g { stage c { by: p; takes: 1 hours } }",
            "`takes` of g.c",
        ),
        (
            "offer y { price: $50 then $5 per month from 2027-02-01 }",
            "`price` that becomes another sort of amount later (`then`) of y",
        ),
    ],
)
def test_what_it_cannot_run_is_refused_by_name(more, named):
    with pytest.raises(FindingsError) as refused:
        simulate(SHOP + FUNNEL + more + "\n", 2)
    sentences = [f.message for f in refused.value.findings if f.code == "F501"]
    assert any(all(part in s for part in named.split(" of ")) for s in sentences)


def test_words_that_change_no_number_are_no_obstacle():
    text = (
        SHOP
        + FUNNEL
        + (
            'customer fan { perfect: yes; wants: "songs" }\n'
            'department care { serves: fan; promise: "soon" }\n'
            "experiment e { on: f.a -> f.b; variants: [one, two]; detect: 3 points; power: 80% }\n"
            "channel c { brings: f.a; people: 3 per day; customers: { fan: 60% } }\n"
        )
    )
    assert {u.token for u in network_of(text).uses} <= RUNS
    simulate(text, 2)


NOT_RUN = {
    "stage.sells:subscriptions": "two subscriptions to the same person at once",
    "offer.price:subscriptions": "two bills of one offer that do not fit into each other",
    "offer.price:then_terms": "a price once that becomes one per month, say, or instalments",
    "stage.leaves:then_terms": "a share that leaves that becomes a time after which all do",
    "offer.price:per_hour": "a mistake: F468",
    "business.costs:per_hour": "a mistake: F468",
    "system.costs:per_hour": "a mistake: F468",
    "funnel.costs:per_hour": "a mistake: F468",
    "offer.price:for_once": "a mistake: F462",
    "check.expect:chances": "a mistake: F499",
}
"""All that a plan may say and no simulator runs."""
ROOT = Path(__file__).parents[3]
SOUND = sorted(
    [
        *ROOT.glob("docs/examples/*.funnel"),
        *(Path(__file__).parent / "plans").glob("*.funnel"),
        *(path.parent / "plan.funnel" for path in ROOT.glob("tests/golden/**/plan.txt")),
    ]
)


def tokens_of(path: Path) -> set[str]:
    plan = fd.read(path).plan
    return {u.token for u in uses(plan)} if plan.complete else set()


def test_nothing_else_is_refused():
    found = {t for path in SOUND for t in tokens_of(path)}
    assert len(found) > 150
    assert found - RUNS - OF_PEOPLE <= set(NOT_RUN)
    assert set() == (RUNS | OF_PEOPLE) & set(NOT_RUN)


def test_every_word_of_the_language_is_run_or_changes_nothing():
    assert words() - RUNS - OF_PEOPLE - set(INERT) == set()


def test_whatever_may_change_is_run_when_it_changes():
    changing = {
        f"{k.kind}.{word}:then"
        for k in CORE_KINDS
        if k.kind not in INERT_KINDS
        for word, p in props(k).items()
        if p.changes
    }
    assert {t for t in changing - RUNS if t.partition(":")[0] not in INERT} == set()
