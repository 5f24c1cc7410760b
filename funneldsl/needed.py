"""Plugins by name: what is asked for, what that needs, and how to install what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from funneldsl.errors import PluginError, UnknownNameError

if TYPE_CHECKING:
    from funneldsl.extensions import Extensions
    from funneldsl.plugin import Exporter, Simulator

_EXTRAS = {
    "flow": "forecast",
    "expected": "forecast",
    "mermaid": "diagram",
    "dot": "diagram",
    "svg": "diagram",
    "json": "report",
}
"""What plugins of ours bring, and with which extra they are installed."""


def exporter_named(name: str, extensions: Extensions) -> Exporter:
    """The exporter of that name. Raises UnknownNameError."""
    if name not in extensions.exporters:
        raise UnknownNameError("exporter", name, extensions.exporters, _hint(name))
    return extensions.exporters[name]


def simulators(
    name: str, extensions: Extensions, above: tuple[str, ...] = ()
) -> tuple[Simulator, ...]:
    """A simulator behind all those that it needs, each once. Raises UnknownNameError, PluginError."""
    if name not in extensions.simulators:
        raise UnknownNameError("simulator", name, extensions.simulators, _hint(name))
    if name in above:
        circle = " → ".join((*above, name))
        raise PluginError(extensions.owners["simulator", name], "finding its needs", circle)
    one = extensions.simulators[name]
    needs = {s.name: s for n in one.needs for s in simulators(n, extensions, (*above, name))}
    return (*needs.values(), one)


def _hint(name: str) -> str:
    extra = _EXTRAS.get(name)
    return f"install it with `pip install 'funneldsl[{extra}]'`" if extra else ""
