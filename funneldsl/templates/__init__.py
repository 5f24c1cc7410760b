"""Plans to start from. They are ordinary plans beside this file; `filling` makes one somebody's own."""

from __future__ import annotations

from importlib.resources import files

TEMPLATES = {
    "course": "Sells courses: a list, a first course, a program for a few.",
    "newsletter": "Writes a newsletter: readers, sponsors, paying members.",
    "shop": "Sends things: ads, carts, buyers who come back.",
    "software": "Rents out software: trials, months and years, churn.",
    "agency": "Sells on calls: a calendar with few places, clients, a care plan.",
}
"""Each with what it is about."""


def template(name: str) -> str:
    """The text of a template. Raises KeyError."""
    if name not in TEMPLATES:
        raise KeyError(name)
    return files(__name__).joinpath(f"{name}.funnel").read_text("utf-8")
