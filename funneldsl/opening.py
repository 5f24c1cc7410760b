"""Files and texts as they come in: read once, up to a limit, or refused in plain words."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.errors import LimitError, UnreadableError
from funneldsl.source import Source, Span

if TYPE_CHECKING:
    from funneldsl.bind.imports import Reader

UNREADABLE = Rule(
    "F001",
    "file.unreadable",
    Severity.ERROR,
    "A file cannot be read.",
    "It does not exist, may not be opened, or does not hold plain text (UTF-8). Nothing in it was checked, so correct "
    "the name, or save the file as plain text.",
    wrong="""\
# candles.funnel
offer candle { price: $39 }

$ funneldsl check candels.funnel
""",
    right="""\
# candles.funnel
offer candle { price: $39 }

$ funneldsl check candles.funnel
""",
)
TOO_LARGE = Rule(
    "F002",
    "file.too-large",
    Severity.ERROR,
    "A file is larger than any plan.",
    "A plan of a real business is a thousand times smaller, so probably something else was saved under this name. If "
    "it is a plan, split it with `import`.",
    wrong="""\
# subscribers.funnel, 400,000 times
customer anna { who: "reads at night" }
""",
    right="""\
# customers.funnel
customer anna { who: "reads at night" }
""",
)
RULES = (UNREADABLE, TOO_LARGE)


def opened(text_or_path: str | PathLike[str] | Source, largest: int) -> tuple[Source, Reader]:
    """What to read, and where its imports come from: the folder of a file, nowhere for a text.

    A string is the path of a file if it ends in `.funnel` and is a single line. `largest` is in bytes. Raises
    UnreadableError, LimitError.
    """
    from funneldsl.bind.imports import NoFiles

    if not isinstance(text_or_path, Source) and is_file(text_or_path):
        return _file(Path(text_or_path), largest)
    source = (
        text_or_path if isinstance(text_or_path, Source) else Source("<text>", str(text_or_path))
    )
    size = len(source.text.encode("utf-8", "replace"))
    if size > largest:
        raise LimitError("bytes of a text", size, largest)
    return source, NoFiles()


def is_file(text_or_path: str | PathLike[str] | Source) -> bool:
    """Whether the path of a file is meant, and not a text."""
    if isinstance(text_or_path, str):
        return "\n" not in text_or_path and text_or_path.endswith(".funnel")
    return not isinstance(text_or_path, Source)


def _file(path: Path, largest: int) -> tuple[Source, Reader]:
    from funneldsl.bind.files import FolderReader, Refusal, RefusedError

    try:
        real = path.resolve()
        reader = FolderReader(real.parent, largest)
        return reader.read(real.name, str(path)), reader
    except RefusedError as e:
        if e.refusal is Refusal.TOO_LARGE:
            raise LimitError("bytes of a file", real.stat().st_size, largest) from None
        raise UnreadableError(str(path), e.reason) from None
    except (OSError, ValueError, RuntimeError) as e:
        raise UnreadableError(str(path), str(e)) from None


def refusal(file: str, error: UnreadableError | LimitError) -> Finding:
    """The finding that a file could not be read at all."""
    rule = TOO_LARGE if isinstance(error, LimitError) else UNREADABLE
    told = error.reason if isinstance(error, UnreadableError) else str(error)
    return rule.at(Span(Source(file), 0, 0), f"the file cannot be read: {told}")
