"""Projects of several files: what is read, and what is never read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from funneldsl.bind import imports
from funneldsl.bind.binder import bind
from funneldsl.bind.imports import FolderReader, GivenFiles, NoFiles, Project, Reader, load_project
from funneldsl.source import Source
from funneldsl.syntax.parser import parse

from .reading import KINDS

OFFER = "offer course { price: $79 }\n"


def project(folder: Path, entry: str = "plan.funnel", reader: Reader | None = None) -> Project:
    path = folder / entry
    return load_project(
        Source(str(path), path.read_text("utf-8")), reader or FolderReader(folder), parse
    )


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.funnel").write_text(text, "utf-8")


def only(folder: Path) -> tuple[str, str]:
    """Code and message of the only finding."""
    (finding,) = project(folder).findings
    return finding.code, finding.message


def test_a_file_and_what_it_imports_share_their_names(tmp_path: Path) -> None:
    write(
        tmp_path,
        plan='import "offers.funnel"\nfunnel f { stage buyer { sells: course } }\n',
        offers=OFFER,
    )
    made = project(tmp_path)
    assert () == made.findings
    bound = bind(made.documents, KINDS)
    assert () == bound.findings
    assert {"course", "f.buyer"} <= set(bound.plan.written)


def test_imports_start_from_the_folder_of_their_file(tmp_path: Path) -> None:
    (tmp_path / "parts" / "deep").mkdir(parents=True)
    write(tmp_path, plan='import "parts/a.funnel"\n', top=OFFER)
    (tmp_path / "parts/a.funnel").write_text('import "deep/b.funnel"\nimport "../top.funnel"\n')
    (tmp_path / "parts/deep/b.funnel").write_text("person ann { hours: 3 hours per week }\n")
    made = project(tmp_path)
    assert () == made.findings
    assert ["plan", "a", "b", "top"] == [Path(d.source.name).stem for d in made.documents]


def test_files_are_known_by_the_way_they_were_reached(tmp_path: Path) -> None:
    write(tmp_path, plan='import "offers.funnel"\n', offers=OFFER)
    assert str(tmp_path / "offers.funnel") == project(tmp_path).documents[1].source.name


def test_a_file_that_two_import_is_read_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        plan='import "a.funnel"\nimport "b.funnel"\n',
        a='import "offers.funnel"\n',
        b='import "./offers.funnel"\n',
        offers=OFFER,
    )
    made = project(tmp_path)
    assert () == made.findings
    assert 4 == len(made.documents)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("nothing.funnel", "F020"),
        ("/etc/passwd.funnel", "F021"),
        ("../outside.funnel", "F021"),
        ("a/../../outside.funnel", "F021"),
        ("..", "F021"),
        ("~/plan.funnel", "F021"),
        ("C:/plan.funnel", "F021"),
        ("C:plan.funnel", "F021"),
        ("a\\\\b.funnel", "F021"),
        ("https://example.com/plan.funnel", "F021"),
        ("file:///etc/plan.funnel", "F021"),
        ("con.funnel", "F021"),
        ("sub/NUL.funnel", "F021"),
        ("what?.funnel", "F021"),
        ("", "F021"),
        ("notes.txt", "F022"),
        ("plan.funnel.txt", "F022"),
        ("folder.funnel", "F022"),
    ],
)
def test_what_is_no_file_of_the_project_is_refused(tmp_path: Path, written: str, code: str) -> None:
    inside = tmp_path / "project"
    inside.mkdir()
    (inside / "folder.funnel").mkdir()
    (tmp_path / "outside.funnel").write_text(OFFER)
    (inside / "plan.funnel").write_text(f'import "{written}"\n')
    (finding,) = project(inside).findings
    assert code == finding.code
    assert f'"{written}"' == finding.span.text
    assert 1 == len(project(inside).documents)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
class TestLinks:
    def test_a_link_inside_of_the_folder_is_followed(self, tmp_path: Path) -> None:
        write(tmp_path, plan='import "link.funnel"\n', offers=OFFER)
        (tmp_path / "link.funnel").symlink_to("offers.funnel")
        assert () == project(tmp_path).findings

    def test_a_file_and_a_link_to_it_are_one_file(self, tmp_path: Path) -> None:
        write(tmp_path, plan='import "link.funnel"\nimport "offers.funnel"\n', offers=OFFER)
        (tmp_path / "link.funnel").symlink_to("offers.funnel")
        made = project(tmp_path)
        assert () == made.findings
        assert 2 == len(made.documents)

    def test_a_link_that_leaves_is_refused(self, tmp_path: Path) -> None:
        inside = tmp_path / "project"
        inside.mkdir()
        (tmp_path / "outside.funnel").write_text(OFFER)
        write(inside, plan='import "link.funnel"\n')
        (inside / "link.funnel").symlink_to(tmp_path / "outside.funnel")
        assert "F021" == only(inside)[0]

    def test_a_linked_folder_that_leaves_is_refused(self, tmp_path: Path) -> None:
        inside = tmp_path / "project"
        inside.mkdir()
        (tmp_path / "outside.funnel").write_text(OFFER)
        write(inside, plan='import "sub/outside.funnel"\n')
        (inside / "sub").symlink_to(tmp_path, target_is_directory=True)
        assert "F021" == only(inside)[0]

    def test_a_link_to_nothing_is_told(self, tmp_path: Path) -> None:
        write(tmp_path, plan='import "link.funnel"\n')
        (tmp_path / "link.funnel").symlink_to("nothing.funnel")
        code, message = only(tmp_path)
        assert "F020" == code
        assert "is a link to nothing" in message

    def test_links_in_a_circle_are_told(self, tmp_path: Path) -> None:
        write(tmp_path, plan='import "a.funnel"\n')
        (tmp_path / "a.funnel").symlink_to("b.funnel")
        (tmp_path / "b.funnel").symlink_to("a.funnel")
        assert "F020" == only(tmp_path)[0]

    def test_a_link_to_the_file_itself_is_a_circle(self, tmp_path: Path) -> None:
        write(tmp_path, plan='import "me.funnel"\n')
        (tmp_path / "me.funnel").symlink_to("plan.funnel")
        assert "F023" == only(tmp_path)[0]

    def test_a_pipe_is_refused_and_not_waited_for(self, tmp_path: Path) -> None:
        write(tmp_path, plan='import "pipe.funnel"\n')
        os.mkfifo(tmp_path / "pipe.funnel")
        assert "F022" == only(tmp_path)[0]

    def test_a_device_is_refused(self, tmp_path: Path) -> None:
        write(tmp_path, plan='import "zero.funnel"\n')
        (tmp_path / "zero.funnel").symlink_to("/dev/zero")
        assert "F021" == only(tmp_path)[0]

    def test_the_folder_itself_may_be_a_link(self, tmp_path: Path) -> None:
        real = tmp_path / "real"
        real.mkdir()
        write(real, plan='import "offers.funnel"\n', offers=OFFER)
        (tmp_path / "link").symlink_to(real, target_is_directory=True)
        assert () == project(tmp_path / "link").findings


def test_files_that_import_each_other_are_told_with_their_names(tmp_path: Path) -> None:
    write(tmp_path, plan='import "a.funnel"\n', a='import "b.funnel"\n', b='import "plan.funnel"\n')
    code, message = only(tmp_path)
    assert "F023" == code
    assert (
        "files import each other in a circle: plan.funnel → a.funnel → b.funnel → plan.funnel"
        == message
    )


def test_what_is_not_text_is_refused(tmp_path: Path) -> None:
    write(tmp_path, plan='import "image.funnel"\n')
    (tmp_path / "image.funnel").write_bytes(b"\xff\xfe\x00")
    code, message = only(tmp_path)
    assert "F022" == code
    assert "is not text in UTF-8" in message


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    write(tmp_path, plan='import "large.funnel"\n', large="#" * 1000)
    (finding,) = project(tmp_path, reader=FolderReader(tmp_path, largest=999)).findings
    assert "F024" == finding.code
    assert () == project(tmp_path, reader=FolderReader(tmp_path, largest=1000)).findings


def test_imports_end_at_a_depth(tmp_path: Path) -> None:
    for n in range(imports.DEEPEST + 1):
        (tmp_path / f"f{n}.funnel").write_text(f'import "f{n + 1}.funnel"\n')
    made = project(tmp_path, "f0.funnel")
    assert ["F024"] == [f.code for f in made.findings]
    assert imports.DEEPEST == len(made.documents)


def test_a_project_has_not_too_many_files(tmp_path: Path) -> None:
    lines = [f'import "f{n}.funnel"\n' for n in range(imports.MOST_FILES + 5)]
    texts = {f"f{n}.funnel": "" for n in range(imports.MOST_FILES + 5)}
    made = load_project(Source("plan.funnel", "".join(lines)), GivenFiles(texts), parse)
    assert ["F024"] == [f.code for f in made.findings]
    assert imports.MOST_FILES == len(made.documents)


def test_a_text_alone_imports_nothing() -> None:
    made = load_project(Source("<text>", 'import "offers.funnel"\n'), NoFiles(), parse)
    assert ["F025"] == [f.code for f in made.findings]


def test_texts_may_be_handed_in() -> None:
    files = GivenFiles(
        {"parts/offers.funnel": OFFER, "parts/more.funnel": 'import "offers.funnel"\n'}
    )
    entry = Source("plan.funnel", 'import "parts/more.funnel"\nimport "parts/none.funnel"\n')
    made = load_project(entry, files, parse)
    assert ["F020"] == [f.code for f in made.findings]
    assert ["plan.funnel", "parts/more.funnel", "parts/offers.funnel"] == [
        d.source.name for d in made.documents
    ]


def test_the_same_name_in_two_files_shows_both(tmp_path: Path) -> None:
    write(tmp_path, plan='import "offers.funnel"\noffer course { price: $9 }\n', offers=OFFER)
    (finding,) = bind(project(tmp_path).documents, KINDS).findings
    assert "F230" == finding.code
    places = {Path(s.source.name).stem for s in (finding.span, finding.related[0].span)}
    assert {"plan", "offers"} == places
