"""Checks of plugins with the numbers that a project has set for them, in the table of the plugin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from attrs import evolve

from funneldsl.config import Config
from funneldsl.config import rules as config_rules
from funneldsl.diagnostics import Finding, near
from funneldsl.extensions import Extensions
from funneldsl.plugin import Check, Setting


class Adjusted(NamedTuple):
    """What is plugged in, with its checks as the project wants them, and what is wrong with the tables."""

    extensions: Extensions
    findings: tuple[Finding, ...] = ()


def adjusted(extensions: Extensions, config: Config) -> Adjusted:
    """Extensions whose checks speak from where on the tables of their plugins say.

    A table of a plugin that is not there, or that has nothing to set, is left alone. For a number that does not fit,
    the default holds.
    """
    findings: list[Finding] = []
    told: dict[str, Mapping[str, float]] = {}
    for name, known in settings_of(extensions).items():
        if name in config.plugins:
            told[name] = dict(_fitting(name, config.plugins[name], known, config, findings))
    if not any(told.values()):
        return Adjusted(extensions, tuple(findings))
    names = _names(extensions)
    checks = tuple(
        _with(check, told.get(names.get(extensions.owner_of(check), ""), {}))
        for check in extensions.checks
    )
    return Adjusted(evolve(extensions, checks=checks), tuple(findings))


def settings_of(extensions: Extensions) -> Mapping[str, Mapping[str, Setting]]:
    """By the name of each plugin that has any: what can be set, by key."""
    names = _names(extensions)
    found: dict[str, dict[str, Setting]] = {}
    for check in extensions.checks:
        owner = names.get(extensions.owner_of(check))
        for setting in _of(check) if owner is not None else ():
            found.setdefault(owner or "", {})[setting.key] = setting
    return found


def _names(extensions: Extensions) -> Mapping[str, str]:
    """Who brought something, by its label: the name of the plugin, as in `--without`."""
    return {e.candidate.label: e.candidate.name for e in extensions.book[1:]}


def _of(check: Check) -> tuple[Setting, ...]:
    return tuple(getattr(check, "settings", ()))


def _with(check: Check, told: Mapping[str, float]) -> Check:
    own = {s.key: told[s.key] for s in _of(check) if s.key in told}
    set_: Any = getattr(check, "with_settings", None)
    if not own or set_ is None:
        return check
    made: Check = set_(own)
    return made


def _fitting(
    name: str,
    table: Mapping[str, Any],
    known: Mapping[str, Setting],
    config: Config,
    findings: list[Finding],
) -> Iterator[tuple[str, float]]:
    for key, value in table.items():
        place = config.places.get(f"{name} {key}") or config.place(name)
        if key not in known:
            guess = near(key.replace("_", "-"), known)
            help = f"did you mean `{guess}`?" if guess else f"there are {', '.join(sorted(known))}"
            message = f"there is no setting {name}.{key}"
            findings.append(config_rules.UNKNOWN_KEY.at(place, message, help=help))
        elif (wrong := _wrong(value, known[key])) is not None:
            example = f"write it like `{key} = {known[key].default:g}`"
            message = f"{name}.{key} {wrong}"
            findings.append(config_rules.WRONG_VALUE.at(place, message, help=example))
        else:
            yield key, float(value)


def _wrong(value: Any, setting: Setting) -> str | None:
    """Why a value does not fit; None if it does."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "is a number"
    if not setting.least <= value <= setting.most:
        most = f" and at most {setting.most:g}" if setting.most < float("inf") else ""
        return f"is {value:g}; it must be at least {setting.least:g}{most}"
    return None
