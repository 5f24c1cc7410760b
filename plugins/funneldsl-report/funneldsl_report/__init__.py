"""Writes plans and forecasts: JSON for programs, markdown for people."""
