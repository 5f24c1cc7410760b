"""Files are written whole or not at all, and never over what was not meant."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import click
import pytest

from funneldsl.cli.output import put, refuse_taken, write_file


def test_file_is_written(tmp_path: Path) -> None:
    put("naïve → text", str(tmp_path / "out.txt"))

    assert "naïve → text" == (tmp_path / "out.txt").read_text("utf-8")
    assert ["out.txt"] == [p.name for p in tmp_path.iterdir()]


def test_dash_is_standard_output(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    put(b"\x00\xff", "-")

    assert b"\x00\xff" == capsysbinary.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_permissions_stay(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old")
    target.chmod(0o640)
    write_file(target, b"new")

    assert (b"new", 0o640) == (target.read_bytes(), stat.S_IMODE(target.stat().st_mode))


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").write_text("")
    write_file(tmp_path / "out.txt", b"new")

    assert (tmp_path / "usual").stat().st_mode == (tmp_path / "out.txt").stat().st_mode


def test_what_is_there_is_kept_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("old")

    with pytest.raises(click.UsageError, match="is there already; add `--force`"):
        refuse_taken(tmp_path / "out.txt", force=False)
    refuse_taken(tmp_path / "out.txt", force=True)
    refuse_taken(tmp_path / "new.txt", force=False)


def test_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("old")
    (tmp_path / "out.txt").symlink_to(tmp_path / "secret")

    with pytest.raises(click.UsageError, match="is a link"):
        write_file(tmp_path / "out.txt", b"new")

    assert "old" == (tmp_path / "secret").read_text()


def test_link_to_nothing_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "out.txt").symlink_to(tmp_path / "nothing")

    with pytest.raises(click.UsageError, match="is a link"):
        write_file(tmp_path / "out.txt", b"new")


def test_plan_is_never_written_over(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match="is a plan, and would be lost"):
        write_file(tmp_path / "northwind.funnel", b"new")


def test_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    with pytest.raises(click.UsageError, match="is no ordinary file"):
        write_file(tmp_path / "out", b"new")


def test_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match=r"cannot write .*: No such file or directory"):
        write_file(tmp_path / "nowhere" / "out.txt", b"new")


def test_nothing_is_left_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(click.UsageError, match="No space left"):
        write_file(tmp_path / "out.txt", b"new")

    assert [] == list(tmp_path.iterdir())
