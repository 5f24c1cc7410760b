"""The page about JSON formats names every key that is written, and no other."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.cli.findings_json import as_json
from funneldsl.cli.main import main
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
        re.sub(
            r"\b(?:WHAT|STAT|WORD|PROGRAM|SERIES|PLACE|OUTCOME|GROUND|FACT|PART|WORTH|TRIED|POINT)\b",
            r"[^.\\[\]]+",
            pattern,
        )
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


SELDOM = """\
language 1
business shop { currency: USD; start: 2027-01-04; horizon: 60 days; cash: $900 }
strategy { goal cheap { reach: cac(candle) <= $90; by: 2027-02-28 } }
funnel site {
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer  1%
}
channel ads { brings: site.visitor; spend: $1 per day; price: $1 per visitor }
offer candle { price: $39 }
check "cheap" { expect: chance(cac(candle) <= $90) >= 50% }
"""
"""Some worlds have no buyer."""


def test_forecasts() -> None:
    engines = {"desk": "people"}
    forecasts = [
        fd.simulate(fd.load(e), worlds=20, seed=1, simulator=engines.get(e.stem, "flow"))
        for e in EXAMPLES
    ]

    forecasts.append(
        fd.simulate(
            fd.read(fd.Source("seldom.funnel", SELDOM)).plan, worlds=40, seed=1, every_day=True
        )
    )
    northwind = str(ROOT / "docs" / "examples" / "northwind.funnel")
    run = CliRunner().invoke(main, ["simulate", northwind, "--why", "--json", "--worlds", "200"])

    agrees([*map(forecast_document, forecasts), json.loads(run.stdout)], "Forecasts")


@pytest.mark.parametrize(
    ("title", "command"),
    [("Rules", "explain"), ("Topics", "explain offer.price"), ("Plugins", "plugins")],
)
def test_documents_of_commands(title: str, command: str) -> None:
    code, shown = terminal.run(terminal.Command(f"funneldsl {command} --json", ""), ROOT)

    assert 0 == code
    agrees([json.loads(shown)], title)


SHOP = """\
language 1
business shop { values: "calm"; currency: USD; start: 2027-01-04; horizon: 6 months; cash: $900 }
strategy { goal living { reach: profit >= $900 per month; by: 2027-06-30; chance: 60% }
  trial stall { what: "A stall"; until: 2027-02-28; success: entered(site.buyer) >= 9; result: 12 of 90 }
  trial twice { what: "Again"; until: 2027-03-31; success: profit >= $900 per month; result: $1,000 per month }
}
customer anna { perfect: yes; needs: "calm"; wants: "light"; pains: "noise"; fits: age >= 30 }
department care { serves: anna; success: count(site.buyer) >= 20 }
department post { serves: anna }
funnel site {
  serves: living
  owner: care
  stage visitor
  stage buyer { sells: candle }
  visitor -> buyer  2% to 5%  after 0 to 6 days  because "two shops" source "a call" on 2026-12-01
}
channel ads { brings: site.visitor; spend: $25 per day; price: $0.30 to $0.60 per visitor }
offer candle { price: $39; cost: $11 }
scenario lean { ads.spend: was * 50% }
check "sound" { expect: chance(cash >= $0) >= 99% and chance(profit >= $900k per month) >= 50% }
check "lean" { scenario: lean; expect: chance(cash >= $0 and profit >= $2 per month) >= 1% }
"""

LEAVING = SHOP.replace("6 months", "24 months").replace(
    "strategy {",
    "strategy { exit sell { by: 2028-12-29; multiple: 2 to 3 years of profit; fee: 10% };",
)

FULL = SHOP.replace("sells: candle }", "sells: candle; capacity: 2 }", 1)

FLOW = "site.visitor -> site.buyer"
_AWAY = {
    f"step_away.{key}" for key in ("by", "allowed", "hours_per_week", "kept.chance", "kept.error")
}
COMMANDS = {
    "Edits": ("edit shop.funnel set candle.price $45 --json --diff", {"diagnostics[]"}),
    "Upgrades": ("upgrade shop.funnel --json --diff", {"files[].diagnostics[]"}),
    "Comparisons": (
        "compare shop.funnel --json --worlds 40 --why profit",
        {"undefined[].of", "undefined[].number", "undefined[].shares[]"},
    ),
    "Reconciliations": (
        "reconcile full.funnel --json --worlds 40 --simulators expected,flow",
        {"refused[].simulator", "refused[].why[]", "without_service[]"},
    ),
    "Layouts": ("fmt shop.funnel --json --diff", {"files[].left[]"}),
    "Checks": (
        "test shop.funnel --format json --worlds 40",
        {"files[].checks[].conditions[].parts[].inside[]…"},
    ),
    "Differences": ("diff shop.funnel --scenario lean --json", set()),
    "Assumptions": ("assumptions shop.funnel --json --worlds 40", {"settled[]"}),
    "Sensitivity": (
        "sensitivity shop.funnel --json --worlds 40",
        {
            f"results[].influences[].parts[].{key}"
            for key in ("name", "p10", "p90", "at_p10", "at_p90", "swing_error")
        },
    ),
    "Worth": (f"worth shop.funnel --json --worlds 40 --test '{FLOW}' 500", set()),
    "Exits": ("exit leaving.funnel --json --worlds 40", _AWAY),
    "Searches": (
        "seek shop.funnel --json --worlds 40 --of profit --reach 9000 --by candle.price",
        set(),
    ),
    "Outlines": (
        f"outline {shlex.quote(str(ROOT / 'docs' / 'examples' / 'northwind.funnel'))} --json --simulate --worlds 40",
        {
            "systems[].inside[]…",
            "systems[].building[].launch",
            "campaigns[].PART",
            "projects[]…",
            "channels[].PART",
            "trials[].trial",
            "trials[].success",
        },
    ),
    "Briefs": (
        "brief shop.funnel --json --worlds 40",
        {"departments[].duties[].goals[].prospect"},
    ),
    "Lessons": ("learn shop.funnel --json", set()),
    "Budgets": (
        "optimise shop.funnel --json --worlds 40 --of profit --budget '$40 per day' --over 'ads.spend, candle.price $40 to $50'",
        set(),
    ),
}
"""What writes each document, and the keys that these do not happen to hold."""


@pytest.mark.parametrize("title", COMMANDS)
def test_documents_about_a_plan(
    title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.funnel").write_text(SHOP, "utf-8")
    Path("leaving.funnel").write_text(LEAVING, "utf-8")
    Path("full.funnel").write_text(FULL, "utf-8")
    command, never = COMMANDS[title]
    done = CliRunner().invoke(main, shlex.split(command))

    agrees([json.loads(done.stdout)], title, frozenset(never))


def test_baselines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.funnel").write_text(SHOP, "utf-8")
    CliRunner().invoke(main, ["lint", "shop.funnel", "--write-baseline"])

    agrees([json.loads(Path("funneldsl-baseline.json").read_text())], "Baselines")


def test_every_document_has_its_section() -> None:
    programs = [*(ROOT / "funneldsl").rglob("*.py"), *ROOT.glob("plugins/*/funneldsl_*/**/*.py")]
    written = {s for p in programs for s in re.findall(r'"(funneldsl/[a-z-]+/\d+)"', p.read_text())}

    assert written == set(re.findall(r"^## .*: (funneldsl/\S+)$", PAGE, re.MULTILINE))


def test_the_table_of_series_is_that_of_the_program() -> None:
    assert series_table() in PAGE
    assert all(f"| `{name}` |" in PAGE for name in SERIES)
