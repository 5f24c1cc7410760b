"""What this plugin adds to funneldsl."""

from __future__ import annotations

from funneldsl.plugin import Exporter, hook


@hook
def funneldsl_exporters() -> tuple[Exporter, ...]:
    """The same content for programs and for people."""
    # Here, so that commands that export nothing start without them.
    from funneldsl_report.json import Json
    from funneldsl_report.markdown import Markdown

    return (Json(), Markdown())
