"""`funneldsl upgrade`: files of older versions are carried forward; those of newer ones are refused."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import SOUND, Run


def test_a_file_of_the_present_version_is_left_alone(run: Run, plans: Path) -> None:
    done = run("upgrade", "sound.funnel")
    assert ("", "sound.funnel: version 1 already\n") == (done.stdout, done.stderr)


def test_a_file_without_a_version_is_told_of_and_gets_one_if_asked(run: Run, plans: Path) -> None:
    (plans / "sound.funnel").write_text(SOUND.removeprefix("language 1\n"), "utf-8")
    assert "read as version 1; --add-line" in run("upgrade", "sound.funnel").stderr
    assert "would be written" in run("upgrade", "--add-line", "--diff", "sound.funnel").stderr
    assert (
        "sound.funnel\n" == run("upgrade", "--add-line", "--check", "sound.funnel", code=1).stdout
    )
    run("upgrade", "--add-line", "sound.funnel")
    text = (plans / "sound.funnel").read_text("utf-8")
    assert SOUND.replace("language 1\n", "language 1\n\n", 1) == text


def test_a_newer_version_is_a_finding_and_the_others_are_done(run: Run, plans: Path) -> None:
    (plans / "wrong.funnel").write_text("language 7\n" + SOUND, "utf-8")
    done = run("upgrade", "wrong.funnel", "sound.funnel", code=1)
    assert "wrong.funnel:1:10: error F050 upgrade.newer" in done.stderr
    assert "sound.funnel: version 1 already" in done.stderr


def test_a_folder_is_all_of_its_plans(run: Run) -> None:
    assert 2 == run("upgrade", ".").stderr.count("version 1 already")


def test_standard_input_is_printed(run: Run) -> None:
    done = run("upgrade", "--add-line", "-", input="offer a { price: $1 }\n")
    assert "language 1\n\noffer a { price: $1 }\n" == done.stdout


def test_a_file_that_is_not_there_is_said(run: Run) -> None:
    assert "gone.funnel: does not exist" in run("upgrade", "gone.funnel", code=3).stderr


def test_the_result_is_there_for_programs(run: Run, plans: Path) -> None:
    (plans / "wrong.funnel").write_text("language 7\n", "utf-8")
    told = json.loads(run("upgrade", "--json", "sound.funnel", "wrong.funnel", code=1).stdout)
    assert ("funneldsl/upgrade/1", 1, 1, False) == (
        told["schema"],
        *(told["files"][0][key] for key in ("was", "now", "changed")),
    )
    assert ["F050"] == [d["code"] for d in told["files"][1]["diagnostics"]]
