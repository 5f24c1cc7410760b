"""`funneldsl fmt`: files, folders and standard input brought into the one layout."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from funneldsl.cli import fmt
from tests.cli.conftest import Run
from tests.cli.hostile import ESCAPE, OBEYED

UGLY = "offer   starter{price:$79;cost : $6}  \n"
NEAT = "offer starter { price: $79; cost: $6 }\n"
BROKEN = "offer   a   {   price: ;   }\n"


@pytest.fixture
def folder(plans: Path) -> Path:
    """A folder with nothing but what a test puts there."""
    for path in plans.iterdir():
        path.unlink()
    (plans / "ugly.funnel").write_text(UGLY)
    return plans


def test_file_is_written_in_its_layout(run: Run, folder: Path) -> None:
    told = run("fmt", "ugly.funnel")

    assert NEAT == (folder / "ugly.funnel").read_text()
    assert "" == told.stdout
    assert "1 file formatted\n" == told.stderr


def test_file_in_its_layout_is_not_touched(run: Run, folder: Path) -> None:
    path = folder / "ugly.funnel"
    path.write_text(NEAT)
    os.utime(path, (1, 1))
    told = run("fmt", "ugly.funnel")

    assert 1 == path.stat().st_mtime
    assert "1 file is formatted already\n" == told.stderr


def test_folder_stands_for_the_plans_beneath_it(run: Run, folder: Path) -> None:
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "deep.funnel").write_text(UGLY)
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "x.funnel").write_text(UGLY)
    (folder / "notes.txt").write_text(UGLY)
    told = run("fmt", "--check", ".", code=1)

    assert ["ugly.funnel", "a/b/deep.funnel"] == told.stdout.replace(os.sep, "/").split()


def test_links_in_a_folder_lead_nowhere(run: Run, folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "mine.funnel").write_text(UGLY)
    (folder / "in").mkdir()
    (folder / "in" / "own.funnel").write_text(NEAT)
    (folder / "in" / "file.funnel").symlink_to(outside / "mine.funnel")
    (folder / "in" / "folder").symlink_to(outside, target_is_directory=True)
    run("fmt", "in")

    assert UGLY == (outside / "mine.funnel").read_text()


def test_link_that_was_named_stays_a_link(run: Run, folder: Path) -> None:
    (folder / "link.funnel").symlink_to("ugly.funnel")
    run("fmt", "link.funnel")

    assert (folder / "link.funnel").is_symlink()
    assert NEAT == (folder / "ugly.funnel").read_text()


def test_check_names_files_and_writes_nothing(run: Run, folder: Path) -> None:
    (folder / "neat.funnel").write_text(NEAT)
    told = run("fmt", "--check", ".", code=1)

    assert "ugly.funnel\n" == told.stdout
    assert UGLY == (folder / "ugly.funnel").read_text()
    assert "1 file would be formatted; 1 file is formatted already\n" == told.stderr


def test_check_of_neat_files_is_content(run: Run, folder: Path) -> None:
    run("fmt", ".")
    told = run("fmt", "--check", ".")

    assert "" == told.stdout


def test_diff_shows_lines_and_writes_nothing(run: Run, folder: Path) -> None:
    told = run("fmt", "--diff", "ugly.funnel")

    assert "--- ugly.funnel\n+++ ugly.funnel, formatted\n" in told.stdout
    assert f"-{UGLY.rstrip()}  \n+{NEAT}" in told.stdout
    assert UGLY == (folder / "ugly.funnel").read_text()


def test_diff_with_check_ends_like_check(run: Run, folder: Path) -> None:
    told = run("fmt", "--diff", "--check", "ugly.funnel", code=1)

    assert f"+{NEAT}" in told.stdout


def test_diff_of_a_hostile_file_is_only_text(run: Run, folder: Path) -> None:
    text = f"{BROKEN}# {ESCAPE}\u202e\n\noffer   b{{price:$1}}\n"
    (folder / "ugly.funnel").write_text(text)
    told = run("fmt", "--diff", "ugly.funnel")

    assert "+offer b { price: $1 }" in told.stdout
    assert not OBEYED & set(told.stdout + told.stderr)


def test_line_without_an_end_is_told(run: Run, folder: Path) -> None:
    (folder / "ugly.funnel").write_text(NEAT.rstrip())
    told = run("fmt", "--diff", "ugly.funnel")

    assert "\\ No newline at end of file\n" in told.stdout


def test_standard_input_comes_back(run: Run, folder: Path) -> None:
    told = run("fmt", "-", input=UGLY.replace("\n", "\r\n"))

    assert NEAT.replace("\n", "\r\n").encode() == told.stdout_bytes
    assert "" == told.stderr


def test_mistakes_are_told_and_stay(run: Run, folder: Path) -> None:
    (folder / "ugly.funnel").write_text(f"{UGLY}\n{BROKEN}")
    told = run("fmt", "ugly.funnel")

    assert f"{NEAT}\n{BROKEN}" == (folder / "ugly.funnel").read_text()
    assert "ugly.funnel, line 3: what begins there has mistakes and stays as it is" in told.stderr


def test_json_says_what_was_done(run: Run, folder: Path) -> None:
    (folder / "ugly.funnel").write_text(f"{BROKEN}{UGLY}")
    told = run("fmt", "--json", "--diff", "ugly.funnel", "missing.funnel", code=3)
    document = json.loads(told.stdout)
    ugly, missing = document["files"]

    assert "funneldsl/fmt/1" == document["schema"]
    assert ("ugly.funnel", True, [1], None) == tuple(
        ugly[key] for key in ("file", "changed", "left", "error")
    )
    assert f"+{NEAT}" in ugly["diff"]
    assert "missing.funnel: does not exist" == missing["error"]


def test_json_of_standard_input_holds_the_text(run: Run, folder: Path) -> None:
    told = run("fmt", "--json", "-", input=UGLY)

    assert NEAT == json.loads(told.stdout)["files"][0]["text"]


def test_file_that_cannot_be_read_does_not_keep_others_from_it(run: Run, folder: Path) -> None:
    (folder / "odd.funnel").write_bytes(b"offer \xff\xfe {}")
    told = run("fmt", "odd.funnel", "missing.funnel", "ugly.funnel", code=3)

    assert NEAT == (folder / "ugly.funnel").read_text()
    assert "odd.funnel: is not text in UTF-8" in told.stderr
    assert "missing.funnel: does not exist" in told.stderr
    assert b"offer \xff\xfe {}" == (folder / "odd.funnel").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such devices")
def test_device_is_refused(run: Run, folder: Path) -> None:
    told = run("fmt", "/dev/null", code=3)

    assert "/dev/null: is not a file but a device" in told.stderr


def test_folder_without_plans_is_a_mistake(run: Run, folder: Path) -> None:
    (folder / "empty").mkdir()
    told = run("fmt", "--check", "empty", code=2)

    assert "there is no .funnel file in empty" in told.stderr


def test_change_of_somebody_else_is_not_lost(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "ugly.funnel"
    read = fmt.content_of

    def read_then_changed(file: str) -> bytes:
        content = read(file)
        path.write_text("# somebody else was here\n")
        return content

    monkeypatch.setattr(fmt, "content_of", read_then_changed)
    told = run("fmt", "ugly.funnel", code=2)

    assert "has changed while it was worked on; nothing was written" in told.stderr
    assert "# somebody else was here\n" == path.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions differ there")
def test_permissions_stay(run: Run, folder: Path) -> None:
    (folder / "ugly.funnel").chmod(0o640)
    run("fmt", "ugly.funnel")

    assert 0o640 == (folder / "ugly.funnel").stat().st_mode & 0o777
