"""What this plugin adds to funneldsl."""

from __future__ import annotations

from funneldsl.plugin import Exporter, hook


@hook
def funneldsl_exporters() -> tuple[Exporter, ...]:
    """Three ways to draw the same picture."""
    # Here, so that commands that export nothing start without them.
    from funneldsl_diagram.dot import Dot
    from funneldsl_diagram.mermaid import Mermaid
    from funneldsl_diagram.svg import Svg

    return (Mermaid(), Dot(), Svg())
