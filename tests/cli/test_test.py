"""`funneldsl test`: verdicts, what parts came to, formats for build servers, and exit codes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from funneldsl import Source, load, read
from funneldsl import test as run_checks
from funneldsl.results import Verdict
from tests.cli.conftest import SOUND, Run
from tests.cli.hostile import HOSTILE, OBEYED

CHECKED = (
    SOUND
    + """\
check "never broke" { expect: chance(cash >= -$9,000) >= 90% }
check "rich" { expect: chance(cash >= $100,000) >= 50% }
check "bold living" { scenario: bold; expect: chance(living) >= 1% and chance(cash < -$9,000) <= 5% }
"""
)
FEW = ("--worlds", "40")


def checked(folder: Path, text: str = CHECKED) -> None:
    (folder / "checked.funnel").write_text(text, "utf-8", errors="surrogatepass")


def test_failing_check_shows_the_value_under_each_part(run: Run, plans: Path) -> None:
    checked(plans)
    told = run("test", "checked.funnel", *FEW, code=1).stdout
    lines = told.splitlines()

    assert "PASS  check never broke  checked.funnel:19:1" == lines[0]
    assert "FAIL  check rich  checked.funnel:20:1" == lines[1]
    assert "      chance(cash >= $100,000) >= 50%" == lines[2]
    assert "      │      │" == lines[3]
    assert re.fullmatch(
        r"      │      \$\d+ · \$\d+ · \$\d+ at its lowest, around 2027-.*", lines[4]
    )
    assert "      under 7%" == lines[5]
    assert "check bold living, scenario bold" in told
    assert "3 checks: 2 pass, 1 fails" == lines[-1]


def test_checks_are_chosen_by_a_part_of_their_name(run: Run, plans: Path) -> None:
    checked(plans)

    assert "1 check: 1 passes\n" in run("test", "checked.funnel", *FEW, "-k", "NEVER").stdout
    assert "no check is named 'ritch'; did you mean 'rich'?" in (
        run("test", "checked.funnel", *FEW, "-k", "ritch", code=2).stderr
    )


def test_a_name_that_one_of_several_files_has_is_enough(run: Run, plans: Path) -> None:
    checked(plans)
    (plans / "other.funnel").write_text(CHECKED.replace("never broke", "always"), "utf-8")
    told = run("test", "other.funnel", "checked.funnel", *FEW, "-k", "never").stdout

    assert "PASS  check never broke  checked.funnel:19:1\n1 check: 1 passes\n" == told


def test_goals_are_judged_if_asked_for(run: Run, plans: Path) -> None:
    checked(plans)
    told = run("test", "checked.funnel", *FEW, "--goals", "-k", "living", "-v", code=1).stdout

    assert "goal living" in told
    assert "profit >= $1,500 per month by 2027-06-30" in told
    assert "per month at its highest" in told


def test_what_is_too_close_to_tell_asks_for_more_worlds(run: Run, plans: Path) -> None:
    text = SOUND + 'check "even" { expect: chance(cash >= CASH) >= 50% }\n'
    checked(plans, text.replace("CASH", "$0"))
    found = run_checks(load(plans / "checked.funnel"), worlds=40)
    middle = found[0].conditions[0].parts[0].p50
    assert middle is not None
    checked(plans, text.replace("CASH", f"${middle:,.0f}" if middle >= 0 else f"-${-middle:,.0f}"))
    told = run("test", "checked.funnel", *FEW, code=1).stdout

    assert told.startswith("OPEN  check even")
    assert "undecided: " in told
    assert "1 check: 1 is undecided" in told


def test_plan_without_checks_is_told_what_to_type(run: Run) -> None:
    told = run("test", "sound.funnel")

    assert "" == told.stdout
    assert 'check "never runs out of money" { expect: chance(cash >= $0) >= 90% }' in told.stderr


def test_example_for_a_plan_without_checks_is_right() -> None:
    from funneldsl.cli.test import NO_CHECKS

    line = NO_CHECKS.format(file="x").strip().splitlines()[-1]
    told = {f.code for f in read(SOUND).findings}
    assert set() == {f.code for f in read(SOUND + line).findings} - told - {"F450"}


def test_mistakes_of_a_plan_come_first(run: Run) -> None:
    assert "byuer" in run("test", "wrong.funnel", code=1).stderr


def test_json_tells_every_part(run: Run, plans: Path) -> None:
    checked(plans)
    told = json.loads(run("test", "checked.funnel", *FEW, "--format", "json", code=1).stdout)
    (file,) = told["files"]
    never, rich, bold = file["checks"]

    assert "funneldsl/checks/1" == told["schema"]
    assert ("pass", "fail", "pass") == (never["verdict"], rich["verdict"], bold["verdict"])
    assert "cash" == rich["conditions"][0]["parts"][0]["text"]
    assert [0.01, 0.05] == [c["required"] for c in bold["conditions"]]
    assert [True, False] == [c["at_least"] for c in bold["conditions"]]
    assert 0 == bold["conditions"][1]["chance"]


def test_junit_survives_hostile_names(run: Run, plans: Path) -> None:
    for name in HOSTILE:
        quoted = name.replace('"', "").replace("\r", "").replace("\x85", "")
        quoted = quoted.replace("\u2028", "").replace("\u2029", "")
        text = SOUND + f'check "{quoted}" {{ expect: chance(cash >= $100,000) >= 50% }}\n'
        if [f for f in read(Source("x", text)).findings if f.severity.value == "error"]:
            continue
        checked(plans, text)
        written = run("test", "checked.funnel", *FEW, "--format", "junit", code=1).stdout
        suites = ElementTree.fromstring(written.encode("utf-8", "replace"))  # noqa: S314
        assert ["failed"] == [f.attrib["type"] for f in suites.iter("failure")]
        assert not OBEYED & set(run("test", "checked.funnel", *FEW, code=1).stdout) - {"\n"}


def test_scenarios_run_in_the_same_worlds_as_the_plan() -> None:
    text = SOUND.replace("{ ads.spend: was * 200% }", "{ ads.spend: was }")
    text += 'check "a" { expect: chance(cash >= $0) >= 50% }\n'
    text += 'check "b" { scenario: bold; expect: chance(cash >= $0) >= 50% }\n'
    a, b = run_checks(read(Source("x.funnel", text)).plan, worlds=50)

    assert ("", "bold") == (a.scenario, b.scenario)
    assert a.conditions[0].chance == b.conditions[0].chance
    assert a.conditions[0].parts == b.conditions[0].parts
    assert a.verdict in (Verdict.PASS, Verdict.FAIL, Verdict.UNDECIDED)


def test_what_a_scenario_leaves_out_does_not_pass(run: Run, plans: Path) -> None:
    text = SOUND + "scenario aimless { without: living }\n"
    checked(plans, text + 'check "aim" { scenario: aimless; expect: chance(living) >= 1% }\n')
    told = run("test", "checked.funnel", *FEW, code=1).stdout

    assert told.startswith("OPEN  check aim, scenario aimless")
    assert "not judged: the scenario leaves out what this speaks of" in told


@pytest.mark.parametrize(
    "words",
    [
        ("test", "sound.funnel"),
        ("diff", "sound.funnel", "--scenario", "bold"),
        ("assumptions", "sound.funnel", "--no-forecast"),
    ],
)
def test_numbers_are_crunched_only_to_simulate(plans: Path, words: tuple[str, ...]) -> None:
    code = "import sys; from funneldsl.cli.main import main\n"
    code += f"try: main({list(words)!r})\nexcept SystemExit: pass\n"
    code += "print(sorted({'numpy', 'scipy'} & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == done.stderr.splitlines()[-1]
