"""Commands of a `console` fence, run and compared with what the page shows."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from attrs import frozen

from tests.docs.pages import Fence

FUNNELDSL = Path(sys.executable).with_name("funneldsl")


@frozen
class Command:
    line: str
    expected: str
    """What the page shows; `...` stands for anything."""


def commands(fence: Fence) -> tuple[Command, ...]:
    """The `$ …` lines, each with the lines below it."""
    parts = re.split(r"^\$ (.*)\n", fence.text, flags=re.MULTILINE)
    if parts[0].strip():
        raise ValueError(f"line {fence.line}: output without a command")
    return tuple(Command(*pair) for pair in zip(parts[1::2], parts[2::2], strict=True))


def run(command: Command, folder: Path) -> tuple[int, str]:
    """Exit code and everything that the terminal shows."""
    program, *words = shlex.split(command.line)
    if program != "funneldsl":
        raise ValueError(f"only funneldsl is run, not {program!r}")
    done = subprocess.run(
        [FUNNELDSL, *words],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout


def matches(expected: str, shown: str) -> bool:
    """Whether the output is what the page says; spaces at line ends do not count."""
    pattern = r".*?".join(re.escape(part) for part in plain(expected).strip().split("..."))
    return re.fullmatch(pattern, plain(shown).strip(), re.DOTALL) is not None


def plain(text: str) -> str:
    """Without spaces at line ends and empty lines around it."""
    text = text.strip("\n")
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def renewed(expected: str, shown: str) -> str:
    """The output as it is now, cut as the page cuts it where that can be found: lines are known by their words."""
    if "..." not in expected:
        return plain(shown)
    lines, kept, at = plain(shown).splitlines(), [], 0
    for part in re.split(r"^\.\.\.$", plain(expected), flags=re.MULTILINE):
        words = [_words(line) for line in part.strip("\n").splitlines()]
        places = range(at, len(lines) - len(words) + 1)
        same = (i for i in places if words == [_words(x) for x in lines[i : i + len(words)]])
        if (found := next(same, None)) is None:
            return plain(shown)
        at = found + len(words)
        kept.append("".join(f"{line}\n" for line in lines[found:at]))
    return "...\n".join(kept)


def _words(line: str) -> list[str]:
    return re.findall(r"[^\W\d]{3,}|\b20\d\d\b", line)
