"""Which settings hold for a file on the command line, and which plugins they leave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from attrs import define, field

from funneldsl.cli.options import CHECKING, extensions_of

if TYPE_CHECKING:
    from funneldsl.adjusting import Adjusted
    from funneldsl.candidates import Choice
    from funneldsl.config import Config, Configured
    from funneldsl.diagnostics import Finding
    from funneldsl.extensions import Extensions

F = TypeVar("F", bound=Callable[..., Any])


def config_options(command: F) -> F:
    """`--config FILE` and `--no-config`."""
    for option in (
        click.option("--no-config", is_flag=True, help="Use no file of settings."),
        click.option(
            "--config",
            "config_file",
            metavar="FILE",
            help="Use the settings in this file, not those in `funneldsl.toml` or `pyproject.toml`.",
        ),
    ):
        command = option(command)
    return command


@define
class Settings:
    """Settings and plugins for each file, read once for each folder."""

    choice: Choice
    named: str | None = None
    off: bool = False
    found: dict[Path, Configured] = field(factory=dict)
    loaded: dict[tuple[str, ...], Extensions] = field(factory=dict)
    adjusted: dict[tuple[str, tuple[str, ...]], Adjusted] = field(factory=dict)
    missing: list[Finding] = field(factory=list)
    """What was said about plugins that are to be left out."""

    def of(self, file: str) -> Config:
        """What holds for a file; for standard input, what holds for the folder one is in."""
        from funneldsl.config import NO_CONFIG, config_for, config_in

        if self.off and self.named:
            raise click.UsageError("--config and --no-config exclude each other")
        folder = Path(file).parent if file != "-" else Path()
        key = Path() if self.off or self.named else folder.resolve()
        if key not in self.found:
            if self.off:
                self.found[key] = NO_CONFIG
            else:
                self.found[key] = config_in(Path(self.named)) if self.named else config_for(folder)
        return self.found[key].config

    def extensions(self, config: Config) -> Extensions:
        """The plugins that are left, with the numbers that are set for their checks."""
        if config.without not in self.loaded:
            self.loaded[config.without] = extensions_of(self._choice(config), CHECKING)
        if not config.plugins:
            return self.loaded[config.without]
        from funneldsl.adjusting import adjusted

        key = (config.file, config.without)
        if key not in self.adjusted:
            self.adjusted[key] = adjusted(self.loaded[config.without], config)
        return self.adjusted[key].extensions

    def _choice(self, config: Config) -> Choice:
        from funneldsl.candidates import Choice, installed
        from funneldsl.config import not_installed

        if not config.without:
            return self.choice
        names = {c.name for c in installed()}
        self.missing += not_installed(config, names)
        return self.choice | Choice(without=frozenset(names & set(config.without)))

    def findings(self) -> list[Finding]:
        """What is wrong with the settings that were used."""
        from funneldsl.config import misnamed
        from funneldsl.diagnostics import in_order
        from funneldsl.pipeline import rules

        said = [*self.missing]
        for configured in {c.config.file: c for c in self.found.values()}.values():
            said += configured.findings
            if configured.config.folder is not None:
                extensions = self.extensions(configured.config)
                said += misnamed(configured.config, rules(extensions), extensions.whole)
        said += (f for adjusted in self.adjusted.values() for f in adjusted.findings)
        return list(in_order(said))
