"""The project of a file: who imports it, beside it or above it, and no further."""

from __future__ import annotations

from pathlib import Path

from funneldsl.fragments import HIGHEST, project_of

LARGEST = 10_000


def files(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / (name.replace("__", "/") + ".funnel")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_file_that_nobody_imports_is_whole(tmp_path: Path) -> None:
    files(tmp_path, main='import "offers.funnel"', offers="", other='# import "main.funnel"')

    assert project_of(tmp_path / "main.funnel", LARGEST) is None
    assert project_of(tmp_path / "nothing.funnel", LARGEST) is None


def test_way_of_imports_is_followed_to_its_beginning(tmp_path: Path) -> None:
    files(
        tmp_path,
        business='import "parts/all.funnel"',
        parts__all='import "deep/offers.funnel"',
        parts__deep__offers="offer x { price: $5 }",
    )
    found = project_of(tmp_path / "parts/deep/offers.funnel", LARGEST)

    assert found is not None
    assert (tmp_path / "business.funnel").samefile(found)


def test_main_comes_first_then_the_name(tmp_path: Path) -> None:
    files(tmp_path, a='import "offers.funnel"', main='import "offers.funnel"', offers="")
    found = project_of(tmp_path / "offers.funnel", LARGEST)

    assert "main.funnel" == (found.name if found else "")


def test_circles_end(tmp_path: Path) -> None:
    files(tmp_path, a='import "b.funnel"', b='import "a.funnel"')
    found = project_of(tmp_path / "a.funnel", LARGEST)

    assert "b.funnel" == (found.name if found else "")


def test_search_ends_at_a_repository(tmp_path: Path) -> None:
    files(tmp_path, main='import "inner/offers.funnel"', inner__offers="")
    (tmp_path / "inner/.git").mkdir()

    assert project_of(tmp_path / "inner/offers.funnel", LARGEST) is None


def test_search_goes_only_so_high(tmp_path: Path) -> None:
    near, far = "/".join(["x"] * HIGHEST), "/".join(["y"] * (HIGHEST + 1))
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "main.funnel").write_text(
        f'import "{near}/offers.funnel"\nimport "{far}/offers.funnel"\n'
    )
    for folder in (near, far):
        files(tmp_path / folder, offers="")

    assert project_of(tmp_path / near / "offers.funnel", LARGEST) is not None
    assert project_of(tmp_path / far / "offers.funnel", LARGEST) is None


def test_what_cannot_be_read_imports_nothing(tmp_path: Path) -> None:
    files(tmp_path, offers="", large='import "offers.funnel"' + "#" * LARGEST)
    (tmp_path / "bytes.funnel").write_bytes(b'import "offers.funnel" \xff')
    (tmp_path / "folder.funnel").mkdir()
    (tmp_path / "broken.funnel").symlink_to(tmp_path / "nothing")

    assert project_of(tmp_path / "offers.funnel", LARGEST) is None
