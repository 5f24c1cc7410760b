"""What the commands that ask a plan questions share: a study of it, with a bar for what takes long."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from funneldsl.cli.output import plugins_may_talk
from funneldsl.cli.progress import progress
from funneldsl.cli.running import blaming
from funneldsl.cli.workers import workers

if TYPE_CHECKING:
    from funneldsl.analysis.levers import Lever
    from funneldsl.analysis.study import Study
    from funneldsl.extensions import Extensions
    from funneldsl.model.plan import Plan


@contextlib.contextmanager
def studying(
    plan: Plan, extensions: Extensions, doing: str, **asked: Any
) -> Iterator[tuple[Study, Callable[[float], None]]]:
    """A study of a plan, and whom to tell how far its question is.

    `asked` goes to `pipeline.study`. Single forecasts tell nobody; the question as a whole does.
    """
    from funneldsl import pipeline

    with (
        plugins_may_talk(),
        blaming(extensions),
        workers() as executor,
        progress(doing) as tell,
    ):
        yield pipeline.study(plan, extensions, executor=executor, **asked), tell or _nobody


def _nobody(share: float) -> None:
    return None


def of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--of`: what the question is about."""
    return click.option(
        "--of",
        "asked",
        multiple=True,
        metavar="WHAT",
        help="A goal, a check, an account such as profit, or value (of the sale). May come again.",
    )(command)


def asked_of(plan: Plan, asked: tuple[str, ...]) -> tuple[str, ...]:
    """What was asked about; without that, every goal and the profit."""
    from funneldsl.model.strategy import Goal

    return asked or (*(goal.name for goal in plan.of(Goal)), "profit")


def share_of(text: str, option: str) -> float:
    """A share as one writes it, `80%` or `0.8`. Raises a usage error for anything else."""
    number = text.strip().removesuffix("%").strip()
    try:
        share = float(number) / (100 if text.strip().endswith("%") else 1)
    except ValueError:
        share = -1.0
    if share == 0:
        raise click.UsageError(f"{option} {text!r} is reached by anything; write it as in `80%`")
    if not 0 < share <= 1:
        raise click.UsageError(f"{option} {text!r} is no share; write it as in `80%`")
    return share


def range_of(study: Study, lever: Lever, text: str, option: str) -> tuple[float, float]:
    """Two values of a number, as one writes a range of it: `$29 to $59`; the period may be left out.

    Raises FindingsError for another unit.
    """
    from funneldsl.bind.single import amount_of
    from funneldsl.model.values import Form, Range

    unit, currency = lever.amount.unit, study.network().currency
    whole = Form(unit.dimension, unit.per is not None, unit.each)
    forms = dict.fromkeys((whole, Form(unit.dimension, whole.rate), Form(unit.dimension)))
    found = amount_of(text, lever.path, currency, *forms, exact=False)
    alike = found.unit.per in (None, unit.per) and found.unit.measure in (None, unit.measure)
    if not isinstance(found.law, Range) or not alike:
        now = lever.told(lever.now, currency)
        raise click.UsageError(
            f"{option} {text!r} is no range of {lever.path}, which is {now} now; write `A to B` like that"
        )
    return found.law.low, found.law.high
