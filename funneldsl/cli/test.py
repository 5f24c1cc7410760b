"""`funneldsl test`: run the checks of plans, say which hold, and what each part of those that do not came to."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click
from attrs import frozen

from funneldsl.cli.exits import Exit
from funneldsl.cli.options import extensions_of, plugin_options
from funneldsl.cli.output import plugins_may_talk, put, say
from funneldsl.cli.plain import plain
from funneldsl.cli.progress import progress
from funneldsl.cli.running import blaming, read_sound, worlds_options
from funneldsl.cli.style import style_for, uncoloured
from funneldsl.cli.workers import workers
from funneldsl.errors import UnknownNameError

if TYPE_CHECKING:
    from funneldsl.candidates import Choice
    from funneldsl.extensions import Extensions
    from funneldsl.judged import CheckResult
    from funneldsl.model.plan import Plan

FORMATS = ("text", "json", "junit")

NO_CHECKS = """\
{file}: there is nothing to test yet. Add what must hold to the plan, for example:

  check "never runs out of money" {{ expect: chance(cash >= $0) >= 90% }}
"""


@frozen
class Tested:
    """The checks of one file."""

    file: str
    currency: str
    results: tuple[CheckResult, ...]


@click.command(
    epilog="\b\nExamples:\n  funneldsl test northwind.funnel\n"
    "  funneldsl test northwind.funnel --goals --worlds 5000\n"
    '  funneldsl test northwind.funnel -k "half the ads"\n'
    "  funneldsl test --format junit --output checks.xml plans/*.funnel"
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@worlds_options
@click.option(
    "-k", "named", default="", metavar="TEXT", help="Only checks with this text in their name."
)
@click.option("--goals", is_flag=True, help="Goals with a required chance, too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="For people, or for a program.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show the parts of checks that pass, too.")
@click.option("-o", "--output", metavar="FILE", help="Write the results into a file.")
@plugin_options
def command(
    choice: Choice,
    files: tuple[str, ...],
    worlds: int,
    seed: int,
    simulator: str,
    named: str,
    goals: bool,
    form: str,
    verbose: bool,
    output: str | None,
) -> Exit:
    """Run the checks of plans: what they expect must be likely enough.

    The plan and each scenario that a check names are simulated in the same worlds. A check passes or
    fails if its chance is further from the one that is asked than two standard errors; otherwise it
    is undecided, and more worlds decide it. Exit codes:

    \b
      0  all checks pass
      1  a check fails or is undecided, or a plan has errors
      2  the command was typed wrongly
      3  a file could not be read
      4  a plugin failed
      5  a limit was hit
    """
    extensions = extensions_of(choice)
    tested, unknown = [], list[UnknownNameError]()
    for file in dict.fromkeys(files):
        plan = read_sound(file, extensions)
        try:
            results = _run(plan, extensions, worlds, seed, simulator, named, goals)
        except UnknownNameError as e:
            if e.what != "check":
                raise
            unknown.append(e)
            continue
        tested.append(Tested(file, _currency(plan), results))
        if not results:
            say(NO_CHECKS.format(file=plain(file)))
    if unknown and not tested:
        raise unknown[0]
    to_person = form == "text" and output in (None, "-")
    put(_rendered(form, tested, worlds, seed, verbose, coloured=to_person), output)
    if not to_person:
        say(_summary(tested))
    return _exit(r for t in tested for r in t.results)


def _run(
    plan: Plan,
    extensions: Extensions,
    worlds: int,
    seed: int,
    simulator: str,
    named: str,
    goals: bool,
) -> tuple[CheckResult, ...]:
    from funneldsl import pipeline

    with (
        plugins_may_talk(),
        blaming(extensions),
        workers() as executor,
        progress("testing") as tell,
    ):
        return pipeline.judge(
            plan,
            extensions,
            worlds=worlds,
            seed=seed,
            simulator=simulator,
            named=named,
            goals=goals,
            executor=executor,
            progress=tell,
        )


def _currency(plan: Plan) -> str:
    from funneldsl.model.business import Business

    business = plan.one(Business)
    return business.currency if business is not None else ""


def _exit(results: Iterable[CheckResult]) -> Exit:
    from funneldsl.results import Verdict

    passed = all(r.verdict is Verdict.PASS for r in results)
    return Exit.OK if passed else Exit.FINDINGS


def _rendered(
    form: str, tested: Sequence[Tested], worlds: int, seed: int, verbose: bool, *, coloured: bool
) -> str:
    match form:
        case "json":
            from funneldsl.cli.tests_json import as_json

            return as_json(tested, worlds, seed)
        case "junit":
            from funneldsl.cli.tests_junit import as_junit

            return as_junit(tested)
    from funneldsl.cli.tests_text import as_text

    return as_text(tested, style_for(sys.stdout) if coloured else uncoloured, verbose=verbose)


def _summary(tested: Sequence[Tested]) -> str:
    from funneldsl.cli.tests_text import summary

    return summary([r for t in tested for r in t.results], uncoloured)
