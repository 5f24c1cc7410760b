"""Small businesses that the examples of rules begin with."""

SHOP = """\
business shop {
  currency: USD
  start: 2027-01-04
  horizon: 24 months
}
"""

STRATEGY = """\
strategy {
  purpose: "Live from candles in our village"
  exit keep
  goal living { reach: profit >= $2k per month; by: 2028-06-30 }
}
"""

LIST = """\
channel fair { brings: site.guest; people: 4 per day }
funnel site {
  stage guest { leaves: 2% per month }
  stage buyer { sells: lantern }
  guest -> buyer 3% to 6% after 0 to 10 days
}
offer lantern { price: $59; cost: $20 }
"""
"""Guests of a fair who may buy a lantern."""
