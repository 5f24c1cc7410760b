"""`funneldsl check`: findings in four forms, and an exit code for builds."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import SOUND, WRONG, Run
from tests.cli.hostile import HOSTILE, OBEYED


def test_sound_plan_is_told_to_be_so(run: Run) -> None:
    told = run("check", "sound.funnel")

    assert told.stdout.startswith("sound.funnel: all ")
    assert (
        "checks passed: 1 funnel, 2 stages, 1 flow, 1 channel, 1 offer, 1 goal, 1 scenario\n"
        in (told.stdout)
    )
    assert "" == told.stderr


def test_wrong_plan_is_told_with_its_lines(run: Run) -> None:
    told = run("check", "wrong.funnel", code=1)

    assert "wrong.funnel:13:" in told.stdout or "wrong.funnel:14:" in told.stdout
    assert "^" in told.stdout
    assert "error" in told.stdout.splitlines()[-1]


def test_several_files_are_checked_in_one_run(run: Run) -> None:
    told = run("check", "sound.funnel", "wrong.funnel", code=1)

    assert ["sound.funnel", "wrong.funnel"] == [
        line.partition(":")[0] for line in told.stdout.splitlines()[-2:]
    ]


def test_standard_input_is_read(run: Run) -> None:
    told = run("check", "-", input=SOUND)

    assert told.stdout.startswith("standard input: all ")


def test_json_is_the_only_thing_on_standard_output(run: Run) -> None:
    told = run("check", "--format", "json", "wrong.funnel", code=1)
    document = json.loads(told.stdout)

    assert "funneldsl/diagnostics/1" == document["schema"]
    assert {"wrong.funnel"} == {d["span"]["file"] for d in document["diagnostics"]}
    assert "wrong.funnel: " in told.stderr


@pytest.mark.parametrize("form", ["json", "sarif", "github", "text"])
def test_every_form_tells_the_same_codes(run: Run, form: str) -> None:
    plain = run("check", "--format", "json", "wrong.funnel", code=1)
    codes = {d["code"] for d in json.loads(plain.stdout)["diagnostics"]}

    assert all(c in run("check", "--format", form, "wrong.funnel", code=1).stdout for c in codes)


def test_findings_are_written_into_a_file(run: Run, plans: Path) -> None:
    told = run("check", "--format", "sarif", "-o", "out.sarif", "wrong.funnel", code=1)

    assert "" == told.stdout
    assert "2.1.0" == json.loads((plans / "out.sarif").read_text())["version"]


def test_findings_are_never_written_over_a_plan(run: Run, plans: Path) -> None:
    run("check", "-o", "sound.funnel", "wrong.funnel", code=2)

    assert SOUND == (plans / "sound.funnel").read_text()


# --- exit codes -----------------------------------------------------------------------------------------


def test_warnings_fail_only_when_asked_for(run: Run, plans: Path) -> None:
    warned = SOUND.replace("stage visitor\n", "stage visitor\n  stage lonely\n")
    (plans / "warned.funnel").write_text(warned)
    told = json.loads(run("check", "--format", "json", "warned.funnel").stdout)

    assert {"warning"} == {d["severity"] for d in told["diagnostics"]}
    run("check", "--fail-on", "warning", "warned.funnel", code=1)
    run("check", "--fail-on", "note", "warned.funnel", code=1)


def test_file_that_is_not_there_is_a_diagnostic(run: Run) -> None:
    told = run("check", "--format", "json", "nowhere.funnel", code=3)
    (found,) = json.loads(told.stdout)["diagnostics"]

    assert ("F001", "file.unreadable", "error") == (found["code"], found["name"], found["severity"])
    assert "nowhere.funnel" == found["span"]["file"]


def test_unreadable_file_outweighs_mistakes(run: Run) -> None:
    told = run("check", "wrong.funnel", "nowhere.funnel", "sound.funnel", code=3)

    assert "sound.funnel: all" in told.stdout


@pytest.mark.parametrize("content", [b"\xff\xfe\x00b", b"caf\xe9", b"\x80"])
def test_what_is_not_text_is_unreadable(run: Run, plans: Path, content: bytes) -> None:
    (plans / "odd.funnel").write_bytes(content)

    assert "is not text in UTF-8" in run("check", "odd.funnel", code=3).stdout


def test_folder_is_unreadable(run: Run, plans: Path) -> None:
    (plans / "folder.funnel").mkdir()

    run("check", "folder.funnel", code=3)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_pipe_is_unreadable_and_never_waited_for(run: Run, plans: Path) -> None:
    os.mkfifo(plans / "pipe.funnel")

    run("check", "pipe.funnel", code=3)


def test_file_beyond_the_limit_is_refused(run: Run, plans: Path) -> None:
    (plans / "large.funnel").write_bytes(b"# " + b"x" * (8 * 2**20))
    told = run("check", "--format", "json", "large.funnel", code=5)

    assert "F002" == json.loads(told.stdout)["diagnostics"][0]["code"]


def test_no_file_is_a_wrong_call(run: Run) -> None:
    run("check", code=2)


BROKEN_CHECK = """
from funneldsl.plugin import Rule, Severity, hook

RULE = Rule("SHOP1", "shop.closed", Severity.WARNING, "The shop is closed.")

class Shop:
    rules = (RULE,)
    def check(self, plan):
        raise ZeroDivisionError("oops")

@hook
def funneldsl_checks():
    return [Shop()]
"""


def test_check_of_a_plugin_that_breaks_down_is_told_and_ends_with_4(run: Run, plans: Path) -> None:
    (plans / "shop.py").write_text(BROKEN_CHECK)
    told = run("check", "--plugin", "shop.py", "sound.funnel", code=4)

    assert "warning F901 plugin.check-failed" in told.stdout
    assert (
        "the check for SHOP1 of plugin shop.py broke down: ZeroDivisionError: oops" in told.stdout
    )


def test_mistakes_outweigh_a_plugin_that_breaks_down(run: Run, plans: Path) -> None:
    (plans / "shop.py").write_text(BROKEN_CHECK)

    run("check", "--plugin", "shop.py", "wrong.funnel", code=1)


# --- hostile plans --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "github"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_plan_is_told_as_text(run: Run, plans: Path, text: str, form: str) -> None:
    content = f'language 1\nbusiness x "{text}" {{ currency: USD }}\nstage {text} {{\n'
    (plans / "hostile.funnel").write_bytes(content.encode("utf-8", "surrogatepass"))
    told = run("check", "--format", form, "hostile.funnel", code=3 if "\ud800" in text else 1)

    assert not (OBEYED - {"\r"}) & set(told.output)


def test_findings_of_a_file_that_two_plans_import_are_told_once(run: Run, plans: Path) -> None:
    (plans / "offers.funnel").write_text("offer candle { prise: $39 }\n")
    for name in ("a", "b"):
        (plans / f"{name}.funnel").write_text('import "offers.funnel"\n')
    told = run("check", "--format", "json", "a.funnel", "b.funnel", code=1)
    misspelled = [
        d
        for d in json.loads(told.stdout)["diagnostics"]
        if d["span"] and d["span"]["file"] == "offers.funnel" and "prise" in d["message"]
    ]

    assert 1 == len(misspelled)


def test_file_that_another_imports_is_checked_as_a_part_of_the_project(
    run: Run, plans: Path
) -> None:
    head, offer, rest = SOUND.partition("offer candle")
    line, _, rest = rest.partition("\n")
    (plans / "main.funnel").write_text(head + 'import "parts/offers.funnel"\n' + rest, "utf-8")
    (plans / "parts").mkdir()
    (plans / "parts/offers.funnel").write_text(
        f"{offer}{line}\noffer lamp {{ price: $20; needs: shop.byuer }}\n", "utf-8"
    )
    told = run("check", "parts/offers.funnel", code=1).stdout

    assert "parts/offers.funnel:2:33" in told
    assert "did you mean" in told or "shop.buyer" in told
    assert "parts/offers.funnel as a part of main.funnel: 1 error" in told
    assert "main.funnel:" not in told.replace("of main.funnel:", "")
    assert "as a part of" not in run("check", "parts/offers.funnel", "--alone", code=1).stdout


def test_mistakes_elsewhere_in_the_project_are_counted(run: Run, plans: Path) -> None:
    (plans / "main.funnel").write_text(WRONG + 'import "more.funnel"\n', "utf-8")
    (plans / "more.funnel").write_text(
        'customer bea { who: "reads, too"; wants: "quiet" }\n', "utf-8"
    )
    told = run("check", "more.funnel")

    assert "elsewhere in the project; `funneldsl check` it to see them" in told.stderr
    assert "byuer" not in told.stdout
