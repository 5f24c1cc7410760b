"""`funneldsl new`: a plan to start from, with remarks that say what to change."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from funneldsl.cli.exits import Exit
from funneldsl.cli.output import put, say
from funneldsl.cli.plain import plain

if TYPE_CHECKING:
    from datetime import date

OF_LIKE_SIZE = ("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD")
"""Currencies in which the figures of the templates are about right."""


@click.command(
    epilog="\b\nExamples:\n  funneldsl new\n  funneldsl new course\n"
    "  funneldsl new shop candles.funnel --name 'Evening Candles' --currency EUR"
)
@click.argument("template", required=False)
@click.argument("file", required=False)
@click.option("--name", default="", metavar="TEXT", help="What the business is called.")
@click.option("--currency", default="USD", show_default=True, metavar="CODE", help="Its money.")
@click.option(
    "--start",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The first day of the plan.  [default: the first Monday of next month]",
)
def command(
    template: str | None, file: str | None, name: str, currency: str, start: datetime | None
) -> Exit:
    """Write a plan to start from: it passes `check` and can be forecast at once.

    Without TEMPLATE the templates are listed. FILE is the template's name with `.funnel` if left out; `-` prints the
    plan. A file that is there already is never written over.
    """
    from funneldsl.templates import TEMPLATES

    if template is None:
        put(_list(), None)
        return Exit.OK
    if template not in TEMPLATES:
        raise click.UsageError(_unknown(template))
    day = start.date() if start is not None else None
    text = _text(template, name, _currency(currency), day)
    if file == "-":
        put(text, None)
        return Exit.OK
    target = Path(file or f"{template}.funnel")
    _write(target, text)
    _tell(target, currency.upper())
    return Exit.OK


def _list() -> str:
    from funneldsl.templates import TEMPLATES

    wide = max(map(len, TEMPLATES))
    lines = [f"{name:<{wide}}  {about}" for name, about in TEMPLATES.items()]
    return "\n".join([*lines, "", "Write one with `funneldsl new course`, say.", ""])


def _unknown(template: str) -> str:
    from funneldsl.diagnostics import did_you_mean
    from funneldsl.templates import TEMPLATES

    if template.endswith(".funnel"):
        return f"name the template first: `funneldsl new course {template}`"
    known = ", ".join(TEMPLATES)
    return f"there is no template {template!r}{did_you_mean(template, TEMPLATES)} (known: {known})"


def _currency(code: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{3}", code):
        raise click.UsageError(f"{code!r} is no code of a currency; write three letters, as in EUR")
    return code.upper()


def _text(template: str, name: str, currency: str, start: date | None) -> str:
    from datetime import date

    from funneldsl import pipeline, templates
    from funneldsl.bind.names import slug
    from funneldsl.templates.filling import filled, first_monday

    title = " ".join(name.split())
    text = filled(
        templates.template(template),
        start=start or first_monday(date.today()),
        name=_free(slug(title), template) if title else "",
        title=title,
        currency=currency,
    )
    return pipeline.format(text).text


def _free(name: str, template: str) -> str:
    """A name for the business that nothing in the template has."""
    from funneldsl import templates

    taken = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", templates.template(template))
    return f"{name}_business" if not name or taken or name in ("yes", "no", "none", "was") else name


def _write(target: Path, text: str) -> None:
    if target.suffix != ".funnel":
        raise click.UsageError(f"{plain(str(target))}: the name of a plan ends in `.funnel`")
    try:
        with target.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        message = f"{plain(str(target))} is there already; choose another name, or move it away"
        raise click.UsageError(message) from None
    except OSError as e:
        raise click.UsageError(f"cannot write {plain(str(target))}: {e.strerror or e}") from None


def _tell(target: Path, currency: str) -> None:
    shown = plain(str(target))
    say(f"{shown} is written; the lines to change first are marked `# <- change me`")
    if currency not in OF_LIKE_SIZE:
        say(f"its amounts are the figures of a plan in dollars: look through them for {currency}")
    say(f"next: `funneldsl check {shown}`, then `funneldsl simulate {shown}`")
