"""`python -m tests.fuzz.led -max_total_time=60`: atheris leads the search by the code that a text reaches.

What follows are the options of libFuzzer, which it hands them to. A text that breaks a law is written to `crash-…`.
"""

from __future__ import annotations

import sys
from importlib import import_module


def main() -> None:
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["funneldsl"]):
        target = import_module("tests.fuzz.target")
    atheris.Setup(sys.argv, target.one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
