"""The page about JSON formats names every key that is written, and no other."""

import json
import re
from typing import Any

import pytest

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.cli.findings_json import as_json
from funneldsl.documents import plan_document
from funneldsl.forecast_document import forecast_document
from funneldsl.results import SERIES
from tests.docs import terminal
from tests.docs.generated import series_table
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "reference" / "json-formats.md").read_text()
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.funnel"))
WRONG = """\
language 1
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
offer candle { price: $39, cost: $11 }
offer candle { price: $49 }
"""


def documented(title: str) -> dict[str, re.Pattern[str]]:
    """The keys in the first table of a section, each as a pattern of paths."""
    section = PAGE.partition(f"\n## {title}")[2].partition("\n## ")[0]
    table = re.search(r"^\|(?:.*\n\|)*.*", section, re.MULTILINE)
    assert table is not None
    keys = re.findall(r"^\| `([^`]+)`", table[0], re.MULTILINE)
    return {key: _pattern(key) for key in keys}


def _pattern(key: str) -> re.Pattern[str]:
    pattern = re.escape(key).replace("…", ".*")
    return re.compile(
        re.sub(r"\b(?:WHAT|STAT|WORD|PROGRAM|SERIES|PLACE)\b", r"[^.\\[\]]+", pattern)
    )


def paths(value: Any, at: str = "") -> set[str]:
    """Paths of all leaves: `goals[].chance`."""
    if isinstance(value, dict) and value:
        return {p for k, v in value.items() for p in paths(v, f"{at}.{k}" if at else k)}
    if isinstance(value, list) and value:
        return {p for v in value for p in paths(v, f"{at}[]")}
    return {at}


def agrees(documents: list[Any], title: str, never: frozenset[str] = frozenset()) -> None:
    """`never` are documented keys that these documents happen not to hold."""
    keys = documented(title)
    written = {p for d in documents for p in paths(d)}
    empty = {p for p in written if any(k.startswith((f"{p}[]", f"{p}.")) for k in keys)}
    unknown = {p for p in written - empty if not any(k.fullmatch(p) for k in keys.values())}
    unused = {k for k, p in keys.items() if not any(p.fullmatch(w) for w in written)}

    assert set() == unknown, "written, but not on the page"
    assert never == unused, "on the page, but not written"


def test_findings() -> None:
    findings = fd.read(WRONG)[1]
    document = json.loads(as_json(findings))

    agrees([document], "Findings", frozenset({"diagnostics[].span"}))


LATER = """\
language 1
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
funnel site { stage buyer { sells: candle } }
channel ads { brings: site.buyer; people: 4 per day }
offer candle { price: $39 then $45 from 2027-06-01 }
scenario dear { candle.cost: $9 }
"""


def test_plans() -> None:
    later = fd.read(LATER).plan
    documents = [plan_document(fd.load(e)) for e in EXAMPLES]
    documents.append(plan_document(pipeline.with_scenario(later, "dear", fd.discover())))

    agrees(documents, "Plans")


def test_forecasts() -> None:
    forecasts = [fd.simulate(fd.load(e), worlds=20, seed=1) for e in EXAMPLES]

    agrees([forecast_document(f) for f in forecasts], "Forecasts")


@pytest.mark.parametrize(
    ("title", "command"),
    [("Rules", "explain"), ("Topics", "explain offer.price"), ("Plugins", "plugins")],
)
def test_documents_of_commands(title: str, command: str) -> None:
    code, shown = terminal.run(terminal.Command(f"funneldsl {command} --json", ""), ROOT)

    assert 0 == code
    agrees([json.loads(shown)], title)


def test_the_table_of_series_is_that_of_the_program() -> None:
    assert series_table() in PAGE
    assert all(f"| `{name}` |" in PAGE for name in SERIES)
