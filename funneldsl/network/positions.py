"""Where a row or an unknown number stands."""

from __future__ import annotations

Id = int
NONE: Id = -1
