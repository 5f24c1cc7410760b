"""The written form of an example: one file, or several, and what is typed to see the finding.

    # plan.funnel
    import "ofers.funnel"

    # offers.funnel
    offer course { price: $79 }

    $ funneldsl check plan.funnel

Without such lines the example is a plan that stands alone, and what is typed is `funneldsl check`.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

from attrs import frozen

from funneldsl.model.values import Fixed

ALONE = "plan.funnel"
"""What a plan that stands alone is called in findings."""

_FILE = re.compile(r"^# (\S+\.(?:funnel|py|txt|toml|json))(?:, ([\d,]+) times)?\n", re.MULTILINE)
_TYPED = re.compile(r"^(?:\$|>>>) (.+)\n?\Z", re.MULTILINE)


@frozen
class Example:
    """Files by name, and the line that is typed."""

    files: Mapping[str, str]
    typed: str
    alone: bool = False
    """Whether it is one text that stands in no folder."""

    @property
    def plan(self) -> str:
        """The name of the plan that is asked about."""
        named = re.findall(r"[\w./-]+\.funnel", self.typed)
        return str(named[0]) if named else ALONE

    @property
    def plugins(self) -> Mapping[str, str]:
        """Its files of Python."""
        return {name: text for name, text in self.files.items() if name.endswith(".py")}

    @property
    def settings(self) -> Mapping[str, str]:
        """Its files of settings."""
        return {name: text for name, text in self.files.items() if name.endswith(".toml")}

    @property
    def simulated(self) -> bool:
        """Whether a forecast is asked for."""
        return "simulate" in self.typed

    @property
    def from_python(self) -> bool:
        """Whether it is asked by a program, which need not look at findings first."""
        return self.typed.startswith("fd.")

    @property
    def change(self) -> tuple[str, ...]:
        """The words of a change that is asked for: `rename`, `buyer`, `customer`."""
        found = re.match(r"funneldsl edit \S+ (.+)", self.typed)
        return tuple(shlex.split(found[1])) if found else ()

    def option(self, name: str) -> str:
        """What stands behind `--name`; empty if it is not there."""
        found = re.search(rf"--{name} (\S+)", self.typed)
        return found[1] if found else ""


def example_of(written: str) -> Example:
    """The example that a rule shows as `wrong` or `right`."""
    found = _TYPED.search(written)
    typed = found[1] if found else ""
    text = written[: found.start()] if found else written
    parts = _FILE.split(text)
    if len(parts) == 1:
        return Example(Fixed({ALONE: text}), typed or f"funneldsl check {ALONE}", alone=True)
    files = {
        name: f"{body.strip()}\n" * int((times or "1").replace(",", ""))
        for name, times, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    }
    return Example(Fixed(files), typed or f"funneldsl check {parts[1]}")
