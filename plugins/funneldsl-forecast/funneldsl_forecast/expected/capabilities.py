"""What this simulator can run: all that `flow` runs, but places.

With limited places it matters in which order people happen to come: the mean of what happens is not what happens to
the mean. Goals are passed over, and every result says so: inside a world there is no chance here.
"""

from __future__ import annotations

from funneldsl_forecast.flow.capabilities import RUNS as BY_CHANCE

NOT_LINEAR = frozenset(["stage.capacity", "stage.capacity:then"])
NOT_YET = frozenset(["offer.price:bills_and_later"])
"""Linear, but not run by this simulator."""

RUNS = BY_CHANCE - NOT_LINEAR - NOT_YET
