"""What simulate and export share: reading a plan that must be right, and running it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from funneldsl.cli.findings_text import count
from funneldsl.cli.output import plugins_may_talk, say
from funneldsl.cli.plain import plain
from funneldsl.cli.progress import progress
from funneldsl.cli.workers import workers, workers_option
from funneldsl.diagnostics import errors
from funneldsl.errors import FindingsError, PluginError, UnknownNameError

if TYPE_CHECKING:
    from funneldsl.extensions import Extensions
    from funneldsl.model.plan import Plan
    from funneldsl.results import Forecast
    from funneldsl.source import Source


def worlds_option(least: int = 1) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--worlds`, that many at least."""
    return click.option(
        "--worlds",
        type=click.IntRange(min=least),
        metavar="N",
        default=1000,
        show_default=True,
        help="How many possible futures to run.",
    )


seed_option = click.option(
    "--seed",
    type=click.IntRange(min=0),
    metavar="N",
    default=1,
    show_default=True,
    help="The same seed gives the same numbers.",
)
scenario_option = click.option(
    "--scenario", default="", metavar="NAME", help="Run this scenario of the plan."
)
simulator_option = click.option(
    "--simulator", default="flow", show_default=True, metavar="NAME", help="Who simulates."
)


def simulation_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How to simulate: `--worlds`, `--seed`, `--scenario`, `--simulator`, `--workers`."""
    rest = scenario_option(simulator_option(workers_option(command)))
    return worlds_option()(seed_option(rest))


def several_worlds(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same with two worlds at least: for questions about what differs between worlds."""
    rest = scenario_option(simulator_option(workers_option(command)))
    return worlds_option(2)(seed_option(rest))


def worlds_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same without `--scenario`, for commands that choose their scenarios themselves."""
    return worlds_option()(seed_option(simulator_option(workers_option(command))))


def ways_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same with two worlds at least: for what differs between worlds."""
    return worlds_option(2)(seed_option(simulator_option(workers_option(command))))


def source_of(file: str) -> Path | Source:
    """What to read: a file, or standard input for `-`."""
    from funneldsl.source import Source

    if file != "-":
        return Path(file)
    return Source("<stdin>", sys.stdin.buffer.read().decode("utf-8", "replace"))


def read_sound(file: str, extensions: Extensions) -> Plan:
    """Read a plan that is to be run: errors end the command, the rest is only counted, as `check` would show it."""
    from funneldsl import pipeline
    from funneldsl.adjusting import adjusted
    from funneldsl.config import config_for, settled

    config = config_for(Path(file).parent if file != "-" else Path()).config
    with plugins_may_talk():
        if config.plugins:
            extensions = adjusted(extensions, config).extensions
        reading = pipeline.read(source_of(file), extensions)
    if wrong := errors(reading.findings):
        raise FindingsError("run the plan", wrong)
    left_out = {e.candidate.label for e in extensions.book if e.candidate.name in config.without}
    told = [f for f in settled(reading.findings, config) if f.plugin not in left_out]
    if told:
        say(f"{plain(file)}: {count(told)}; `funneldsl check` shows them")
    return reading.plan


@contextlib.contextmanager
def blaming(extensions: Extensions) -> Iterator[None]:
    """A name that is missing because its plugin could not be loaded is that plugin's failure."""
    try:
        yield
    except UnknownNameError as e:
        if e.what not in ("simulator", "exporter") or not extensions.failed:
            raise
        failed = extensions.failed[0]
        doing = f"bringing {e.what} {e.name!r}, perhaps"
        raise PluginError(failed.candidate.label, doing, failed.error) from e


def run(
    plan: Plan,
    extensions: Extensions,
    *,
    worlds: int,
    seed: int,
    scenario: str,
    simulator: str,
    every_day: bool = False,
) -> Forecast:
    """Simulate, with a bar if it takes long. A simulator that is missing because its plugin failed is its failure."""
    from funneldsl import pipeline

    with (
        plugins_may_talk(),
        blaming(extensions),
        workers() as executor,
        progress("simulating") as tell,
    ):
        return pipeline.simulate(
            plan,
            extensions,
            worlds=worlds,
            seed=seed,
            scenario=scenario,
            simulator=simulator,
            executor=executor,
            progress=tell,
            every_day=every_day,
        )
