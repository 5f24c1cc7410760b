"""How many networks the slow comparisons try: `make test-wide` tries ten times as many."""

from __future__ import annotations

import os

TIMES = int(os.environ.get("FUNNELDSL_WIDE", "1"))


def networks_tried(usual: int) -> int:
    """So many, or as many times more as the environment asks for."""
    return usual * TIMES
