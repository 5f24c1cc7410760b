"""Plans to be changed, as somebody would write them."""

from __future__ import annotations

import funneldsl as fd

CANDLES = """\
language 1

# The shop.
business candles { currency: USD; start: 2027-01-04; horizon: 6 months }   # two of us

## Where people come from.
channel ads {
  brings: shop.visitor
  spend: $25 per day    # since May
  price: $0.30 to $0.60 per visitor
  season: { Jan: 140%, Jul: 70% }
}

funnel shop {
  stage visitor
  # They bought.
  stage buyer "Bought a candle" { sells: candle }

  visitor -> buyer    2% to 5%   after 0 to 6 days  because "first week"
}

# One size.
offer candle { price: $39 because "as the others" source "their page"; cost: $11; refunds: 3% within 30 days }

campaign letter { to: shop.visitor; every: 7 days; opens: 30% }

strategy {
  purpose: "Light"
  exit keep
  goal living { reach: entered(shop.buyer) >= 10; by: 2027-06-30 }
}
scenario bold "Twice the ads" {
  ads.spend: was * 200%
  visitor -> buyer  was * 120%
}
"""

EXTENSIONS = fd.discover(fd.NO_PLUGINS)


def edit(text: str = CANDLES) -> fd.Manuscript:
    return fd.edit(text, extensions=EXTENSIONS)


def line_of(manuscript: fd.Manuscript, part: str) -> str:
    """The only line that has this part."""
    (found,) = [line for line in manuscript.text.splitlines() if part in line]
    return found.strip()
