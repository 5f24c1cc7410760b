"""Options that several commands share."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Container
from typing import TYPE_CHECKING, Any, TypeVar

import click

from funneldsl.cli.output import plugins_may_talk
from funneldsl.errors import PluginError

if TYPE_CHECKING:
    from funneldsl.candidates import Choice
    from funneldsl.extensions import Extensions

F = TypeVar("F", bound=Callable[..., Any])


def plugin_flags(command: F) -> F:
    """The options `--no-plugins`, `--without NAME` and `--plugin FILE`; `choice_in` reads them."""
    for option in (
        click.option(
            "--plugin",
            "plugin_files",
            multiple=True,
            metavar="FILE",
            help="Use a plugin in a file of its own.",
        ),
        click.option("--without", multiple=True, metavar="NAME", help="Leave this plugin out."),
        click.option("--no-plugins", is_flag=True, help="Use no installed plugin."),
    ):
        command = option(command)
    return command


def plugin_options(command: F) -> F:
    """The same for a command that uses plugins: it gets them as `choice`."""

    @functools.wraps(command)
    def with_choice(*args: Any, **kwargs: Any) -> Any:
        for own in ("no_plugins", "without", "plugin_files"):
            del kwargs[own]
        return command(*args, choice=choice_in(click.get_current_context()), **kwargs)

    return plugin_flags(with_choice)  # type: ignore[return-value]


def choice_in(context: click.Context) -> Choice:
    """Which plugins: what the environment says, narrowed by the options of `funneldsl` and of its command."""
    from funneldsl.candidates import Choice, from_environment

    above = choice_in(context.parent) if context.parent else from_environment(os.environ)
    told = context.params
    only = frozenset[str]() if told.get("no_plugins") else None
    return above | Choice(
        only, frozenset(told.get("without", ())), tuple(told.get("plugin_files", ()))
    )


CHECKING = frozenset({"kinds", "checks"})
"""What plugins bring to the reading of a plan."""


def extensions_of(choice: Choice, parts: Container[str] | None = None) -> Extensions:
    """What is plugged in; all of it unless only some parts are needed.

    A plugin that was asked for by its file must load; installed ones may fail.
    """
    from funneldsl.candidates import discover
    from funneldsl.contributions import PARTS

    with plugins_may_talk():
        extensions = discover(choice, PARTS if parts is None else parts)
    for entry in extensions.failed:
        if entry.candidate.distribution in choice.files:
            raise PluginError(entry.candidate.label, "loading it", entry.error)
    return extensions


EXAMPLE = "\b\n"
"""In front of examples in help texts: lines stay as they are."""
