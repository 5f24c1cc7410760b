"""Write a marketing business as text; check it, forecast it, draw it."""

__version__ = "0.1.0"
