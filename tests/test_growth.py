"""Reading costs what the text is long: eight times the text, less than nine times the work.

Work is counted as calls, of which the same text always makes the same number; seconds would depend on the machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

import funneldsl as fd
from tests.benchmarks import generated

CORE = fd.discover(fd.NO_PLUGINS)
HEAD = "language 1\nbusiness b { currency: USD; start: 2027-01-04; horizon: 12 months }\n"


def repeated(line: str) -> Callable[[int], str]:
    """So many lines, each with its own number."""
    return lambda n: HEAD + "".join(line.replace("#", str(i)) for i in range(n))


def chain(n: int) -> str:
    """One funnel of so many stages in a row, which nobody enters."""
    stages = "".join(f"  stage s{i}\n" for i in range(n))
    flows = "".join(f"  s{i} -> s{i + 1} 50%\n" for i in range(n - 1))
    return f"{HEAD}funnel f {{\n{stages}{flows}}}\n"


def listed(n: int) -> str:
    """One list of so many items."""
    return f"{HEAD}system s {{ role: [{', '.join(['leads'] * n)}] }}\n"


TEXTS = {
    "a plan": (lambda n: generated.plan(2 * n), 150),
    "offers that nobody sells": (repeated("offer o# { price: $5 }\n"), 150),
    "accepted findings": (
        lambda n: (
            HEAD
            + "".join(
                f"offer o{i} {{ price: $5 }}  # ok F460 because it is a test\n" for i in range(n)
            )
        ),
        150,
    ),
    "values of the wrong kind": (repeated("offer o# { price: 5 apples }\n"), 150),
    "properties that nothing has": (repeated("offer o# { prise: $5 }\n"), 150),
    "names that nothing has": (repeated("funnel f# { stage a { sells: x# } }\n"), 150),
    "kinds that there are not": (repeated("thing# x# { }\n"), 150),
    "one name for all": (repeated("offer o { price: $5 }\n"), 150),
    "mistakes of spelling": (repeated("offer o# { price: @ $5 }\n"), 150),
    "a quote that never ends": (lambda n: HEAD + 'offer x "\n' + "a\n" * n, 300),
    "a chain of stages": (chain, 150),
    "a long list": (listed, 300),
    "open brackets": (lambda n: HEAD + "offer x { price: " + "(" * n, 500),
}


def calls(job: Callable[[], object]) -> int:
    """How many functions are called, ours and those of Python."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        job()
    finally:
        sys.setprofile(before)
    return count


def reading(text: str) -> Callable[[], object]:
    return lambda: fd.read(fd.Source("any.funnel", text), extensions=CORE)


@pytest.mark.parametrize(("text", "size"), TEXTS.values(), ids=TEXTS.keys())
def test_eight_times_the_text_is_less_than_nine_times_the_work(
    text: Callable[[int], str], size: int
) -> None:
    reading(text(size))()  # tables are built once

    short, long = calls(reading(text(size))), calls(reading(text(8 * size)))

    assert 0 < long < 9 * short


@pytest.mark.parametrize(
    "edit",
    [("price: $79", "price: $89"), ("  stage visitor\n", "  stage visitor\n  stage guest\n")],
    ids=["a price", "a new stage"],
)
def test_an_edit_is_a_small_part_of_the_work_of_a_reading(edit: tuple[str, str]) -> None:
    text, session = generated.plan(2_000), fd.Session(extensions=CORE)
    session.read(text)
    session.read(text.replace(*edit, 1))
    session.read(text)

    again = calls(lambda: session.read(text.replace(*edit, 1)))

    assert 10 * again < calls(reading(text))
