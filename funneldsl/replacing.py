"""Writing a file whole or not at all, as it was: permissions kept, links followed, nobody else's change lost."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from funneldsl.errors import FunnelError


def replace_file(target: Path, data: bytes) -> None:
    """Write a file under another name and move it into place; its permissions stay as they were. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(_permissions(target))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def rewrite_file(target: Path, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before`, which was read from the file; a link leads to the file that is written.

    Raises FunnelError if the file is no longer what was read, or cannot be written.
    """
    try:
        real = target.resolve(strict=True)
        if real.read_bytes() != before:
            raise FunnelError(f"{target} has changed while it was worked on; nothing was written")
        if after != before:
            replace_file(real, after)
    except OSError as e:
        raise FunnelError(f"cannot write {target}: {e.strerror or e}") from e


def _permissions(target: Path) -> int:
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
