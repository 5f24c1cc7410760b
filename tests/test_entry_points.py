"""Entry points are read as `importlib.metadata` reads them, without loading it."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest

from funneldsl.entry_points import EntryPoint, entry_points


def distribution(folder: Path, name: str, version: str, points: str) -> Path:
    there = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    there.mkdir(parents=True)
    (there / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n\nName: not this\n"
    )
    (there / "entry_points.txt").write_text(points)
    return folder


@pytest.mark.parametrize("group", ["funneldsl", "console_scripts", "pytest11", "nothing"])
def test_installed_entry_points_are_those_of_the_library(group: str) -> None:
    expected = {
        (e.name, e.value.partition("[")[0].strip(), e.dist.name, e.dist.version)
        for e in metadata.entry_points(group=group)
        if e.dist is not None
    }

    assert expected == {(e.name, e.value, e.distribution, e.version) for e in entry_points(group)}


def test_section_is_read_with_its_comments_and_extras(tmp_path: Path) -> None:
    distribution(
        tmp_path,
        "funneldsl-shop",
        "1.2",
        "[console_scripts]\nshop = shop:main\n\n[funneldsl]\n# ours\n; too\nshop = shop.hooks:hooks [all]\n"
        "second=shop\n[other]\nshop = no\n",
    )

    assert (
        EntryPoint("second", "shop", "funneldsl-shop", "1.2"),
        EntryPoint("shop", "shop.hooks:hooks", "funneldsl-shop", "1.2"),
    ) == entry_points("funneldsl", [str(tmp_path)])


def test_first_of_two_versions_counts(tmp_path: Path) -> None:
    first = distribution(tmp_path / "a", "shop", "2.0", "[funneldsl]\nshop = shop\n")
    second = distribution(tmp_path / "b", "shop", "1.0", "[funneldsl]\nshop = shop\nold = shop\n")

    assert ["2.0"] == [e.version for e in entry_points("funneldsl", [str(first), str(second)])]


def test_folders_that_cannot_be_read_hold_nothing(tmp_path: Path) -> None:
    assert () == entry_points("funneldsl", [str(tmp_path / "nowhere")])


def test_archive_on_the_path_is_left_to_the_library(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("shop-1.0.dist-info/METADATA", "Name: shop\nVersion: 1.0\n")
        archive.writestr("shop-1.0.dist-info/entry_points.txt", "[funneldsl]\nshop = shop\n")
    script = (
        f"import sys; sys.path.append({str(tmp_path / 'all.zip')!r})\n"
        "from funneldsl.entry_points import entry_points\n"
        "print([e.name for e in entry_points('funneldsl') if e.distribution == 'shop'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert "['shop']\n" == done.stdout


def test_object_is_loaded_by_its_path() -> None:
    assert Path.home.__func__ is EntryPoint("x", "pathlib:Path.home", "", "").load().__func__  # type: ignore[attr-defined]
    assert sys is EntryPoint("x", "sys", "", "").load()
