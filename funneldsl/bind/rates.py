"""Currencies and their rates, as the business says them."""

from __future__ import annotations

from collections.abc import Iterable

from funneldsl.bind import value_rules
from funneldsl.bind.money import CURRENCIES, Money
from funneldsl.bind.sites import Site
from funneldsl.diagnostics import Finding, Related
from funneldsl.model.business import Business
from funneldsl.model.plan import Plan
from funneldsl.model.wording import DOLLARS, SIGNS
from funneldsl.source import NOWHERE
from funneldsl.syntax import nodes


def money_of(business: Site | None) -> Money:
    """What the business says of currencies, looked up before anything is read."""
    money = Money()
    if business is None or not isinstance(business.node, nodes.Block):
        return money
    for statement in business.node.statements:
        if not isinstance(statement, nodes.Property):
            continue
        value = statement.value.expression
        if statement.key.text == "currency" and isinstance(value, nodes.Name):
            money.own = value.text if value.text in CURRENCIES else None
        elif statement.key.text == "rates" and isinstance(value, nodes.Map):
            money.rates = frozenset(entry.key.text for entry in value.entries)
    return money


def without_rate(money: Money, plan: Plan) -> Iterable[Finding]:
    """One finding for each currency that nobody can convert, and for rates in a currency not the business's."""
    own = money.own or ""
    sign = SIGNS.get(own, "$" if own in DOLLARS else "")
    for code, spans in money.strangers.items():
        first, *others = dict.fromkeys(spans)
        line = f"rates: {{ {code}: {sign}1.10{'' if sign else ' ' + own} }}"
        yield value_rules.NO_RATE.at(
            first,
            f"an amount is in {code}, but the business counts in {own} and has no rate for it",
            help=f"add to the business, with the rate of today: `{line}`",
            related=[Related("it is used here too", span) for span in others[:6]],
        )
    business = next((d for d in plan.all.values() if type(d) is Business), None)
    for code, rate in business.rates.items() if business is not None else ():
        if rate.unit.measure != own and code not in money.strangers:
            yield value_rules.RATE_CURRENCY.at(
                business.place("rates") if business is not None else NOWHERE,
                f"the rate of {code} is in {rate.unit.measure}, but the business counts in {own}",
                help=f"write what one {code} is worth in {own}",
            )
