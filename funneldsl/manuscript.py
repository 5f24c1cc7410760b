"""A plan as it is written, to be changed: nothing moves but what is changed, and each change gives a new value.

    plan = fd.edit("northwind.funnel").set("starter.price", "$89").rename("welcome.student", "pupil")
    print(plan.diff)
    plan.save()

A change that would leave the plan with a mistake that it did not have raises FindingsError, and nothing has changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from os.path import realpath
from pathlib import Path

import attrs

from funneldsl import replacing
from funneldsl.bind.binder import bind
from funneldsl.bind.imports import Project, imports_of
from funneldsl.collector import collector_resting
from funneldsl.diagnostics import Finding, TextEdit, errors
from funneldsl.editing.adding import adding
from funneldsl.editing.applying import applied
from funneldsl.editing.removing import removing
from funneldsl.editing.renaming import refuse_strayed, renaming, strayed
from funneldsl.editing.sameness import same_but_for
from funneldsl.editing.setting import setting
from funneldsl.editing.uses import uses
from funneldsl.edits import Edit, written
from funneldsl.errors import FindingsError, FunnelError
from funneldsl.model.kinds import Kinds
from funneldsl.model.plan import Plan
from funneldsl.model.values import Told
from funneldsl.syntax import nodes


@attrs.frozen(eq=False, slots=False)
class Manuscript:
    """The files of a project with the changes made so far. `plan` is what they mean together."""

    documents: tuple[nodes.Document, ...]
    """The file that the project begins with, then those that it imports."""
    plan: Plan
    findings: tuple[Finding, ...] = attrs.field(repr=False)
    """What reading and binding find wrong."""
    kinds: Kinds = attrs.field(repr=False)
    before: Mapping[str, str] = attrs.field(repr=False)
    """The texts as they were read, by file."""
    folder: Path | None = attrs.field(default=None, repr=False)
    """Where the names of the files begin; None for a text that is in no file."""
    unread: tuple[Finding, ...] = attrs.field(default=(), repr=False)
    """What is wrong with its imports: files that could not be read."""
    named: str = attrs.field(default="", repr=False)
    """The file that was asked for; it may be any of the project."""

    @classmethod
    def of(
        cls, project: Project, kinds: Kinds, folder: Path | None = None, named: str = ""
    ) -> Manuscript:
        """The manuscript of a project as it was read; `named` is the file that was asked for, if not the first."""
        before = {d.source.name: d.source.text for d in project.documents}
        made = cls._made(project.documents, kinds, before, folder, project.findings)
        same = (name for name in before if named and realpath(name) == realpath(named))
        return attrs.evolve(made, named=next(same, project.documents[0].source.name))

    @classmethod
    def _made(
        cls,
        documents: tuple[nodes.Document, ...],
        kinds: Kinds,
        before: Mapping[str, str],
        folder: Path | None,
        unread: tuple[Finding, ...],
    ) -> Manuscript:
        with collector_resting():
            bound = bind(documents, kinds, complete=not errors(unread))
        said = [f for document in documents for f in document.findings]
        found = (*unread, *said, *bound.findings)
        return cls(documents, bound.plan, found, kinds, before, folder, unread)

    # --- changes ----------------------------------------------------------------------------------------

    def set(
        self,
        path: str,
        text: str,
        *,
        because: str | None = None,
        source: str | None = None,
        on: date | None = None,
    ) -> Manuscript:
        """With another value for a property: `set("starter.price", "$89", because="tested")`.

        Its characters are replaced and no others; a property that is not written yet is added in its place. Comments
        stay, and so do the grounds of the value unless new ones are given. `path` may also name a flow (`visitor ->
        buyer`, its share), a clause (`starter.refunds.within`, `visitor -> buyer after`), an entry of a table, or a
        line of a scenario (`frugal.starter.price`). Raises UnknownNameError, FindingsError for a wrong value,
        FunnelError for what is no value.
        """
        return self.apply([Edit(path, text, Told(because=because, source=source, on=on))])

    def apply(self, edits: Iterable[Edit]) -> Manuscript:
        """With every edit, one after the other; all or none. Raises what `set` raises."""
        changed = self
        for edit in edits:
            made = setting(changed.documents, changed.plan, self.kinds, edit.path, written(edit))
            changed = changed._with(made, f"set {edit.path}")
        return changed

    def rename(self, old: str, new: str) -> Manuscript:
        """With another name for a thing, wherever it is named in the project.

        `new` is its own name or its full path; it stays in the same block. What the plan means stays the same: names
        that would stand for another thing are refused. Amounts are drawn by the path where they are written, so a
        forecast of renamed things draws other numbers. Raises UnknownNameError, FindingsError, FunnelError.
        """
        if wrong := errors(self.findings):
            raise FindingsError(f"rename {old}", wrong)
        renamed = renaming(self.documents, self.plan, self.kinds, old, new)
        changed = self._with(renamed.edits, f"rename {old}")
        stray = strayed(
            uses(self.documents, self.plan), uses(changed.documents, changed.plan), renamed
        )
        refuse_strayed(stray, renamed)
        if not same_but_for(self.plan, changed.plan, renamed.old, renamed.new):
            raise FunnelError(
                f"{renamed.old} cannot be renamed to {renamed.new}: the plan would mean something else"
            )
        return changed

    def add(self, text: str, *, inside: str | None = None, after: str | None = None) -> Manuscript:
        """With new blocks, flows or properties: behind a thing, at the end of a block, or of the file that was named.

        Raises FindingsError for a mistake in them, UnknownNameError, FunnelError.
        """
        first = sorted(self.documents, key=lambda d: d.source.name != self.named)
        made = adding(first, self.plan, self.kinds, text, inside=inside, after=after)
        return self._with(made, "add it")

    def remove(self, path: str, *, with_uses: bool = False) -> Manuscript:
        """Without a thing, a property or a clause; comments right above it go with it, others stay.

        A thing that others name is refused (FindingsError, with the places). `with_uses` takes out, too, what cannot
        be without it: flows from and to it, lines of scenarios, its events, its name in lists that hold others.
        Raises UnknownNameError, FunnelError.
        """
        made = removing(self.documents, self.plan, self.kinds, path, with_uses=with_uses)
        return self._with(made, f"remove {path}")

    def _with(self, edits: Iterable[TextEdit], asked: str) -> Manuscript:
        """With characters replaced. Raises FindingsError if that makes a mistake."""
        documents = applied(self.documents, edits)
        if documents == self.documents:
            return self
        if _imports(documents) != _imports(self.documents):
            raise FunnelError(
                "which files are imported is changed by hand; everything else can be edited"
            )
        made = self._made(documents, self.kinds, self.before, self.folder, self.unread)
        changed = attrs.evolve(made, named=self.named)
        known = Counter((f.code, f.message) for f in errors(self.findings))
        if new := [f for f in errors(changed.findings) if _is_new(f, known)]:
            raise FindingsError(asked, new)
        return changed

    # --- results ----------------------------------------------------------------------------------------

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The whole text of every file, by its name."""
        return {d.source.name: d.source.text for d in self.documents}

    @property
    def text(self) -> str:
        """The text of the file that was named."""
        return self.texts[self.named]

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that are not as they were read."""
        return tuple(name for name, text in self.texts.items() if text != self.before[name])

    @property
    def diff(self) -> str:
        """What has changed since the files were read, as a unified diff; empty if nothing has."""
        from difflib import unified_diff

        out: list[str] = []
        for name in self.changed:
            old, new = self.before[name].splitlines(), self.texts[name].splitlines()
            out += unified_diff(old, new, name, name, lineterm="")
        return "".join(f"{line}\n" for line in out)

    def save(self) -> tuple[Path, ...]:
        """Write the files that have changed, and say which: all of them, or none if one cannot be written.

        Raises FunnelError, also if a file is no longer as it was read.
        """
        if self.folder is None and self.changed:
            raise FunnelError(
                "this plan was read from no file, so it cannot be saved; its `text` can be"
            )
        targets = [(Path(self.folder or ".") / name, name) for name in self.changed]
        for target, name in targets:
            _refuse_changed(target, self.before[name].encode())
        done: list[tuple[Path, str]] = []
        try:
            for target, name in targets:
                replacing.rewrite_file(
                    target, self.before[name].encode(), self.texts[name].encode()
                )
                done.append((target, name))
        except FunnelError:
            for target, name in done:
                replacing.rewrite_file(
                    target, self.texts[name].encode(), self.before[name].encode()
                )
            raise
        return tuple(target for target, _ in targets)


def _refuse_changed(target: Path, before: bytes) -> None:
    """Raise FunnelError before anything is written if one of the files is not what was read."""
    replacing.rewrite_file(target, before, before)


def _imports(documents: Iterable[nodes.Document]) -> list[str]:
    return [path for document in documents for path, _ in imports_of(document)]


def _is_new(finding: Finding, before: Counter[tuple[str, str]]) -> bool:
    """Whether a mistake was not there before; each that was there is crossed off."""
    key = (finding.code, finding.message)
    before[key] -= 1
    return before[key] < 0
