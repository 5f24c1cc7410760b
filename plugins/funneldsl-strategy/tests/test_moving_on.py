"""Leads are people whom a channel brings: who moves on to another funnel, or comes back, is no new lead."""

from __future__ import annotations

import numpy as np

import funneldsl as fd

TWO_FUNNELS = """\
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
channel fair { brings: site.guest; people: 9 per day }
channel letter { brings: club.guest; people: 1 per day }
funnel site {
  stage guest
  stage buyer { sells: lantern }
  guest -> buyer 30%
  buyer -> club.guest 50% after 10 days
}
funnel club {
  stage guest
  stage member { sells: evening }
  guest -> member 40% after 3 days
  member -> site.guest 20% after 30 days
}
offer lantern { price: $59 }
offer evening { price: $20 }
"""


def test_who_moves_on_is_counted_as_a_lead_once() -> None:
    forecast = fd.simulate(fd.read(TWO_FUNNELS)[0], worlds=50, seed=1)
    leads = np.asarray(forecast["channel.brought"].values).sum(axis=1)
    arrived = sum(
        np.asarray(forecast.at("closing.entered", stage=stage))
        for stage in ("site.guest", "club.guest")
    )

    assert abs(leads.mean() - 3652) < 3 * 60
    assert (arrived - leads > 300).all(), (
        "those who move on enter the other funnel, and are no leads"
    )


def test_what_a_new_buyer_costs_does_not_fall_when_buyers_move_on() -> None:
    paid = TWO_FUNNELS.replace("people: 9 per day", "spend: $9 per day; price: $1 per person")
    alone = paid.replace("  buyer -> club.guest 50% after 10 days\n", "").replace(
        "  member -> site.guest 20% after 30 days\n", ""
    )
    both = [fd.simulate(fd.read(text)[0], worlds=50, seed=1) for text in (paid, alone)]
    brought = [np.asarray(f.at("channel.brought", channel="fair")).mean() for f in both]

    assert brought[0] == brought[1]
