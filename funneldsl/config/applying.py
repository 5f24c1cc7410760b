"""What the settings do to findings: some are left out, some are taken to be worse or milder. Errors stay."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from attrs import evolve

from funneldsl.config import rules as own
from funneldsl.config.selectors import any_means, guess, means
from funneldsl.config.settings import Config
from funneldsl.diagnostics import Finding, Rule, Severity, did_you_mean


def settled(
    findings: Iterable[Finding], config: Config, select: Iterable[str] = ("all",)
) -> tuple[Finding, ...]:
    """The findings that are wanted, as bad as they are taken to be.

    Findings about the settings themselves and about plugins that failed are told in any case.
    """
    chosen = tuple(select)
    left = []
    for finding in findings:
        if _kept(finding) or (any_means(chosen, finding.rule) and not _ignored(finding, config)):
            left.append(_weighed(finding, config))
    return tuple(left)


def _kept(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR or finding.code.startswith(("F04", "F9"))


def _ignored(finding: Finding, config: Config) -> bool:
    if any_means(config.ignore, finding.rule):
        return True
    return any(
        any_means(ignored, finding.rule) and _is_in(finding.span.source.name, pattern, config)
        for pattern, ignored in config.per_file_ignores.items()
    )


def _is_in(name: str, pattern: str, config: Config) -> bool:
    """Whether a file matches a pattern, counted from the folder of the settings; `*` passes over `/` too."""
    path = Path(name).resolve()
    if config.folder is not None and path.is_relative_to(config.folder):
        path = path.relative_to(config.folder)
    return fnmatchcase(path.as_posix(), pattern.removeprefix("./"))


def _weighed(finding: Finding, config: Config) -> Finding:
    """With the severity of the settings; a code or name tells more than a group or the beginning of codes."""
    if finding.severity is Severity.ERROR or not config.severity:
        return finding
    rule = finding.rule
    told = [(s, v) for s, v in config.severity.items() if means(s, rule)]
    if not told:
        return finding
    exact = [v for s, v in told if s.upper() == rule.code or s.casefold() == rule.name]
    severity = exact[-1] if exact else max(told, key=lambda t: len(t[0]))[1]
    return evolve(finding, rule=evolve(rule, severity=severity))


def misnamed(config: Config, rules: Iterable[Rule], all_loaded: bool = True) -> Iterator[Finding]:
    """Words of the settings that mean no rule, or would silence errors.

    Where plugins are missing (`all_loaded` is false), a word like no other may mean a rule of theirs, and nothing is
    said, unless it would decide alone what is told.
    """
    known = tuple(rules)
    for path, selector, silences in _selectors(config):
        meant = [r for r in known if means(selector, r)]
        better = guess(selector, known) if not meant else None
        if not meant and (all_loaded or better or not silences):
            help = f"did you mean `{better}`?" if better else "see `funneldsl lint --list`"
            message = f"`{selector}` in {path[0]} means no finding"
            yield own.UNKNOWN_RULE.at(config.place(*path, selector), message, help=help)
        elif silences and meant and all(r.severity is Severity.ERROR for r in meant):
            message = f"{path[0]} names {selector}, which is an error; errors are always told"
            help = "put the error right, and take it out of the setting"
            yield own.ERROR_KEPT.at(config.place(*path, selector), message, help=help)


def _selectors(config: Config) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """Where a word stands, the word, and whether it is there to hear less."""
    yield from ((("select",), s, False) for s in config.select)
    yield from ((("ignore",), s, True) for s in config.ignore)
    for s, severity in config.severity.items():
        yield ("severity",), s, severity is not Severity.ERROR
    for pattern, ignored in config.per_file_ignores.items():
        yield from ((("per-file-ignores", pattern), s, True) for s in ignored)


def not_installed(config: Config, names: Collection[str]) -> Iterator[Finding]:
    """Plugins that are to be left out and are not among `names`, which are installed."""
    for name in (n for n in config.without if n not in names):
        yield own.UNKNOWN_PLUGIN.at(
            config.place("without", name),
            f"no plugin is named {name!r} here{did_you_mean(name, names)}",
            help="see `funneldsl plugins`",
        )
