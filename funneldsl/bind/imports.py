"""The files of a project: a file, those that it imports, those that they import. One folder, nothing outside of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from posixpath import dirname, join, normpath

from attrs import define, field, frozen

from funneldsl.bind import import_rules as rules
from funneldsl.bind.files import FolderReader as FolderReader
from funneldsl.bind.files import GivenFiles as GivenFiles
from funneldsl.bind.files import NoFiles as NoFiles
from funneldsl.bind.files import Reader as Reader
from funneldsl.bind.files import Refusal, RefusedError
from funneldsl.diagnostics import Finding, Rule, in_order
from funneldsl.source import Source, Span
from funneldsl.syntax.nodes import Block, Document

MOST_FILES = 256
DEEPEST = 32

_RULES = {
    Refusal.MISSING: rules.MISSING,
    Refusal.OUTSIDE: rules.OUTSIDE,
    Refusal.NOT_A_PLAN: rules.NOT_A_PLAN,
    Refusal.TOO_LARGE: rules.LIMIT,
    Refusal.NOT_ALLOWED: rules.NOT_ALLOWED,
}
_DEVICES = frozenset(
    ["aux", "con", "nul", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
_NOT_PARTS = frozenset('<>:"|?*\\\0')
"""What no part of a path may hold on all systems; a colon begins a drive, a stream or an address."""


@frozen
class Project:
    """All documents of a project, the entry first, and what was wrong with its imports."""

    documents: tuple[Document, ...]
    findings: tuple[Finding, ...] = ()


def load_project(entry: Source, reader: Reader, parse: Callable[[Source], Document]) -> Project:
    """A file and all that it imports, each read once. Never raises for what the files say."""
    loading = _Loading(reader, parse)
    loading.file(reader.home(entry), entry, ())
    return Project(tuple(loading.documents.values()), in_order(loading.findings))


def imports_of(document: Document) -> Iterator[tuple[str, Span]]:
    """What a document imports: the path as written, and where."""
    if "import" not in document.source.text:
        return
    for piece, statement in document.statements:
        if isinstance(statement, Block) and statement.head.kind.text == "import":
            if statement.head.title is not None:
                yield statement.head.title.text, piece.span(statement.head.title)


@define(eq=False, repr=False)
class _Loading:
    """A project while its files are gathered."""

    reader: Reader
    parse: Callable[[Source], Document]
    documents: dict[str, Document] = field(factory=dict)
    """By path inside of the project."""
    findings: list[Finding] = field(factory=list)
    refused: set[str] = field(factory=set)
    full: bool = False

    def file(self, path: str, source: Source, above: tuple[str, ...]) -> None:
        """One file, then those that it imports."""
        document = self.documents[path] = self.parse(source)
        way = (*above, path)
        for written, span in imports_of(document):
            inside = self.path_of(written, path, span)
            if inside is not None:
                self.follow(inside, join(dirname(source.name), written), span, way)

    def path_of(self, written: str, importer: str, span: Span) -> str | None:
        """The path of an import inside of the project; None, with a finding, if it leads anywhere else."""
        reason = _why_outside(written, importer)
        if reason:
            help = "write a path below the folder of the project, such as `offers.funnel`"
            self.say(rules.OUTSIDE, span, f"`{written}` {reason}", help)
            return None
        if not written.endswith(".funnel"):
            help = "import files that end in `.funnel`"
            self.say(rules.NOT_A_PLAN, span, f"`{written}` does not end in `.funnel`", help)
            return None
        return self.reader.same(normpath(join(dirname(importer), written)))

    def follow(self, path: str, name: str, span: Span, way: tuple[str, ...]) -> None:
        if path in way:
            circle = " → ".join((*way[way.index(path) :], path))
            help = "leave this import out: all files share one list of names"
            self.say(rules.CIRCLE, span, f"files import each other in a circle: {circle}", help)
        elif path in self.documents or path in self.refused:
            return
        elif len(way) >= DEEPEST:
            message = f"imports are nested more than {DEEPEST} deep"
            self.say(rules.LIMIT, span, message, "import the file further up")
        elif len(self.documents) >= MOST_FILES:
            if self.full:
                return
            self.full = True
            message = f"the project has more than {MOST_FILES} files"
            self.say(rules.LIMIT, span, message, "put some of them together")
        else:
            self.open(path, normpath(name), span, way)

    def open(self, path: str, name: str, span: Span, way: tuple[str, ...]) -> None:
        try:
            source = self.reader.read(path, name)
        except RefusedError as refused:
            self.refused.add(path)
            message = f"`{refused.path}` {refused.reason}"
            self.say(
                _RULES[refused.refusal], span, message, "correct the path, or leave the import out"
            )
            return
        self.file(path, source, way)

    def say(self, rule: Rule, span: Span, message: str, help: str) -> None:
        self.findings.append(rule.at(span, message, help=help))


def _why_outside(written: str, importer: str) -> str:
    """What is wrong with a path as written, before any file is looked at."""
    if not written.strip():
        return "is empty"
    if written.startswith(("/", "~")) or written[1:2] == ":":
        return "is an absolute path"
    if "://" in written:
        return "is an address, not a file"
    if any(c in _NOT_PARTS or ord(c) < 32 for c in written):
        return "has a sign in it that no path has on all systems"
    path = normpath(join(dirname(importer), written))
    if path.startswith("../") or path == "..":
        return "leads out of the folder of the project"
    if any(part.split(".")[0].strip().lower() in _DEVICES for part in written.split("/")):
        return "is the name of a device"
    return ""
