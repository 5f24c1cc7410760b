"""Every example of the documentation is run, and every link leads somewhere."""

import contextlib
import io
import json
import os
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

import funneldsl as fd
from tests.docs import terminal, wrapping
from tests.docs.pages import PAGES, ROOT, Fence, anchors, fences, links, name_of, rewritten

EXAMPLES = ROOT / "docs" / "examples"


CORE = fd.discover(fd.NO_PLUGINS)
"""What a fence is judged by: mistakes, not advice."""

FILE = re.compile(r"`((?:docs|funneldsl|grammar|plugins|tests)/[\w./-]*(?:[./]|[a-z]{3}))`")
"""A path in the repository; `funneldsl/plan/1` is the name of a schema."""

UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))
"""Write what programs print into the pages, instead of comparing."""


class Reader:
    """Somebody who follows a page from top to bottom and types everything in, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: dict[Fence, str] = {}
        """What the fence should show, where it differs."""
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.printed = ""

    def follow(self, fence: Fence) -> None:
        step = getattr(self, f"type_{fence.language}", None)
        if step is not None:
            step(fence)

    def type_funnel(self, fence: Fence) -> None:
        if "shown" in fence.tags:  # an example of a rule: the tests of the rules run it
            return
        if (name := fence.tag("excerpt")) is not None:
            assert _in_order(fence.text, (EXAMPLES / name).read_text())
            return
        text = wrapping.whole(fence)
        if (name := fence.tag("add-to")) is not None:
            text = (self.folder / name).read_text() + "\n" + text
        if (name := name or fence.tag("as")) is not None:
            (self.folder / name).write_text(text)
        found = fd.read(text, extensions=CORE)[1]
        least = fd.Severity.WARNING if text == fence.text else fd.Severity.ERROR
        told = {f.code for f in found if f.severity.rank >= least.rank}
        assert (fence.wrong or frozenset()) == told, [f"{f.span} {f.message}" for f in found]

    def type_python(self, fence: Fence) -> None:
        if (name := fence.tag("as")) is not None:
            (self.folder / name).write_text(fence.text)
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(fence.text, "<page>", "exec"), self.names)  # noqa: S102
        self.printed = out.getvalue()

    def type_output(self, fence: Fence) -> None:
        if UPDATE and not terminal.matches(fence.text, self.printed):
            self.seen[fence] = self.printed
            return
        assert terminal.matches(fence.text, self.printed), self.printed

    def type_console(self, fence: Fence) -> None:
        told = ""
        for command in terminal.commands(fence):
            code, shown = terminal.run(command, self.folder)
            same = terminal.matches(command.expected, shown)
            assert same or UPDATE, f"$ {command.line}\n{shown}"
            assert int(fence.tag("exit") or 0) == code, f"$ {command.line}\n{shown}"
            told += f"$ {command.line}\n{command.expected if same else terminal.renewed(command.expected, shown)}"
        if told != fence.text:
            self.seen[fence] = told

    def type_json(self, fence: Fence) -> None:
        json.loads(fence.text)

    def type_toml(self, fence: Fence) -> None:
        tomllib.loads(fence.text)


def _in_order(excerpt: str, text: str) -> bool:
    """Whether the lines of an excerpt stand in the file in this order; spaces inside do not count."""
    lines = iter(" ".join(line.split()) for line in text.splitlines())
    return all(" ".join(line.split()) in lines for line in excerpt.splitlines() if line.strip())


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_a_page_tells_to_type_works(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    reader = Reader(tmp_path)
    for fence in fences(page.read_text()):
        try:
            reader.follow(fence)
        except BaseException as problem:
            problem.add_note(f"{name_of(page)}:{fence.line}")
            raise
    if UPDATE:
        page.write_text(rewritten(page.read_text(), reader.seen))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = page.read_text()
    for link in links(text):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{name_of(page)}: {link}"
        if anchor:
            assert anchor in anchors(target.read_text()), f"{name_of(page)}: {link}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    for name in FILE.findall(page.read_text()):
        assert (ROOT / name).exists(), f"{name_of(page)}: {name}"


def test_every_page_can_be_reached_from_the_first() -> None:
    seen: set[Path] = set()
    todo = [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        todo += [
            (page.parent / link.partition("#")[0]).resolve()
            for link in links(page.read_text())
            if "://" not in link and link.partition("#")[0]
        ]

    assert sorted(set(PAGES) - seen) == []


def test_the_table_of_contents_names_every_page_and_example() -> None:
    index = ROOT / "docs" / "index.md"
    named = {(index.parent / link.partition("#")[0]).resolve() for link in links(index.read_text())}
    decisions = ROOT / "docs" / "decisions"  # these are listed on a page of their own
    pages = [p for p in PAGES if index.parent in p.parents and decisions not in p.parents]

    assert [] == [
        name_of(p) for p in (*pages, *EXAMPLES.glob("*.funnel")) if p not in named | {index}
    ]
