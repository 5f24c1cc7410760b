"""From what TOML gives to typed settings. What does not fit is a finding, and the default holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from funneldsl.config import rules
from funneldsl.config.settings import Config, Sort, Thresholds, settings
from funneldsl.diagnostics import Finding, Severity, near
from funneldsl.errors import FunnelError
from funneldsl.source import Span

_EXAMPLES = {
    Sort.RULES: '["F460", "guesses"]',
    Sort.NAMES: '["strategy"]',
    Sort.PATH: '"lint-baseline.json"',
    Sort.SEVERITIES: '{ "F701" = "note" }',
    Sort.RULES_BY_FILE: '{ "drafts/*.funnel" = ["F7"] }',
    Sort.NUMBER: "1.1",
    Sort.TABLE: "{ narrow-range = 1.1 }",
}


class _UnfitError(FunnelError):
    """A value of another sort than its setting takes; holds the word that does not fit, if it is one."""

    def __init__(self, word: str = "", reason: str = "") -> None:
        self.word, self.reason = word, reason
        super().__init__(reason)


def read_settings(told: Any, where: Mapping[str, Span], findings: list[Finding]) -> dict[str, Any]:
    """Arguments of `Config`: every setting that is written and fits. Tables with other names are of plugins."""
    if not isinstance(told, dict):
        findings.append(
            rules.WRONG_VALUE.at(
                where[""], "the settings of funneldsl are a table", help="write `[tool.funneldsl]`"
            )
        )
        return {}
    known, plugins = settings(Config), {}
    values: dict[str, Any] = {}
    for key, value in told.items():
        guess = near(key.replace("_", "-"), known)
        if key in known:
            _take(known[key], (key,), value, where, values, findings)
        elif isinstance(value, dict) and (guess is None or not _slip(key, guess)):
            plugins[key] = value
        else:
            findings.append(_unknown((key,), known, where))
    return {**values, "plugins": plugins}


def _slip(key: str, guess: str) -> bool:
    """Whether a table is rather a misspelled one of ours than that of a plugin."""
    return abs(len(key) - len(guess)) <= 1 and key.replace("_", "-")[:1] == guess[:1]


def _take(
    setting: attrs.Attribute[Any],
    path: tuple[str, ...],
    value: Any,
    where: Mapping[str, Span],
    values: dict[str, Any],
    findings: list[Finding],
) -> None:
    sort: Sort = setting.metadata["sort"]
    try:
        if sort is Sort.TABLE:
            values[setting.name] = _thresholds(value, path, where, findings)
        else:
            values[setting.name] = _fitting(sort, value, setting.metadata["least"])
    except _UnfitError as e:
        named = ".".join(path)
        reason = e.reason or f"{named} is {sort.value}"
        shown = " ".join((*path, e.word)) if e.word else " ".join(path)
        findings.append(
            rules.WRONG_VALUE.at(
                where.get(shown) or where.get(" ".join(path)) or where[""],
                reason,
                help=f"write it like `{path[-1]} = {_EXAMPLES[sort]}`",
            )
        )


def _thresholds(
    told: Any, path: tuple[str, ...], where: Mapping[str, Span], findings: list[Finding]
) -> Thresholds:
    if not isinstance(told, dict):
        raise _UnfitError
    known = settings(Thresholds)
    values: dict[str, Any] = {}
    for key, value in told.items():
        if key in known:
            _take(known[key], (*path, key), value, where, values, findings)
        else:
            findings.append(_unknown((*path, key), known, where))
    return Thresholds(**values)


def _fitting(sort: Sort, value: Any, least: float) -> Any:
    """The value as its setting holds it. Raises _UnfitError."""
    match sort:
        case Sort.RULES | Sort.NAMES:
            return _texts(value)
        case Sort.PATH:
            if isinstance(value, str) and value:
                return Path(value)
        case Sort.SEVERITIES:
            return {k: _severity(k, v) for k, v in _flat(value).items()}
        case Sort.RULES_BY_FILE:
            if isinstance(value, dict):
                return {pattern: _texts(v) for pattern, v in value.items()}
        case Sort.NUMBER:
            if isinstance(value, int | float) and not isinstance(value, bool):
                if least <= value < float("inf"):
                    return float(value)
                raise _UnfitError(reason=f"the number is {value}; at least {least:g} is needed")
    raise _UnfitError


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise _UnfitError
    return tuple(value)


def _flat(value: Any) -> dict[str, Any]:
    """A table of names with dots, which TOML reads as tables in tables."""
    if not isinstance(value, dict):
        raise _UnfitError
    flat: dict[str, Any] = {}
    for key, v in value.items():
        inner = {f"{key}.{k}": w for k, w in _flat(v).items()} if isinstance(v, dict) else {key: v}
        flat |= inner
    return flat


def _severity(of: str, value: Any) -> Severity:
    words = [s.value for s in Severity]
    if value not in words:
        told = f"{value!r} is no severity; there are {', '.join(words)}"
        raise _UnfitError(of, told)
    return Severity(value)


def _unknown(path: tuple[str, ...], known: Mapping[str, Any], where: Mapping[str, Span]) -> Finding:
    key = path[-1]
    guess = near(key.replace("_", "-"), known)
    help = f"did you mean `{guess}`?" if guess else f"there are {', '.join(sorted(known))}"
    return rules.UNKNOWN_KEY.at(
        where.get(" ".join(path)) or where.get(path[0]) or where[""],
        f"there is no setting {'.'.join(path)}",
        help=help,
    )
