"""Linting files one after the other: read, fix, choose, and set aside what is known."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from funneldsl.cli.exits import Exit
from funneldsl.cli.reporting import Checked, is_of, once, project_file, speaks_of
from funneldsl.cli.running import source_of
from funneldsl.diagnostics import Finding
from funneldsl.errors import LimitError, UnreadableError
from funneldsl.lint import baseline

if TYPE_CHECKING:
    from funneldsl.cli.lint import Asked
    from funneldsl.cli.settings import Settings
    from funneldsl.config import Config
    from funneldsl.lint.fixing import Fixed


_NOTHING = "nothing to tell"


@define
class Linted:
    """What came of all files."""

    checked: list[Checked] = field(factory=list)
    findings: list[Finding] = field(factory=list)
    fixed: list[Finding] = field(factory=list)
    dropped: list[tuple[Finding, str]] = field(factory=list)
    difference: str = ""
    known: int = 0
    wrote: str = ""

    def remarks(self) -> list[str]:
        """What was done besides finding."""
        told = []
        if self.known:
            told.append(f"{_findings(self.known)} known from the baseline, not told again")
        if self.wrote:
            told.append(self.wrote)
        return told


def _findings(n: int) -> str:
    return f"{n:,} finding{'s are' if n != 1 else ' is'}"


def lint_files(files: tuple[str, ...], asked: Asked, settings: Settings) -> Linted:
    """Lint, and fix if that is asked for. Raises UnknownNameError for a word that means no rule."""
    from funneldsl.cli.lint_list import refuse_unknown
    from funneldsl.pipeline import rules

    linted = Linted()
    by_baseline: dict[Path | None, list[Checked]] = {}
    if files and (words := (*asked.select, *asked.ignore)):
        refuse_unknown(words, rules(settings.extensions(settings.of(files[0]))))
    for file in files:
        config = asked.over(settings.of(file))
        checked = _lint(file, config, asked, settings, linted)
        by_baseline.setdefault(_baseline_of(config, asked), []).append(checked)
    for path, group in by_baseline.items():
        linted.checked += _sift(path, group, asked, linted) if path is not None else group
    own = settings.findings()
    linted.findings = once(
        [*own, *linted.findings, *(f for c in linted.checked for f in c.findings)]
    )
    return linted


def _lint(file: str, config: Config, asked: Asked, settings: Settings, linted: Linted) -> Checked:
    from funneldsl import opening
    from funneldsl.cli.fixing_files import difference, start, write
    from funneldsl.config import settled
    from funneldsl.lint.fixing import fix

    extensions = settings.extensions(config)
    whole = project_file(file, asked.alone)
    try:
        state, read = start(source_of(whole or file), extensions, config)
    except (UnreadableError, LimitError) as e:
        exit = Exit.LIMIT if isinstance(e, LimitError) else Exit.UNREADABLE
        return Checked(file, (opening.refusal(file, e),), extensions, exit=exit)
    if asked.fix or asked.diff:

        def wanted(finding: Finding) -> bool:
            edits = finding.fix.edits if finding.fix is not None else ()
            if whole is not None and not all(is_of(e.span.source.name, file) for e in edits):
                return False
            return bool(settled((finding,), config, config.select))

        done: Fixed = fix(state, read, unsafe=asked.unsafe, wanted=wanted)
        linted.fixed += done.fixed
        linted.dropped += done.dropped
        linted.difference += difference(done)
        if asked.fix:
            write(done)
            state = done.state
    findings = settled(state.findings, config, config.select)
    if whole is None:
        return Checked(file, findings, extensions, state.plan, passed=_NOTHING)
    own = tuple(f for f in findings if speaks_of(f, file))
    return Checked(
        f"{file} as a part of {whole}", own, extensions, state.plan, passed=_NOTHING, part=file
    )


def _baseline_of(config: Config, asked: Asked) -> Path | None:
    """The baseline of a file, by the shortest path."""
    if asked.baseline is not None:
        return Path(asked.baseline)
    if config.baseline is None and not asked.write_baseline:
        return None
    path = (config.folder or Path()) / (config.baseline or baseline.NAME)
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _sift(path: Path, group: list[Checked], asked: Asked, linted: Linted) -> list[Checked]:
    """The files without what is known, or with all of it known from now on."""
    if asked.diff:
        return group
    folder, plans = path.parent, [c.plan for c in group if c.plan is not None]
    known = baseline.read(path) if path.exists() or not asked.write_baseline else Counter()
    if isinstance(known, Finding):
        linted.findings.append(known)
        return group
    thing = baseline.things(plans)
    files = {f for c in group if c.plan is not None for f in _files_of(c)}
    found = once(f for c in group for f in c.findings)
    if asked.write_baseline:
        _write(path, baseline.written(found, folder, thing, known, files), linted)
        known = Counter(baseline.known_as(f, folder, thing) for f in found)
    sifted = baseline.sifted(found, known, folder, thing, files)
    linted.known += sifted.known
    if sifted.gone:
        linted.findings.append(baseline.about_gone(path, sifted.gone))
    new = set(map(id, sifted.new))
    texts = {(f.code, f.message, str(f.span)) for f in sifted.new}
    return [
        evolve(
            c,
            findings=tuple(
                f for f in c.findings if id(f) in new or (f.code, f.message, str(f.span)) in texts
            ),
        )
        for c in group
    ]


def _files_of(checked: Checked) -> set[str]:
    """The files whose findings are all there."""
    if checked.part:
        return {checked.part}
    declared = checked.plan.written.values() if checked.plan is not None else ()
    return {checked.file, *(d.span.source.name for d in declared if d.span.source.name)}


def _write(path: Path, data: bytes, linted: Linted) -> None:
    from funneldsl.cli.output import write_file

    write_file(path, data)
    linted.wrote = f"what was found is written in {path}; errors are not, they have to be put right"
