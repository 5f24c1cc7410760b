"""Answers on their way from process to process: large arrays go as they are in memory, beside what is pickled."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def send(line: Connection, value: Any) -> None:
    """Send a value that `receive` gets. Nothing is sent of a value that cannot be pickled."""
    beside: list[pickle.PickleBuffer] = []
    pickled = pickle.dumps(value, protocol=5, buffer_callback=beside.append)
    line.send_bytes(len(beside).to_bytes(8, "little") + pickled)
    for buffer in beside:
        line.send_bytes(buffer.raw())


def receive(line: Connection) -> Any:
    """The value that was sent. Raises EOFError, OSError where nobody sends any more."""
    first = line.recv_bytes()
    count = int.from_bytes(first[:8], "little")
    beside = [line.recv_bytes() for _ in range(count)]
    return pickle.loads(memoryview(first)[8:], buffers=beside)  # noqa: S301 - from a process of our own
