"""Where the files of a project come from: a folder, memory, or nowhere. No file outside of the folder is touched."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Protocol

from attrs import field, frozen

from funneldsl.errors import FunnelError
from funneldsl.source import Source

LARGEST = 8 * 2**20
"""Bytes of one file."""


class Refusal(Enum):
    """Why a file is not read."""

    MISSING = "does not exist"
    OUTSIDE = "leads out of the folder of the project"
    NOT_A_PLAN = "is not a file of text"
    TOO_LARGE = "is too large"
    NOT_ALLOWED = "cannot be imported by a text without a folder"


class RefusedError(FunnelError):
    """A file that is not read, with the reason in plain words."""

    def __init__(self, path: str, refusal: Refusal, reason: str = "") -> None:
        self.path, self.refusal, self.reason = path, refusal, reason or refusal.value
        super().__init__(f"{path}: {self.reason}")


class Reader(Protocol):
    """Gives the files of a project by their paths inside of it, parts joined by `/`, without `.` and `..`."""

    def home(self, entry: Source) -> str:
        """The path of the file that the project begins with."""
        ...

    def same(self, path: str) -> str:
        """One path for each file, by whatever link it is reached."""
        ...

    def read(self, path: str, name: str) -> Source:
        """The file, to be known to the user by `name`. Raises RefusedError."""
        ...


@frozen
class NoFiles:
    """Refuses every file: for a text that stands alone."""

    def home(self, entry: Source) -> str:
        """Its name."""
        return entry.name

    def same(self, path: str) -> str:
        """The path itself."""
        return path

    def read(self, path: str, name: str) -> Source:
        """Raises RefusedError."""
        raise RefusedError(name, Refusal.NOT_ALLOWED)


@frozen
class GivenFiles:
    """Texts by path, handed in by whoever embeds the library."""

    texts: Mapping[str, str]
    largest: int = LARGEST

    def home(self, entry: Source) -> str:
        """Its name."""
        return entry.name

    def same(self, path: str) -> str:
        """The path itself."""
        return path

    def read(self, path: str, name: str) -> Source:
        """The text of that path. Raises RefusedError."""
        if path not in self.texts:
            raise RefusedError(name, Refusal.MISSING)
        text = self.texts[path]
        if len(text.encode("utf-8", "replace")) > self.largest:
            raise _too_large(name, self.largest)
        return Source(name, text)


@frozen
class FolderReader:
    """The files of a folder and those below it, and no others: links are followed only as far as they stay inside."""

    root: Path
    largest: int = LARGEST
    _real: Path = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_real", Path(os.path.realpath(self.root)))

    def home(self, entry: Source) -> str:
        """The path of the entry in the folder."""
        real = Path(os.path.realpath(entry.name))
        return (
            real.relative_to(self._real).as_posix()
            if real.is_relative_to(self._real)
            else real.name
        )

    def same(self, path: str) -> str:
        """The path of the file that is read, links followed as far as they stay inside."""
        try:
            real = Path(os.path.realpath(self._real / path, strict=True))
        except (OSError, ValueError):
            return path
        return real.relative_to(self._real).as_posix() if real.is_relative_to(self._real) else path

    def read(self, path: str, name: str) -> Source:
        """The text of a regular file below the folder. Raises RefusedError."""
        try:
            real = Path(os.path.realpath(self._real / path, strict=True))
        except (OSError, ValueError):
            raise RefusedError(name, Refusal.MISSING, self._why_missing(path)) from None
        if not real.is_relative_to(self._real):
            raise RefusedError(name, Refusal.OUTSIDE, "is a link that leads out of the folder")
        return Source(name, _text(self._bytes(real, name), name))

    def _why_missing(self, path: str) -> str:
        link = self._real / path
        try:
            return "is a link to nothing" if link.is_symlink() else ""
        except (OSError, ValueError):
            return ""

    def _bytes(self, real: Path, name: str) -> bytes:
        # Opened without waiting and without following a link that was put there meanwhile: a pipe never blocks us.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
        flags |= (
            getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
        )
        if not stat.S_ISREG(_mode(real, name)):
            raise RefusedError(name, Refusal.NOT_A_PLAN, "is not a file but a folder or a device")
        try:
            handle = os.open(real, flags)
        except OSError as error:
            raise RefusedError(
                name, Refusal.MISSING, f"cannot be opened ({error.strerror})"
            ) from None
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise RefusedError(
                    name, Refusal.NOT_A_PLAN, "is not a file but a folder or a device"
                )
            content = file.read(self.largest + 1)
        if len(content) > self.largest:
            raise _too_large(name, self.largest)
        return content


def _too_large(name: str, largest: int) -> RefusedError:
    return RefusedError(name, Refusal.TOO_LARGE, f"is larger than {largest:,} bytes")


def _mode(real: Path, name: str) -> int:
    try:
        return os.lstat(real).st_mode
    except OSError:
        raise RefusedError(name, Refusal.MISSING) from None


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(name, Refusal.NOT_A_PLAN, "is not text in UTF-8") from None
