"""What the examples of rules share, so that each shows only what it is about."""

from __future__ import annotations

SHOP = """\
business shop {
  currency: USD
  start: 2027-01-04
  horizon: 12 months
}
"""

ADS = """\
channel ads { brings: visitor; people: 40 per day }
"""
