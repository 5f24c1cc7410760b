"""What a plan says and a simulator cannot run yet: named, with its place, never passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from funneldsl.diagnostics import Finding, Rule, Severity

if TYPE_CHECKING:
    from funneldsl.network import Network, Use
    from funneldsl.plugin import Simulator

_EXAMPLE = """\
# plan.funnel
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
offer candle { price: $39 }

# sketch.py
from funneldsl.plugin import hook

class Sketch:
    name = "sketch"
    needs = ()
    runs = {"business.currency", "business.start", "business.horizon"}

    def simulate(self, network, worlds, run): ...

@hook
def funneldsl_simulators():
    return [Sketch()]

$ funneldsl simulate plan.funnel --plugin sketch.py --simulator sketch
"""
"""A simulator that runs nothing yet."""

UNSUPPORTED = Rule(
    "F501",
    "simulate.unsupported",
    Severity.ERROR,
    "The plan uses something that the simulator cannot run yet.",
    "Leaving it out without a word would give a forecast of another business. Take it out of the plan, or "
    "ask another simulator with `--simulator NAME`; `funneldsl plugins` lists them.",
    wrong=_EXAMPLE,
    right=_EXAMPLE.replace(" --simulator sketch", ""),
)
_FORMS = {
    "after": "with `after`",
    "after_per": "with `per` and `after`",
    "after_trial": "after a free trial",
    "at": "with `at`",
    "bills_and_later": "as a subscription with other payments that come later",
    "by_age": "as a list by age",
    "dates": "on dates",
    "each": "per person (`each`)",
    "each_per": "per person and time (`each per …`)",
    "bills": "with two bills",
    "for": "with `for`",
    "for_once": "with `for` and no `per`",
    "forever": "as `forever`",
    "instalments": "in instalments",
    "list": "as a list",
    "moving": "with `moving`",
    "chances": "with chances that are not each compared with a number",
    "of_profit": "of profit",
    "of_revenue": "of revenue",
    "once": "without `per`",
    "per": "with `per`",
    "per_hour": "per hour",
    "since": "with `since`",
    "spend": "together with `spend`",
    "spread": "as a length of time",
    "subscriptions": "of two subscriptions at once",
    "then": "that changes later (`then`)",
    "then_period": "that has another period later (`then`)",
    "then_terms": "that becomes another sort of amount later (`then`)",
    "weekday": "on weekdays",
}
"""How the special form of a value is told; `of KIND` for the rest."""


def unsupported(simulator: Simulator, network: Network) -> Iterator[Finding]:
    """A finding for each use that the simulator does not run."""
    for use in dict.fromkeys(u for u in network.uses if u.token not in simulator.runs):
        yield UNSUPPORTED.at(
            use.span,
            f"the {simulator.name} simulator cannot yet run {_wording(use)}",
            help=_way_out(simulator, use),
        )


_ELSEWHERE = {
    "stage.takes": "people",
    "stage.by": "people",
    "stage.first": "people",
    "person.first": "people",
    "stage.capacity": "flow",
}
"""Who runs what the others do not."""


_INSTEAD = {
    "metric.cac:for": "ads find people of all sorts: ask for `cac(CHANNEL)`, or for `ltv(OFFER for …)`",
    "metric.payback:for": "ask for `payback(CHANNEL)`: a channel is paid for as a whole",
    "metric.hours:for": "hours are told of a person: ask for `hours(PERSON)`",
    "offer.price:then_terms": "write the later price as an offer of its own, which another stage sells",
    "stage.leaves:then_terms": "write a rate both times (`20% per month then 5% per week from …`)",
    "stage.sells:subscriptions": "make one offer of both prices, or write one as a plan of fixed length (`$9 per month for 24 months`)",
    "offer.price:subscriptions": "add the prices up into one bill, or write one as a plan of fixed length (`$50 per year for 3 years`)",
}
"""What to write instead, by token."""


def _way_out(simulator: Simulator, use: Use) -> str:
    if use.token in _INSTEAD:
        return _INSTEAD[use.token]
    other = _ELSEWHERE.get(use.token.partition(":")[0], simulator.name)
    if other == simulator.name:
        return "take it out of the plan, or ask another simulator"
    return (
        f"ask the {other} simulator for it with `--simulator {other}`, or take it out of the plan"
    )


def _wording(use: Use) -> str:
    """``takes` of sales.call`, ``price` in instalments of starter`, ``hours(…)` in life`."""
    written, _, form = use.token.partition(":")
    kind, _, word = written.rpartition(".")
    told = f" {_FORMS.get(form, f'of a {form}')}" if form else ""
    if kind in ("metric", "formula"):
        return f"`{word}`{told} in {use.path}"
    return f"`{word}`{told} of {use.path}"
