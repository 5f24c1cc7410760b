"""`python -m funneldsl` is `funneldsl`."""

from funneldsl.cli.main import run

run()
