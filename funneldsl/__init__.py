"""Write a marketing business as text; check it, forecast it, draw it."""

from funneldsl import version

__version__ = version.VERSION
