"""`funneldsl`: its commands, each in a file of its own that is imported when it is asked for."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from funneldsl.cli.exits import Exit, end_with
from funneldsl.cli.options import choice_in, extensions_of, plugin_flags
from funneldsl.diagnostics import did_you_mean
from funneldsl.errors import FunnelError, PluginError, reason
from funneldsl.version import VERSION

if TYPE_CHECKING:
    from funneldsl.extensions import Extensions

COMMANDS = {
    "new": "Write a plan to start from.",
    "check": "Read plans and say what is wrong with them.",
    "lint": "Say what could be better in plans, and fix it.",
    "fmt": "Bring plans into one layout.",
    "outline": "Show the business as a tree of systems.",
    "brief": "Write the page that tells a department whom it is for.",
    "simulate": "Forecast a plan: people, money, and the chance of each goal.",
    "test": "Run the checks of plans.",
    "assumptions": "List every number of a plan, and how much rests on it.",
    "diff": "Say what changed between plans or scenarios, in meaning.",
    "compare": "Show scenarios side by side, and why they differ.",
    "sensitivity": "Say which uncertain numbers decide the result.",
    "seek": "Find the value of a number that it would take.",
    "optimise": "Find the best split of a budget, price or order of projects.",
    "worth": "Say which numbers are worth knowing better before choosing.",
    "reconcile": "Run several simulators, and say where they differ and why.",
    "exit": "Compare selling, keeping, and stepping away.",
    "export": "Draw a plan, or write it for other programs.",
    "edit": "Change a plan in its own text, and nothing else in it.",
    "learn": "Judge trials by their results, and propose what follows.",
    "upgrade": "Bring plans of an older version of the language up to date.",
    "explain": "Say what a finding, a kind or a word means.",
    "plugins": "List the plugins, and what each brings.",
    "schema": "Print the JSON Schema of plans.",
}
"""Our commands, each with its line in the help."""


class Commands(click.Group):
    """Our commands and those of plugins. No plugin is loaded to find a command of ours."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Ours in the order of work, then those of plugins by name."""
        return [*COMMANDS, *sorted(_extensions(ctx).commands)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if name in COMMANDS:
            found: click.Command = import_module(f"funneldsl.cli.{name}").command
            return found
        extensions = _extensions(ctx)
        if name not in extensions.commands:
            return None
        return _held(extensions.commands[name], extensions.owners["command", name])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed, or the one that was probably meant."""
        if self.get_command(ctx, args[0]) is None:
            known = self.list_commands(ctx)
            ctx.fail(f"there is no command {args[0]!r}{did_you_mean(args[0], known)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help; it works whatever state the plugins are in."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))
        try:
            extensions = _extensions(ctx)
        except FunnelError as e:
            formatter.write_text(str(e))
            return
        if extensions.commands:
            with formatter.section("Commands of plugins"):
                lines = {n: c.get_short_help_str(80) for n, c in extensions.commands.items()}
                formatter.write_dl(sorted(lines.items()))
        if extensions.failed:
            formatter.write_text("Some plugins could not be loaded: see `funneldsl plugins`.")

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run, and end the process with an exit code; no traceback reaches the person."""
        extra["standalone_mode"] = False
        try:
            ended = super().main(*args, **extra)
        except click.Abort:
            code = Exit.INTERRUPTED
        except click.ClickException as e:
            e.show()
            code = Exit.USAGE
        except Exception as e:
            code = end_with(e)
        else:
            code = Exit(ended) if isinstance(ended, int) else Exit.OK
        sys.exit(code)


def _extensions(ctx: click.Context) -> Extensions:
    return extensions_of(choice_in(ctx))


def _held(command: click.Command, owner: str) -> click.Command:
    """A command of a plugin, whose failure is the plugin's and not ours."""
    from copy import copy

    def invoke(ctx: click.Context) -> None:
        try:
            command.invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, FunnelError):
            raise
        except Exception as e:
            raise PluginError(owner, f"command {command.name}", reason(e)) from e

    held = copy(command)
    held.invoke = invoke  # type: ignore[method-assign]
    return held


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExample:\n  funneldsl check northwind.funnel && funneldsl simulate northwind.funnel",
)
@plugin_flags
@click.version_option(VERSION, "--version", message="funneldsl %(version)s")
def main(**plugins: object) -> None:
    """Write a marketing business as text; check it, forecast it, draw it."""


def run() -> None:
    """The console script."""
    gc.set_threshold(50_000, 20, 20)  # starting makes many objects and no garbage
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    main()
