"""Which plugins could be loaded: what is installed, files named on purpose, and what the user switched off."""

from __future__ import annotations

import os
import sys
from collections.abc import Container, Mapping
from pathlib import Path

from attrs import frozen

from funneldsl.contributions import PARTS
from funneldsl.entry_points import entry_points
from funneldsl.errors import UnknownNameError
from funneldsl.extensions import Candidate, Extensions, assemble

GROUP = "funneldsl"
"""Of entry points."""


@frozen
class Choice:
    """Which plugins to use. A `.funnel` file has no say in this."""

    only: frozenset[str] | None = None
    """Names of installed plugins to load; None for all."""
    without: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()
    """Paths of plugins that are a single file."""

    def __or__(self, more: Choice) -> Choice:
        """This choice, narrowed by another one."""
        only = self.only if more.only is None else more.only
        return Choice(only, self.without | more.without, self.files + more.files)


NO_PLUGINS = Choice(only=frozenset())


def from_environment(environment: Mapping[str, str]) -> Choice:
    """The choice made by FUNNELDSL_PLUGINS (names to load, empty for none) and FUNNELDSL_WITHOUT."""
    only = environment.get("FUNNELDSL_PLUGINS")
    return Choice(
        None if only is None else _names(only), _names(environment.get("FUNNELDSL_WITHOUT", ""))
    )


def discover(choice: Choice | None = None, parts: Container[str] = PARTS) -> Extensions:
    """Load what is installed and chosen. Raises UnknownNameError for a name that is not installed.

    Without a choice, that of the environment counts. Plugins are asked for `parts` only (`kinds`, `checks`, …).
    """
    choice = from_environment(os.environ) if choice is None else choice
    found, files = installed(), [from_file(f) for f in choice.files]
    names = [c.name for c in (*found, *files)]
    for name in sorted((choice.only or frozenset()) | choice.without):
        if name not in names:
            raise UnknownNameError("plugin", name, names)
    only = None if choice.only is None else choice.only | {c.name for c in files}
    return assemble((*found, *files), only=only, without=choice.without, parts=parts)


def installed() -> tuple[Candidate, ...]:
    """Plugins of installed distributions, by name; nothing is loaded."""
    return tuple(Candidate(e.name, e.distribution, e.version, e.load) for e in entry_points(GROUP))


def from_file(path: str) -> Candidate:
    """A plugin in a file of its own, named after it."""
    return Candidate(Path(path).stem, path, "", lambda: _module(path))


def _module(path: str) -> object:
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location(f"funneldsl_file_{Path(path).stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is not a Python file")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # classes look their own module up
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[spec.name]
        raise
    return module


def _names(written: str) -> frozenset[str]:
    return frozenset(n.strip() for n in written.split(",") if n.strip())
