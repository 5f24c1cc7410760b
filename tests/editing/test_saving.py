"""Files are written all or none, and only if they are still what was read."""

from __future__ import annotations

from pathlib import Path

import pytest

import funneldsl as fd
from tests.editing.plans import CANDLES, EXTENSIONS, edit

FIRST, SECOND = CANDLES.split("# One size.\n")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two files: `plan.funnel` imports `parts/rest.funnel`."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "plan.funnel").write_text(FIRST + 'import "parts/rest.funnel"\n', "utf-8")
    (tmp_path / "parts" / "rest.funnel").write_text(SECOND, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def opened(name: str) -> fd.Manuscript:
    return fd.edit(name, extensions=EXTENSIONS)


def texts(folder: Path) -> dict[str, str]:
    return {p.name: p.read_bytes().decode() for p in folder.rglob("*.funnel")}


def test_only_files_that_have_changed_are_written(project: Path) -> None:
    saved = opened("plan.funnel").set("candle.cost", "$12").save()
    assert (project / "parts" / "rest.funnel",) == saved
    assert SECOND.replace("$11", "$12") == texts(project)["rest.funnel"]


def test_a_part_is_edited_with_the_project_that_it_belongs_to(project: Path) -> None:
    part = opened("parts/rest.funnel")
    assert SECOND == part.text
    part.rename("candle", "wax").add("offer soap { price: $9 }").save()
    assert "sells: wax" in texts(project)["plan.funnel"]
    assert texts(project)["rest.funnel"].endswith("\noffer soap { price: $9 }\n")


def test_nothing_is_written_if_one_of_the_files_has_changed_meanwhile(project: Path) -> None:
    changed = opened("plan.funnel").rename("candle", "wax")
    (project / "parts" / "rest.funnel").write_text(SECOND + "# a remark\n", "utf-8")
    before = texts(project)
    with pytest.raises(fd.FunnelError, match="changed while"):
        changed.save()
    assert before == texts(project)


def test_what_was_written_goes_back_if_another_file_cannot_be(project: Path) -> None:
    changed = opened("plan.funnel").rename("candle", "wax")
    before = texts(project)
    (project / "parts").chmod(0o555)
    try:
        if _may_write(project / "parts"):
            pytest.skip("whoever runs this may write everywhere")
        with pytest.raises(fd.FunnelError, match="cannot write"):
            changed.save()
    finally:
        (project / "parts").chmod(0o755)
    assert before == texts(project)


def _may_write(folder: Path) -> bool:
    try:
        (folder / "probe").touch()
    except OSError:
        return False
    (folder / "probe").unlink()
    return True


def test_a_text_has_no_file_to_be_saved_in() -> None:
    assert () == edit().save()
    with pytest.raises(fd.FunnelError, match="no file"):
        edit().set("candle.cost", "$12").save()


def test_permissions_stay(project: Path) -> None:
    (project / "plan.funnel").chmod(0o640)
    opened("plan.funnel").set("ads.spend", "$30 per day").save()
    assert 0o640 == (project / "plan.funnel").stat().st_mode & 0o777


def test_the_diff_names_every_file_that_changes(project: Path) -> None:
    diff = opened("plan.funnel").rename("candle", "wax").diff
    assert ["--- plan.funnel", "--- parts/rest.funnel"] == [
        line for line in diff.splitlines() if line.startswith("---")
    ]
    assert texts(project)["rest.funnel"] == SECOND
