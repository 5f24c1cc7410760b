"""What one process sends another one gets, large arrays uncopied beside the rest."""

from __future__ import annotations

from multiprocessing import Pipe
from threading import Thread
from typing import Any

import numpy as np
import pytest

from funneldsl.cli.parcels import receive, send


def passed_on(value: Any) -> Any:
    here, there = Pipe()
    with here, there:
        sender = Thread(target=send, args=(there, value))
        sender.start()
        got = receive(here)
        sender.join()
    return got


def test_arrays_of_any_size_and_order_arrive_as_they_were() -> None:
    large = np.arange(400_000, dtype=np.int32).reshape(500, 800)
    sent = {"whole": large, "part": large[:, 3:7], "turned": large.T, "none": np.zeros((0, 4))}
    got = passed_on((True, sent))
    assert got[0]
    for name, array in sent.items():
        assert (array.dtype, array.shape) == (got[1][name].dtype, got[1][name].shape)
        assert np.array_equal(array, got[1][name])


def test_other_answers_arrive_as_they_were() -> None:
    assert passed_on((False, {"a": [1, "b", None]})) == (False, {"a": [1, "b", None]})


def test_nothing_is_sent_of_what_cannot_be_sent() -> None:
    here, there = Pipe()
    with here, there:
        with pytest.raises(Exception, match="pickle"):
            send(there, (np.ones(3), lambda: 1))
        assert not here.poll()
