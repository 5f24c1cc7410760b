"""The page about what a plan means names all that is not run yet."""

import funneldsl as fd
from funneldsl.compile.uses import INERT, INERT_KINDS
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.formulas import METRICS
from funneldsl.model.kinds import props
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "explanation" / "what-a-plan-means.md").read_text()
MISSING = PAGE.partition("## What is not run yet")[2]
RUNS = fd.discover().simulators["flow"].runs


def tokens() -> dict[str, str]:
    """Every property that can change a forecast: how simulators name it, how the page does."""
    named = {}
    for kind in CORE_KINDS:
        for word in props(kind) if kind.kind not in INERT_KINDS else ():
            told = f"{kind.kind}.{word}"
            named[f"{kind.kind}_{kind.variant}.{word}" if kind.variant else told] = told
    return {token: told for token, told in named.items() if token not in INERT}


def test_every_property_that_is_not_run_is_on_the_page() -> None:
    for token, told in tokens().items():
        assert (token in RUNS) != (f"`{told}`" in MISSING), told


def test_every_metric_that_is_not_run_is_on_the_page() -> None:
    for word in METRICS:
        assert (f"metric.{word}" in RUNS) != (f"`{word}(…)`" in MISSING), word


def test_whatever_can_change_and_is_run_is_run_when_it_changes() -> None:
    changing = {
        f"{kind.kind}.{word}" for kind in CORE_KINDS for word, p in props(kind).items() if p.changes
    }
    assert {f"{token}:then" for token in changing & RUNS} <= RUNS
    assert "`VALUE then VALUE from WHEN`" in PAGE.partition("## What is not run yet")[0]
