"""What this simulator can run: all that `flow` can, and service that takes time."""

from __future__ import annotations

from funneldsl_forecast.flow.capabilities import RUNS as COHORTS

RUNS = COHORTS | {"stage.takes", "stage.by", "person.first"}
