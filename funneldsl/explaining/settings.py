"""Trying out examples with settings or a baseline beside the plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from funneldsl.config import NO_CONFIG, Config, config_of, misnamed, not_installed, settled
from funneldsl.diagnostics import Finding
from funneldsl.explaining.examples import Example
from funneldsl.extensions import Extensions
from funneldsl.lint import baseline
from funneldsl.pipeline import Reading, rules
from funneldsl.source import Source

_FOLDER = Path()


def with_settings(
    reading: Reading, example: Example, extensions: Extensions, names: Collection[str]
) -> tuple[Finding, ...]:
    """The findings of a reading as the settings of its example want them, and those about the settings.

    `names` are the plugins that are installed.
    """
    config, said = NO_CONFIG.config, list[Finding]()
    for name, text in example.settings.items():
        configured = config_of(Source(name, text), _FOLDER)
        if configured is not None:
            config = configured.config
            said += configured.findings
    said += misnamed(config, rules(extensions))
    said += not_installed(config, names)
    left = settled(reading.findings, config, config.select)
    return (*said, *_new(left, reading, example, config))


def _new(
    findings: Iterable[Finding], reading: Reading, example: Example, config: Config
) -> Iterable[Finding]:
    """Those that the baseline does not know, and what there is to say about it."""
    if config.baseline is None:
        return findings
    path = config.baseline
    known = baseline.known_in(Source(str(path), example.files.get(str(path), "")))
    if isinstance(known, Finding):
        return (*findings, known)
    thing = baseline.things([reading.plan])
    sifted = baseline.sifted(findings, known, _FOLDER, thing, [example.plan])
    gone = (baseline.about_gone(path, sifted.gone),) if sifted.gone else ()
    return (*sifted.new, *gone)
