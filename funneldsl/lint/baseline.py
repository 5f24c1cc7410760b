"""Known findings: written down once, not told again, and taken out of the file when they are gone.

A finding is known by its file, its code, the thing it is about and its sentence, never by the number of its line.
Errors are never known: they have to be put right.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from funneldsl.config.rules import BASELINE, GONE
from funneldsl.diagnostics import Finding, Severity
from funneldsl.frozen import frozen
from funneldsl.model.plan import Plan
from funneldsl.source import Source, Span

SCHEMA = "funneldsl/baseline/1"
NAME = "funneldsl-baseline.json"
"""What the file is called if nobody says otherwise."""

Known = tuple[str, str, str, str]
"""File from the folder of the baseline, code, thing, sentence."""


@frozen
class Sifted:
    """Findings that are new, how many are known, and those that a baseline names and that are no longer there."""

    new: tuple[Finding, ...]
    known: int
    gone: tuple[Known, ...]


def things(plans: Iterable[Plan]) -> Callable[[Finding], str]:
    """Says what a finding is about: the full name of the innermost declaration at its place."""
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for plan in plans:
        for d in plan.written.values():
            spans.setdefault(d.span.source.name, []).append((d.span.start, d.span.end, d.name))
    for inside in spans.values():
        inside.sort()

    def thing(finding: Finding) -> str:
        inside, at = spans.get(finding.span.source.name, []), finding.span.start
        first = bisect_right(inside, at, key=lambda s: s[0])
        return next((name for _, end, name in reversed(inside[:first]) if at < end), "")

    return thing


def known_as(finding: Finding, folder: Path, thing: Callable[[Finding], str]) -> Known:
    """How a finding is written down."""
    return (_file(finding.span.source.name, folder), finding.code, thing(finding), finding.message)


def _file(name: str, folder: Path) -> str:
    path = Path(name).resolve()
    root = folder.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def sifted(
    findings: Iterable[Finding],
    baseline: Counter[Known],
    folder: Path,
    thing: Callable[[Finding], str],
    files: Iterable[str],
) -> Sifted:
    """What is not in the baseline. Entries of `files`, which were read, that nothing was found for are gone."""
    left = Counter(baseline)
    new: list[Finding] = []
    hidden = 0
    for finding in findings:
        key = known_as(finding, folder, thing)
        if finding.severity is not Severity.ERROR and left[key] > 0:
            left[key] -= 1
            hidden += 1
        else:
            new.append(finding)
    read = {_file(f, folder) for f in files}
    gone = tuple(sorted(k for k in left.elements() if k[0] in read))
    return Sifted(tuple(new), hidden, gone)


def written(
    findings: Iterable[Finding],
    folder: Path,
    thing: Callable[[Finding], str],
    before: Mapping[Known, int],
    files: Iterable[str],
) -> bytes:
    """A baseline of these findings; entries of files that were not read stay as they were."""
    read = {_file(f, folder) for f in files}
    counts = Counter({k: n for k, n in before.items() if k[0] not in read})
    counts.update(
        known_as(f, folder, thing)
        for f in findings
        if f.severity is not Severity.ERROR and f.span.source.name
    )
    entries = [
        {"file": file, "code": code, "thing": about, "message": message, "count": n}
        for (file, code, about, message), n in sorted(counts.items())
    ]
    text = json.dumps({"schema": SCHEMA, "findings": entries}, indent=2, ensure_ascii=False)
    return f"{text}\n".encode("utf-8", "replace")


def read(path: Path) -> Counter[Known] | Finding:
    """What a baseline holds, or the finding that it cannot be read."""
    try:
        return known_in(Source(str(path), path.read_text("utf-8")))
    except OSError as e:
        return _unreadable(str(path), (e.strerror or str(e)).lower())
    except ValueError:
        return _unreadable(str(path), "it is not text in UTF-8")


def known_in(source: Source) -> Counter[Known] | Finding:
    """What the text of a baseline says, or the finding that it says nothing of the kind."""
    try:
        document = json.loads(source.text)
        if not isinstance(document, dict) or document.get("schema") != SCHEMA:
            return _unreadable(source.name, f"it is not a document of the form {SCHEMA}")
        return Counter({_known(entry): int(entry["count"]) for entry in document["findings"]})
    except (ValueError, KeyError, TypeError, RecursionError):
        return _unreadable(source.name, "it is not what `--write-baseline` writes")


def _known(entry: Mapping[str, Any]) -> Known:
    file, code, about, message = (str(entry[k]) for k in ("file", "code", "thing", "message"))
    return file, code, about, message


def _unreadable(name: str, reason: str) -> Finding:
    return BASELINE.at(
        Span(Source(name), 0, 0),
        f"the baseline {name} cannot be read: {reason}",
        help="write it with `funneldsl lint --write-baseline`, or take it out of the settings",
    )


def about_gone(path: Path, gone: tuple[Known, ...]) -> Finding:
    """That entries of a baseline can go."""
    file, code, about, _ = gone[0]
    first = f"{code} of {about or file}" + (f" and {len(gone) - 1} more" if len(gone) > 1 else "")
    n = len(gone)
    return GONE.at(
        Span(Source(str(path)), 0, 0),
        f"{n} finding{'s' * (n != 1)} of the baseline {'is' if n == 1 else 'are'} no longer there: {first}",
        help="write it anew with `funneldsl lint --write-baseline`",
    )
